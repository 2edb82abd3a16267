"""Joining, leaving, letting systems in: what is refused, what is remembered."""

import json
from datetime import timedelta

import pytest
from django.core.management import call_command

from cairn.access.actor import Actor, ActorKind
from cairn.core.clock import now
from cairn.core.errors import NotAllowed, Refused
from cairn.ledger.models import Event
from cairn.partnership import queries, verbs
from cairn.partnership.kinds import RoleName
from cairn.partnership.models import AgencyToken, Membership
from tests.partnership import people

pytestmark = pytest.mark.django_db
NOBODY = Actor(kind=ActorKind.PRACTITIONER)


@pytest.fixture
def partnership():
    return people.northmoor()


def events(as_role) -> list[str]:
    with as_role("cairn_ledger"):
        return list(Event.objects.order_by("id").values_list("happening", flat=True))


def test_joining_and_leaving_are_remembered(partnership, as_role):
    membership = people.member(partnership.desk)
    assert membership.agency == partnership.social_care
    left = verbs.leave_team(membership=membership, by=people.CLERK)
    assert left.ended_at is not None
    assert events(as_role)[-2:] == ["membership.started", "membership.ended"]


def test_nobody_is_a_member_of_a_team_twice(partnership):
    membership = people.member(partnership.desk)
    with pytest.raises(Refused, match="already_member"):
        people.member(partnership.desk, membership.practitioner)
    verbs.leave_team(membership=membership, by=people.CLERK)
    people.member(partnership.desk, membership.practitioner, RoleName.MANAGER)
    assert Membership.objects.count() == 2


def test_a_membership_ends_once(partnership):
    membership = people.member(partnership.desk)
    verbs.leave_team(membership=membership, by=people.CLERK)
    with pytest.raises(Refused, match="membership_ended"):
        verbs.leave_team(membership=membership, by=people.CLERK)


def test_a_membership_never_ends_before_it_began(partnership):
    membership = people.member(partnership.desk)
    Membership.objects.filter(pk=membership.pk).update(started_at=now() + timedelta(days=1))
    membership.refresh_from_db()
    assert verbs.leave_team(membership=membership, by=people.CLERK).ended_at == membership.started_at


def test_only_an_administrator_changes_who_belongs(partnership):
    membership = people.member(partnership.desk)
    with pytest.raises(NotAllowed):
        verbs.leave_team(membership=membership, by=queries.actor_for(membership))
    with pytest.raises(NotAllowed):
        verbs.join_team(practitioner=membership.practitioner, team=partnership.night, role=RoleName.MANAGER, by=NOBODY)


def test_only_an_administrator_makes_and_withdraws_tokens(partnership, as_role):
    with pytest.raises(NotAllowed):
        verbs.create_token(agency=partnership.social_care, name="Case system", by=NOBODY)
    administrator = queries.actor_for(people.member(partnership.hub_desk, role=RoleName.ADMINISTRATOR))
    made = verbs.create_token(agency=partnership.social_care, name="Case system", by=administrator)
    with pytest.raises(NotAllowed):
        verbs.revoke_token(token=made.token, by=NOBODY)
    for _ in range(2):
        verbs.revoke_token(token=made.token, by=administrator)
    assert [each for each in events(as_role) if each.startswith("token.")] == ["token.created", "token.revoked"]


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"name": "Case system", "scopes": ["people.manage"]}, "unknown_scope"),
        ({"name": "Case system", "scopes": ["nonsense"]}, "unknown_scope"),
        ({"name": "  "}, "token_without_name"),
    ],
)
def test_a_token_that_makes_no_sense_is_refused(partnership, given, code):
    with pytest.raises(Refused, match=code):
        verbs.create_token(agency=partnership.social_care, by=people.CLERK, **given)
    assert not AgencyToken.objects.exists()


def test_nothing_is_changed_when_the_ledger_cannot_be_written(partnership, monkeypatch):
    def broken(*args, **kwargs):
        raise RuntimeError("the ledger is away")

    who = people.person()
    monkeypatch.setattr("cairn.partnership.verbs.people.record", broken)
    monkeypatch.setattr("cairn.partnership.verbs.tokens.record", broken)
    with pytest.raises(RuntimeError):
        people.member(partnership.desk, who)
    with pytest.raises(RuntimeError):
        verbs.create_token(agency=partnership.social_care, name="Case system", by=people.CLERK)
    assert not Membership.objects.exists()
    assert not AgencyToken.objects.exists()


def test_the_use_of_a_token_is_noted_once_a_minute(partnership, monkeypatch):
    made = verbs.create_token(agency=partnership.social_care, name="Case system", by=people.CLERK)
    first = now()
    for moment, noted in ((first, first), (first + timedelta(seconds=59), first), (first + timedelta(seconds=61),) * 2):
        monkeypatch.setattr("cairn.partnership.verbs.tokens.now", lambda moment=moment: moment)
        verbs.note_token_use(token_id=made.token.pk)
        assert AgencyToken.objects.get().last_used_at == noted


class TestTheCommand:
    def test_a_token_is_withdrawn_by_its_name_and_once(self, partnership, capsys):
        made = verbs.create_token(agency=partnership.social_care, name="Case system", by=people.CLERK)
        wanted = ("token", "revoke", "--agency", "eastmoor-social-care", "--name", "Case system")
        call_command(*wanted)
        with pytest.raises(Refused, match="token_unknown"):
            queries.actor_for_token(made.secret)
        with pytest.raises(Refused, match="token_unknown"):
            call_command(*wanted)
        assert made.secret not in capsys.readouterr().err

    def test_the_token_it_prints_works(self, partnership, capsys):
        call_command("token", "create", "--agency", "eastmoor-social-care", "--name", "Case system")
        printed = capsys.readouterr()
        assert queries.actor_for_token(printed.out.strip()).agency_id == partnership.social_care.pk
        assert printed.out.strip() not in printed.err

    def test_with_json_it_prints_one_document(self, partnership, capsys):
        arguments = ("--agency", "eastmoor-social-care", "--name", "Intake", "--scope", "concern.raise", "--json")
        call_command("token", "create", *arguments)
        printed = capsys.readouterr()
        document = json.loads(printed.out)
        assert document["scopes"] == ["concern.raise"]
        assert queries.actor_for_token(document["token"]).permissions == {"concern.raise"}
        assert printed.err == ""

    def test_an_agency_that_does_not_exist_is_refused(self, partnership):
        with pytest.raises(Refused, match="no_such_agency"):
            call_command("token", "create", "--agency", "nobody", "--name", "Case system")
