"""How a name part sounds, coarsely and in any romanisation: its consonants, with or without the vowel that follows.

One name reaches us as Mohammed, Muhamad or محمد (mhmd once transliterated), as Tesfay or Tesfai, as Xhevdet or
Jevdet. English phonetic codes serve such names worst, so the rules below fold only what romanisations disagree on:
digraphs of one sound, doubled letters, vowels, and w and y where they stand for vowels. Our own rules, not a published
code; their collisions (Hassan and Hussein share hsn) are why `alike` also asks that the first vowels do not contradict.
"""

import re
from typing import NamedTuple

# Sources of the spellings: Arabic, Tigrinya, Albanian, Vietnamese and Chinese romanisations.
_ONE_SOUND = {
    **{"tch": "k", "ch": "k", "ck": "k", "q": "k", "c": "k"},
    **{"sch": "s", "sh": "s", "x": "s"},
    **{"dzh": "j", "zh": "j", "xh": "j", "gj": "j"},
    **{"kh": "h", "gh": "g", "ph": "f", "th": "t", "dh": "d", "nh": "n", "ng": "n"},
}
_SPELLINGS = re.compile("|".join(sorted(_ONE_SOUND, key=len, reverse=True)))
_DOUBLED = re.compile(r"([a-z])\1+")
_W_BETWEEN_VOWELS = re.compile(r"(?<=[aeiou])w(?=[aeiou])")
_SILENT = str.maketrans("", "", "aeiouwy0123456789")
_VOWEL_CLASS = {"a": "a", "e": "i", "i": "i", "o": "u", "u": "u"}
_SHORT = 2


class Sound(NamedTuple):
    """Consonants of a name part, any initial vowel shown as "a", and the class of the vowel after the first of them.

    The vowel is a, i (also e) or u (also o), or "" where the spelling shows none, as in scripts without vowels.
    """

    consonants: str
    vowel: str

    def alike(self, other: "Sound") -> bool:
        """Same consonants, and no contradiction between the first vowels that both spellings show."""
        if self.consonants != other.consonants:
            return False
        return not (self.vowel and other.vowel) or self.vowel == other.vowel


def sound(part: str) -> Sound:
    """The sound of one folded name part (lower-case a-z and digits); of anything else, whatever letters it has."""
    text = _DOUBLED.sub(r"\1", _one_spelling(part))
    text = _W_BETWEEN_VOWELS.sub("v", text)
    if len(text) > _SHORT and text.endswith("h"):
        text = text[:-1]
    if not text:
        return Sound("", "")
    first, rest = text[0], text[1:]
    silent = rest.translate(_SILENT)
    if first not in _VOWEL_CLASS:
        return Sound({"w": "v"}.get(first, first) + silent, _VOWEL_CLASS.get(rest[:1], ""))
    # A name of vowels alone (Aya, Ai) has nothing else to be told by.
    return Sound("a" + silent, _VOWEL_CLASS.get(rest[1:2], "")) if silent else Sound(text, "")


def skeleton(part: str) -> str:
    """The sound as one word for keys. Two consonants or fewer keep the vowel, or half of Vietnam would share a key."""
    consonants, vowel = sound(part)
    return consonants + vowel if len(consonants) <= _SHORT else consonants


def _one_spelling(part: str) -> str:
    """Each sound by one letter. Wade-Giles hs is folded at the start only: inside Mohsen it is two sounds."""
    text = "s" + part[2:] if part.startswith("hs") and part[2:3] in ("i", "u") else part
    return _SPELLINGS.sub(lambda found: _ONE_SOUND[found[0]], text)
