"""Clock policies: what is due when, under which version, whom to tell, and how a duty stands."""

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cairn.core.errors import Refused
from cairn.core.working_days import Nation
from cairn.duties.kinds import (
    CERTAINTY_LABELS,
    Certainty,
    DutyState,
    Follows,
    Unit,
    When,
)
from cairn.duties.rules import (
    due,
    due_under,
    every_policy,
    moment,
    policy_for,
    policy_version,
    state_of,
    steps,
    steps_due,
)
from cairn.duties.rules.policies import read

E, W, S, N = Nation.ENGLAND, Nation.WALES, Nation.SCOTLAND, Nation.NORTHERN_IRELAND
POLICIES = every_policy()
# A Friday in winter.
FRIDAY = datetime(2026, 11, 20, 16, 30, tzinfo=UTC)
codes = st.sampled_from(sorted({policy.code for policy in POLICIES if policy.nation is E}))
# The first look at a year builds its calendar, which is slow on a busy machine and says nothing about the rule.
unhurried = settings(deadline=None)
starts = st.datetimes(datetime(2022, 1, 1), datetime(2090, 12, 31), timezones=st.just(UTC))  # noqa: DTZ001 - hypothesis adds it


@pytest.mark.parametrize(
    ("code", "nation", "length", "unit", "certainty"),
    [
        ("referral_decision", E, 1, Unit.WORKING_DAY, Certainty.SECONDARY),
        ("single_assessment", E, 45, Unit.WORKING_DAY, Certainty.SECONDARY),
        ("initial_conference", E, 15, Unit.WORKING_DAY, Certainty.SECONDARY),
        ("core_group", E, 10, Unit.WORKING_DAY, Certainty.UNVERIFIED),
        ("conference_review", E, 3, Unit.MONTH, Certainty.UNVERIFIED),
        ("return_interview", E, 72, Unit.HOUR, Certainty.SECONDARY),
        ("reasonable_grounds", E, 5, Unit.WORKING_DAY, Certainty.VERIFIED),
        ("national_transfer", E, 10, Unit.WORKING_DAY, Certainty.SECONDARY),
        ("feedback_to_sender", E, 1, Unit.WORKING_DAY, Certainty.SECONDARY),
        ("referral_decision", W, 1, Unit.WORKING_DAY, Certainty.VERIFIED),
        ("single_assessment", W, 42, Unit.WORKING_DAY, Certainty.VERIFIED),
        ("initial_conference", W, 15, Unit.WORKING_DAY, Certainty.UNVERIFIED),
        ("core_group", W, 10, Unit.WORKING_DAY, Certainty.VERIFIED),
        ("conference_review", W, 3, Unit.MONTH, Certainty.VERIFIED),
        ("initial_conference", S, 28, Unit.CALENDAR_DAY, Certainty.VERIFIED),
        ("core_group", S, 15, Unit.WORKING_DAY, Certainty.VERIFIED),
        ("return_interview", S, 72, Unit.HOUR, Certainty.SECONDARY),
        ("reasonable_grounds", S, 5, Unit.WORKING_DAY, Certainty.SECONDARY),
        ("referral_decision", N, 1, Unit.WORKING_DAY, Certainty.LOCAL),
        ("danger_acknowledgement", E, 10, Unit.MINUTE, Certainty.LOCAL),
        ("link_decision", E, 1, Unit.WORKING_DAY, Certainty.LOCAL),
        ("link_confirmation", E, 2, Unit.WORKING_DAY, Certainty.LOCAL),
        ("link_unsure", E, 5, Unit.WORKING_DAY, Certainty.LOCAL),
        ("involvement_request", E, 2, Unit.WORKING_DAY, Certainty.LOCAL),
        ("lead_acceptance", E, 1, Unit.WORKING_DAY, Certainty.LOCAL),
        ("noted_review", E, 3, Unit.MONTH, Certainty.LOCAL),
    ],
)
def test_the_lengths_in_force(code, nation, length, unit, certainty):
    policy = policy_for(code, nation, FRIDAY)
    assert (policy.length, policy.unit, policy.certainty) == (length, unit, certainty)


