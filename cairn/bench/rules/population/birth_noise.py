"""What a fragment says of a birth: mostly the truth, and the ways in which it is not."""

from datetime import date, timedelta
from enum import StrEnum
from itertools import accumulate
from random import Random

from cairn.bench.rules.population.people import TODAY, Child
from cairn.bench.rules.population.saying import Said, age_said, birth_said, year_said

_JANUARY = 1 / 2  # of estimates: written as 1 January; of the rest, ages twice as often as years
_AGES = 2 / 3
_OFF = (-1, 0, 0, 1)  # years by which an estimate errs
_LEAP_DAY = (2, 29)
_MONTHS = 12
_DAYS_A_YEAR = 365.2425


class BirthTold(StrEnum):
    """How a birth was told, against the truth."""

    RIGHT = "right"
    NONE = "none"
    ESTIMATED = "estimated"
    FIRST_JANUARY = "first of January"
    AGE = "age or year"
    SWAPPED = "swapped"
    DAYS = "days"
    YEAR = "year"
    DISPUTED = "disputed"


_KINDS = (
    *(BirthTold.RIGHT, BirthTold.NONE, BirthTold.ESTIMATED, BirthTold.SWAPPED),
    *(BirthTold.DAYS, BirthTold.YEAR, BirthTold.DISPUTED),
)
_SHARES = tuple(accumulate((80, 7, 3, 2, 3, 4, 1)))
_SHARES_ALONE = tuple(accumulate((60, 10, 9, 2, 3, 5, 11)))


def told_birth(child: Child, dice: Random) -> tuple[list[Said], BirthTold]:
    """What is said of the birth, if anything, and how it errs. Children who come alone have theirs disputed most."""
    kind = dice.choices(_KINDS, cum_weights=_SHARES_ALONE if child.often_alone else _SHARES)[0]
    if kind is BirthTold.NONE:
        return [], kind
    if kind is BirthTold.ESTIMATED:
        return _estimated(child.born, dice)
    if kind is BirthTold.SWAPPED and not _can_swap(child.born):
        kind = BirthTold.DAYS
    return [birth_said(_wrong(child.born, kind, dice))], kind


def _wrong(born: date, kind: BirthTold, dice: Random) -> date:
    if kind is BirthTold.SWAPPED:
        return born.replace(day=born.month, month=born.day)
    if kind is BirthTold.DAYS:
        return _not_in_future(born + timedelta(days=dice.choice((-1, 1)) * dice.randint(1, 20)))
    if kind is BirthTold.YEAR:
        years = dice.choice((-2, -1, 1, 2))
        return _other_year(born, years if _other_year(born, years) <= TODAY else -years)
    if kind is BirthTold.DISPUTED:
        return _other_year(born, -dice.randint(2, 6))
    return born


def _estimated(born: date, dice: Random) -> tuple[list[Said], BirthTold]:
    year = min(born.year + dice.choice(_OFF), TODAY.year)
    if dice.random() < _JANUARY:
        return [birth_said(date(year, 1, 1))], BirthTold.FIRST_JANUARY
    if dice.random() >= _AGES:
        return [year_said(year)], BirthTold.AGE
    age = max(int((TODAY - born).days / _DAYS_A_YEAR) + dice.choice(_OFF), 0)
    return [age_said(max(age - 1, 0), age + 1)], BirthTold.AGE


def _can_swap(born: date) -> bool:
    return born.day <= _MONTHS and born.day != born.month and born.replace(day=born.month, month=born.day) <= TODAY


def _other_year(born: date, years: int) -> date:
    if (born.month, born.day) == _LEAP_DAY:
        born = born.replace(day=28)
    return born.replace(year=born.year + years)


def _not_in_future(day: date) -> date:
    return day if day <= TODAY else day - 2 * (day - TODAY)
