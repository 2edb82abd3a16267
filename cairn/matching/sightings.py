"""Whether a child whom somebody saw and could not name may be one known here (R-026).

Clothes, places, cars and company change and are shared by many, so everything here weighs little, and all of it
together never reaches what a name and an age weigh: it orders a list that a person reads, and joins nothing.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from itertools import product
from typing import Final

from cairn.matching.births import BirthFact
from cairn.matching.kinds import Level
from cairn.matching.plates import compare_plates
from cairn.matching.sounds import sound
from cairn.matching.spoken import COMPANY, plain_words, postcodes_in, telling_words

MOST: Final = 4.0  # of everything together; below the weight from which matching asks anybody anything
SHOWN_FROM: Final = 1.0  # below it a likeness is not worth a reader's time
_SHORTEST_NAME = 3  # letters
_FAR_APART = 2 * 366  # days between two ages that people guessed, from which they do not fit
_TWO = 2


class SightingField(StrEnum):
    """What a sighting without a name and a child may have in common."""

    VEHICLE = "vehicle"
    COMPANIONS = "companions"
    PLACE = "place"
    DESCRIPTION = "description"
    SEX = "sex"
    BIRTH = "birth"


_PLATE: Final = {Level.AGREES: 3.0, Level.ONE_DIGIT_APART: 1.5, Level.SHARES_PART: 1.0, Level.NEAR: 0.5}
_COMPANY: Final = {Level.AGREES: 2.0, Level.SHARES_PART: 0.75}
_PLACE: Final = {Level.AGREES: 1.5, Level.SHARES_PART: 0.75, Level.NEAR: 0.5}
_LOOKS: Final = {Level.AGREES: 1.5, Level.CLOSE: 1.0, Level.SHARES_PART: 0.5}
_LOOKS_FROM: Final = ((5, Level.AGREES), (3, Level.CLOSE), (2, Level.SHARES_PART))  # words in common
_SEX: Final = {Level.AGREES: 0.25, Level.DIFFERS: -2.0}
_BIRTH: Final = {Level.WITHIN_RANGE: 0.5, Level.DIFFERS: -1.5}


@dataclass(frozen=True, slots=True)
class SightingFacts:
    """What was said of a child in free words: looks, places, cars, company; and codes of sex, and ages.

    A place may hold a postcode, a vehicle a registration, whole or part ("NX19 …", "ends 4KT", "NX?9").
    """

    descriptions: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    vehicles: tuple[str, ...] = ()
    companions: tuple[str, ...] = ()
    sexes: tuple[str, ...] = ()
    births: tuple[BirthFact, ...] = ()


@dataclass(frozen=True, slots=True)
class SightingEvidence:
    """One field's say: how well it agrees and what that is worth; negative speaks against. Never the words."""

    field: SightingField
    level: Level
    weight: float


@dataclass(frozen=True, slots=True)
class SightingLikeness:
    """What speaks for and against, the strongest first, and the whole: at most MOST."""

    evidence: tuple[SightingEvidence, ...]
    weight: float

    @property
    def is_worth_reading(self) -> bool:
        """Whether a person should see it. Sex and age alone are shared by thousands."""
        told = {each.field for each in self.evidence if each.weight > 0}
        return self.weight >= SHOWN_FROM and bool(told - {SightingField.SEX, SightingField.BIRTH})


def compare_sighting(seen: SightingFacts, known: SightingFacts) -> SightingLikeness:
    """How well a sighting and a child agree. Symmetric. What cannot be compared is left out."""
    judged = {
        SightingField.VEHICLE: (_PLATE, compare_plates(seen.vehicles, known.vehicles)),
        SightingField.COMPANIONS: (_COMPANY, _company(seen.companions, known.companions)),
        SightingField.PLACE: (_PLACE, _places(seen.places, known.places)),
        SightingField.DESCRIPTION: (_LOOKS, _looks(seen.descriptions, known.descriptions)),
        SightingField.SEX: (_SEX, _sexes(set(seen.sexes), set(known.sexes))),
        SightingField.BIRTH: (_BIRTH, _births(seen.births, known.births)),
    }
    found = [
        SightingEvidence(field, level, table[level])
        for field, (table, level) in judged.items()
        if level is not Level.NOT_COMPARABLE
    ]
    found.sort(key=lambda each: (-each.weight, each.field))
    return SightingLikeness(tuple(found), min(MOST, round(sum(each.weight for each in found), 3)))


def _company(ours: Iterable[str], theirs: Iterable[str]) -> Level:
    """Names in common, alike by sound; words such as "uncle" or "two men" are nobody's name."""
    one, other = (_names(texts) for texts in (ours, theirs))
    shared = {name for name in one if any(sound(name).alike(sound(each)) for each in other)}
    back = {name for name in other if any(sound(name).alike(sound(each)) for each in one)}
    common = min(len(shared), len(back))
    if common >= _TWO:
        return Level.AGREES
    return Level.SHARES_PART if common else Level.NOT_COMPARABLE


def _names(texts: Iterable[str]) -> set[str]:
    words = {word for text in texts for word in telling_words(text) if not any(map(str.isdigit, word))}
    return {word for word in words - COMPANY if len(word) >= _SHORTEST_NAME}


def _places(ours: Iterable[str], theirs: Iterable[str]) -> Level:
    found = [_place(one, other) for one, other in product(ours, theirs)]
    return next((level for level in _PLACE if level in found), Level.NOT_COMPARABLE)


def _place(one: str, other: str) -> Level:
    codes, others = postcodes_in(one), postcodes_in(other)
    words = telling_words(one) & telling_words(other)
    if codes & others or (words and plain_words(one) == plain_words(other)):
        return Level.AGREES
    if len(words) >= _TWO:
        return Level.SHARES_PART
    near = {code.split()[0] for code in codes} & {code.split()[0] for code in others}
    return Level.NEAR if near else Level.NOT_COMPARABLE


def _looks(ours: Iterable[str], theirs: Iterable[str]) -> Level:
    one, other = ({word for text in texts for word in telling_words(text)} for texts in (ours, theirs))
    common = len(one & other)
    return next((level for most, level in _LOOKS_FROM if common >= most), Level.NOT_COMPARABLE)


def _sexes(ours: set[str], theirs: set[str]) -> Level:
    if not ours or not theirs:
        return Level.NOT_COMPARABLE
    return Level.AGREES if ours & theirs else Level.DIFFERS


def _births(ours: Iterable[BirthFact], theirs: Iterable[BirthFact]) -> Level:
    """Ages guessed in passing: they fit, or lie so far apart that even a guess would not."""
    gaps = [_gap(one, other) for one, other in product(ours, theirs)]
    if not gaps:
        return Level.NOT_COMPARABLE
    if min(gaps) <= 0:
        return Level.WITHIN_RANGE
    return Level.DIFFERS if min(gaps) > _FAR_APART else Level.NOT_COMPARABLE


def _gap(one: BirthFact, other: BirthFact) -> int:
    (start, end), (first, last) = one.bounds, other.bounds
    return max((start - last).days, (first - end).days)
