"""When a session is over, and when somebody is at the desk."""

from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cairn.core.clock import LOCAL
from cairn.partnership.rules import ALL_WEEK, Hours, SessionLimits, closes_next, is_open, opens_next

LIMITS = SessionLimits(idle=timedelta(minutes=15), absolute=timedelta(hours=12))
MOMENTS = st.datetimes(datetime(2026, 1, 1), datetime(2027, 1, 1))  # noqa: DTZ001 (local times, as clocks on walls)
DAY = Hours(time(8, 45), time(17, 15))
NIGHT = Hours(time(17, 15), time(8, 45), "12345")
WEEK = Hours(time(9), time(17), ALL_WEEK)


@given(began=MOMENTS, later=st.timedeltas(timedelta(0), timedelta(days=2)))
def test_a_session_ends_at_the_earlier_of_its_two_limits(began, later):
    ends = LIMITS.ends_at(began, began + later)
    assert ends <= began + LIMITS.absolute
    assert ends <= began + later + LIMITS.idle
    assert ends in {began + LIMITS.absolute, began + later + LIMITS.idle}


@pytest.mark.parametrize(
    ("hours", "at", "is_holiday", "expected"),
    [
        (DAY, "2026-11-23T08:44", False, False),
        (DAY, "2026-11-23T08:45", False, True),
        (DAY, "2026-11-23T17:14", False, True),
        (DAY, "2026-11-23T17:15", False, False),
        (DAY, "2026-11-21T12:00", False, False),  # Saturday
        (DAY, "2026-12-25T12:00", True, False),
        (WEEK, "2026-12-25T12:00", True, True),
        (WEEK, "2026-11-22T12:00", False, True),
        (NIGHT, "2026-11-23T17:15", False, True),
        (NIGHT, "2026-11-24T08:44", False, True),
        (NIGHT, "2026-11-24T08:45", False, False),
        (NIGHT, "2026-11-21T03:00", False, True),  # Friday's shift
        (NIGHT, "2026-11-22T03:00", False, False),  # nobody began on Saturday
        (NIGHT, "2026-12-25T20:00", True, True),
        (Hours(None, None), "2026-12-25T03:00", True, True),
    ],
)
def test_somebody_is_at_the_desk_in_their_hours(hours, at, is_holiday, expected):
    assert is_open(hours, datetime.fromisoformat(at), is_holiday=is_holiday) is expected


LOCAL_MOMENTS = st.datetimes(datetime(2026, 1, 1), datetime(2027, 1, 1), timezones=st.just(LOCAL))  # noqa: DTZ001 (hypothesis adds it)
HOLIDAYS = st.sets(st.dates(date(2026, 1, 1), date(2027, 2, 1)), max_size=40)


@given(at=LOCAL_MOMENTS, holidays=HOLIDAYS, hours=st.sampled_from([DAY, NIGHT, WEEK]))
def test_a_desk_that_opens_next_is_open_then_and_not_before(at, holidays, hours):
    opens = opens_next(hours, at, is_holiday=lambda day: day in holidays)
    if opens is None:
        return
    assert opens > at
    assert is_open(hours, opens, is_holiday=opens.date() in holidays)
    if not is_open(hours, at, is_holiday=at.date() in holidays):
        between = at + (opens - at) / 2
        assert not is_open(hours, between.astimezone(LOCAL), is_holiday=between.date() in holidays)


@given(at=LOCAL_MOMENTS, hours=st.sampled_from([DAY, NIGHT, WEEK]))
def test_a_team_that_answers_stops_at_its_closing_time(at, hours):
    closes = closes_next(hours, at)
    assert closes is not None
    assert at < closes <= at + timedelta(days=1, hours=1)
    if is_open(hours, at, is_holiday=False):
        assert is_open(hours, (closes - timedelta(minutes=1)).astimezone(LOCAL), is_holiday=False)
        assert not is_open(hours, closes.astimezone(LOCAL), is_holiday=False)


def test_who_always_answers_neither_opens_nor_closes():
    always, at = Hours(None, None), datetime(2026, 11, 23, 10, tzinfo=LOCAL)
    assert opens_next(always, at, is_holiday=lambda _: False) is None
    assert closes_next(always, at) is None
    assert opens_next(Hours(time(9), time(17), ""), at, is_holiday=lambda _: False) is None


@given(at=MOMENTS, is_holiday=st.booleans())
def test_a_day_desk_and_a_night_team_of_all_week_never_leave_a_gap(at, is_holiday):
    day, night = Hours(time(8, 45), time(17, 15), ALL_WEEK), Hours(time(17, 15), time(8, 45), ALL_WEEK)
    assert is_open(day, at, is_holiday=is_holiday) != is_open(night, at, is_holiday=is_holiday)
