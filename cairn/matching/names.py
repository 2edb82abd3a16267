"""Names as matching sees them: parts in Latin letters, whatever script, marks or titles they were typed with."""

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache
from typing import Final

from anyascii import anyascii

from cairn.matching.joins import LONGEST, written_one_way

MAX_PARTS: Final = 12
MAX_LETTERS: Final = LONGEST  # of one part; longer ones are cut
_CACHED = 1 << 14  # names remembered by each worker
_LONGEST_TEXT = 1_000  # characters read of what was typed


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_TITLES = _words("mr mrs ms miss mx dr prof sir madam master mstr rev esq jnr snr cllr mme mlle weyzero woizero")
# Also names of their own, so titles only where a first and a last name still follow.
_TITLES_OR_NAMES = _words(
    "sheikh shaikh shaykh sheik haji hajji hajj hadji hadj alhaji alhagie imam mullah mulla molla maulana mawlana qari"
    " ustad ustadh ustaz pastor bishop lady lord dame father brother sister uncle aunty auntie ato mzee"
)
_BESIDE_A_NAME = _words("aka alias fka aged")
_NOT_KNOWN = frozenset(["unknown", "unkown", "unk", "unnamed", "fnu", "lnu", "noname", "uasc"])
_OF_THE_MOTHER = frozenset({"baby", "infant", "newborn", "twin", "unborn", "triplet", "foetus", "fetus"})
_UNBORN = _OF_THE_MOTHER - {"baby"}  # Baby is also a given name
_KIN = _words(
    "child son daughter brother sister sibling cousin friend boyfriend girlfriend partner mother father mum dad"
)
_NOBODY = {"not", "known", "given", "stated", "provided", "recorded", "available", "applicable", "no", "name", "none"}
_NOBODY |= {"nil", "na", "nk", "tbc", "tba", "anon", "anonymous", "child", "boy", "girl", "male", "female", "of"}
_NOBODY |= {"withheld", "redacted", "refused", "declined"}
_NOBODY_TOGETHER = frozenset({("unaccompanied", "minor"), ("young", "person"), ("unaccompanied", "child")})
_PLACEHOLDERS = _NOT_KNOWN | _OF_THE_MOTHER | _NOBODY
# Articles and "son/daughter of" that some records write and others leave out.
_PARTICLES = frozenset(["al", "el", "bin", "ibn", "bint", "binti"])
_WORDS = re.compile(r"[a-z0-9]+")
_SYLLABIC = re.compile(r"([\u3400-\u9fff\uac00-\ud7a3\uf900-\ufaff\U00020000-\U0003ffff])")
_OPENING_GLOTTAL = re.compile(r"(?<![A-Za-z0-9`'])[`'](?=[b-df-hj-np-tv-z])")
_ASSIMILATED = re.compile(r"\b[ae](d|r|sh|s|t|n|z)-(?=\1)")  # ar-Rahman, as-Sayed, ad-Din
_BABY_OF = re.compile(r"^\s*b\s*/\s*o\b")
_APOSTROPHES = "'`\u2018\u2019\u02bc\u02bb\u02be\u02bf"
_ARABIC_ARTICLE = re.compile(r"(?<!\w)ال(?!ياس)(?=\w{3})")
# Characters that say something else as a surname than in most words.
_READ_AS_SURNAME = {"曾": "zeng", "翟": "zhai", "单": "shan", "單": "shan", "解": "xie", "仇": "qiu", "区": "ou"}
_READ_AS_SURNAME |= {"區": "ou", "查": "zha", "缪": "miao", "繆": "miao"}


@lru_cache(maxsize=_CACHED)
def fold(text: str) -> tuple[str, ...]:
    """The parts of a name as typed, in order: Latin lower-case letters and digits, native scripts transliterated.

    Marks, punctuation, emoji, titles, words that say "not known", numbers and a leading "baby of" fall away; each
    Chinese or Korean character is a part. What some write as one word and others as two is written one way
    (`cairn.matching.joins`). At most 12 parts of 40 letters. Folding what was folded changes nothing.
    """
    words = tuple(_WORDS.findall(_latin(text)))
    seen: set[tuple[str, ...]] = set()
    while words not in seen:
        seen.add(words)
        words = written_one_way(_named(words))[:MAX_PARTS]
    return words


