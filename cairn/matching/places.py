"""Postcodes and the words of an address or a school's name, as far as two of them can be compared."""

import re
import unicodedata
from functools import lru_cache
from typing import Final

from cairn.matching.names import fold

_POSTCODE = re.compile(r"\b([A-Z]{1,2}[0-9][A-Z0-9]?)\s*([0-9][A-Z]{2})\b")
_OUTCODE = re.compile(r"^([A-Z]{1,2}[0-9][A-Z0-9]?)$")
_POSTCODES_KNOWN: Final = 16_384  # remembered by each worker; who lives there is not
_INWARD: Final = 3  # characters of a postcode after its district
_NUMBER = re.compile(r"\b\d+[a-z]?\b")
_OF_EVERY_SCHOOL = frozenset(
    ["school", "college", "academy", "primary", "secondary", "infant", "junior", "high", "grammar", "sixth", "form"]
) | {"the", "of", "and", "for", "st", "saint"}
_FEWEST_LETTERS = 8  # of an address without a postcode: "Northmoor" alone is where thousands live


def postcode_in(text: str) -> str:
    """The last postcode in an address, bare and in capitals (NM12AB); a district alone (NM1) counts; else empty."""
    plain = unicodedata.normalize("NFKC", text).upper()
    found = _POSTCODE.findall(plain)
    if found:
        return "".join(found[-1])
    district = _OUTCODE.match(plain.strip())
    return district[1] if district else ""


def district_of(postcode: str) -> str:
    """The outward part of a postcode (NM1 of NM12AB); a district is its own."""
    return postcode[:-_INWARD] if is_full(postcode) else postcode


@lru_cache(maxsize=_POSTCODES_KNOWN)
def is_full(postcode: str) -> bool:
    """Whether it is a whole postcode, some fifteen households, and not a district."""
    return _POSTCODE.fullmatch(postcode) is not None


def words_of_address(text: str) -> str:
    """House number and street without the postcode, folded, in one string; empty for less than a street."""
    plain = _POSTCODE.sub(" ", unicodedata.normalize("NFKC", text).upper())
    words = (*_NUMBER.findall(plain.lower()), *fold(plain))
    told = " ".join(dict.fromkeys(words))
    return told if len(told) >= _FEWEST_LETTERS and _NUMBER.search(told) else ""


def school_name(text: str) -> str:
    """The words that tell a school from others, in the order of the alphabet: "mill road" of Mill Road Primary."""
    words = set(fold(text))
    return " ".join(sorted(words - _OF_EVERY_SCHOOL) or sorted(words))
