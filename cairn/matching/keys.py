"""Keyed hashes under which a record can be found again, and those under which a question looks for it.

A key says nothing without the installation's secret: HMAC-SHA256 over version, kind and values, cut to 16 bytes, so
that a copy of the key table alone cannot be searched for a name. How rare a key is, and which to look up first, is
the caller's business. Keys of a name do not depend on the order of its parts.
"""

import hmac
from collections.abc import Iterable, Iterator
from itertools import combinations, islice
from typing import Final, NewType

from cairn.matching.births import BirthFact
from cairn.matching.facts import NameFact, PersonFacts
from cairn.matching.sounds import skeleton

Key = NewType("Key", bytes)

KEY_VERSION: Final = "1"  # raise it whenever folding, sounds or the kinds below change: every key must then be rebuilt
KEY_BYTES: Final = 16
MAX_KEYS: Final = 64  # of a record's facts
MAX_LOOKUP_KEYS: Final = 128  # of a question, which also tries the neighbouring years
SHORTEST_SECRET: Final = 16  # bytes
_WIDEST_BIRTH = 6  # calendar years; a vaguer birth is keyed as unknown
_UNKNOWN_YEAR = "?"
_FEWEST_LETTERS = 3

_Typed = tuple[str, ...]  # kind, then values


def keys_for(facts: PersonFacts, secret: bytes) -> frozenset[Key]:
    """The keys of a record: at most MAX_KEYS, the most telling kinds first. Deterministic.

    Never of a place or school, nor of a phone with a handling. ValueError for a secret under 16 bytes.
    """
    return _hashed(islice(_typed(facts, neighbours=0), MAX_KEYS), secret)


def lookup_keys(facts: PersonFacts, secret: bytes) -> frozenset[Key]:
    """The keys a question looks for: those of its facts, of one birth year either side, and of records without one.

    At most MAX_LOOKUP_KEYS. ValueError for a secret under 16 bytes.
    """
    return _hashed(islice(_typed(facts, neighbours=1), MAX_LOOKUP_KEYS), secret)


def _hashed(typed: Iterable[_Typed], secret: bytes) -> frozenset[Key]:
    if len(secret) < SHORTEST_SECRET:
        raise ValueError("the secret for matching keys is too short")
    return frozenset(Key(_digest(each, secret)) for each in typed)


def _digest(typed: _Typed, secret: bytes) -> bytes:
    message = "\x1f".join(("cairn-matching", KEY_VERSION, *typed))
    return hmac.digest(secret, message.encode("utf-8", "surrogatepass"), "sha256")[:KEY_BYTES]


def _typed(facts: PersonFacts, *, neighbours: int) -> Iterator[_Typed]:
    """Kinds and values without repetition, in an order that does not depend on that of the facts."""
    names = [_skeletons(name) for name in facts.names]
    years = _years(facts.births, neighbours)
    kinds = (
        {("identifier", each.scheme, each.value) for each in facts.identifiers if each.value},
        {("phone", each.number) for each in facts.phones if each.number and not each.has_handling},
        {("name", *name) for name in names if name},
        {("pair", *pair) for name in names for pair in combinations(name, 2)},
        {("part_year", part, year) for name in names for part in name for year in years},
        {("part_day", part, day) for name in names for part in name for day in _days(facts.births)},
        {("letters_year", letters, year) for letters in _letters(names) for year in years},
    )
    for kind in kinds:
        yield from sorted(kind)


def _skeletons(name: NameFact) -> _Typed:
    return tuple(sorted({skeleton(part) for part in name.parts} - {""}))


def _letters(names: Iterable[_Typed]) -> set[str]:
    """The set of consonants of a whole name, so that Xiao Ming and Xiaoming meet. Too few tell nobody apart."""
    letters = {"".join(sorted(set("".join(name)) - set("aeiouhwy"))) for name in names}
    return {each for each in letters if len(each) >= _FEWEST_LETTERS}


def _years(births: Iterable[BirthFact], neighbours: int) -> set[str]:
    """Calendar years the births may fall in; "?" for a record without any, and for every question."""
    years: set[str] = set()
    for birth in births:
        first, last = (bound.year for bound in birth.bounds)
        if last - first < _WIDEST_BIRTH:
            years |= {str(year) for year in range(first - neighbours, last + neighbours + 1)}
    return years | {_UNKNOWN_YEAR} if neighbours or not years else years


def _days(births: Iterable[BirthFact]) -> set[str]:
    """Day and month of the births known to the day: what stays when the year is disputed."""
    return {f"{birth.earliest:%m%d}" for birth in births if birth.is_exact}
