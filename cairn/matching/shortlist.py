"""Whom to compare at all: the few hundred who share the rarest and the most with what is asked.

The rules of the shortlist, and a plain one held in memory. The database has its own, by the same rules, in the function
`cairn_candidates` (children/queries/functions.py).
"""

from collections import defaultdict
from collections.abc import Hashable, Iterable
from typing import Final, Generic, TypeVar

from cairn.matching.asking import ATOM_WEIGHTS, Asked
from cairn.matching.keys import Key
from cairn.matching.rarity import FEWEST_COUNTED, Rarity, bits

MOST_CANDIDATES: Final = 100
# Of a question's keys, the rarest first, so many are read and no more. With 2,000 a tenth of the Vietnamese children
# were not found among a million: so few are their family names.
POSTINGS: Final = 6000
MOST_BEARERS: Final = 5000  # a key that more bear is never looked up: it finds everybody and tells nobody apart
MOST_UNCOUNTED: Final = 400  # postings read of a key that was rare when keys were last counted

Id = TypeVar("Id", bound=Hashable)


class Shortlist(Generic[Id]):
    """Who bears which key, in memory: for trying the matcher without a database."""

    def __init__(self) -> None:
        """Empty."""
        self._bearers: dict[Key, list[Id]] = defaultdict(list)
        self._people: set[Id] = set()

    def add(self, person: Id, keys: Iterable[Key]) -> None:
        """Make somebody findable under these keys."""
        self._people.add(person)
        for key in keys:
            self._bearers[key].append(person)

    def rarity(self, asked: Asked) -> Rarity:
        """How many bear what is asked, of how many."""
        counts = {thing: self._count(key) for key, thing in asked.things.items()}
        return Rarity(len(self._people), counts)

    def best(self, asked: Asked, most: int = MOST_CANDIDATES) -> list[Id]:
        """Those who share most with what is asked, the likeliest first."""
        found: dict[Id, int] = defaultdict(int)
        for key, mask in self._affordable(asked):
            for person in self._bearers.get(key, ()):
                found[person] |= mask
        worth = [bits(self._count(key), len(self._people)) for key in asked.sounds]
        weighed = {mask: weight_of(mask, worth) for mask in set(found.values())}
        return sorted(found, key=lambda each: (-weighed[found[each]], str(each)))[:most]

    def _count(self, key: Key) -> int:
        count = len(self._bearers.get(key, ()))
        return count if count >= FEWEST_COUNTED else 0

    def _affordable(self, asked: Asked) -> Iterable[tuple[Key, int]]:
        spent = 0
        for key, mask in sorted(zip(asked.keys, asked.masks, strict=True), key=lambda each: self._cost(each[0])):
            cost = self._count(key)
            spent += cost
            if cost > MOST_BEARERS or spent > POSTINGS:
                return
            yield key, mask

    def _cost(self, key: Key) -> tuple[int, int]:
        return self._count(key), key


def weight_of(mask: int, sounds: Iterable[float]) -> float:
    """What all the atoms of a mask are worth together; `sounds` the worth of each part's sound."""
    own = list(ATOM_WEIGHTS)
    for place, worth in enumerate(sounds):
        own[2 * place] = worth
    return sum(worth for bit, worth in enumerate(own) if mask >> bit & 1)
