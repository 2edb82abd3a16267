"""How two name parts agree and what that is worth, by how rare they are. One yardstick serves one question."""

from collections.abc import Mapping
from functools import lru_cache
from typing import NamedTuple

from rapidfuzz.distance import OSA

from cairn.matching import weights
from cairn.matching.chinese import is_read_as_chinese
from cairn.matching.kinds import Level
from cairn.matching.rarity import NOTHING_COUNTED, Rarity
from cairn.matching.readings import is_read_as
from cairn.matching.sounds import CACHED, skeleton, sound
from cairn.matching.variants import VariantBook, shipped

_LONG_ENOUGH_FOR_ONE_SLIP = 4
_LONG_ENOUGH_FOR_TWO = 8
_LONG_ENOUGH_TO_BE_ONE = 6  # letters: David and Davin, Amina and Amira are different children
_UNHEARD = 10.0  # bits of a spelling that one in a thousand would bear if it were a name
_NOBODYS = 12.0  # bits of a spelling that fewer than one in four thousand bear, among many records
_FEWEST_CONSONANTS = 3
_SHORTEST_FORM = 3  # letters
_SHORTEST_RESPELT = 5
_CLOSE_LOSS = weights.PART_LOSS[Level.CLOSE]

sound_of, skeleton_of = sound, skeleton


class Verdict(NamedTuple):
    """How two parts agree, and what that is worth in bits."""

    level: Level
    weight: float


