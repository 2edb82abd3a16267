"""From evidence to an order of candidates. A person always decides; nothing here links two records."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from math import log2
from typing import Final, Generic, TypeVar

from cairn.matching.evidence import WHOLE_NAME, Evidence, compare
from cairn.matching.facts import PersonFacts
from cairn.matching.further import most_telling
from cairn.matching.kinds import Band, Field, Level
from cairn.matching.rarity import IMAGINED, NOTHING_COUNTED, Rarity
from cairn.matching.variants import VariantBook
from cairn.matching.weights import BIRTH_ESTIMATE_DIFFERS
from cairn.matching.yardstick import Yardstick

MODEL_VERSION: Final = "evidence-6"  # goes with every stored or shown score
# Twice as many records have twice as many strangers who agree as well by chance, hence a bit more for each doubling …
SETTLED: Final = 30_000  # … above so many records, on which the bars were set
POSSIBLE_FROM: Final = 10.0
STRONG_FROM: Final = 18.0
STRONG_RISE: Final = 0.3  # a third of a bit of it, because a rare name weighs more among more people as well
STRONG_UNCOUNTED: Final = 2.5  # more where nothing is counted yet, so that common names are taken for rare ones
STRONG_WITHOUT_BIRTH: Final = 2.0  # more where no birth is compared: the parts of a name often go together
MARGIN: Final = 4.0  # by which the first must lead the second to be suggested as the one …
MARGIN_SAME_DAY: Final = 3.0  # … and where its birth agrees to the day
BEARS_OUT: Final = 7.5  # that a phone, home or school must weigh beside a whole name; a hotel's or large home's do not
SLIP_BORNE: Final = 10.5  # that a name with a slip in it must weigh to be taken for a whole one …
SLIP_BORNE_SAME_DAY: Final = 9.0  # … and where the birth agrees to the day
_CONTENDERS = 5
_WITHIN = 8.0  # of the first: who is further behind is no contender

_SAME_NAME = WHOLE_NAME
_NAME_AGREES = WHOLE_NAME | {Level.CLOSE}
_MAY_BE_A_TWINS = frozenset({Level.FIRST_PART, Level.CLOSE})
_SAME_BIRTHDAY = frozenset({Level.AGREES, Level.SWAPPED, Level.OTHER_YEAR})
_BIRTH_AGREES = frozenset({Level.AGREES, Level.WITHIN_RANGE})

_NOTHING = Evidence(Field.NAME, Level.NOT_COMPARABLE, 0.0)

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
    """Candidates from the strongest down, and the one that may be suggested, if any leads clearly enough.

    `ask_next` is the one further fact that would best tell the first few apart, of those the question leaves open. It
    follows from what the candidates hold: tell it only to whom all of them may be shown.
    """

    candidates: tuple[Ranked[Id], ...]
    suggestion: Ranked[Id] | None
    ask_next: Field | None = None


def score(evidence: Iterable[Evidence], records: int = 0) -> Score:
    """Weigh the evidence among so many records. Strong also asks for a number of some register, or for a whole name.

    Twins share family name, birth, home and phone: without that condition they would pass for one child.
    """
    told = tuple(evidence)
    weight = round(sum([each.weight for each in told]), 3)
    if weight >= strong_from(records) and _is_strong(weight, {each.field: each for each in told}, records):
        return Score(weight, Band.STRONG)
    return Score(weight, Band.POSSIBLE if weight >= possible_from(records) else Band.WEAK)


@lru_cache(maxsize=8)
def possible_from(records: int) -> float:
    """The weight from which anybody is asked, among so many records: the odds that it is the child stay the same."""
    return POSSIBLE_FROM + _doublings(records)


@lru_cache(maxsize=8)
def strong_from(records: int) -> float:
    """The weight from which evidence is strong, among so many records."""
    return STRONG_FROM + STRONG_RISE * _doublings(records) + STRONG_UNCOUNTED * IMAGINED / (records + IMAGINED)


def _doublings(records: int) -> float:
    return log2(max(records, SETTLED) / SETTLED)


def rank(
    query: PersonFacts,
    candidates: Iterable[tuple[Id, PersonFacts]],
    limit: int,
    *,
    rarity: Rarity = NOTHING_COUNTED,
    book: VariantBook | None = None,
) -> Ranking[Id]:
    """The `limit` best candidates, each given as its id and its facts; ties in the order of the ids written out.

    A suggestion is the first, if it is strong and leads the second, shown or not, by its margin. The same facts and
    counts always give the same weights. Without counts every name part is as rare as the next; without a book of name
    forms the one that comes with Cairn is used.
    """
    known = list(candidates)
    return ranking_of(query, known, weighed(query, known, Yardstick(rarity, book)), limit)


def weighed(query: PersonFacts, candidates: Iterable[tuple[Id, PersonFacts]], yardstick: Yardstick) -> list[Ranked[Id]]:
    """Each candidate with its evidence and score, in the order given."""
    return [_ranked(query, each, facts, yardstick) for each, facts in candidates]


def ranking_of(
    query: PersonFacts, known: Iterable[tuple[Id, PersonFacts]], scored: Iterable[Ranked[Id]], limit: int
) -> Ranking[Id]:
    """The `limit` best of what was weighed, and the one that may be suggested, as `rank` says."""
    ranked = sorted(scored, key=lambda each: (-each.score.weight, str(each.candidate)))
    suggestion = _suggestion(ranked)
    return Ranking(tuple(ranked[: max(limit, 0)]), suggestion, _ask_next(query, ranked, dict(known), suggestion))


def independent_agreement(evidence: Iterable[Evidence]) -> bool:
    """Whether name and birth, two facts independent of each other, both agree.

    The one thing that may be hinted to somebody not involved, so nothing else is looked at: a phone, an identifier or a
    nationality neither helps nor hinders. A birth merely near, or a name that shares a part, is no agreement.
    """
    levels = {each.field: each.level for each in evidence}
    return levels.get(Field.NAME) in _NAME_AGREES and levels.get(Field.BIRTH) in _BIRTH_AGREES


def margin_of(evidence: Iterable[Evidence]) -> float:
    """By how much somebody with this evidence must lead whoever comes second to be suggested as the one."""
    levels = {each.field: each.level for each in evidence}
    return MARGIN_SAME_DAY if levels.get(Field.BIRTH) is Level.AGREES else MARGIN


def _is_strong(weight: float, told: Mapping[Field, Evidence], records: int) -> bool:
    number, birth = told.get(Field.IDENTIFIER, _NOTHING).level, told.get(Field.BIRTH, _NOTHING).level
    if birth is Level.NOT_COMPARABLE and number is not Level.AGREES:
        weight -= STRONG_WITHOUT_BIRTH
    return weight >= strong_from(records) and _names_one_person(told)


def _names_one_person(told: Mapping[Field, Evidence]) -> bool:
    """A number agrees; or a whole name does, and nothing that is exact speaks against it.

    Or the part written first and the birthday do: brothers and sisters share the others, twins the day as well.
    """
    number = told.get(Field.IDENTIFIER, _NOTHING).level
    if number is Level.AGREES:
        return True
    name, birth = told.get(Field.NAME, _NOTHING), told.get(Field.BIRTH, _NOTHING)
    if number is Level.DIFFERS:
        return False
    if birth.level is Level.DIFFERS or birth.weight < 0:
        return name.level in _SAME_NAME and _is_guessed_wrong(birth) and _is_borne_out(told)
    if name.level in _MAY_BE_A_TWINS and told.get(Field.SEX, _NOTHING).level is Level.DIFFERS:
        return False
    return birth.level in _SAME_BIRTHDAY if name.level is Level.FIRST_PART else _is_whole(name, birth)


def _is_guessed_wrong(birth: Evidence) -> bool:
    """Whether births differ of which one is a year, an estimated age or contested: no two exact days."""
    return birth.level is Level.DIFFERS and birth.weight >= BIRTH_ESTIMATE_DIFFERS


def _is_borne_out(told: Mapping[Field, Evidence]) -> bool:
    """Whether a phone, a home or a school is shared that few share: a family's other children have other names."""
    shared = (told.get(field, _NOTHING) for field in (Field.PHONE, Field.ADDRESS, Field.SCHOOL))
    return any(each.level is Level.AGREES and each.weight >= BEARS_OUT for each in shared)


