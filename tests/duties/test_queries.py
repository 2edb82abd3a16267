"""What is shown of what is owed: to whom, in which order, and how much of it."""

from datetime import UTC, datetime, timedelta

import pytest

from cairn.access.binding import acting_as
from cairn.core.errors import NotFound
from cairn.core.ref import Ref
from cairn.duties import queries, verbs
from cairn.duties.kinds import DutyKind, DutyState
from cairn.duties.models import Duty
from cairn.duties.queries import owed as lists
from cairn.partnership.models import Membership
from tests.builders import MONDAY_MORNING
from tests.duties.owing import MINUTE, danger, owed

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def quarter_past_ten(monkeypatch):
    monkeypatch.setattr(lists, "now", lambda: MONDAY_MORNING + 15 * MINUTE)


def seen(northmoor, name, asked, **more):
    actor = northmoor.actor(name)
    with acting_as(actor):
        return asked(actor, **more)


def duties(page):
    return [line.duty for line in page.lines]


def test_what_is_overdue_stands_first(northmoor):
    later, sooner = owed(northmoor), danger(northmoor)
    page = seen(northmoor, "amara", queries.owed_by_me)
    assert duties(page) == [sooner, later]
    assert [line.state for line in page.lines] == [DutyState.OVERDUE, DutyState.DUE]
    assert [line.is_late for line in page.lines] == [True, False]
    assert (page.total, page.number, page.has_next, page.is_capped) == (2, 1, False, False)
    assert page.lines[1].label == "Decision on the referral"


def test_what_a_colleague_has_taken_is_not_mine_until_they_leave(northmoor):
    duty = owed(northmoor, owner=northmoor.memberships["amara"])
    assert seen(northmoor, "amara", queries.owed_by_me).lines[0].is_mine
    assert duties(seen(northmoor, "amaras_manager", queries.owed_by_me)) == []
    Membership.objects.filter(pk=northmoor.memberships["amara"].pk).update(ended_at=datetime(2030, 1, 1, tzinfo=UTC))
    assert duties(seen(northmoor, "amaras_manager", queries.owed_by_me)) == [duty]


def test_the_sender_sees_who_has_it_and_by_when(northmoor):
    duty = owed(northmoor)
    line = seen(northmoor, "efa", queries.owed_to_me).lines[0]
    assert (line.duty, line.duty.owner_team.slug, line.certainty) == (duty, "eastmoor-duty", "secondary")
    assert duties(seen(northmoor, "amara", queries.owed_to_me)) == []


def test_what_is_owed_to_a_colleague_is_theirs(northmoor):
    duty = owed(northmoor, owed_to_id=northmoor.memberships["efa"].pk)
    assert duties(seen(northmoor, "efa", queries.owed_to_me)) == [duty]
    other = owed(northmoor, owed_to_team_id=northmoor.team("hub-duty").pk, owed_to_id=northmoor.memberships["farid"].pk)
    assert duties(seen(northmoor, "fatima", queries.owed_to_me)) == []
    assert duties(seen(northmoor, "farid", queries.owed_to_me)) == [other]


def test_the_hubs_own_list_holds_only_its_own(northmoor):
    owed(northmoor)
    assert duties(seen(northmoor, "farid", queries.owed_by_me)) == []


def test_strangers_have_empty_lists(northmoor):
    owed(northmoor)
    for name in ("chidi", "dana", "hana"):
        assert seen(northmoor, name, queries.owed_by_me).lines == ()
        assert seen(northmoor, name, queries.owed_to_me).lines == ()


def test_what_is_done_is_on_no_list(northmoor):
    duty, amara = owed(northmoor), northmoor.actor("amara")
    with acting_as(amara):
        verbs.close(kind=duty.kind, about=Ref(duty.about_kind, duty.about_id), by=amara)
    assert duties(seen(northmoor, "amara", queries.owed_by_me)) == []
    assert duties(seen(northmoor, "efa", queries.owed_to_me)) == []


def test_the_open_duties_about_a_thing(northmoor):
    duty = owed(northmoor)
    owed(northmoor)
    about = Ref(duty.about_kind, duty.about_id)
    for name, count in (("amara", 1), ("efa", 1), ("farid", 1), ("chidi", 0)):
        actor = northmoor.actor(name)
        with acting_as(actor):
            assert len(queries.open_about(about, actor=actor)) == count


def test_a_duty_out_of_sight_is_not_found(northmoor):
    duty, chidi = owed(northmoor), northmoor.actor("chidi")
    with acting_as(chidi), pytest.raises(NotFound):
        queries.visible_duty(duty.pk, actor=chidi)
    assert seen(northmoor, "efa", lambda actor: queries.visible_duty(duty.pk, actor=actor)) == duty


def test_pages_are_bounded_and_counting_stops(northmoor, monkeypatch):
    for day in range(5):
        owed(northmoor, started_at=MONDAY_MORNING + timedelta(days=day))
    monkeypatch.setattr(lists, "PAGE", 2)
    first, last = (seen(northmoor, "amara", queries.owed_by_me, page=number) for number in (1, 3))
    assert (len(first.lines), first.total, first.has_next) == (2, 5, True)
    assert (len(last.lines), last.total, last.has_next) == (1, 5, False)
    monkeypatch.setattr(lists, "MOST_COUNTED", 4)
    capped = seen(northmoor, "amara", queries.owed_by_me)
    assert (capped.total, capped.is_capped) == (4, True)


def test_a_page_costs_one_question_and_a_full_one_two(northmoor, monkeypatch, django_assert_num_queries):
    for _ in range(3):
        owed(northmoor)
    amara = northmoor.actor("amara")
    with acting_as(amara):
        with django_assert_num_queries(1):
            names = [line.duty.owner_team.agency.name for line in queries.owed_by_me(amara).lines]
        monkeypatch.setattr(lists, "PAGE", 2)
        with django_assert_num_queries(2):
            queries.owed_by_me(amara)
    assert len(names) == 3


def test_a_system_owes_what_its_teams_owe(northmoor):
    owed(northmoor, DutyKind.LINK, "link_decision", owner_team=northmoor.team("hub-duty"))
    assert len(duties(seen(northmoor, "farid", queries.owed_by_me))) == 1
    assert Duty.objects.count() == 0
