"""When somebody was born, as far as anybody said: always an earliest and a latest day, however it was given."""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from cairn.matching.kinds import BirthPrecision

# Our own allowance, in years either way, for an age that somebody guessed; not a published rate of error.
GUESS_YEARS: Final = 1
OLDEST: Final = 120
_EARLIEST_YEAR = 1900
_DAY = re.compile(r"(?P<year>\d{4})-(?P<month>\d{1,2})-(?P<day>\d{1,2})")
_DAY_UK = re.compile(r"(?P<day>\d{1,2})[/. -](?P<month>\d{1,2})[/. -](?P<year>\d{4})")
_YEAR = re.compile(r"\d{4}")
_AGES = re.compile(r"(\d{1,3})(?:(?:-|to|or|and)(\d{1,3}))?(?:years?|yrs?|y)?(?:old|o)?")
_BORN = re.compile(r"^(?:born(?: in| on)?|b\.?(?=[ \d])|dob:?|d\.o\.b\.?:?)\s*", re.IGNORECASE)
_GUESSED = re.compile(r"^(?:about|around|approximately|approx\.?|circa|ca?\.|maybe|perhaps|~)\s*|\?+$", re.IGNORECASE)
_AGED = re.compile(r"^(?:aged?|between)\s*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class BirthFact:
    """A birth somewhere between two days, both included. Disputed: an age that somebody contests or assesses."""

    earliest: date
    latest: date
    precision: BirthPrecision
    is_disputed: bool = False

    def __post_init__(self) -> None:
        if self.earliest > self.latest:
            raise ValueError("a birth whose earliest day is after its latest")

    @property
    def is_exact(self) -> bool:
        """Known to the day. Not so for 1 January, which systems fill in for a child whose birthday nobody knows."""
        return self.precision is BirthPrecision.DATE and not self.earliest.month == self.earliest.day == 1

    @property
    def bounds(self) -> tuple[date, date]:
        """First and last day to reckon with: of 1 January, the whole year."""
        if self.precision is BirthPrecision.DATE and not self.is_exact:
            return self.earliest, date(self.earliest.year, 12, 31)
        return self.earliest, self.latest


def born_on(day: date, *, is_disputed: bool = False) -> BirthFact:
    """A birth known to the day."""
    return BirthFact(day, day, BirthPrecision.DATE, is_disputed)


def born_in(year: int, *, is_disputed: bool = False) -> BirthFact:
    """A birth known to the calendar year."""
    return BirthFact(date(year, 1, 1), date(year, 12, 31), BirthPrecision.YEAR, is_disputed)


def aged(youngest: int, oldest: int, *, seen_on: date, is_disputed: bool = False) -> BirthFact:
    """A birth from an age in completed years, between two ages both included, on the day the child was seen.

    Whoever is 14 today was born after this day 15 years ago and no later than this day 14 years ago.
    """
    earliest = _years_before(seen_on, oldest + 1) + timedelta(days=1)
    return BirthFact(earliest, _years_before(seen_on, youngest), BirthPrecision.AGE_RANGE, is_disputed)


def parse_birth_bounds(text: str, *, seen_on: date) -> BirthFact | None:
    """A birth from a short phrase: "3/4/2009", "2009-04-03", "b. 2004?", "14", "about 14", "14-16", "14 or 15".

    Numeric dates are day first. An age counts back from `seen_on`. A guess ("about", "?") widens an age by GUESS_YEARS
    either way; of a year or day it marks the birth disputed. None when the phrase says nothing that we can read, or a
    birth after `seen_on` or before 1900.
    """
    phrase = " ".join(unicodedata.normalize("NFKC", text).replace("\u2013", "-").split())
    bare = _AGED.sub("", _GUESSED.sub("", _BORN.sub("", phrase))).strip()
    is_guess = _GUESSED.search(_BORN.sub("", phrase)) is not None
    try:
        birth = _from_day_or_year(bare, is_guess) or _from_ages(bare, is_guess, seen_on)
    except (ValueError, OverflowError):
        return None
    if birth is None or birth.earliest > seen_on or birth.earliest.year < _EARLIEST_YEAR:
        return None
    return birth


def _from_day_or_year(phrase: str, is_guess: bool) -> BirthFact | None:
    found = _DAY.fullmatch(phrase) or _DAY_UK.fullmatch(phrase)
    if found:
        return born_on(date(int(found["year"]), int(found["month"]), int(found["day"])), is_disputed=is_guess)
    return born_in(int(phrase), is_disputed=is_guess) if _YEAR.fullmatch(phrase) else None


def _from_ages(phrase: str, is_guess: bool, seen_on: date) -> BirthFact | None:
    found = _AGES.fullmatch(phrase.replace(" ", "").lower())
    if not found:
        return None
    ages = sorted(int(age) for age in found.groups() if age)
    slack = GUESS_YEARS if is_guess else 0
    if ages[-1] > OLDEST:
        return None
    return aged(max(ages[0] - slack, 0), ages[-1] + slack, seen_on=seen_on)


def _years_before(day: date, years: int) -> date:
    """The same day of the year; for 29 February in other years, 28 February, the last birthday reached by then."""
    try:
        return day.replace(year=day.year - years)
    except ValueError:
        if day.year - years < 1:
            raise
        return date(day.year - years, 2, 28)
