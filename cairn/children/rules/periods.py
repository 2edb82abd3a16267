"""From when to when something held, as exactly as anybody knows: a year, a month or a day. Gaps are part of it."""

import calendar
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

_PART = re.compile(r"(?P<year>\d{4})(?:-(?P<month>\d{2})(?:-(?P<day>\d{2}))?)?")
_DAY = timedelta(days=1)
_EARLIEST_YEAR, _LATEST_YEAR = 1900, 2200


@dataclass(frozen=True, slots=True)
class Period:
    """From the first to the last day, both included; `last` is None for what has not ended as far as anybody said."""

    first: date
    last: date | None = None

    def holds_on(self, day: date) -> bool:
        """Whether it holds on this day."""
        return self.first <= day and (self.last is None or day <= self.last)


def first_day(told: str) -> date | None:
    """The first day of "2026", "2026-03" or "2026-03-14"; None for anything else."""
    return _bounds(told)[0]


def last_day(told: str) -> date | None:
    """The last day of "2026", "2026-03" or "2026-03-14"; None for anything else."""
    return _bounds(told)[1]


def _bounds(told: str) -> tuple[date | None, date | None]:
    found = _PART.fullmatch(told)
    if not found or not _EARLIEST_YEAR <= int(found["year"]) <= _LATEST_YEAR:
        return None, None
    year, month = int(found["year"]), int(found["month"] or 1)
    try:
        first = date(year, month, int(found["day"] or 1))
    except ValueError:
        return None, None
    if found["day"]:
        return first, first
    last_month = month if found["month"] else 12
    return first, date(year, last_month, calendar.monthrange(year, last_month)[1])


def period(since: str, until: str, said_on: date) -> Period:
    """The period of something that was said. Without a beginning it is known from the day on which it was said.

    Of a year or month the whole counts, so that a gap is only shown where there surely is one.
    """
    last = last_day(until)
    first = first_day(since) or (said_on if last is None else min(said_on, last))
    return Period(first, last)


def gaps(periods: Iterable[Period], today: date) -> list[Period]:
    """The days, from the first that is known to today, of which nobody has said anything. The last may be open."""
    found: list[Period] = []
    known_to: date | None = None
    for one in sorted(periods, key=lambda one: one.first):
        if known_to is not None and one.first > known_to + _DAY:
            found.append(Period(known_to + _DAY, one.first - _DAY))
        end = one.last or max(today, one.first)
        known_to = end if known_to is None else max(known_to, end)
    if known_to is not None and known_to < today:
        found.append(Period(known_to + _DAY))
    return found
