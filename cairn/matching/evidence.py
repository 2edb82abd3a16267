"""What two people's facts say for or against their being one: per field a level and a weight, never a value."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import product
from typing import TypeVar

from rapidfuzz.distance import OSA

from cairn.matching import weights
from cairn.matching.alignment import compare_parts
from cairn.matching.birth_evidence import compare_births
from cairn.matching.facts import IdentifierFact, NameFact, PersonFacts
from cairn.matching.kinds import Field, Level

_Fact = TypeVar("_Fact")
_Judged = tuple[float, Level]
_NOT_COMPARABLE: _Judged = (0.0, Level.NOT_COMPARABLE)


@dataclass(frozen=True, slots=True)
class Evidence:
    """One field's say: how well it agrees, and what that is worth (about log2 of the odds; negative speaks against)."""

    field: Field
    level: Level
    weight: float


def compare(query: PersonFacts, candidate: PersonFacts) -> tuple[Evidence, ...]:
    """One Evidence for each Field, in the order of the enumeration. Symmetric.

    Of several statements on either side the pair that agrees best counts: people have several names, and an age that
    one agency disputes must not hide the child from another.
    """
    judged = {
        Field.NAME: _best(query.names, candidate.names, _names),
        Field.BIRTH: compare_births(query.births, candidate.births),
        Field.SEX: _codes(query.sexes, candidate.sexes, weights.SEX),
        Field.IDENTIFIER: _best(query.identifiers, candidate.identifiers, _identifiers),
        Field.PHONE: _best(_open_phones(query), _open_phones(candidate), _phones),
        Field.NATIONALITY: _codes(query.nationalities, candidate.nationalities, weights.NATIONALITY),
    }
    return tuple(Evidence(field, judged[field][1], judged[field][0]) for field in Field)


def _best(ours: Sequence[_Fact], theirs: Sequence[_Fact], judge: Callable[[_Fact, _Fact], _Judged]) -> _Judged:
    verdicts = [verdict for pair in product(ours, theirs) if (verdict := judge(*pair)) != _NOT_COMPARABLE]
    return max(verdicts, default=_NOT_COMPARABLE)


def _names(one: NameFact, other: NameFact) -> _Judged:
    level = compare_parts(one.parts, other.parts, {**one.sounds, **other.sounds})
    fewest, most = sorted((len(one.parts), len(other.parts)))
    table = weights.ONE_PART_NAME if most == 1 else weights.NAME
    missing = weights.PART_MISSING if level in weights.WHOLE_NAME and fewest != most else 0.0
    return table[level] + missing, level


def _identifiers(one: IdentifierFact, other: IdentifierFact) -> _Judged:
    if one.scheme != other.scheme or not one.value or not other.value:
        return _NOT_COMPARABLE
    level = _digits(one.value, other.value)
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


def _codes(ours: Iterable[str], theirs: Iterable[str], table: dict[Level, float]) -> _Judged:
    one, other = set(ours), set(theirs)
    if not one or not other:
        return _NOT_COMPARABLE
    level = Level.AGREES if one & other else Level.DIFFERS
    return table[level], level
