"""Two names side by side: which parts of the one find their own in the other, whatever their order."""

from collections import Counter
from collections.abc import Mapping, Sequence

from rapidfuzz.distance import OSA

from cairn.matching.kinds import Level
from cairn.matching.sounds import Sound, sound

_LONG_ENOUGH_FOR_ONE_SLIP = 4
_LONG_ENOUGH_FOR_TWO = 8


def compare_parts(one: Sequence[str], other: Sequence[str], sounds: Mapping[str, Sound] | None = None) -> Level:
    """How two names agree, whatever the order of their parts. Symmetric.

    Every part of the shorter name must find its own in the longer, two at least unless both have one:
    ANY_ORDER equal, SOUNDS_ALIKE, CLOSE (one slip of the keyboard from 4 letters, two from 8). AGREES is the same parts
    in the same order; SHARES_PART, some but not all; NOT_COMPARABLE, one of the names is empty. `sounds`, by part, are
    worked out unless given.
    """
    if not one or not other:
        return Level.NOT_COMPARABLE
    if tuple(one) == tuple(other):
        return Level.AGREES
    left, right = _joined_apart(one, other), _joined_apart(other, one)
    # A single part found in a longer name is never a whole name: then two are asked for, and cannot be had.
    needed = 1 if len(left) == len(right) == 1 else max(2, min(len(left), len(right)))
    if (Counter(left) & Counter(right)).total() == needed:
        return Level.ANY_ORDER
    known = {part: sound(part) for part in (*left, *right)} if sounds is None else sounds
    return _inexact(left, right, needed, known)


def _inexact(left: list[str], right: list[str], needed: int, sounds: Mapping[str, Sound]) -> Level:
    partners = _alike([sounds[part] for part in left], [sounds[part] for part in right])
    if _most_pairs(partners) == needed:
        return Level.SOUNDS_ALIKE
    _add_close(partners, left, right)
    paired = _most_pairs(partners)
    if paired == needed:
        return Level.CLOSE
    return Level.SHARES_PART if paired else Level.DIFFERS


def _joined_apart(parts: Sequence[str], other: Sequence[str]) -> list[str]:
    """`parts` with each one that is two parts of `other` run together (thimai) written apart (thi mai)."""
    known = set(other)
    apart: list[str] = []
    for part in parts:
        halves = () if part in known else _halves(part, known)
        apart.extend(halves or (part,))
    return apart


def _halves(part: str, known: set[str]) -> tuple[str, ...]:
    for half in sorted(known):
        if part.startswith(half) and part[len(half) :] in known:
            return half, part[len(half) :]
    return ()


def _alike(left: list[Sound], right: list[Sound]) -> list[list[int]]:
    """For each part on the left, the places on the right of those that sound like it; equal ones do."""
    return [[place for place, other in enumerate(right) if own.alike(other)] for own in left]


def _add_close(partners: list[list[int]], left: list[str], right: list[str]) -> None:
    for part, places in zip(left, partners, strict=True):
        places += [place for place, other in enumerate(right) if place not in places and _is_close(part, other)]


def _is_close(one: str, other: str) -> bool:
    """A slip is a letter added, lost, changed, or swapped with its neighbour (optimal string alignment)."""
    shorter = min(len(one), len(other))
    if shorter < _LONG_ENOUGH_FOR_ONE_SLIP:
        return False
    slips = 2 if shorter >= _LONG_ENOUGH_FOR_TWO else 1
    return OSA.distance(one, other, score_cutoff=slips) <= slips


def _most_pairs(partners: list[list[int]]) -> int:
    """The largest number of parts that can be paired one to one (augmenting paths), so that order cannot matter."""
    taken: dict[int, int] = {}

    def find_place(part: int, tried: set[int]) -> bool:
        for partner in partners[part]:
            if partner in tried:
                continue
            tried.add(partner)
            if partner not in taken or find_place(taken[partner], tried):
                taken[partner] = part
                return True
        return False

    return sum(find_place(part, set()) for part in range(len(partners)))
