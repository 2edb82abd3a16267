"""What the parts of a name that agree tell twice: parts that often go together, and a part that is two run together."""

from collections.abc import Sequence
from itertools import combinations
from typing import NamedTuple

from cairn.matching.yardstick import Verdict, Yardstick, skeleton_of


class Pair(NamedTuple):
    """A part of the one name, its own in the other, and how they agree."""

    part: str
    its: str
    verdict: Verdict


def told_twice(pairs: Sequence[Pair], yardstick: Yardstick) -> float:
    """Bits to take off the sum of the pairs, so that what they say of an origin or a family counts once.

    Whoever is called Nguyen is often called Van: the second says little once the first is known. Of all ways to tell
    the parts one after another, each beside one told before, the one in which most is told twice.
    """
    if len(pairs) < 2:  # noqa: PLR2004 (two that may go together)
        return 0.0
    shared = [
        (_shared(one, other, yardstick), first, second)
        for (first, one), (second, other) in combinations(enumerate(pairs), 2)
    ]
    groups = list(range(len(pairs)))
    twice = 0.0
    for bits, first, second in sorted(shared, reverse=True):
        if bits > 0 and groups[first] != groups[second]:
            twice += bits
            joined, into = groups[second], groups[first]
            groups = [into if group == joined else group for group in groups]
    return twice


def joined_excess(halves: Sequence[Pair], yardstick: Yardstick) -> float:
    """Bits by which two halves of a part run together weigh more than such a pair is rare.

    How common each half is was not asked, since nobody wrote it so; how common the two are together was.
    """
    sounds = sorted({skeleton_of(each.its) for each in halves})
    worth = yardstick.rarity.bits_together(*sounds)
    return max(0.0, sum(sorted(each.verdict.weight for each in halves)) - worth)


def _shared(one: Pair, other: Pair, yardstick: Yardstick) -> float:
    """What two pairs tell twice by either side's sounds, at most what the lesser is worth: none ever speaks against."""
    told = (
        yardstick.rarity.told_twice(skeleton_of(one.part), skeleton_of(other.part)),
        yardstick.rarity.told_twice(skeleton_of(one.its), skeleton_of(other.its)),
    )
    return max(0.0, min(max(told), one.verdict.weight, other.verdict.weight))
