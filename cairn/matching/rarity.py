"""How rare a name part, a sound or a postcode is: what agreeing on it is worth, in bits (log2 of one in how many)."""

from collections import Counter
from collections.abc import Iterable, Mapping
from math import log2
from types import MappingProxyType
from typing import Final

Typed = tuple[str, ...]  # what a key stands for: its kind, then its values

COMMONEST: Final = 1.0  # bits that the commonest name is still worth
RAREST: Final = 13.0  # and the most that agreement on one thing is ever worth: rare spellings are also slips
FEWEST_COUNTED: Final = 20  # things borne by fewer are not counted: a count of few would tell of somebody
# An installation knows few names at first. These many imagined children, one in 256 of whom bears the name, stand in
# for those it has not met; by a million they no longer matter.
IMAGINED: Final = 5120
IMAGINED_BEARERS: Final = 20


class Rarity:
    """Counts of who bears what, among how many; whatever is not counted is as rare as anything borne by few.

    Immutable. The same counts give the same bits on every machine and in every process.
    """

    __slots__ = ("_bearers", "total")

    def __init__(self, total: int = 0, bearers: Mapping[Typed, int] = MappingProxyType({})) -> None:
        """`total` is how many records there are; `bearers` how many bear each of the things that are common."""
        self.total = total
        self._bearers = bearers

    @classmethod
    def counted(cls, people: Iterable[Iterable[Typed]]) -> "Rarity":
        """From the things that each of a number of people bears, where there is no database to count them."""
        told = [set(borne) for borne in people]
        counts = Counter(thing for borne in told for thing in borne)
        return cls(len(told), {each: count for each, count in counts.items() if count >= FEWEST_COUNTED})

    def bits(self, *typed: str) -> float:
        """What agreement on this thing is worth: COMMONEST to RAREST, 8 for a rare one where nothing is known yet."""
        return bits(self._bearers.get(typed, 0), self.total)

    def bits_together(self, *sounds: str) -> float:
        """What agreement on several sounds together is worth, given in order: no RAREST, for a slip spoils one alone.

        Where nobody counted how many bear them together, that they are fewer than are counted.
        """
        return max(COMMONEST, log2((self.total + IMAGINED) / (self._bearers.get(("p", *sounds), 0) + IMAGINED_BEARERS)))

    def bearers(self, *typed: str) -> int:
        """How many bear it; 0 for fewer than FEWEST_COUNTED."""
        return self._bearers.get(typed, 0)

    def told_twice(self, one: str, other: str) -> float:
        """What two sounds tell twice, in bits, because the one often goes with the other, as Nguyen with Van.

        The mutual information of the two; 0 where the pair is rare, not counted, or no commoner than chance has it.
        """
        together = self._bearers.get(("p", one, other) if one <= other else ("p", other, one), 0)
        alone = self._bearers.get(("s", one), 0) * self._bearers.get(("s", other), 0)
        return max(0.0, log2(together * self.total / alone)) if together and alone else 0.0


def bits(bearers: int, total: int) -> float:
    """The worth of agreeing on what `bearers` of `total` have. The database reckons by the same formula."""
    return min(RAREST, max(COMMONEST, log2((total + IMAGINED) / (bearers + IMAGINED_BEARERS))))


NOTHING_COUNTED: Final = Rarity()
