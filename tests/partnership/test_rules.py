"""When a session is over, and when somebody is at the desk."""

from datetime import datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cairn.partnership.rules import ALL_WEEK, Hours, SessionLimits, is_open

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


@given(at=MOMENTS, is_holiday=st.booleans())
def test_a_day_desk_and_a_night_team_of_all_week_never_leave_a_gap(at, is_holiday):
    day, night = Hours(time(8, 45), time(17, 15), ALL_WEEK), Hours(time(17, 15), time(8, 45), ALL_WEEK)
    assert is_open(day, at, is_holiday=is_holiday) != is_open(night, at, is_holiday=is_holiday)