class Yardstick:
    """Compares name parts by their rarity and the known forms of names. Remembers its verdicts, so keep none for long.

    Symmetric: neither side of a pair is the question's.
    """

    def __init__(self, rarity: Rarity = NOTHING_COUNTED, book: VariantBook | None = None) -> None:
        """By these counts, and by this book of name forms or the one that comes with Cairn."""
        self.rarity = rarity
        self.book = shipped() if book is None else book
        self._verdicts: dict[tuple[str, str], Verdict | None] = {}

    def compare(self, one: str, other: str) -> Verdict | None:
        """How two folded parts agree; None when they do not."""
        pair = (one, other) if one <= other else (other, one)
        try:
            return self._verdicts[pair]
        except KeyError:
            verdict = self._verdicts[pair] = self._judge(*pair)
            return verdict

    def part_bits(self, part: str) -> float:
        """What agreement on exactly this part is worth."""
        return self.rarity.bits("t", part)

    def sound_bits(self, part: str) -> float:
        """What agreement on anything that sounds like this part is worth."""
        return self.rarity.bits("s", skeleton_of(part))

    def is_garbled(self, one: str, other: str) -> bool:
        """Whether one is likely to be the other garbled: hardly anybody bears either, and most of their letters agree.

        Ask it only where the rest of two names agrees. Twins share the rest as well, but seldom have two such names;
        except that Chinese brothers and sisters often share one syllable of two.
        """
        longest = max(len(one), len(other))
        if longest < _LONG_ENOUGH_FOR_ONE_SLIP or not (self._is_nobodys(one) and self._is_nobodys(other)):
            return False
        is_like = 2 * OSA.distance(one, other, score_cutoff=longest // 2) < longest
        return is_like and not (is_read_as_chinese(one) and is_read_as_chinese(other))

    def _is_nobodys(self, part: str) -> bool:
        return not self.rarity.bearers("t", part) and self.part_bits(part) >= _NOBODYS

    def _judge(self, one: str, other: str) -> Verdict | None:
        if one == other:
            return Verdict(Level.AGREES, self.part_bits(one))
        level, loss = self._likeness(one, other)
        if level is None:
            return None
        rarest = min(self.sound_bits(one), self.sound_bits(other), self.part_bits(one), self.part_bits(other))
        return Verdict(level, max(weights.LEAST_PART, rarest - loss))

    def _likeness(self, one: str, other: str) -> tuple[Level | None, float]:
        """The level, and what it loses against exact agreement."""
        if sound_of(one).alike(sound_of(other)):
            return Level.SOUNDS_ALIKE, weights.PART_LOSS[Level.SOUNDS_ALIKE]
        if other in self.book.variants(one):
            return Level.KNOWN_VARIANT, weights.PART_LOSS[Level.KNOWN_VARIANT]
        if is_read_as(one, other) or is_read_as(other, one):
            return Level.SOUNDS_ALIKE, weights.READING_LOSS
        if self._is_form_of(one, other) or self._is_form_of(other, one):
            return Level.KNOWN_VARIANT, weights.FORM_SPELT_LOSS
        return self._slip(one, other) if is_close(one, other) else self._by_ear(one, other)

    def _is_form_of(self, one: str, other: str) -> bool:
        """Whether a known form of the one is the other in another spelling: Beth is for Elizabeth, so for Elisabeth.

        It sounds alike and is a slip away. Short forms are not looked at: too many are a letter apart.
        """
        forms = self.book.variants(one)
        if not forms or len(other) < _SHORTEST_RESPELT:
            return False
        consonants, vowel = sound_of(other)
        heard = _heard(forms).get((consonants.replace("z", "s"), vowel), ())
        return any(is_close(form, other) for form in heard)

    def _slip(self, one: str, other: str) -> tuple[Level, float]:
        """A slip of the keyboard makes a spelling that nobody bears: of two short names that many bear it is none.

        Amina and Amira may be twins. Such a pair is near, and no more of a whole name than a part that is shared. Only
        spellings that are asked are counted, so one that is borne by many is enough to doubt it.
        """
        if min(len(one), len(other)) >= _LONG_ENOUGH_TO_BE_ONE:
            return Level.CLOSE, weights.PART_LOSS[Level.CLOSE]
        if self.rarity.bearers("t", one) or self.rarity.bearers("t", other):
            return Level.SHARES_PART, weights.SHORT_SLIP_LOSS
        return Level.CLOSE, weights.PART_LOSS[Level.CLOSE] if self._is_unheard(one, other) else weights.SHORT_SLIP_LOSS

    def _by_ear(self, one: str, other: str) -> tuple[Level | None, float]:
        """What is left out of a name that is said short, or only its vowels told apart."""
        if is_short_for(one, other) or is_short_for(other, one):
            return Level.CLOSE, weights.SHORT_FORM_LOSS
        return self._other_vowels(one, other), _CLOSE_LOSS

    def _other_vowels(self, one: str, other: str) -> Level | None:
        """The consonants alone: a name written by ear (Nosrin, Nasreen), unless it is a name of others' (Hussein)."""
        consonants = sound_of(one).consonants
        if consonants != sound_of(other).consonants or len(consonants) < _FEWEST_CONSONANTS:
            return None
        return Level.CLOSE if self._is_unheard(one, other) else None

    def _is_unheard(self, one: str, other: str) -> bool:
        """Whether a name of these letters would be rare here: of either, as far as it was counted."""
        return min(self.part_bits(one), self.part_bits(other)) >= _UNHEARD


@lru_cache(maxsize=CACHED)
def _heard(forms: frozenset[str]) -> Mapping[tuple[str, str], tuple[str, ...]]:
    """These forms by how they sound, the long ones; z is taken for s, as Elizabeth for Elisabeth."""
    heard: dict[tuple[str, str], tuple[str, ...]] = {}
    for form in sorted(forms):
        consonants, vowel = sound_of(form)
        if len(form) >= _SHORTEST_RESPELT:
            key = consonants.replace("z", "s"), vowel
            heard[key] = (*heard.get(key, ()), form)
    return heard


def is_short_for(short: str, long: str) -> bool:
    """Whether the one is how the other begins, and a third or more of it is left out: Seb is short for Sebastian."""
    return len(short) >= _SHORTEST_FORM and 3 * len(short) <= 2 * len(long) + 1 and long.startswith(short)


def is_close(one: str, other: str) -> bool:
    """A slip is a letter added, lost, changed, or swapped with its neighbour (optimal string alignment).

    One from 4 letters of the shorter part, two from 8.
    """
    shorter, longer = sorted((len(one), len(other)))
    slips = 2 if shorter >= _LONG_ENOUGH_FOR_TWO else 1
    if shorter < _LONG_ENOUGH_FOR_ONE_SLIP or longer - shorter > slips:
        return False
    return OSA.distance(one, other, score_cutoff=slips) <= slips
