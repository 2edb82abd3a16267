"""How a partnership's own decisions about matches came out, by group, without naming a child. Pure."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

FEWEST = 10  # decisions: a smaller group is not shown


class Verdict(StrEnum):
    """How a question came out. UNDONE: it was decided and taken back, which is the worst of the four."""

    SAME = "same"
    DIFFERENT = "different"
    UNSURE = "unsure"
    UNDONE = "undone"


@dataclass(frozen=True, slots=True)
class Decided:
    """One decision: how it came out, and the groups it belongs to; several or none."""

    verdict: Verdict
    groups: frozenset[str]


@dataclass(frozen=True, slots=True)
class GroupFigure:
    """One group's decisions by how they came out."""

    group: str
    same: int
    different: int
    unsure: int
    undone: int

    @property
    def total(self) -> int:
        """All decisions of the group."""
        return self.same + self.different + self.unsure + self.undone


@dataclass(frozen=True, slots=True)
class Figures:
    """The groups large enough to show, the largest first, and how many were too small."""

    shown: tuple[GroupFigure, ...]
    too_small: int


def figure(group: str, verdicts: Iterable[Verdict]) -> GroupFigure:
    """One group's figure."""
    counts = Counter(verdicts)
    return GroupFigure(
        group, counts[Verdict.SAME], counts[Verdict.DIFFERENT], counts[Verdict.UNSURE], counts[Verdict.UNDONE]
    )


def by_group(decided: Iterable[Decided], fewest: int = FEWEST) -> Figures:
    """Each group's figure; groups of fewer than `fewest` decisions are only counted."""
    verdicts: dict[str, list[Verdict]] = {}
    for each in decided:
        for group in each.groups:
            verdicts.setdefault(group, []).append(each.verdict)
    all_figures = [figure(group, found) for group, found in verdicts.items()]
    shown = sorted((each for each in all_figures if each.total >= fewest), key=lambda each: (-each.total, each.group))
    return Figures(tuple(shown), len(all_figures) - len(shown))
