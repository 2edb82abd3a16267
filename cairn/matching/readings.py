"""Other languages' spellings of a sound: the skeletons under which the same name may stand on another record.

For the one who asks only. Records are kept under one skeleton each, so that the index stays small. Each rule goes both
ways, because either record may be the one that is typed: Xhemal asks for Jemal, and Jemal for Xhemal. Our own rules.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from itertools import chain, islice
from typing import Final

from cairn.matching.chinese import LONGEST_SYLLABLE, other_spellings
from cairn.matching.sounds import CACHED, skeleton, sound

MAX_READINGS: Final = 6
_MOST_OF_A_SYLLABLE = 5
_MOST_OF_A_LONGER = 3
_SHORT = 2  # consonants of a skeleton that shows a vowel
_FEWEST_LETTERS = 2
_VOWELS = re.compile(r"[aeiouwy]+")
_OPEN = re.compile(r"[a-z]*?([aeiouwy]{2,})")
_VOWEL_CLASS = {"a": "a", "e": "i", "i": "i", "o": "u", "u": "u", "y": "i", "w": "u"}

_Steps = tuple[tuple[re.Pattern[str], str], ...]


def _rule(letters: str, *steps: tuple[str, str]) -> tuple[frozenset[str], _Steps]:
    """Steps of one language's spelling, applied one after another to a part with any of the letters."""
    return frozenset(letters), tuple((re.compile(pattern), written) for pattern, written in steps)


# The most telling first: of a part that many rules touch, the first six readings are kept.
_RULES = (
    # West Africa: di and j, ndi and nj.
    _rule("d", (r"di(?=[aeo])", "j")),
    _rule("j", (r"^j(?=a(?:ll?[aio]|rr?a|tt?a|b[aei]t|war|kit))", "di")),
    # Somali: c is silent.
    _rule("c", (r"c(?![hkz])", "")),
    # Albanian, Polish, Romanian and Turkish: j is y, and i before a vowel.
    _rule("j", (r"(?<![dg])j", "y")),
    _rule("iy", (r"^y(?=[aeiou])", "j"), (r"(?<=[b-df-hj-np-tv-z])[iy](?=[aeou])", "j")),
    _rule("i", (r"^i(?=[aou])", "j")),
    _rule("jy", (r"^[jy](?=[aou])", "i")),
    # Kurdish and Turkish: c is j, and w and v change places.
    _rule("c", (r"c(?![hkz])", "j")),
    _rule("j", (r"(?<![dgz])j", "c")),
    _rule("vw", (r"(?<=[a-z])[vw]", "w"), (r"w(?=w)", "")),
    _rule("uw", (r"(?<=[a-z])(?:[uw](?=[aei])|w)", "v"), (r"v(?=v)", "")),
    # Polish: rz is zh or silent after a consonant, ch is h.
    _rule("rw", (r"rz", "z"), (r"w", "v"), (r"(?<=[aeiou])ch", "h")),
    _rule("h", (r"(?<=[aeiou])ch(?=[aeiou]|$)", "h")),
    _rule("h", (r"(?<=^[a-z]i)h(?=[aeiou])", "ch")),
    # Soft c: English, French and Spanish s; Romanian ch, which is what c sounds as here.
    _rule("c", (r"c(?=[eiy])", "s")),
    _rule("s", (r"^s(?=[eiy])|(?<=[aeiou])s+(?=[eiy])", "c")),
    # Vietnamese: d and gi are z in the north, y in the south; tr is ch; kh is k or h.
    _rule("dg", (r"^(?:d|gi(?=[aeou]))", "z")),
    _rule("dg", (r"^(?:d|gi(?=[aeou]))(?=[aeiou]+n?[a-z]?[gh]?$)", "y")),
    _rule("zy", (r"^[zy](?=[aeiou]+[a-z]{0,2}$)", "d")),
    _rule("zy", (r"^[zy](?=[aeiou]+[a-z]{0,2}$)", "gi")),
    _rule("t", (r"^tr", "ch")),
    _rule("c", (r"^ch", "tr")),
    _rule("k", (r"kh", "k")),
    _rule("k", (r"(?<![cks])k(?=[aeioutd])", "kh")),
    # Arabic as French and as Egypt write it; th and dh as Persian, Turkish and Somali say them.
    _rule("c", (r"(?<!t)ch", "sh")),
    _rule("s", (r"sh", "ch")),
    _rule("j", (r"(?<!d)j", "g"), (r"dj", "g")),
    _rule("g", (r"(?<!n)g(?![hj])", "j")),
    _rule("t", (r"th", "s")),
    _rule("s", (r"(?<=^[aou])s(?=m)", "th")),
    _rule("d", (r"dh", "z")),
    _rule("z", (r"z(?!h)", "dh")),
    _rule("q", (r"q(?!u)", "g")),
    _rule("g", (r"(?<!n)g(?![hij])", "q")),
    # Tigrinya and others: a hard and a soft one.
    _rule("t", (r"^ts", "s")),
    _rule("s", (r"^s(?=[ei][gh])", "ts")),
    _rule("kqcg", (r"(?<=[aeiou])(?:kk?|q|c|g)(?=[bu])", "g")),
    _rule("g", (r"(?<=[aeiou])g(?=b)", "k")),
    _rule("t", (r"ts|tz", "c")),
    _rule("t", (r"ts|tz", "t")),
    # Somali and South Asian: s, z and j; v and b.
    _rule("z", (r"z", "s")),
    _rule("s", (r"(?<![cstz])s(?![chstz])", "z")),
    _rule("z", (r"z(?!h)", "j")),
    _rule("j", (r"(?<![dgxz])j", "z")),
    _rule("vw", (r"v|^w", "b")),
    _rule("b", (r"^b(?=[aiou])", "v")),
    # The last letter hardens; a first vowel is put before two consonants, or left out.
    _rule("d", (r"(?<=[a-z]{3})d$", "t")),
    _rule("t", (r"(?<=[a-z]{3})t$", "d")),
    _rule("iey", (r"^[iey](?=[bcdfgklmnprst][bdfghjklmnprst])", "")),
    _rule("bs", (r"^(?=[bs][r-t][aeiouh]|s[kml])", "i")),
    _rule("u", (r"u[lr]$", "")),
    # A Somali ayn in front, which is written c or not at all.
    _rule("aeiou", (r"^(?=[aeiou])", "c")),
)


