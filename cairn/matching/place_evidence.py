"""How two people's addresses and schools agree. Hotels and homes where many children are say little."""

from collections.abc import Iterable
from itertools import product
from math import log2

from cairn.matching import weights
from cairn.matching.facts import AddressFact, SchoolFact
from cairn.matching.kinds import Level
from cairn.matching.places import district_of, is_full
from cairn.matching.rarity import FEWEST_COUNTED, Rarity

_Judged = tuple[float, Level]
_NOT_COMPARABLE: _Judged = (0.0, Level.NOT_COMPARABLE)


def compare_addresses(ours: Iterable[AddressFact], theirs: Iterable[AddressFact], rarity: Rarity) -> _Judged:
    """Weight and level of the pair of addresses that agrees best. Symmetric; people move, so none speaks against.

    AGREES: the same postcode, or the same house and street where one has none; NEAR: the same postcode district.
    """
    mine, other = [each for each in ours if not each.has_handling], [each for each in theirs if not each.has_handling]
    judged = [_pair(one, another, rarity) for one, another in product(mine, other)]
    return max((each for each in judged if each != _NOT_COMPARABLE), default=_NOT_COMPARABLE)


def compare_schools(ours: Iterable[SchoolFact], theirs: Iterable[SchoolFact]) -> _Judged:
    """Whether any school is the same. Children change schools, so another one says nothing."""
    mine, other = ({each.name for each in side if each.name and not each.has_handling} for side in (ours, theirs))
    if not mine or not other:
        return _NOT_COMPARABLE
    return (weights.SCHOOL, Level.AGREES) if mine & other else (0.0, Level.DIFFERS)


def _pair(one: AddressFact, other: AddressFact, rarity: Rarity) -> _Judged:
    if one.postcode and other.postcode:
        return _postcodes(one.postcode, other.postcode, _most(one, other), rarity)
    if one.words and other.words:
        return (_most(one, other), Level.AGREES) if one.words == other.words else (0.0, Level.DIFFERS)
    return _NOT_COMPARABLE


def _most(one: AddressFact, other: AddressFact) -> float:
    return weights.DISTRICT if one.is_shared or other.is_shared else weights.ADDRESS_MOST


def _postcodes(one: str, other: str, most: float, rarity: Rarity) -> _Judged:
    if one == other and is_full(one):
        # A street's postcode says what an address can say; one at which hundreds of children were, next to nothing.
        crowd = log2(1 + rarity.bearers("c", one) / FEWEST_COUNTED)
        return max(weights.DISTRICT, round(most - crowd, 3)), Level.AGREES
    if district_of(one) == district_of(other):
        return weights.DISTRICT, Level.NEAR
    return 0.0, Level.DIFFERS
