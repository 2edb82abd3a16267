"""From evidence to an order of candidates. A person always decides; nothing here links two records."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final, Generic, TypeVar

from cairn.matching.evidence import Evidence, compare
from cairn.matching.facts import PersonFacts
from cairn.matching.kinds import Band, Field, Level

MODEL_VERSION: Final = "simple-1"  # goes with every stored or shown score
STRONG_FROM: Final = 13.0
POSSIBLE_FROM: Final = 6.0
MARGIN: Final = 3.0  # by which the first must lead the second to be suggested as the one

_SAME_NAME = frozenset({Level.AGREES, Level.ANY_ORDER, Level.SOUNDS_ALIKE})
_NAME_AGREES = _SAME_NAME | {Level.CLOSE}
_BIRTH_AGREES = frozenset({Level.AGREES, Level.WITHIN_RANGE})

Id = TypeVar("Id")


@dataclass(frozen=True, slots=True)
class Score:
    """The sum of the evidence (about log2 of odds) and the band it falls in."""

    weight: float
    band: Band


@dataclass(frozen=True, slots=True)
class Ranked(Generic[Id]):
    """One candidate with its score and the evidence that explains it."""

    candidate: Id
    score: Score
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class Ranking(Generic[Id]):
    """Candidates from the strongest down, and the one that may be suggested, if any leads clearly enough."""

    candidates: tuple[Ranked[Id], ...]
    suggestion: Ranked[Id] | None


def score(evidence: Iterable[Evidence]) -> Score:
    """Weigh the evidence. Strong also asks that the whole name or an identifier agree.

    Twins share family name, birth and phone: without that condition they would pass for one child.
    """
    told = tuple(evidence)
    weight = round(sum(each.weight for each in told), 3)
    if weight >= STRONG_FROM and any(_names_one_person(each) for each in told):
        return Score(weight, Band.STRONG)
    return Score(weight, Band.POSSIBLE if weight >= POSSIBLE_FROM else Band.WEAK)


def rank(query: PersonFacts, candidates: Iterable[tuple[Id, PersonFacts]], limit: int) -> Ranking[Id]:
    """The `limit` best candidates, each given as its id and its facts; ties in the order of the ids written out.

    A suggestion is the first, unless it is weak or leads the second, shown or not, by less than MARGIN.
    """
    ranked = [_ranked(query, each, facts) for each, facts in candidates]
    ranked.sort(key=lambda each: (-each.score.weight, str(each.candidate)))
    return Ranking(tuple(ranked[: max(limit, 0)]), _suggestion(ranked))


def independent_agreement(evidence: Iterable[Evidence]) -> bool:
    """Whether name and birth, two facts independent of each other, both agree.

    The one thing that may be hinted to somebody not involved, so nothing else is looked at: a phone, an identifier or a
    nationality neither helps nor hinders. A birth merely near, or a name that shares a part, is no agreement.
    """
    levels = {each.field: each.level for each in evidence}
    return levels.get(Field.NAME) in _NAME_AGREES and levels.get(Field.BIRTH) in _BIRTH_AGREES


def _names_one_person(evidence: Evidence) -> bool:
    if evidence.field is Field.IDENTIFIER:
        return evidence.level is Level.AGREES
    return evidence.field is Field.NAME and evidence.level in _SAME_NAME


def _ranked(query: PersonFacts, candidate: Id, facts: PersonFacts) -> Ranked[Id]:
    evidence = compare(query, facts)
    return Ranked(candidate, score(evidence), evidence)


def _suggestion(ranked: list[Ranked[Id]]) -> Ranked[Id] | None:
    if not ranked or ranked[0].score.band is Band.WEAK:
        return None
    if len(ranked) > 1 and ranked[0].score.weight - ranked[1].score.weight < MARGIN:
        return None
    return ranked[0]
