"""Who acts, who is on duty, what this installation is for."""

from datetime import datetime, timedelta

import pytest

from cairn.access.actor import ActorKind
from cairn.access.permissions import Permission
from cairn.access.roles import DOOR, SYSTEM, Role, permissions_of
from cairn.core.clock import LOCAL, now
from cairn.core.errors import Refused
from cairn.partnership import queries, verbs
from cairn.partnership.kinds import REFUSALS, Discipline, Mark, Nation, RoleName, TeamKind
from cairn.partnership.models import AgencyToken, Area, Installation, Membership, Team
from tests.partnership import people

pytestmark = pytest.mark.django_db


@pytest.fixture
def partnership():
    return people.northmoor()


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=LOCAL)


def refusal(deed, *args, **kwargs) -> str:
    with pytest.raises(Refused) as refused:
        deed(*args, **kwargs)
    assert refused.value.code in REFUSALS
    return refused.value.code


class TestActors:
    def test_a_person_acts_in_one_team_and_role(self, partnership):
        membership = people.member(partnership.desk)
        actor = queries.actor_for(membership)
        assert actor.kind is ActorKind.PRACTITIONER
        assert (actor.agency_id, actor.team_ids) == (partnership.social_care.pk, (partnership.desk.pk,))
        assert (actor.practitioner_id, actor.membership_id) == (membership.practitioner_id, membership.pk)
        assert actor.roles == {"practitioner"}
        assert actor.permissions == permissions_of(Role.PRACTITIONER)
        assert not actor.is_hub

    @pytest.mark.parametrize(
        ("role", "at_the_hub", "expected"),
        [
            (RoleName.HUB_COORDINATOR, True, True),
            (RoleName.HUB_COORDINATOR, False, False),
            (RoleName.ADMINISTRATOR, True, False),
        ],
    )
    def test_only_a_coordinator_at_the_hub_is_the_hub(self, partnership, role, at_the_hub, expected):
        team = partnership.hub_desk if at_the_hub else partnership.desk
        assert queries.actor_for(people.member(team, role=role)).is_hub is expected

    def test_nobody_acts_in_a_membership_that_has_ended(self, partnership):
        membership = people.member(partnership.desk)
        assert refusal(queries.actor_for, verbs.leave_team(membership=membership, by=people.CLERK)) == (
            "no_current_membership"
        )

    def test_nobody_acts_with_a_closed_account(self, partnership):
        membership = people.member(partnership.desk)
        membership.practitioner.is_active = False
        membership.practitioner.save()
        assert refusal(queries.actor_for, membership) == "no_current_membership"
        assert not queries.memberships_of(membership.practitioner).exists()

    def test_a_membership_that_has_not_begun_does_not_hold_yet(self, partnership):
        membership = people.member(partnership.desk)
        Membership.objects.filter(pk=membership.pk).update(started_at=now() + timedelta(hours=1))
        assert not queries.memberships_of(membership.practitioner).exists()

    def test_the_door_writes_for_the_hub_and_reads_nothing(self, partnership):
        actor = queries.door_actor()
        assert (actor.kind, actor.agency_id, actor.permissions) == (ActorKind.DOOR, partnership.hub.pk, DOOR)
        assert actor.team_ids == ()

    def test_without_a_hub_there_is_no_door(self):
        assert refusal(queries.door_actor) == "no_hub"


class TestTokens:
    @pytest.fixture
    def made(self, partnership):
        return verbs.create_token(agency=partnership.social_care, name="Case system", by=people.CLERK)

    def test_the_right_token_acts_for_its_agency(self, made, partnership):
        actor = queries.actor_for_token(made.secret)
        assert (actor.kind, actor.token_id) == (ActorKind.SYSTEM, made.token.pk)
        assert actor.agency_id == partnership.social_care.pk
        assert actor.team_ids == (partnership.desk.pk, partnership.night.pk)
        assert actor.permissions == SYSTEM

    def test_its_secret_is_kept_nowhere(self, made):
        kept = AgencyToken.objects.values().get()
        assert made.secret not in str(kept)
        assert kept["digest"] == queries.digest_of(made.secret)

    @pytest.mark.parametrize("tried", ["", "cairn_wrong", "é"])
    def test_a_wrong_token_is_refused(self, made, tried):
        assert refusal(queries.actor_for_token, tried) == "token_unknown"

    def test_a_token_is_not_found_by_its_digest(self, made):
        assert refusal(queries.actor_for_token, made.token.digest) == "token_unknown"

    def test_a_token_that_was_withdrawn_is_refused(self, made):
        verbs.revoke_token(token=made.token, by=people.CLERK)
        assert refusal(queries.actor_for_token, made.secret) == "token_unknown"

    def test_a_token_does_no_more_than_its_scopes_and_than_a_system_ever_may(self, partnership):
        made = verbs.create_token(
            agency=partnership.social_care, name="Intake", scopes=[Permission.CONCERN_RAISE], by=people.CLERK
        )
        assert queries.actor_for_token(made.secret).permissions == {Permission.CONCERN_RAISE}
        AgencyToken.objects.update(permissions=[Permission.PEOPLE_MANAGE])
        assert queries.actor_for_token(made.secret).permissions == frozenset()


