"""Working days of the four nations, across holidays, clock changes and the ends of months and years."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cairn.core.errors import Refused
from cairn.core.working_days import (
    Nation,
    Skipped,
    WorkingCalendar,
    aware,
    due_after_days,
    due_after_elapsed,
    due_after_months,
    end_of,
    in_local_time,
    local_day,
)

E, W, S, N = Nation.ENGLAND, Nation.WALES, Nation.SCOTLAND, Nation.NORTHERN_IRELAND
nations = st.sampled_from(list(Nation))
# The first look at a year builds its calendar, which is slow on a busy machine and says nothing about the rule.
unhurried = settings(deadline=None)
starts = st.datetimes(datetime(2000, 1, 1), datetime(2090, 12, 31), timezones=st.just(UTC))  # noqa: DTZ001 - hypothesis adds it
days = st.dates(date(2000, 1, 1), date(2090, 12, 31))
lengths = st.integers(1, 60)


@pytest.mark.parametrize(
    ("nation", "start", "n", "due"),
    [
        # Easter: Easter Monday is a working day in Scotland alone.
        (E, "2026-04-02T16:00+01:00", 1, "2026-04-07T23:59:59+01:00"),
        (W, "2026-04-02T16:00+01:00", 1, "2026-04-07T23:59:59+01:00"),
        (N, "2026-04-02T16:00+01:00", 1, "2026-04-07T23:59:59+01:00"),
        (S, "2026-04-02T16:00+01:00", 1, "2026-04-06T23:59:59+01:00"),
        # Christmas with one substitute day, with two, and with one that overtakes Boxing Day.
        (E, "2026-12-24T09:00+00:00", 1, "2026-12-29T23:59:59+00:00"),
        (W, "2027-12-24T09:00+00:00", 1, "2027-12-29T23:59:59+00:00"),
        (S, "2022-12-23T09:00+00:00", 1, "2022-12-28T23:59:59+00:00"),
        # Year end: 2 January is a holiday in Scotland, and in 2027 it is moved to Monday.
        (E, "2026-12-31T09:00+00:00", 1, "2027-01-04T23:59:59+00:00"),
        (W, "2026-12-31T09:00+00:00", 1, "2027-01-04T23:59:59+00:00"),
        (S, "2026-12-31T09:00+00:00", 1, "2027-01-05T23:59:59+00:00"),
        # Days of one nation only.
        (S, "2026-11-27T09:00+00:00", 1, "2026-12-01T23:59:59+00:00"),
        (E, "2026-11-27T09:00+00:00", 1, "2026-11-30T23:59:59+00:00"),
        (N, "2026-03-16T09:00+00:00", 1, "2026-03-18T23:59:59+00:00"),
        (N, "2026-07-10T09:00+01:00", 1, "2026-07-14T23:59:59+01:00"),
        (S, "2026-07-31T09:00+01:00", 1, "2026-08-04T23:59:59+01:00"),
        (E, "2026-08-28T09:00+01:00", 1, "2026-09-01T23:59:59+01:00"),
        # The clocks go forward on 29 March 2026 and back on 25 October 2026.
        (E, "2026-03-27T10:00+00:00", 1, "2026-03-30T23:59:59+01:00"),
        (E, "2026-03-29T00:30+00:00", 1, "2026-03-30T23:59:59+01:00"),
        (E, "2026-10-23T10:00+01:00", 1, "2026-10-26T23:59:59+00:00"),
        (E, "2026-10-25T01:30+01:00", 1, "2026-10-26T23:59:59+00:00"),
        # A leap day counts.
        (E, "2028-02-28T09:00+00:00", 1, "2028-02-29T23:59:59+00:00"),
        (W, "2028-02-28T09:00+00:00", 2, "2028-03-01T23:59:59+00:00"),
        # The day of the start is the local one: half past midnight on Tuesday, though still Monday in UTC.
        (E, "2026-06-01T23:30+00:00", 1, "2026-06-03T23:59:59+01:00"),
        (E, "2026-06-01T22:30+00:00", 1, "2026-06-02T23:59:59+01:00"),
        # Started on a Saturday.
        (E, "2026-11-21T12:00+00:00", 1, "2026-11-23T23:59:59+00:00"),
        # Long clocks.
        (E, "2026-11-20T12:00+00:00", 10, "2026-12-04T23:59:59+00:00"),
        (S, "2026-11-20T12:00+00:00", 10, "2026-12-07T23:59:59+00:00"),
        (E, "2026-04-01T12:00+01:00", 45, "2026-06-09T23:59:59+01:00"),
    ],
)
def test_working_days_end_at_the_last_second_of_the_nth_one(nation, start, n, due):
    answer = WorkingCalendar(nation).due_after(datetime.fromisoformat(start), n)
    assert answer.due_at.isoformat() == due


def test_the_days_passed_over_are_named():
    answer = WorkingCalendar(S).due_after(datetime(2026, 12, 31, 9, tzinfo=UTC), 1)
    assert answer.skipped == (
        Skipped(date(2027, 1, 1), "New Year's Day"),
        Skipped(date(2027, 1, 2), "weekend"),
        Skipped(date(2027, 1, 3), "weekend"),
        Skipped(date(2027, 1, 4), "New Year Holiday (substitute day)"),
    )


def test_a_partnership_may_close_on_further_days():
    calendar = WorkingCalendar(E, {date(2026, 11, 23): "Training day", date(2026, 11, 22): "Fair"})
    answer = calendar.due_after(datetime(2026, 11, 20, 9, tzinfo=UTC), 1)
    assert answer.due_at.date() == date(2026, 11, 24)
    assert [day.why for day in answer.skipped] == ["weekend", "weekend", "Training day"]


@pytest.mark.parametrize(
    ("day", "n", "expected"),
    [
        (date(2026, 12, 29), 0, date(2026, 12, 29)),
        (date(2026, 12, 29), 1, date(2026, 12, 24)),
        (date(2026, 12, 27), 0, date(2026, 12, 24)),
        (date(2026, 12, 27), 1, date(2026, 12, 24)),
        (date(2026, 12, 27), 2, date(2026, 12, 23)),
    ],
)
def test_counting_back_lands_on_working_days(day, n, expected):
    assert WorkingCalendar(E).before(day, n) == expected


def test_counting_forward_from_a_day():
    assert WorkingCalendar(E).after(date(2026, 12, 24), 2) == date(2026, 12, 30)


@pytest.mark.parametrize(
    ("start", "months", "due"),
    [
        ("2027-01-31T09:00+00:00", 1, "2027-02-28T23:59:59+00:00"),
        ("2028-01-31T09:00+00:00", 1, "2028-02-29T23:59:59+00:00"),
        ("2028-02-29T09:00+00:00", 12, "2029-02-28T23:59:59+00:00"),
        ("2026-11-30T09:00+00:00", 3, "2027-02-28T23:59:59+00:00"),
        ("2026-12-15T09:00+00:00", 1, "2027-01-15T23:59:59+00:00"),
        ("2026-01-15T09:00+00:00", 11, "2026-12-15T23:59:59+00:00"),
        ("2026-02-10T09:00+00:00", 3, "2026-05-10T23:59:59+01:00"),
        ("2026-05-31T23:30+00:00", 3, "2026-09-01T23:59:59+01:00"),
    ],
)
def test_months_end_on_the_same_day_or_the_last_one(start, months, due):
    assert due_after_months(datetime.fromisoformat(start), months).due_at.isoformat() == due


@pytest.mark.parametrize(
    ("start", "hours", "due"),
    [
        ("2026-03-28T12:00+00:00", 72, "2026-03-31T13:00:00+01:00"),
        ("2026-10-24T12:00+01:00", 72, "2026-10-27T11:00:00+00:00"),
        ("2026-10-25T00:30+01:00", 1, "2026-10-25T01:30:00+01:00"),
        ("2026-10-25T00:30+01:00", 2, "2026-10-25T01:30:00+00:00"),
        ("2028-02-28T12:00+00:00", 24, "2028-02-29T12:00:00+00:00"),
        ("2026-12-31T23:30+00:00", 1, "2027-01-01T00:30:00+00:00"),
    ],
)
def test_hours_are_elapsed_time_whatever_the_clocks_do(start, hours, due):
    assert due_after_elapsed(datetime.fromisoformat(start), timedelta(hours=hours)).due_at.isoformat() == due


def test_calendar_days_count_weekends():
    assert due_after_days(datetime(2026, 3, 20, 9, tzinfo=UTC), 28).due_at.isoformat() == "2026-04-17T23:59:59+01:00"


@pytest.mark.parametrize("text", ["northern-ireland", "Northern Ireland", "NORTHERN_IRELAND", "nir", "GB-NIR"])
def test_a_nation_is_known_by_any_of_its_spellings(text):
    assert Nation.named(text) is N


@pytest.mark.parametrize("text", ["", "france", "gb", "england and wales"])
def test_an_unknown_nation_is_refused(text):
    with pytest.raises(Refused) as refusal:
        Nation.named(text)
    assert refusal.value.code == "unknown_nation"
    assert refusal.value.params["known"] == "england, wales, scotland, northern_ireland"


def test_a_time_without_offset_is_refused():
    naive = datetime(2026, 11, 20, 9)  # noqa: DTZ001 - the mistake under test
    with pytest.raises(Refused) as refusal:
        WorkingCalendar(E).due_after(naive, 1)
    assert refusal.value.code == "time_without_offset"


@pytest.mark.parametrize("moment", [datetime(1, 1, 1, tzinfo=UTC), datetime(9999, 12, 31, 23, tzinfo=UTC)])
def test_a_time_beyond_the_calendars_is_refused(moment):
    with pytest.raises(Refused) as refusal:
        aware(moment)
    assert refusal.value.code == "time_out_of_range"


def test_a_clock_that_runs_beyond_the_calendars_is_refused():
    with pytest.raises(Refused) as refusal:
        WorkingCalendar(E).due_after(datetime(2100, 12, 30, tzinfo=UTC), 10)
    assert refusal.value.code == "time_out_of_range"


def test_no_working_days_at_all_is_a_mistake():
    with pytest.raises(ValueError, match="at least one"):
        WorkingCalendar(E).due_after(datetime(2026, 11, 20, tzinfo=UTC), 0)


def test_moments_of_the_hour_that_repeats_keep_their_order():
    first = in_local_time(datetime(2026, 10, 25, 0, 45, tzinfo=UTC))
    second = in_local_time(datetime(2026, 10, 25, 1, 15, tzinfo=UTC))
    assert (first.time(), second.time()) == (time(1, 45), time(1, 15))
    assert first < second


@unhurried
@given(nations, starts, lengths)
def test_it_falls_due_on_a_working_day_never_before_the_start(nation, start, n):
    calendar = WorkingCalendar(nation)
    due_at = calendar.due_after(start, n).due_at
    assert calendar.is_working(due_at.date())
    assert due_at > start
    assert due_at == end_of(local_day(due_at))


@unhurried
@given(nations, starts, lengths)
def test_exactly_n_working_days_lie_between(nation, start, n):
    calendar = WorkingCalendar(nation)
    answer = calendar.due_after(start, n)
    first = local_day(start)
    passed = [first + timedelta(days=i + 1) for i in range((answer.due_at.date() - first).days)]
    assert sum(calendar.is_working(day) for day in passed) == n
    assert [day for day in passed if not calendar.is_working(day)] == [day.on for day in answer.skipped]


@unhurried
@given(nations, starts, starts, lengths)
def test_what_starts_later_is_never_due_earlier(nation, one, other, n):
    calendar = WorkingCalendar(nation)
    assert calendar.due_after(min(one, other), n).due_at <= calendar.due_after(max(one, other), n).due_at
    assert due_after_months(min(one, other), n).due_at <= due_after_months(max(one, other), n).due_at


@unhurried
@given(nations, starts, lengths, st.integers(0, 120))
def test_another_closing_day_never_brings_it_forward(nation, start, n, later):
    closed = {local_day(start) + timedelta(days=later): "Closing day"}
    plain = WorkingCalendar(nation).due_after(start, n).due_at
    assert WorkingCalendar(nation, closed).due_after(start, n).due_at >= plain


@unhurried
@given(nations, days, lengths)
def test_counting_back_undoes_counting_forward(nation, day, n):
    calendar = WorkingCalendar(nation)
    assert calendar.before(calendar.after(day, n), n) == calendar.before(day, 0)
