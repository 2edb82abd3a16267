"""Working-day arithmetic of the four nations: which days count, and the moment by which something is due."""

import calendar
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta, timezone
from enum import StrEnum
from functools import lru_cache
from types import MappingProxyType
from typing import Self

import holidays

from cairn.core.clock import LOCAL
from cairn.core.errors import Refused

# Bank holidays have been set by the Banking and Financial Dealings Act since 1971; the library knows them to 2100.
FIRST_YEAR, LAST_YEAR = 1971, 2100
WEEKEND = "weekend"
_SATURDAY = 5
_LAST_SECOND = time(23, 59, 59)
_DAY = timedelta(days=1)


class Nation(StrEnum):
    """A nation of the United Kingdom. Each has its own bank holidays and its own guidance."""

    ENGLAND = "england"
    WALES = "wales"
    SCOTLAND = "scotland"
    NORTHERN_IRELAND = "northern_ireland"

    @classmethod
    def named(cls, text: str) -> Self:
        """The nation somebody typed: `Northern Ireland`, `northern-ireland` and `NIR` are one.

        Codes of ISO 3166-2 are understood with or without `GB-`. Refuses `unknown_nation`.
        """
        word = "_".join(text.casefold().replace("_", " ").replace("-", " ").split())
        try:
            return cls(_SHORT_NAMES.get(word, word))
        except ValueError:
            raise Refused("unknown_nation", nation=text, known=", ".join(cls)) from None


_SUBDIVISIONS = MappingProxyType(
    {Nation.ENGLAND: "ENG", Nation.WALES: "WLS", Nation.SCOTLAND: "SCT", Nation.NORTHERN_IRELAND: "NIR"}
)
_SHORT_NAMES = {code.casefold(): nation.value for nation, code in _SUBDIVISIONS.items()} | {
    f"gb_{code.casefold()}": nation.value for nation, code in _SUBDIVISIONS.items()
}


@dataclass(frozen=True, slots=True)
class Skipped:
    """A day that did not count, and why: `weekend`, the holiday's name, or the name of a closing day."""

    on: date
    why: str


@dataclass(frozen=True, slots=True)
class Deadline:
    """When something is due (with the offset in force that day) and the days passed over on the way, in order."""

    due_at: datetime
    skipped: tuple[Skipped, ...] = ()


@dataclass(frozen=True, slots=True)
class WorkingCalendar:
    """The working days of one nation. `closed` names further days on which a partnership does not work."""

    nation: Nation
    closed: Mapping[date, str] = field(default_factory=dict, hash=False)

    def why_closed(self, day: date) -> str | None:
        """Why a day does not count, or None for a working day. Refuses `time_out_of_range` outside 1971 to 2100."""
        bank_holiday = _bank_holidays(self.nation, day.year).get(day)
        if day.weekday() >= _SATURDAY:
            return WEEKEND
        return bank_holiday or self.closed.get(day)

    def is_working(self, day: date) -> bool:
        """Whether a day counts."""
        return self.why_closed(day) is None

    def due_after(self, start: datetime, n: int) -> Deadline:
        """The end of the n-th working day after the local day on which something started (n ≥ 1).

        The day it starts does not count; day 1 is the next working day. Refuses `time_without_offset`.
        """
        day, skipped = self._walk(local_day(start), n)
        return Deadline(end_of(day), skipped)

    def after(self, day: date, n: int) -> date:
        """The n-th working day after a day (n ≥ 1)."""
        return self._walk(day, n)[0]

    def before(self, day: date, n: int) -> date:
        """The n-th working day before a day; with n = 0 the day itself or, where it is closed, the one before it."""
        earlier = (candidate for candidate in _days_back(day) if self.is_working(candidate))
        first = next(earlier)
        count = n if first == day else n - 1
        for _ in range(count):
            first = next(earlier)
        return first

    def _walk(self, day: date, n: int) -> tuple[date, tuple[Skipped, ...]]:
        if n < 1:
            raise ValueError("at least one working day")
        skipped: list[Skipped] = []
        while n:
            day += _DAY
            why = self.why_closed(day)
            if why is None:
                n -= 1
            else:
                skipped.append(Skipped(day, why))
        return day, tuple(skipped)


def due_after_days(start: datetime, n: int) -> Deadline:
    """The end of the n-th calendar day after the local day of the start; weekends and holidays count."""
    return Deadline(end_of(local_day(start) + n * _DAY))


def due_after_months(start: datetime, n: int) -> Deadline:
    """The end of the same day n months later, or of that month's last day where it has no such day."""
    day = local_day(start)
    year, month = divmod(day.year * 12 + day.month - 1 + n, 12)
    last = calendar.monthrange(year, month + 1)[1]
    return Deadline(end_of(date(year, month + 1, min(day.day, last))))


def due_after_elapsed(start: datetime, length: timedelta) -> Deadline:
    """A moment that much time later by the stopwatch, whatever the clocks did in between."""
    return Deadline(in_local_time(aware(start).astimezone(UTC) + length))


def end_of(day: date) -> datetime:
    """23:59:59 where the partnership is, with the offset in force on that day."""
    return in_local_time(datetime.combine(day, _LAST_SECOND, LOCAL))


def at_local_time(day: date, at: time) -> datetime:
    """A time of a day where the partnership is, with the offset in force then."""
    return in_local_time(datetime.combine(day, at, LOCAL))


def local_day(moment: datetime) -> date:
    """The date on the wall where the partnership is. Refuses `time_without_offset` and `time_out_of_range`."""
    return aware(moment).astimezone(LOCAL).date()


def in_local_time(moment: datetime) -> datetime:
    """The same moment with the local offset fixed to it.

    A fixed offset, because two datetimes of one named zone compare by wall clock and go wrong in the hour that repeats.
    """
    local = moment.astimezone(LOCAL)
    offset = local.utcoffset() or timedelta()
    return local.replace(tzinfo=timezone(offset), fold=0)


def aware(moment: datetime) -> datetime:
    """The moment itself, if it has an offset and lies where calendars are known; otherwise refused."""
    if moment.utcoffset() is None:
        raise Refused("time_without_offset")
    _within_range(moment.year)
    return moment


def _days_back(day: date) -> Iterator[date]:
    while True:
        yield day
        day -= _DAY


def _within_range(year: int) -> None:
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise Refused("time_out_of_range", first=FIRST_YEAR, last=LAST_YEAR)


# One finished, read-only year at a time: the library's own lazy dictionary is not safe between threads.
@lru_cache(maxsize=4 * (LAST_YEAR - FIRST_YEAR + 1))
def _bank_holidays(nation: Nation, year: int) -> Mapping[date, str]:
    _within_range(year)
    found = holidays.country_holidays("GB", subdiv=_SUBDIVISIONS[nation], years=year, language="en_GB")
    return MappingProxyType({day: name.replace("(observed)", "(substitute day)") for day, name in found.items()})
