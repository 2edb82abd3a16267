"""How two people's births agree. The best pair counts, and an age in dispute hardly ever speaks against."""

from collections.abc import Iterable
from datetime import date
from itertools import combinations, product

from rapidfuzz.distance import OSA

from cairn.matching import weights
from cairn.matching.births import BirthFact
from cairn.matching.kinds import Level

_YEAR = 366  # days
_WIDEST_FACT = 4 * _YEAR  # "about 14" spans three years; wider than four, an overlap says little
_WIDEST_WORD = 10 * _YEAR  # and wider than ten, nothing
_DISPUTED_YEARS = 8  # how far apart the years of one disputed birth are still seen


def compare_births(ours: Iterable[BirthFact], theirs: Iterable[BirthFact]) -> tuple[float, Level]:
    """Weight and level of the pair of births that agrees best. Symmetric; NOT_COMPARABLE when a side has none.

    A difference counts at full weight only between days that nobody disputes; an estimate errs, and where a birth is
    disputed or one side's births contradict one another, the difference may be the very dispute.
    """
    mine, other = tuple(ours), tuple(theirs)
    verdicts = [_pair(*pair) for pair in product(mine, other)]
    told = [verdict for verdict in verdicts if verdict[1] is not Level.NOT_COMPARABLE]
    weight, level = max(told, default=(0.0, Level.NOT_COMPARABLE))
    if level is Level.DIFFERS and (_is_contested(mine) or _is_contested(other)):
        weight = max(weight, weights.BIRTH_CONTESTED)
    return weight, level


def _pair(one: BirthFact, other: BirthFact) -> tuple[float, Level]:
    if one.is_exact and other.is_exact:
        return _days(one.earliest, other.earliest)
    (start, end), (first, last) = one.bounds, other.bounds
    widest = max((end - start).days, (last - first).days)
    if widest > _WIDEST_WORD:
        return 0.0, Level.NOT_COMPARABLE
    gap = max((start - last).days, (first - end).days)
    if gap <= 0 and widest <= _WIDEST_FACT:
        return weights.BIRTH[Level.WITHIN_RANGE], Level.WITHIN_RANGE
    if gap <= _YEAR:
        return weights.BIRTH[Level.NEAR], Level.NEAR
    return weights.BIRTH_ESTIMATE_DIFFERS, Level.DIFFERS


def _days(one: date, other: date) -> tuple[float, Level]:
    if one == other:
        return weights.BIRTH[Level.AGREES], Level.AGREES
    if OSA.distance(f"{one:%d%m%Y}", f"{other:%d%m%Y}", score_cutoff=1) == 1:
        return weights.BIRTH[Level.ONE_DIGIT_APART], Level.ONE_DIGIT_APART
    return _nearly(one, other)


def _nearly(one: date, other: date) -> tuple[float, Level]:
    """Day and month swapped; the same birthday in another year; or less than a year apart."""
    if (one.day, one.month, one.year) == (other.month, other.day, other.year):
        return weights.BIRTH_SWAPPED, Level.NEAR
    is_birthday = (one.day, one.month) == (other.day, other.month)
    if is_birthday and abs(one.year - other.year) <= _DISPUTED_YEARS:
        return weights.BIRTH_SAME_BIRTHDAY, Level.NEAR
    if abs((one - other).days) <= _YEAR:
        return weights.BIRTH[Level.NEAR], Level.NEAR
    return weights.BIRTH[Level.DIFFERS], Level.DIFFERS


def _is_contested(births: tuple[BirthFact, ...]) -> bool:
    if any(birth.is_disputed for birth in births):
        return True
    return any(_pair(*pair)[1] is Level.DIFFERS for pair in combinations(births, 2))
