"""Names as matching sees them: parts in Latin letters, whatever script, marks or titles they were typed with."""

import re
import unicodedata
from collections.abc import Sequence
from typing import Final

from anyascii import anyascii

MAX_PARTS: Final = 12
MAX_LETTERS: Final = 40  # of one part; longer ones are cut
_TITLES = frozenset(["mr", "mrs", "ms", "miss", "mx", "dr", "prof", "sir", "madam", "master", "rev"])
_NOT_KNOWN = frozenset(["unknown", "unk", "unnamed", "fnu", "lnu", "noname"])
_OF_THE_MOTHER = frozenset({"baby", "infant", "newborn", "twin", "unborn"})
_NOBODY = {"not", "known", "given", "stated", "provided", "recorded", "available", "applicable", "no", "name", "none"}
_NOBODY |= {"nil", "na", "nk", "tbc", "tba", "anon", "anonymous", "child", "boy", "girl", "male", "female", "of"}
_PLACEHOLDERS = _NOT_KNOWN | _OF_THE_MOTHER | _NOBODY
# Articles and "son/daughter of" that some records write and others leave out.
_PARTICLES = frozenset(["al", "el", "bin", "ibn", "bint", "binti"])
_WORDS = re.compile(r"[a-z0-9]+")
_SYLLABIC = re.compile(r"([\u3400-\u9fff\uac00-\ud7a3\uf900-\ufaff\U00020000-\U0003ffff])")
_OPENING_VOWEL = re.compile(r"(?<![a-z0-9`'])[`'](?=[a-z])")
_APOSTROPHES = "'`\u2018\u2019\u02bc\u02bb\u02be\u02bf"


def fold(text: str) -> tuple[str, ...]:
    """The parts of a name as typed, in order: Latin lower-case letters and digits, native scripts transliterated.

    Marks, punctuation, emoji, titles, words that say "not known", numbers and a leading "baby of" fall away; each
    Chinese or Korean character is a part. At most 12 parts of 40 letters. Folding what was folded changes nothing.
    """
    words = _WORDS.findall(_latin(text))
    kept = [word[:MAX_LETTERS] for word in words if word not in _TITLES and word not in _NOT_KNOWN]
    kept = [word for word in kept if not word.isdigit()]
    while len(kept) > 1 and kept[0] in _OF_THE_MOTHER and kept[1] in ("of", "boy", "girl"):
        kept = kept[2:]
    return tuple(kept[:MAX_PARTS])


def is_placeholder(text: str) -> bool:
    """Whether a name as typed names nobody: "unknown", "n/k", "Baby of …", single letters, digits, nothing at all.

    "Baby of Sarah Jones" is one of them: those words name the mother, who may be a child with a record herself.
    """
    words = _WORDS.findall(_latin(text))
    if len(words) > 1 and words[0] in _OF_THE_MOTHER and words[1] == "of":
        return True
    return all(len(word) == 1 or word in _PLACEHOLDERS for word in fold(text))


def significant(parts: Sequence[str]) -> tuple[str, ...]:
    """The parts worth comparing: without initials and, where anything is left, without articles (al, bin …)."""
    whole = tuple(part for part in parts if len(part) > 1)
    return tuple(part for part in whole if part not in _PARTICLES) or whole


def _latin(text: str) -> str:
    """Lower-case ASCII. Letters, marks and digits are transliterated; what is neither parts the words."""
    spaced = _SYLLABIC.sub(r" \1 ", unicodedata.normalize("NFKC", text))
    kept = "".join(_kept(character) for character in spaced)
    ascii_text: str = anyascii(kept).lower()
    # Transliterated ayn and hamza open a name with a vowel (`mr, Omar; 'brhym, Ibrahim); inside a word they are silent.
    return _OPENING_VOWEL.sub("a", ascii_text).replace("`", "").replace("'", "")


def _kept(character: str) -> str:
    if character in _APOSTROPHES:
        return ""
    category = unicodedata.category(character)
    if category == "Cf":  # right-to-left marks, joiners: invisible inside a word
        return ""
    return character if category[0] in "LM" or category == "Nd" else " "
