"""The clock: who is told what and when, once each, whatever the clock itself went through (R-022, R-025, R-072)."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cairn.access.binding import acting_as
from cairn.core.errors import Refused
from cairn.core.ref import Ref
from cairn.duties import queries, verbs
from cairn.duties.kinds import (
    DUTY_ESCALATED,
    LATE,
    LATE_FOR_AGENCY,
    LATE_FOR_ASKER,
    LATE_FOR_HUB,
    REMINDER,
    RING,
    DutyKind,
)
from cairn.duties.models import Duty, DutyStep, Tick
from cairn.duties.verbs import climbing
from cairn.ledger.models import Event
from cairn.notices.models import Notice
from cairn.partnership.models import Membership
from tests.builders import MONDAY_MORNING
from tests.duties.owing import MINUTE, as_worker, climb, danger, owed, steps, told

pytestmark = pytest.mark.django_db
MANAGER = "Amaras Manager"


def test_before_anything_is_due_nobody_is_told(northmoor):
    owed(northmoor)
    assert climb(MONDAY_MORNING) == 0
    assert told() == []


def test_an_unanswered_concern_tells_its_sender_and_the_manager(northmoor):
    duty = owed(northmoor)
    assert climb(duty.due_at) == 2
    assert set(told()) == {
        ("eastmoor-duty", "", REMINDER),
        ("eastmoor-duty", "", LATE),
        ("eastmoor-duty", MANAGER, LATE),
        ("outreach", "", LATE_FOR_ASKER),
    }


def test_the_ladder_goes_on_to_the_hub_and_to_the_agency(northmoor):
    duty = owed(northmoor)
    assert climb(duty.due_at + timedelta(days=7)) == 4
    assert {("hub-duty", "", LATE_FOR_HUB), ("eastmoor-duty", MANAGER, LATE_FOR_AGENCY)} <= set(told())


def test_the_person_who_took_it_is_told_and_not_the_team(northmoor):
    duty = owed(northmoor, owner=northmoor.memberships["amara"], owed_to_id=northmoor.memberships["efa"].pk)
    climb(duty.due_at)
    assert {("eastmoor-duty", "Amara", LATE), ("outreach", "Efa", LATE_FOR_ASKER)} <= set(told())
    assert ("eastmoor-duty", "", LATE) not in told()


def test_when_the_person_has_left_the_team_is_told(northmoor):
    duty = owed(northmoor, owner=northmoor.memberships["amara"])
    Membership.objects.filter(pk=northmoor.memberships["amara"].pk).update(ended_at=datetime(2030, 1, 1, tzinfo=UTC))
    climb(duty.due_at)
    assert ("eastmoor-duty", "", LATE) in told()


def test_a_team_without_a_manager_is_told_itself(northmoor):
    duty = danger(northmoor, owner_team=northmoor.team("police-desk"))
    climb(duty.due_at + 10 * MINUTE)
    assert {who for team, who, _ in told() if team == "police-desk"} == {""}


def test_a_notice_to_the_agency_points_at_the_team_and_not_at_the_duty(northmoor):
    duty = owed(northmoor)
    climb(duty.due_at + timedelta(days=7))
    with as_worker():
        pointed = set(Notice.objects.values_list("code", "about_kind", "about_id"))
    assert (LATE_FOR_AGENCY, "team", duty.owner_team_id) in pointed
    assert {(kind, about) for code, kind, about in pointed if code != LATE_FOR_AGENCY} == {("duty", duty.pk)}


def test_danger_calls_the_sender_and_the_hub_after_ten_minutes_and_every_ten_after_that(northmoor):
    duty = danger(northmoor)
    climb(MONDAY_MORNING + 5 * MINUTE)
    assert set(told()) == {("eastmoor-duty", "", REMINDER)}
    calls = []
    for minute in (9, 10, 11, 19, 20, 25, 30, 40):
        before = len(told())
        climb(MONDAY_MORNING + minute * MINUTE)
        now_told = told()[before:]
        calls.append((minute, ("outreach", "", RING) in now_told, ("hub-duty", "", RING) in now_told))
    loud = {minute for minute, sender, hub in calls if sender and hub}
    assert loud == {10, 20, 30, 40}
    assert all(sender == hub for _, sender, hub in calls)
    assert duty.due_at == MONDAY_MORNING + 10 * MINUTE


def test_danger_is_quiet_once_somebody_has_it(northmoor):
    duty, amara = danger(northmoor), northmoor.actor("amara")
    climb(MONDAY_MORNING + 10 * MINUTE)
    with acting_as(amara):
        verbs.close(kind=duty.kind, about=Ref(duty.about_kind, duty.about_id), by=amara)
    before = told()
    assert climb(MONDAY_MORNING + 60 * MINUTE) == 0
    assert told() == before


def test_after_a_gap_people_are_called_once_and_not_once_for_every_call_missed(northmoor):
    danger(northmoor)
    climb(MONDAY_MORNING + timedelta(days=3))
    assert told().count(("outreach", "", RING)) == told().count(("hub-duty", "", RING)) == 1


def test_nobody_is_told_the_same_twice_in_one_run(northmoor):
    danger(northmoor)
    owed(northmoor)
    climb(MONDAY_MORNING + timedelta(days=3))
    found = told()
    danger_news = [one for one in found if one[2] == RING]
    assert len(danger_news) == len(set(danger_news))


def test_each_step_is_in_the_ledger_once(northmoor):
    duty = owed(northmoor)
    taken = climb(duty.due_at) + climb(duty.due_at)
    farid = northmoor.actor("farid")
    with acting_as(farid):
        assert Event.objects.visible_to(farid).filter(happening=DUTY_ESCALATED, about_id=duty.pk).count() == taken == 2


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    minutes=st.lists(st.integers(0, 6 * 24 * 60), max_size=6),
    end=st.integers(6 * 24 * 60, 7 * 24 * 60),
)
def test_however_often_and_in_whatever_order_the_clock_runs_the_same_steps_are_taken_once(northmoor, minutes, end):
    at = [MONDAY_MORNING + minute * MINUTE for minute in (*minutes, end)]
    results = []
    for moments in (at, at[-1:], [*reversed(at), at[-1]]):
        with transaction.atomic():
            owed(northmoor)
            owed(northmoor, DutyKind.CALL_BACK, "call_back")
            taken = sum(climb(moment) for moment in moments)
            with as_worker():
                assert DutyStep.objects.count() == taken
            results.append(steps())
            transaction.set_rollback(True)
    assert results[0] == results[1] == results[2]


def test_a_second_run_at_the_same_moment_tells_nobody(northmoor):
    danger(northmoor)
    at = MONDAY_MORNING + timedelta(hours=1)
    assert climb(at) == 4
    before = told()
    assert climb(at) == 0
    assert told() == before


@pytest.fixture
def follow(monkeypatch):
    """What happens on an unanswered duty; a list of how often it did."""
    monkeypatch.setattr(climbing, "_ON_DUE", {})
    done: list[str] = []

    def register(act):
        def handler(duty, by):
            done.append(duty.kind)
            act(duty, by)

        verbs.on_due(DutyKind.ANSWER_REQUEST, handler)
        verbs.on_due(DutyKind.ANSWER_REQUEST, handler)
        return done

    return register


def request(northmoor):
    return owed(northmoor, DutyKind.ANSWER_REQUEST, "involvement_request")


def grant(duty, by):
    verbs.close(kind=duty.kind, about=Ref(duty.about_kind, duty.about_id), by=by)


def test_silence_is_acted_on_once_after_the_due_moment(northmoor, follow):
    done, duty = follow(grant), request(northmoor)
    climb(duty.due_at)
    assert done == []
    for minute in (1, 2, 3):
        climb(duty.due_at + minute * MINUTE)
    assert done == ["answer_request"]


def test_once_silence_was_acted_on_the_ladder_ends_there_however_late_the_clock_is(northmoor, follow):
    follow(grant)
    duty = request(northmoor)
    climb(duty.due_at + timedelta(days=7))
    assert "after_1_working_day" not in {rule for rule, _ in steps()}
    assert "after_0_hour" in {rule for rule, _ in steps()}


def test_what_does_not_close_the_duty_is_done_once_and_the_ladder_goes_on(northmoor, follow):
    done, duty = follow(lambda duty, by: None), request(northmoor)
    climb(duty.due_at + timedelta(days=7))
    climb(duty.due_at + timedelta(days=8))
    assert done == ["answer_request"]
    assert "after_3_working_day" in {rule for rule, _ in steps()}


def test_what_fails_on_silence_is_tried_again_and_people_are_told_all_the_same(northmoor, follow, caplog):
    def fail(duty, by):
        Duty.objects.filter(pk=duty.pk).update(revision=99)
        raise RuntimeError("Nguyen Van Tang")

    done, duty = follow(fail), request(northmoor)
    for minute in (1, 2):
        climb(duty.due_at + minute * MINUTE)
    assert done == ["answer_request"] * 2
    assert ("outreach", "", LATE_FOR_ASKER) in told()
    with as_worker():
        assert Duty.objects.get(pk=duty.pk).revision == 1
    assert "RuntimeError" in caplog.text
    assert "Nguyen" not in caplog.text


def run_at(moment, monkeypatch):
    monkeypatch.setattr(climbing, "now", lambda: moment)
    monkeypatch.setattr("cairn.duties.queries.clock.now", lambda: moment)
    with as_worker():
        return verbs.tick()


def test_a_ladder_that_breaks_keeps_no_other_from_being_climbed(northmoor, monkeypatch, caplog):
    broken, whole = owed(northmoor), owed(northmoor)
    with as_worker():
        Duty.objects.filter(pk=broken.pk).update(policy="gone")
    assert run_at(whole.due_at, monkeypatch) == 2
    with as_worker():
        assert set(DutyStep.objects.values_list("duty_id", flat=True)) == {whole.pk}
        assert Tick.objects.get(pk=queries.CLOCK).stuck == 1
    assert str(broken.pk) in caplog.text


def test_the_clock_notes_when_it_ran(northmoor, monkeypatch):
    assert queries.clock_state().is_late
    run_at(MONDAY_MORNING, monkeypatch)
    state = queries.clock_state()
    assert (state.ran_at, state.is_late, state.stuck) == (MONDAY_MORNING, False, 0)
    monkeypatch.setattr("cairn.duties.queries.clock.now", lambda: MONDAY_MORNING + 3 * MINUTE)
    assert not queries.clock_state().is_late
    monkeypatch.setattr("cairn.duties.queries.clock.now", lambda: MONDAY_MORNING + timedelta(minutes=3, seconds=1))
    assert queries.clock_state().is_late
    assert queries.clock_state().is_skewed


def test_as_the_application_the_clock_climbs_nothing(northmoor):
    duty = owed(northmoor)
    assert verbs.climb(duty.due_at) == 0


def test_a_partnership_without_a_hub_still_tells_everybody_else(northmoor, monkeypatch):
    def nobody(at):
        raise Refused("no_hub")

    monkeypatch.setattr("cairn.duties.queries.climbing.hub_on_call", nobody)
    danger(northmoor)
    climb(MONDAY_MORNING + 20 * MINUTE)
    assert {team for team, _, _ in told()} == {"eastmoor-duty", "outreach"}