def _is_whole(name: Evidence, birth: Evidence) -> bool:
    """The same name; one but for a slip, where the rest of it is rare enough; a single part with the birthday."""
    if name.level is Level.ONE_PART:
        return birth.level in _SAME_BIRTHDAY
    least = SLIP_BORNE_SAME_DAY if birth.level is Level.AGREES else SLIP_BORNE
    return name.level in _SAME_NAME or (name.level is Level.CLOSE and name.weight >= least)


def _ranked(query: PersonFacts, candidate: Id, facts: PersonFacts, yardstick: Yardstick) -> Ranked[Id]:
    evidence = compare(query, facts, yardstick)
    return Ranked(candidate, score(evidence, yardstick.rarity.total), evidence)


def _suggestion(ranked: list[Ranked[Id]]) -> Ranked[Id] | None:
    if not ranked or ranked[0].score.band is not Band.STRONG:
        return None
    first = ranked[0]
    if len(ranked) > 1 and first.score.weight - ranked[1].score.weight < margin_of(first.evidence):
        return None
    return first


def _ask_next(
    query: PersonFacts, ranked: list[Ranked[Id]], facts: dict[Id, PersonFacts], suggestion: Ranked[Id] | None
) -> Field | None:
    if suggestion is not None or not ranked:
        return None
    least = max(ranked[0].score.weight - _WITHIN, 0)
    contenders = [each for each in ranked[:_CONTENDERS] if each.score.weight >= least]
    return most_telling(query, [facts[each.candidate] for each in contenders])
