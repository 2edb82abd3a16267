"""How two people's names agree: the best pair of their names counts, by the rarity of the parts that agree."""

from collections.abc import Iterable
from itertools import islice, product
from typing import Final

from cairn.matching import weights
from cairn.matching.alignment import Alignment, align
from cairn.matching.facts import NameFact
from cairn.matching.kinds import Level
from cairn.matching.yardstick import Yardstick

Judged = tuple[float, Level]
_MOST_BESIDE: Final = 64  # names of whole and single ones together, far more than anybody has


def compare_names(ours: Iterable[NameFact], theirs: Iterable[NameFact], yardstick: Yardstick) -> Judged:
    """Weight and level of the pair of names that agrees best. Symmetric; NOT_COMPARABLE when a side has none."""
    mine, other = _telling(ours), _telling(theirs)
    if len(mine) == len(other) == 1:
        return _pair(mine[0], other[0], yardstick)
    judged = [_pair(one, another, yardstick) for one, another in product(mine, other)]
    return max(judged, default=(0.0, Level.NOT_COMPARABLE), key=_order)


def _telling(names: Iterable[NameFact]) -> list[NameFact]:
    """The names, and each whole one twice more with every further single name: Jan, whose papers say Adam Nowak.

    Whoever calls the child Jan Nowak joins the two, and no brother or sister does. The further name stands beside the
    others, or in the place of the first, so that Adam does not speak against Jan Maria Nowak.
    """
    told = [name for name in names if name.parts]
    if len(told) < 2:  # noqa: PLR2004 (as with nearly everybody)
        return told
    told = list(dict.fromkeys(told))
    whole = [name for name in told if len(name.parts) > 1]
    single = [name.parts[0] for name in told if len(name.parts) == 1]
    beside = islice(((name, other) for name in whole for other in single if other not in name.parts), _MOST_BESIDE)
    joined = [
        NameFact(parts, name.has_handling, name.initials)
        for name, other in beside
        for parts in ((*name.parts, other), (other, *name.parts[1:]))
    ]
    return told + joined


def _order(judged: Judged) -> tuple[float, str]:
    return judged[0], judged[1]


def _pair(one: NameFact, other: NameFact, yardstick: Yardstick) -> Judged:
    found = align(one.parts, other.parts, yardstick)
    weight = found.weight + _left_over(found, one, other)
    if found.joined:
        weight -= weights.JOINED_LOSS
    return max(weight, weights.NAME_DIFFERS), found.level


def _left_over(found: Alignment, one: NameFact, other: NameFact) -> float:
    """What parts without a counterpart cost: much where both names have one, little where one just says more."""
    mine, theirs = found.left_over
    opened = _initials_met(mine, other) + _initials_met(theirs, one)
    fewest, most = sorted((len(mine), len(theirs)))
    if not found.pairs:
        return weights.NAME_DIFFERS + opened * weights.INITIAL
    extra = min(most - fewest, weights.MOST_EXTRA_PARTS)
    return fewest * weights.PART_DIFFERS + extra * weights.PART_MISSING + opened * weights.INITIAL


def _initials_met(parts: tuple[str, ...], name: NameFact) -> int:
    """How many of these parts begin with an initial that the other name gives, each initial once."""
    waiting = list(name.initials)
    met = 0
    for part in parts:
        if part[0] in waiting:
            waiting.remove(part[0])
            met += 1
    return met
