"""Free words about a child, a place or company, as a comparison takes them: plain Latin letters, without filling."""

import re
import unicodedata
from typing import Final

from anyascii import anyascii

_WORD = re.compile(r"[a-z0-9]+")
_POSTCODE = re.compile(r"\b([A-Z]{1,2}[0-9][A-Z0-9]?)\s*([0-9][A-Z]{2})\b")
_SHORTEST = 3  # letters of a word that tells anything
_LONGEST_TEXT = 2_000  # characters of one text that are read
_FILLING: Final = frozenset(
    _WORD.findall("""
    a about above after again all along also among and any appear appeared appears are around as asked at aged away back
    be been before behind being beside between but by came child children could did does down each even few for from
    get getting girl girls boy boys got had has have he her here him his how i if in into is it its just kid kids
    known last later like little looked looking looks lot many maybe me more most name named names near next no nobody
    not now of off old older on one only or other our out over people perhaps person put quite saw say said says see
    seem seemed seems seen she side since so some somebody somewhere soon still such teen teenage teenager than that
    the their them then there they thing this those three through till time to told too two under until up very was
    way we wear wearing wears well went were what when where which while who whom whose will with without wore would
    year years yes yet you young younger youth called around today tonight yesterday morning evening night afternoon
    road street lane avenue house flat number outside inside town city
    """)
)
# Words for company that are nobody's name.
COMPANY: Final = frozenset(
    _WORD.findall("""
    man men woman women adult adults male female lady guy group uncle aunt cousin brother brothers sister sisters mother
    father mum dad mummy daddy parent parents friend friends boyfriend girlfriend partner driver boss carer guardian
    grandmother grandfather twenties thirties forties fifties sixties tall short slim thin big large white black brown
    dark fair bald beard bearded hair haired jacket coat accent smoking smelling unknown several others baby family
    """)
)


def plain_words(text: str) -> tuple[str, ...]:
    """Every word in order, in lower-case Latin letters and digits, whatever script it was typed in."""
    latin: str = anyascii(unicodedata.normalize("NFKC", text[:_LONGEST_TEXT])).lower().replace("'", "")
    return tuple(_WORD.findall(latin))


def telling_words(text: str) -> frozenset[str]:
    """The words that tell something, each once; a plural counts as its singular."""
    words = (word for word in plain_words(text) if word not in _FILLING and len(word) >= _SHORTEST)
    return frozenset(word[:-1] if word.endswith("s") and len(word) > _SHORTEST else word for word in words)


def postcodes_in(text: str) -> frozenset[str]:
    """United Kingdom postcodes in a text, written alike: "NM4 2AB"."""
    plain = unicodedata.normalize("NFKC", text[:_LONGEST_TEXT]).upper()
    return frozenset(f"{outward} {inward}" for outward, inward in _POSTCODE.findall(plain))
