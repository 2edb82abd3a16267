"""What two people's facts say for or against their being one: per field a level and a weight, never a value."""

from collections.abc import Callable, Sequence
from itertools import product
from typing import NamedTuple, TypeVar

from rapidfuzz.distance import OSA

from cairn.matching import weights
from cairn.matching.birth_evidence import compare_births
from cairn.matching.facts import IdentifierFact, PersonFacts
from cairn.matching.kinds import Field, Level
from cairn.matching.name_evidence import compare_names
from cairn.matching.place_evidence import compare_addresses, compare_schools
from cairn.matching.yardstick import Yardstick

_Fact = TypeVar("_Fact")
_Judged = tuple[float, Level]
_NOT_COMPARABLE: _Judged = (0.0, Level.NOT_COMPARABLE)
OWN_NUMBERS = frozenset({"local"})  # schemes in which every agency counts for itself


class Evidence(NamedTuple):
    """One field's say: how well it agrees, and what that is worth (about log2 of the odds; negative speaks against)."""

    field: Field
    level: Level
    weight: float


# The levels of a name of which every part agrees, that of the shorter name at least.
WHOLE_NAME = frozenset({Level.AGREES, Level.ANY_ORDER, Level.JOINED, Level.SOUNDS_ALIKE, Level.KNOWN_VARIANT})
_OF_FAMILIES = (Field.PHONE, Field.ADDRESS, Field.SCHOOL)  # which brothers and sisters have in common

_SAYING_NOTHING = tuple(Evidence(field, Level.NOT_COMPARABLE, 0.0) for field in Field)


def compare(query: PersonFacts, candidate: PersonFacts, yardstick: Yardstick | None = None) -> tuple[Evidence, ...]:
    """One Evidence for each Field, in the order of the enumeration. Symmetric.

    Of several statements on either side the pair that agrees best counts: people have several names, and an age that
    one agency disputes must not hide the child from another. So no fact that agrees ever lowers the whole.
    """
    by = yardstick or Yardstick()
    name, beside = compare_names(query.names, candidate.names, by), _beside_names(query, candidate, by)
    told = tuple(map(_said, _SAYING_NOTHING, (name, *beside)))
    return tuple(map(_beside_whole_name, told)) if name[1] in WHOLE_NAME else told


def weight_beside_names(query: PersonFacts, candidate: PersonFacts, yardstick: Yardstick) -> float:
    """What everything but the names is worth together: quick to say, because names take most of the time."""
    return sum([judged[0] for judged in _beside_names(query, candidate, yardstick)])


def _beside_names(query: PersonFacts, candidate: PersonFacts, by: Yardstick) -> tuple[_Judged, ...]:
    """Each Field but the name, in the order of the enumeration."""
    return (
        compare_births(query.births, candidate.births),
        _codes(query.sexes, candidate.sexes, weights.SEX),
        _best(query.identifiers, candidate.identifiers, _identifiers),
        _best(_open_phones(query), _open_phones(candidate), _phones) if query.phones else _NOT_COMPARABLE,
        compare_addresses(query.addresses, candidate.addresses, by.rarity) if query.addresses else _NOT_COMPARABLE,
        compare_schools(query.schools, candidate.schools) if query.schools else _NOT_COMPARABLE,
        _codes(query.nationalities, candidate.nationalities, weights.NATIONALITY),
    )


def _said(nothing: Evidence, judged: _Judged) -> Evidence:
    weight, level = judged
    return nothing if level is Level.NOT_COMPARABLE else Evidence(nothing.field, level, round(weight, 3))


def _beside_whole_name(each: Evidence) -> Evidence:
    """What families share weighs more where it is no brother's or sister's name."""
    if each.weight and each.field in _OF_FAMILIES:
        return Evidence(each.field, each.level, round(each.weight * weights.BESIDE_WHOLE_NAME, 3))
    return each


def _best(ours: Sequence[_Fact], theirs: Sequence[_Fact], judge: Callable[[_Fact, _Fact], _Judged]) -> _Judged:
    if not ours or not theirs:
        return _NOT_COMPARABLE
    verdicts = [verdict for pair in product(ours, theirs) if (verdict := judge(*pair)) != _NOT_COMPARABLE]
    return max(verdicts, default=_NOT_COMPARABLE)


def _identifiers(one: IdentifierFact, other: IdentifierFact) -> _Judged:
    if one.scheme != other.scheme or not one.value or not other.value:
        return _NOT_COMPARABLE
    level = _digits(one.value, other.value)
    if one.scheme in OWN_NUMBERS:
        return (weights.OWN_NUMBER, level) if level is Level.AGREES else _NOT_COMPARABLE
    return weights.IDENTIFIER[level], level


def _phones(one: str, other: str) -> _Judged:
    level = _digits(one, other)
    return weights.PHONE[level], level


def _digits(one: str, other: str) -> Level:
    if one == other:
        return Level.AGREES
    return Level.ONE_DIGIT_APART if OSA.distance(one, other, score_cutoff=1) == 1 else Level.DIFFERS


def _open_phones(facts: PersonFacts) -> list[str]:
    return [phone.number for phone in facts.phones if phone.number and not phone.has_handling]


def _codes(ours: Sequence[str], theirs: Sequence[str], table: dict[Level, float]) -> _Judged:
    if not ours or not theirs:
        return _NOT_COMPARABLE
    level = Level.DIFFERS if set(ours).isdisjoint(theirs) else Level.AGREES
    return table[level], level
