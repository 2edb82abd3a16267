"""Keyed hashes under which a record can be found again.

A key says nothing without the installation's secret: keyed BLAKE2b over version, kind and values, cut to 8 bytes, so
that a copy of the key table alone cannot be searched for a name. How a question is asked is asking.py. All parts of all
names of a record are taken together, in no order, because which of them is the family's name differs from people to
people and from form to form; only neighbours written as one keep theirs.
"""

from collections.abc import Iterable, Iterator
from hashlib import blake2b
from itertools import combinations, islice, pairwise
from typing import Final, NewType

from cairn.matching.births import BirthFact
from cairn.matching.facts import NameFact, PersonFacts
from cairn.matching.places import district_of, is_full
from cairn.matching.rarity import Typed
from cairn.matching.yardstick import skeleton_of

Key = NewType("Key", int)  # of 64 bits, with a sign, as PostgreSQL keeps a bigint

# Raise it whenever folding, sounds, the kinds below or folded.py change: every record must then be rekeyed. A migration
# notes the new version for installations without records; `cairn check` tells the others to rekey.
KEY_VERSION: Final = "3"
KEY_BYTES: Final = 8
MAX_KEYS: Final = 256  # of a record's facts; two dozen are usual
SHORTEST_SECRET: Final = 16  # bytes
_LONGEST_SECRET = 64
_MOST_SOUNDS = 16  # of a record's names together; a longer list is cut
_MOST_BIRTHS = 8
_WIDEST_BIRTH = 6  # calendar years; a vaguer birth has no key
_SEPARATOR = "\x1f"


def keys_for(facts: PersonFacts, secret: bytes) -> frozenset[Key]:
    """The keys of a record: at most MAX_KEYS, the most telling kinds first. Deterministic.

    Never of a phone, address or school with a handling. ValueError for a secret under 16 bytes.
    """
    return frozenset(hashed(islice(record_things(facts), MAX_KEYS), secret).values())


def hashed(things: Iterable[Typed], secret: bytes) -> dict[Typed, Key]:
    """The key of each thing that can be looked for."""
    if len(secret) < SHORTEST_SECRET:
        raise ValueError("the secret for matching keys is too short")
    root = blake2b(digest_size=KEY_BYTES, key=secret[:_LONGEST_SECRET], person=b"cairn-keys-" + KEY_VERSION.encode())
    found: dict[Typed, Key] = {}
    for thing in things:
        own = root.copy()
        own.update(_SEPARATOR.join(thing).encode("utf-8", "surrogatepass"))
        found[thing] = Key(int.from_bytes(own.digest(), "big", signed=True))
    return found


def record_things(facts: PersonFacts) -> Iterator[Typed]:
    """What a record can be found by, without repetition, in an order that does not depend on that of the facts.

    Kinds: i number of a register, h phone, t part of a name to the letter, s its sound, p a pair of sounds, d day of
    birth, D day and sound, M day and month and sound, Y year and sound, c postcode, O its district and sound, S school
    and sound. 1 January is a day that systems fill in: it has no d, D or M.
    """
    parts = sorted({part for name in facts.names for part in name.parts})
    sounds = sounds_in(facts.names)
    words = sorted({*sounds, *joined_in(facts.names)})
    days, years = days_of(facts.births), years_of(facts.births)
    kinds: tuple[Iterable[Typed], ...] = (
        {("i", each.scheme, each.value) for each in facts.identifiers if each.value},
        {("h", each) for each in open_phones(facts)},
        {("d", day) for day in days},
        {("t", part) for part in parts[:_MOST_SOUNDS]},
        {("s", each) for each in words},
        {("Y", year, each) for each in words for year in years},
        {("D", day, each) for each in sounds for day in days},
        {("M", day[4:], each) for each in sounds for day in days},
        {("p", *pair) for pair in combinations(sounds, 2)},
        {("c", each) for each in open_postcodes(facts) if is_full(each)},
        {("O", district_of(each), own) for own in sounds for each in open_postcodes(facts)},
        {("S", each, own) for own in sounds for each in open_schools(facts)},
    )
    for kind in kinds:
        yield from sorted(kind)


def sounds_in(names: Iterable[NameFact]) -> list[str]:
    """The sounds of all parts of all names, in a steady order."""
    return sorted({skeleton_of(part) for name in names for part in name.parts} - {""})[:_MOST_SOUNDS]


def joined_in(names: Iterable[NameFact]) -> list[str]:
    """The sounds of neighbours written as one, such as Thi Mai as Thimai, in a steady order."""
    joined = {skeleton_of(one + other) for name in names for one, other in pairwise(name.parts)}
    return sorted(joined - {""})[:_MOST_SOUNDS]


def days_of(births: Iterable[BirthFact]) -> list[str]:
    """Births known to the day, as 20040319."""
    return sorted({f"{birth.earliest:%Y%m%d}" for birth in births if birth.is_exact})[:_MOST_BIRTHS]


def years_of(births: Iterable[BirthFact]) -> list[str]:
    """Calendar years in which the births may fall."""
    years: set[int] = set()
    for birth in births:
        first, last = (bound.year for bound in birth.bounds)
        if last - first < _WIDEST_BIRTH:
            years.update(range(first, last + 1))
    return [str(year) for year in sorted(years)][: _MOST_BIRTHS * 2]


def open_phones(facts: PersonFacts) -> list[str]:
    """Phones that carry no handling."""
    return sorted({each.number for each in facts.phones if each.number and not each.has_handling})


def open_postcodes(facts: PersonFacts) -> list[str]:
    """Postcodes, or their districts, of addresses that carry no handling."""
    return sorted({each.postcode for each in facts.addresses if each.postcode and not each.has_handling})[:_MOST_BIRTHS]


def open_schools(facts: PersonFacts) -> list[str]:
    """Schools that carry no handling."""
    return sorted({each.name for each in facts.schools if each.name and not each.has_handling})[:_MOST_BIRTHS]