@pytest.mark.parametrize(
    ("code", "nation", "start", "due_at"),
    [
        ("referral_decision", "england", "2026-04-02T16:00:00+01:00", "2026-04-07T23:59:59+01:00"),
        ("referral_decision", "scotland", "2026-04-02T16:00:00+01:00", "2026-04-06T23:59:59+01:00"),
        ("initial_conference", "wales", "2026-12-11T10:00:00+00:00", "2027-01-06T23:59:59+00:00"),
        ("initial_conference", "scotland", "2026-03-20T10:00:00+00:00", "2026-04-17T23:59:59+01:00"),
        ("return_interview", "england", "2026-03-28T12:00:00+00:00", "2026-03-31T13:00:00+01:00"),
        ("conference_review", "wales", "2026-11-30T12:00:00+00:00", "2027-02-28T23:59:59+00:00"),
        ("danger_acknowledgement", "england", "2026-12-25T23:55:00+00:00", "2026-12-26T00:05:00+00:00"),
    ],
)
def test_when_something_is_due(code, nation, start, due_at):
    assert due(code, nation, moment(start)).due_at.isoformat() == due_at


def test_closing_days_of_the_partnership_are_passed_over():
    answer = due("referral_decision", E, FRIDAY, {date(2026, 11, 23): "Moving house"})
    assert answer.due_at.isoformat() == "2026-11-24T23:59:59+00:00"
    assert answer.skipped[-1].why == "Moving house"


def test_the_version_in_force_when_the_clock_starts_is_the_one_used():
    eve, day = datetime(2021, 9, 1, 22, 59, tzinfo=UTC), datetime(2021, 9, 1, 23, 1, tzinfo=UTC)
    before, after = due("core_group", S, eve), due("core_group", S, day)
    assert (before.policy.version, before.policy.unit) == ("1", Unit.CALENDAR_DAY)
    assert (after.policy.version, after.policy.unit) == ("2", Unit.WORKING_DAY)


def test_a_running_clock_keeps_the_version_it_began_under():
    old = policy_for("core_group", S, datetime(2020, 1, 1, tzinfo=UTC))
    assert policy_version("core_group", "scotland", "1") is old
    assert due_under(old, FRIDAY).due_at.isoformat() == "2026-12-05T23:59:59+00:00"


@pytest.mark.parametrize(
    ("code", "nation", "start", "refusal", "params"),
    [
        ("tea_break", "england", FRIDAY, "unknown_policy", {"policy": "tea_break"}),
        ("core_group", "atlantis", FRIDAY, "unknown_nation", {"nation": "atlantis"}),
        ("single_assessment", "scotland", FRIDAY, "no_policy_for_nation", {"nation": "scotland"}),
        ("return_interview", "wales", FRIDAY, "no_policy_for_nation", {"nation": "wales"}),
        ("core_group", "wales", datetime(2000, 1, 1, tzinfo=UTC), "no_policy_in_force", {"first": "2019-11-11"}),
        ("core_group", "england", FRIDAY.replace(tzinfo=None), "time_without_offset", {}),
        ("core_group", "england", datetime(9999, 1, 1, tzinfo=UTC), "time_out_of_range", {}),
    ],
)
def test_what_cannot_be_answered_is_refused(code, nation, start, refusal, params):
    with pytest.raises(Refused) as refused:
        due(code, nation, start)
    assert refused.value.code == refusal
    assert params.items() <= refused.value.params.items()


@pytest.mark.parametrize(("code", "version"), [("core_group", "99"), ("tea_break", "1")])
def test_a_version_that_never_was_is_refused(code, version):
    with pytest.raises(Refused) as refused:
        policy_version(code, S, version)
    assert refused.value.code == "unknown_policy"


@pytest.mark.parametrize(
    ("text", "refusal"),
    [
        ("tomorrow", "time_not_understood"),
        ("2026-02-30T10:00:00+00:00", "time_not_understood"),
        ("2026-11-20T25:00:00+00:00", "time_not_understood"),
        ("2026-11-20T10:00:00", "time_without_offset"),
        ("2026-11-20", "time_without_offset"),
    ],
)
def test_a_time_that_is_not_one_moment_is_refused(text, refusal):
    with pytest.raises(Refused) as refused:
        moment(text)
    assert refused.value.code == refusal


def test_a_moment_keeps_the_offset_it_came_with():
    assert moment(" 2026-11-20T16:30:00Z ") == FRIDAY
    assert moment("2026-11-20T17:30:00+01:00").isoformat() == "2026-11-20T17:30:00+01:00"


