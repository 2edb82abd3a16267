"""Pure decisions about the story."""

from datetime import UTC, date, datetime

import pytest

from cairn.chronology.rules import has_time, month_of


@pytest.mark.parametrize(
    ("moment", "told"),
    [
        (datetime(2026, 1, 5, 0, 0, tzinfo=UTC), False),
        (datetime(2026, 1, 5, 23, 59, tzinfo=UTC), False),
        (datetime(2026, 1, 5, 0, 1, tzinfo=UTC), True),
        # Midnight in British summer time is 23:00 in UTC.
        (datetime(2026, 7, 4, 23, 0, tzinfo=UTC), False),
        (datetime(2026, 7, 5, 0, 0, tzinfo=UTC), True),
    ],
)
def test_a_day_without_a_time_is_told_as_a_day(moment, told):
    assert has_time(moment) is told


@pytest.mark.parametrize(
    ("moment", "month"),
    [
        (datetime(2026, 3, 31, 22, 59, tzinfo=UTC), date(2026, 3, 1)),
        (datetime(2026, 3, 31, 23, 0, tzinfo=UTC), date(2026, 4, 1)),
        (datetime(2026, 12, 31, 23, 59, tzinfo=UTC), date(2026, 12, 1)),
    ],
)
def test_the_month_is_that_of_the_partnerships_towns(moment, month):
    assert month_of(moment) == month
