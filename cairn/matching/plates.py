"""Vehicles as people remember them: a registration, whole or part, or only a colour and a kind."""

import re
import unicodedata
from collections.abc import Iterable
from itertools import product
from typing import Final

from rapidfuzz.distance import OSA

from cairn.matching.kinds import Level
from cairn.matching.spoken import telling_words

# Whole registrations of Great Britain, old and new, and of Northern Ireland; spaces and hyphens are left out.
_WHOLE: Final = (
    re.compile(r"\b([A-Z]{2}\d{2})[ -]?([A-Z]{3})\b"),
    re.compile(r"\b([A-Z]\d{1,3})[ -]?([A-Z]{3})\b"),
    re.compile(r"\b([A-Z]{3})[ -]?(\d{1,3}[A-Z])\b"),
    re.compile(r"\b([A-Z]{1,2}[IZ][A-Z]?)[ -]?(\d{3,4})\b"),
)
# A part: letters and digits together, with a question mark for each character that nobody read.
_PART = re.compile(r"(?<![A-Z0-9?])(?=[A-Z0-9?]*\d)(?=[A-Z0-9?]*[A-Z])[A-Z0-9?]{3,8}(?![A-Z0-9?])")
_FEWEST_READ = 3  # characters, of a part that tells anything
_LONGEST_TEXT = 2_000
_ORDER: Final = (Level.AGREES, Level.ONE_DIGIT_APART, Level.SHARES_PART, Level.NEAR)
_TWO = 2


def compare_plates(ours: Iterable[str], theirs: Iterable[str]) -> Level:
    """How two sets of vehicles agree, the best pair counting. Symmetric.

    AGREES: the same whole registration. ONE_DIGIT_APART: whole ones with one slip. SHARES_PART: a part read of one
    fits the other. NEAR: colour and kind alike. NOT_COMPARABLE otherwise: people change vehicles, so a different one
    says nothing.
    """
    found = {_pair(one, other) for one, other in product(ours, theirs)}
    return next((level for level in _ORDER if level in found), Level.NOT_COMPARABLE)


def whole_and_parts(text: str) -> tuple[frozenset[str], frozenset[str]]:
    """Whole registrations in a text, and other runs of letters and digits that may be part of one."""
    plain = unicodedata.normalize("NFKC", text[:_LONGEST_TEXT]).upper()
    whole: set[str] = set()
    for pattern in _WHOLE:
        whole |= {"".join(groups) for groups in pattern.findall(plain)}
        plain = pattern.sub(" ", plain)
    parts = {part for part in _PART.findall(plain) if len(part.replace("?", "")) >= _FEWEST_READ}
    return frozenset(whole), frozenset(parts)


def _pair(one: str, other: str) -> Level:
    (whole, parts), (others, other_parts) = whole_and_parts(one), whole_and_parts(other)
    if whole & others:
        return Level.AGREES
    if any(OSA.distance(*pair, score_cutoff=1) == 1 for pair in product(whole, others)):
        return Level.ONE_DIGIT_APART
    if any(_fits(*pair) for pair in (*product(parts, others | other_parts), *product(other_parts, whole))):
        return Level.SHARES_PART
    return Level.NEAR if len(telling_words(one) & telling_words(other)) >= _TWO else Level.NOT_COMPARABLE


def _fits(part: str, plate: str) -> bool:
    """Whether a part stands anywhere in a plate, or the other way round; a question mark stands for any character."""
    return _stands_in(part, plate) or _stands_in(plate, part)


def _stands_in(part: str, plate: str) -> bool:
    places = range(len(plate) - len(part) + 1)
    return any(_same(part, plate[place : place + len(part)]) for place in places)


def _same(one: str, other: str) -> bool:
    return all("?" in pair or pair[0] == pair[1] for pair in zip(one, other, strict=True))