def test_the_answer_as_json_is_plain_and_names_its_source():
    said = due("referral_decision", "England", FRIDAY).as_json()
    assert said["skipped"] == [{"date": "2026-11-21", "why": "weekend"}, {"date": "2026-11-22", "why": "weekend"}]
    assert (said["nation"], said["from"]) == ("england", "2026-11-20T16:30:00+00:00")
    assert said["certainty"] == "secondary"
    assert "Working Together" in str(said["source"])


@pytest.mark.parametrize("policy", POLICIES, ids=lambda policy: f"{policy.code}-{policy.nation}-{policy.version}")
def test_every_policy_holds_together(policy):
    assert policy.length > 0
    assert policy.source
    assert policy.label_in("en")
    assert {step.when for step in policy.ladder} == {When.BEFORE, When.AFTER}
    assert all(step.tell for step in policy.ladder)
    assert len({step.rule for step in policy.ladder}) == len(policy.ladder)
    assert (policy.certainty is Certainty.LOCAL) == policy.source.startswith("Local policy")
    assert policy.certainty is not Certainty.UNVERIFIED or policy.note


def test_versions_of_one_clock_are_told_apart():
    names = [(policy.code, policy.nation, policy.version) for policy in POLICIES]
    assert len(names) == len(set(names))


def test_every_clock_that_england_has_is_named_by_its_file():
    assert {policy.code for policy in POLICIES} == {policy.code for policy in POLICIES if policy.nation is E}
    # Only the team that was called can say "I have it", whoever leads by then.
    assert policy_for("danger_acknowledgement", E, FRIDAY).follows is Follows.AGENCY


def test_labels_fall_back_to_english():
    welsh = policy_for("core_group", W, FRIDAY)
    assert welsh.label_in("cy") == "Cyfarfod cyntaf y grŵp craidd"
    assert policy_for("core_group", E, FRIDAY).label_in("cy") == "First core group"


def test_every_certainty_has_a_label():
    assert set(CERTAINTY_LABELS) == set(Certainty)


FILE = """
code = "x"
trigger = "t"
follows = "holder"
label = { en = "X" }
due_soon = { length = 1, unit = "hour" }
ladder = [{ when = "after", length = 0, unit = "hour", tell = ["owner"] }]
[[version]]
nations = ["england"]
version = "1"
effective_from = 2020-01-01
length = 1
unit = "month"
certainty = "local"
source = "s"
"""


@pytest.mark.parametrize(
    ("was", "becomes"),
    [
        ('certainty = "local"', 'certainty = "sure"'),
        ('source = "s"', ""),
        ('source = "s"', 'source = "s"\ncolour = "red"'),
        ('nations = ["england"]', 'nations = ["england", "england"]'),
        ('{ en = "X" }', '{ cy = "X" }'),
        ('length = 0, unit = "hour"', 'length = 0, unit = "month"'),
        ('length = 0, unit = "hour"', 'length = 0, unit = "hour", at = 09:00:00'),
    ],
)
def test_a_file_that_does_not_hold_together_is_not_read(was, becomes):
    assert read(FILE)
    with pytest.raises((ValueError, KeyError, TypeError)):
        read(FILE.replace(was, becomes, 1))


def _ladder(code, start, nation=E):
    answer = due(code, nation, start)
    return [
        (step.at.isoformat(), [str(whom) for whom in step.tell]) for step in steps(answer.policy, start, answer.due_at)
    ]


def test_the_ladder_of_a_decision_climbs_in_working_days():
    assert _ladder("referral_decision", FRIDAY) == [
        ("2026-11-23T09:00:00+00:00", ["owner"]),
        ("2026-11-23T23:59:59+00:00", ["owner", "manager", "owed"]),
        ("2026-11-24T09:00:00+00:00", ["manager", "hub"]),
        ("2026-11-26T09:00:00+00:00", ["senior", "hub", "owed"]),
    ]


def test_the_ladder_of_danger_climbs_in_minutes():
    assert _ladder("danger_acknowledgement", FRIDAY) == [
        ("2026-11-20T16:35:00+00:00", ["owner", "team"]),
        ("2026-11-20T16:40:00+00:00", ["team", "manager", "hub"]),
        ("2026-11-20T16:50:00+00:00", ["senior", "hub", "owed"]),
    ]


