"""Births as files write them: year, month and day as numbers, also where no calendar has such a day."""

import re
from collections.abc import Callable
from datetime import date, datetime
from functools import lru_cache
from typing import Final, NamedTuple

_COMPACT = re.compile(r"(?P<Y>\d{4})(?P<m>\d{2})(?P<d>\d{2})")
_ISO = re.compile(r"(?P<Y>\d{4})-(?P<m>\d{1,2})-(?P<d>\d{1,2})(?:[T ].*)?")
_UK = re.compile(r"(?P<d>\d{1,2})[/. -](?P<m>\d{1,2})[/. -](?P<Y>\d{4})")
_YEAR = re.compile(r"(?P<Y>\d{4})")
_DIRECTIVE = re.compile(r"%(.)")
_DIGITS: Final = {"Y": r"(?P<Y>\d{4})", "m": r"(?P<m>\d{1,2})", "d": r"(?P<d>\d{1,2})"}
_FIXED: Final = {"Y": r"(?P<Y>\d{4})", "m": r"(?P<m>\d{2})", "d": r"(?P<d>\d{2})"}


class Birth(NamedTuple):
    """A birth as written; month and day 0 where only the year is told. `is_real`: some calendar has such a day."""

    year: int
    month: int
    day: int
    is_real: bool


def reader(form: str) -> Callable[[str], Birth | None]:
    """How to read the births of a column: None for an empty cell or words that are no date.

    A day that cannot be (31/02) is read as its numbers, so that a slip of the keyboard still agrees in the rest.
    """
    patterns = (_pattern(form),) if form else (_COMPACT, _ISO, _UK, _YEAR)

    @lru_cache(maxsize=200_000)
    def read(text: str) -> Birth | None:
        for pattern in patterns:
            found = pattern.fullmatch(text) if pattern else None
            if found:
                return _birth(found)
        return _other(text, form) if form and patterns == (None,) else None

    return read


def _pattern(form: str) -> re.Pattern[str] | None:
    """A pattern for forms of digits alone; others (%b, %y …) are left to strptime."""
    if not set(_DIRECTIVE.findall(form)) <= set(_DIGITS):
        return None
    parts = _DIRECTIVE.split(form)
    digits = _FIXED if not "".join(parts[::2]) else _DIGITS
    try:
        return re.compile(
            "".join(re.escape(each) if place % 2 == 0 else digits[each] for place, each in enumerate(parts))
        )
    except re.error:
        return None


def _birth(found: re.Match[str]) -> Birth:
    groups = found.groupdict()
    year, month, day = (int(groups.get(each) or 0) for each in ("Y", "m", "d"))
    if not day:
        return Birth(year, 0, 0, year > 0)
    try:
        date(year, month, day)
    except ValueError:
        return Birth(year, month, day, False)
    return Birth(year, month, day, True)


def _other(text: str, form: str) -> Birth | None:
    try:
        found = datetime.strptime(text, form)  # noqa: DTZ007 (a day has no zone)
    except ValueError:
        return None
    return Birth(found.year, found.month, found.day, True)