def is_placeholder(text: str) -> bool:
    """Whether a name as typed names nobody: "unknown", "n/k", "Baby of …", single letters, digits, nothing at all.

    "Baby of Sarah Jones" is one of them, "friend of Sarah" too: those words name somebody else, who may be a child
    with a record herself.
    """
    latin = _latin(text)
    words = _WORDS.findall(latin)
    if _BABY_OF.match(latin) or tuple(words) in _NOBODY_TOGETHER or _names_another(words):
        return True
    return all(len(word) == 1 or word in _PLACEHOLDERS for word in fold(text))


def significant(parts: Sequence[str]) -> tuple[str, ...]:
    """The parts worth comparing: without initials and, where anything is left, without articles (al, bin …)."""
    whole = tuple(part for part in parts if len(part) > 1)
    return tuple(part for part in whole if part not in _PARTICLES) or whole


def _names_another(words: Sequence[str]) -> bool:
    """Whether the words before "of" are all of the kind that stands for somebody by another's name."""
    if "of" not in words[1:]:
        return False
    before = words[: words.index("of", 1)]
    return all(
        word in _PLACEHOLDERS or word in _KIN or word in {"unborn", "older", "younger", "the"} for word in before
    )


def _named(words: Sequence[str]) -> tuple[str, ...]:
    """The words without those that name nobody; at most 12, cut to 40 letters."""
    kept = [word[:MAX_LETTERS] for word in words if not _is_beside(word)]
    while len(kept) > 1 and _opens_with_another(kept):
        kept = kept[1:] if kept[0] in _UNBORN and kept[1] not in ("of", "boy", "girl") else kept[2:]
    while len(kept) > 2 and kept[0] in _TITLES_OR_NAMES:  # noqa: PLR2004 - a first and a last name
        kept = kept[1:]
    return tuple(kept[:MAX_PARTS])


def _is_beside(word: str) -> bool:
    return word in _TITLES or word in _NOT_KNOWN or word in _BESIDE_A_NAME or word.isdigit()


def _opens_with_another(kept: Sequence[str]) -> bool:
    first, second = kept[0], kept[1]
    if first in _UNBORN:
        return True
    return (first in _OF_THE_MOTHER and second in ("of", "boy", "girl")) or (first in _KIN and second == "of")


def _latin(text: str) -> str:
    """Lower-case ASCII. Letters, marks and digits are transliterated; what is neither parts the words."""
    composed = unicodedata.normalize("NFKC", text[:_LONGEST_TEXT])
    ascii_text = composed if composed.isascii() else _transliterated(composed)
    return _ASSIMILATED.sub("al ", ascii_text.lower().replace("`", "").replace("'", ""))


def _transliterated(text: str) -> str:
    first = text.lstrip()[:1]
    if first in _READ_AS_SURNAME:
        text = text.replace(first, f" {_READ_AS_SURNAME[first]} ", 1)
    opened = _ARABIC_ARTICLE.sub("al ", text).replace("ا", "a")
    kept = "".join(_kept(character) for character in _SYLLABIC.sub(r" \1 ", opened))
    # Ayn and hamza open a name with a vowel (`mr, Omar); inside a word they are silent, as apostrophes are.
    return _OPENING_GLOTTAL.sub("a", str(anyascii(kept)))


def _kept(character: str) -> str:
    if character in _APOSTROPHES:
        return ""
    category = unicodedata.category(character)
    if category == "Cf":  # right-to-left marks, joiners: invisible inside a word
        return ""
    return character if category[0] in "LM" or category == "Nd" else "-" if character == "-" else " "
