"""The name parts of a file, each with the classes in which it counts as the same name, from the closest down."""

from collections.abc import Mapping
from typing import NamedTuple

from rapidfuzz.distance import OSA

from cairn.matching.readings import readings
from cairn.matching.sounds import skeleton
from cairn.matching.variants import shipped

_SHORTEST_WITH_SLIP = 4
_RARE_SHARE = 1e-5  # of all records; a slip of the keyboard is never frequent
_RARE_AT_LEAST = 2


class Classes(NamedTuple):
    """A part's classes: `spelling`, the part it is most likely a slip of; `sound`; `kin`, known forms and readings."""

    part: str
    spelling: str
    sound: str
    kin: str


def classes(counts: Mapping[str, int], records: int) -> list[Classes]:
    """The classes of every part of a file, given how many of its records have each. Deterministic, in order of parts.

    Classes are coarse on purpose: how much sharing one is worth follows from how many records of the file share it.
    """
    slips = _slips(counts, records)
    found = []
    for part in sorted(counts):
        spelling = slips.get(part, part)
        found.append(Classes(part, spelling, skeleton(spelling), _kin(spelling)))
    return found


def is_rare(count: int, records: int) -> bool:
    """Whether a part that so many have may be a slip, or two parts run together: such parts are never frequent."""
    return count <= max(_RARE_AT_LEAST, int(records * _RARE_SHARE))


def _kin(part: str) -> str:
    """One name for all known forms of a name and all its readings: the least of them, so that each form gives it."""
    forms = {part, *shipped().variants(part)}
    return min(min({skeleton(form), *readings(form)}) for form in sorted(forms))


def _slips(counts: Mapping[str, int], records: int) -> dict[str, str]:
    """For each rare part one slip of the keyboard away from one at least as frequent, the most frequent such part."""
    index: dict[str, list[str]] = {}
    for part in counts:
        for shortened in _shortened(part):
            index.setdefault(shortened, []).append(part)
    slips = {}
    for part, count in counts.items():
        if not is_rare(count, records) or len(part) < _SHORTEST_WITH_SLIP:
            continue
        near = {other for shortened in _shortened(part) for other in index[shortened]}
        rank = (-count, part)
        better = [(-counts[other], other) for other in near if (-counts[other], other) < rank and _is_slip(part, other)]
        if better:
            slips[part] = min(better)[1]
    return slips


def _is_slip(one: str, other: str) -> bool:
    return OSA.distance(one, other, score_cutoff=1) == 1


def _shortened(part: str) -> set[str]:
    """The part and all it becomes by losing one letter: two parts one slip apart always share one of these."""
    if len(part) < _SHORTEST_WITH_SLIP:
        return set()
    return {part, *(part[:place] + part[place + 1 :] for place in range(len(part)))}
