"""How two people's births agree. The best pair counts, and an age in dispute hardly ever speaks against."""

from collections.abc import Iterable
from datetime import date
from functools import lru_cache
from itertools import combinations, product
from math import log2

from rapidfuzz.distance import OSA

from cairn.matching import weights
from cairn.matching.births import BirthFact
from cairn.matching.kinds import BirthPrecision, Level

_YEAR = 366  # days
_MONTH = 31
_CHILDHOOD = 18 * _YEAR  # over which births are spread
_WIDEST_FACT = 4 * _YEAR  # "about 14" spans three years; wider than four, an overlap says little
_WIDEST_WORD = 10 * _YEAR  # and wider than ten, nothing
_DISPUTED_YEARS = 8  # how far apart the years of one disputed birth are still seen
_SOME_YEARS = 6
_DAYS_KNOWN = 16_384  # remembered by each worker as digits; whose they are is not
_Judged = tuple[float, Level]


def compare_births(ours: Iterable[BirthFact], theirs: Iterable[BirthFact]) -> _Judged:
    """Weight and level of the pair of births that agrees best. Symmetric; NOT_COMPARABLE when a side has none.

    A difference counts at full weight only between days that nobody disputes; an estimate errs, and where a birth is
    disputed or one side's births contradict one another, the difference may be the very dispute.
    """
    mine, other = tuple(ours), tuple(theirs)
    if len(mine) == len(other) == 1:
        weight, level = _pair(mine[0], other[0])
    else:
        verdicts = [_pair(*pair) for pair in product(dict.fromkeys(mine), dict.fromkeys(other))]
        told = [verdict for verdict in verdicts if verdict[1] is not Level.NOT_COMPARABLE]
        weight, level = max(told, default=(0.0, Level.NOT_COMPARABLE))
    if weight < weights.BIRTH_CONTESTED and (_is_contested(mine) or _is_contested(other)):
        weight = weights.BIRTH_CONTESTED
    return weight, level


def _pair(one: BirthFact, other: BirthFact) -> _Judged:
    if one.is_exact and other.is_exact:
        return _days(one.earliest, other.earliest)
    if one == other and one.precision is BirthPrecision.DATE:
        return weights.BIRTH_FIRST_OF_JANUARY, Level.WITHIN_RANGE
    (start, end), (first, last) = one.bounds, other.bounds
    widest = max((end - start).days, (last - first).days)
    if widest > _WIDEST_WORD:
        return 0.0, Level.NOT_COMPARABLE
    gap = max((start - last).days, (first - end).days)
    if gap <= 0 and widest <= _WIDEST_FACT:
        return _within((end - start).days + (last - first).days), Level.WITHIN_RANGE
    if gap <= _YEAR:
        return weights.BIRTH_NEAR, Level.NEAR
    return weights.BIRTH_ESTIMATE_DIFFERS, Level.DIFFERS


def _within(days: int) -> float:
    """What it is worth that two stretches of so many days together meet, among births spread over a childhood."""
    worth = log2(_CHILDHOOD / (days + _MONTH))
    return round(min(weights.BIRTH_WITHIN_MOST, max(weights.BIRTH_WITHIN_LEAST, worth)), 3)


def _days(one: date, other: date) -> _Judged:
    if one == other:
        return weights.BIRTH_SAME_DAY, Level.AGREES
    years = abs(one.year - other.year)
    if years == 0 and one.day == other.month and one.month == other.day:
        return weights.BIRTH_SWAPPED, Level.SWAPPED
    if years <= _DISPUTED_YEARS and one.day == other.day and one.month == other.month:
        return weights.BIRTH_OTHER_YEAR + weights.BIRTH_YEAR_APART * years, Level.OTHER_YEAR
    if _is_one_digit(one, other):
        return weights.BIRTH_ONE_DIGIT, Level.ONE_DIGIT_APART
    return _apart(abs((one - other).days))


def _is_one_digit(one: date, other: date) -> bool:
    return OSA.distance(_digits(one), _digits(other), score_cutoff=1) == 1


@lru_cache(maxsize=_DAYS_KNOWN)
def _digits(day: date) -> str:
    return f"{day.day:02}{day.month:02}{day.year:04}"


def _apart(days: int) -> _Judged:
    if days <= _MONTH:
        return weights.BIRTH_DAYS_APART, Level.NEAR
    if days <= _YEAR:
        return weights.BIRTH_SAME_YEAR, Level.NEAR
    if days <= _SOME_YEARS * _YEAR:
        return weights.BIRTH_SOME_YEARS, Level.DIFFERS
    return weights.BIRTH_DIFFERS, Level.DIFFERS


def _is_contested(births: tuple[BirthFact, ...]) -> bool:
    if any(birth.is_disputed for birth in births):
        return True
    return any(_pair(*pair)[1] is Level.DIFFERS for pair in combinations(births, 2))