def readings(part: str) -> frozenset[str]:
    """Further skeletons of one folded part, its own excluded; none for most. At most MAX_READINGS."""
    return frozenset(_read(part))


def is_read_as(part: str, other: str) -> bool:
    """Whether a reading of the one part is the sound of the other.

    So little is left of a short sound that the syllables must be as many too: Tang is read as Deng, and never as Deni.
    """
    spellings = _read(part).get(skeleton(other))
    if not spellings:
        return False
    if len(sound(other).consonants) > _SHORT:
        return True
    counts = {_syllables(each) for each in spellings}
    return 0 in counts or _syllables(other) in {0, *counts}


# Names come back again and again: a lookup compares forty children, whose parts are mostly those of the last one's.
@lru_cache(maxsize=CACHED)
def _read(part: str) -> Mapping[str, list[str]]:
    """Further skeletons, each with the spellings it comes from; "" for one that comes from no spelling."""
    found: dict[str, list[str]] = {}
    if len(part) < _FEWEST_LETTERS:
        return found
    own = skeleton(part)
    for each, spelling in chain(_chinese(part, own), _other_vowels(part), _sounding(_respelled(part)), _bare(part)):
        if each and each != own:
            found.setdefault(each, []).append(spelling)
        if len(found) == MAX_READINGS:
            break
    return found


def _syllables(spelling: str) -> int:
    """How many vowels follow one another with consonants between; 0 of what is written without vowels."""
    return len(_VOWELS.findall(spelling))


def _sounding(spellings: Iterable[str]) -> Iterator[tuple[str, str]]:
    return ((skeleton(each), each) for each in spellings)


def _chinese(part: str, own: str) -> Iterator[tuple[str, str]]:
    """Of a syllable most of the room; of a longer part little, since Linda reads as Chinese too."""
    others: dict[str, list[str]] = {}
    for each, spelling in _sounding(other_spellings(part)):
        others.setdefault(each, []).append(spelling)
    others.pop(own, None)
    most = _MOST_OF_A_SYLLABLE if len(part) <= LONGEST_SYLLABLE else _MOST_OF_A_LONGER
    return ((each, spelling) for each in islice(others, most) for spelling in others[each])


def _respelled(part: str) -> Iterator[str]:
    for letters, steps in _RULES:
        if letters.isdisjoint(part):
            continue
        text = part
        for pattern, written in steps:
            text = pattern.sub(written, text)
        if text != part:
            yield text


def _other_vowels(part: str) -> Iterator[tuple[str, str]]:
    """Of a short skeleton: the other vowels its spelling shows; every vowel where it shows none (علي, aly)."""
    consonants, vowel = sound(part)
    if len(consonants) > _SHORT or consonants == part:
        return
    found = _OPEN.match(part)
    shown = found[1] if found else ""
    yield from ((consonants + each, part) for each in dict.fromkeys(_VOWEL_CLASS[letter] for letter in shown if vowel))
    if not vowel:
        yield from ((consonants + each, "") for each in "aiu")


def _bare(part: str) -> Iterator[tuple[str, str]]:
    """A short skeleton as scripts that do not write vowels leave it."""
    consonants, vowel = sound(part)
    if vowel and len(consonants) <= _SHORT:
        yield consonants, ""