class TestDuty:
    @pytest.mark.parametrize(
        ("moment", "expected"),
        [
            ("2026-11-23T10:00", "eastmoor-duty"),
            ("2026-11-23T17:15", "eastmoor-night"),
            ("2026-11-21T10:00", "eastmoor-night"),
            ("2026-12-25T10:00", "eastmoor-night"),
            ("2026-07-01T08:50", "eastmoor-duty"),  # British Summer Time
        ],
    )
    def test_the_desk_answers_in_its_hours_and_its_stand_in_otherwise(self, partnership, moment, expected):
        assert queries.team_on_duty(partnership.area, Discipline.SOCIAL_CARE, at(moment)).slug == expected

    @pytest.mark.parametrize(
        ("nation", "expected"), [(Nation.NORTHERN_IRELAND, "eastmoor-night"), (Nation.WALES, "eastmoor-duty")]
    )
    def test_the_holidays_are_those_of_the_areas_nation(self, nation, expected):
        partnership = people.northmoor(nation)
        on_st_patricks_day = at("2026-03-17T10:00")
        assert queries.team_on_duty(partnership.area, Discipline.SOCIAL_CARE, on_st_patricks_day).slug == expected

    def test_a_desk_without_a_stand_in_answers_for_itself(self, partnership):
        Team.objects.update(stand_in=None)
        found = queries.team_on_duty(partnership.area, Discipline.SOCIAL_CARE, at("2026-11-21T10:00"))
        assert found == partnership.desk

    def test_where_nobody_has_a_desk_the_hub_answers(self, partnership):
        found = queries.team_on_duty(partnership.area, Discipline.POLICE, at("2026-11-21T03:00"))
        assert found == partnership.hub_desk == queries.hub_on_call(at("2026-11-21T03:00"))

    def test_a_hub_without_a_desk_answers_with_whichever_team_it_has(self, partnership):
        Team.objects.filter(pk=partnership.hub_desk.pk).update(kind=TeamKind.OTHER)
        assert queries.hub_on_call(at("2026-11-21T03:00")) == partnership.hub_desk

    def test_a_hub_without_any_team_is_refused(self, partnership):
        Team.objects.filter(pk=partnership.hub_desk.pk).update(agency=partnership.social_care)
        assert refusal(queries.hub_on_call, now()) == "no_hub"


class TestPublished:
    def test_the_directory_holds_the_agencies_of_an_area(self, partnership):
        actor = queries.actor_for(people.member(partnership.desk))
        alone = Area.objects.create(slug="westmoor", name="Westmoor", nation=Nation.ENGLAND)
        assert set(queries.directory(actor)) == {partnership.social_care, partnership.hub}
        assert not queries.directory(actor, area=alone).exists()

    def test_tonights_numbers_are_one_for_each_area(self, partnership):
        people.team(partnership.social_care, "another", partnership.area, kind=TeamKind.OUT_OF_HOURS, phone="999")
        found = queries.out_of_hours_numbers()
        assert [(one.area, one.phone) for one in found] == [("Eastmoor", "999")]
        assert queries.out_of_hours_numbers(areas=Area.objects.none()) == ()

    def test_a_mark_is_set_once_and_never_changed(self):
        assert queries.installation_mark() is None
        verbs.mark_installation("live")
        assert verbs.mark_installation("live") == queries.installation_mark() == Mark.LIVE
        assert refusal(verbs.mark_installation, "demonstration") == "already_marked"
        assert Installation.objects.get().mark == "live"

    @pytest.mark.parametrize("found", [None, "live"])
    def test_a_command_that_needs_another_mark_is_refused(self, found):
        if found:
            verbs.mark_installation(found)
        assert refusal(queries.require_mark, "demonstration") == "wrong_mark"

    def test_a_command_with_the_right_mark_goes_on(self):
        verbs.mark_installation("demonstration")
        queries.require_mark("demonstration")

    @pytest.mark.parametrize(("wanted", "mark"), [(False, "demonstration"), (True, "live"), (True, None)])
    def test_a_demonstration_needs_the_setting_and_the_mark(self, settings, wanted, mark):
        settings.CAIRN_DEMONSTRATION = wanted
        if mark:
            verbs.mark_installation(mark)
        assert not queries.is_demonstration()