def test_a_reminder_on_a_sunday_comes_on_the_working_day_before():
    start = datetime(2026, 11, 28, 12, tzinfo=UTC)
    answer = due("conference_review", E, start)
    assert answer.due_at.date() == date(2027, 2, 28)
    reminder = steps(answer.policy, start, answer.due_at)[0]
    assert reminder.at.isoformat() == "2027-02-15T09:00:00+00:00"


def test_calendar_days_move_a_step_as_well():
    shown = FILE.replace(
        'when = "after", length = 0, unit = "hour"', 'when = "before", length = 2, unit = "calendar_day"'
    )
    shown += 'ladder = [{ when = "after", length = 3, unit = "calendar_day", at = 08:00:00, tell = ["hub"] }]\n'
    (after,) = read(shown)
    (before,) = read(shown.rsplit("ladder", 1)[0])
    due_at = datetime(2026, 11, 20, 23, 59, 59, tzinfo=UTC)
    assert steps(before, FRIDAY - timedelta(days=30), due_at)[0].at.isoformat() == "2026-11-18T00:00:00+00:00"
    assert steps(after, FRIDAY, due_at)[0].at.isoformat() == "2026-11-23T08:00:00+00:00"


def test_a_reminder_before_the_start_is_left_out():
    policy = policy_for("return_interview", E, FRIDAY)
    assert len(steps(policy, FRIDAY, FRIDAY + timedelta(hours=3))) == len(policy.ladder) - 1


def test_steps_come_due_one_by_one_and_stay_due():
    answer = due("danger_acknowledgement", E, FRIDAY)
    assert steps(answer.policy, FRIDAY, answer.due_at)[0].rule == "before_5_minute"
    counts = [
        len(steps_due(answer.policy, FRIDAY, answer.due_at, FRIDAY + timedelta(minutes=after)))
        for after in (0, 5, 10, 60)
    ]
    assert counts == [0, 1, 2, 3]
    assert [step.number for step in steps_due(answer.policy, FRIDAY, answer.due_at, FRIDAY + timedelta(days=1))] == [
        0,
        1,
        2,
    ]


@pytest.mark.parametrize(
    ("now", "state"),
    [
        ("2026-11-20T16:30:00+00:00", DutyState.DUE),
        ("2026-11-23T15:59:58+00:00", DutyState.DUE),
        ("2026-11-23T15:59:59+00:00", DutyState.DUE_SOON),
        ("2026-11-23T23:59:59+00:00", DutyState.DUE_SOON),
        ("2026-11-24T00:00:00+00:00", DutyState.OVERDUE),
    ],
)
def test_how_a_duty_stands(now, state):
    answer = due("referral_decision", E, FRIDAY)
    assert state_of(answer.policy, answer.due_at, moment(now)) is state


def test_a_long_clock_is_due_soon_in_working_days_and_closing_days_bring_that_forward():
    answer = due("initial_conference", E, FRIDAY)
    assert answer.due_at.date() == date(2026, 12, 11)
    day_before = moment("2026-12-07T12:00:00+00:00")
    assert state_of(answer.policy, answer.due_at, day_before) is DutyState.DUE
    closed = {date(2026, 12, 9): "Training"}
    assert state_of(answer.policy, answer.due_at, day_before, closed=closed) is DutyState.DUE_SOON


def test_what_is_done_is_done_even_when_it_was_late():
    answer = due("referral_decision", E, FRIDAY)
    late = answer.due_at + timedelta(days=9)
    assert state_of(answer.policy, answer.due_at, late, done_at=late) is DutyState.DONE


@unhurried
@given(codes, starts)
def test_no_clock_runs_out_before_it_starts_and_its_ladder_lies_after_the_start(code, start):
    answer = due(code, E, start)
    ladder = steps(answer.policy, start, answer.due_at)
    assert answer.due_at > start
    assert all(step.at > start for step in ladder)
    assert all(one.at <= other.at for one, other in pairwise(ladder))
    assert all(step.at >= answer.due_at for step in ladder if step.when is When.AFTER)


@unhurried
@given(codes, starts, starts)
def test_a_clock_that_starts_later_never_runs_out_earlier(code, one, other):
    assert due(code, E, min(one, other)).due_at <= due(code, E, max(one, other)).due_at
