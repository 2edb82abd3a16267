"""Two names side by side: which parts of the one find their own in the other, whatever their order."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import permutations, product

from rapidfuzz.distance import OSA

from cairn.matching import weights
from cairn.matching.assignment import best_pairs
from cairn.matching.given import tells_siblings_apart
from cairn.matching.kinds import Level
from cairn.matching.overlap import Pair, joined_excess, told_twice
from cairn.matching.yardstick import Verdict, Yardstick, is_short_for, sound_of

# From the best to the worst: a name agrees as well as the worst of its parts.
_FROM_BEST = (
    *(Level.AGREES, Level.ANY_ORDER, Level.JOINED, Level.SOUNDS_ALIKE, Level.KNOWN_VARIANT, Level.CLOSE),
    Level.FIRST_PART,
    Level.SHARES_PART,
)
_RANK = {level: place for place, level in enumerate(_FROM_BEST)}
_TIE = 1e-7  # between pairs of equal worth the better level is taken, or the order of parts would decide
_SHORTEST_JOINED = 4
_MOST_LETTERS_APART = 2  # between a part and the two it is written from, as thimai and thy mai
_ALIKE_APART = 4  # and where a long one sounds like them, as ahmedjavaid and ahmad javed
_LONG = 10  # letters
_LONG_ENOUGH_TO_CUT = 9
_SHORTEST_HALF = 3
_CUT_OFF = 2  # letters by which a half may be shorter or longer than what it is

_GARBLED = Verdict(Level.CLOSE, weights.GARBLED)
_Sides = tuple[tuple[str, ...], tuple[str, ...]]  # parts of the one name, parts of the other
_Apart = tuple[list[tuple[str, ...]], list[tuple[str, ...]]]  # the parts of two names, what was run together apart


@dataclass(frozen=True, slots=True)
class Alignment:
    """How the parts of two names pair off: a verdict for each pair, and how many parts either side has left over."""

    pairs: tuple[Verdict, ...]
    joined: int
    left_over: _Sides
    is_same_order: bool
    is_first_met: bool = False  # as a given name is, or a brother's second one: see given.py
    twice: float = 0.0  # bits that the pairs tell more than once

    @property
    def weight(self) -> float:
        """What the pairs are worth together, in bits."""
        return sum(sorted(verdict.weight for verdict in self.pairs)) - self.twice

    @property
    def level(self) -> Level:
        """How the names agree as wholes: every part of the shorter must have its own in the longer.

        Two at least, unless both names have one part: a single part found in a longer name, ONE_PART, is never a whole
        name, and with a slip in it no more than shared.
        """
        if not self.pairs:
            return Level.DIFFERS
        shorter, longer = sorted(len(self.pairs) + len(each) for each in self.left_over)
        if shorter == 1 < longer and _RANK[self.pairs[0].level] < _RANK[Level.CLOSE]:
            return Level.ONE_PART
        if len(self.pairs) < (1 if longer == 1 else max(2, shorter)):
            return Level.FIRST_PART if self.is_first_met else Level.SHARES_PART
        worst = max((verdict.level for verdict in self.pairs), key=_RANK.__getitem__)
        if worst is Level.SHARES_PART and self.is_first_met:  # it is another part that is one letter off
            return Level.FIRST_PART
        if worst is Level.AGREES and not self.is_same_order:
            worst = Level.ANY_ORDER
        return Level.JOINED if self.joined and _RANK[worst] < _RANK[Level.JOINED] else worst


def align(one: Sequence[str], other: Sequence[str], yardstick: Yardstick) -> Alignment:
    """The best one-to-one pairing of two names' folded parts. Symmetric, and whatever the order of the parts.

    A part that is two of the other name run together (thimai) is written apart first (thi mai).
    """
    mine, its = tuple(one), tuple(other)
    verdicts = _verdicts(mine, its, yardstick)
    apart: _Apart | None = None
    shorter, longer = (mine, its) if len(mine) < len(its) else (its, mine)
    if len(shorter) < len(longer) and _any_joined(shorter, longer, yardstick):
        apart = _written_apart(mine, its, yardstick), _written_apart(its, mine, yardstick)
        mine, its = _flat(apart[0]), _flat(apart[1])
        verdicts = _verdicts(mine, its, yardstick)
    met = _met(verdicts, mine, its)
    left_over = _left_over(met, mine, its)
    garbled = _garbled(left_over, yardstick) if met else ()
    return Alignment(
        pairs=(*[pair.verdict for pair in met.values()], *([_GARBLED] if garbled else ())),
        joined=len(mine) - len(one) + len(its) - len(other),
        left_over=garbled or left_over,
        is_same_order=tuple(one) == tuple(other),
        is_first_met=len(mine) + len(its) == len(one) + len(other) and (0, 0) in met and _is_given(met[0, 0]),
        twice=told_twice(tuple(met.values()), yardstick) + (_run_together(met, *apart, yardstick) if apart else 0.0),
    )


def compare_parts(one: Sequence[str], other: Sequence[str], yardstick: Yardstick | None = None) -> Level:
    """How two names agree as wholes, whatever the order of their parts. Symmetric.

    AGREES is the same parts in the same order; ANY_ORDER, JOINED, SOUNDS_ALIKE, KNOWN_VARIANT and CLOSE (one slip of
    the keyboard from 4 letters, two from 8) what the worst pair is; ONE_PART, the only part of one is found in the
    other; SHARES_PART, some but not all; NOT_COMPARABLE, one of the names is empty.
    """
    if not one or not other:
        return Level.NOT_COMPARABLE
    return align(one, other, yardstick or Yardstick()).level


def _met(verdicts: list[list[Verdict | None]], mine: Sequence[str], its: Sequence[str]) -> dict[tuple[int, int], Pair]:
    """The pairs that are worth the most together, by their places."""
    told = {
        (row, column): Pair(mine[row], its[column], verdict)
        for row, line in enumerate(verdicts)
        for column, verdict in enumerate(line)
        if verdict
    }
    if len({row for row, _ in told}) == len(told) == len({column for _, column in told}):
        return told
    return {at: told[at] for at in best_pairs([[_worth(verdict) for verdict in line] for line in verdicts])}


def _left_over(met: Iterable[tuple[int, int]], mine: Sequence[str], its: Sequence[str]) -> _Sides:
    """The parts of either name that are in no pair."""
    ours, theirs = {row for row, _ in met}, {column for _, column in met}
    return (
        tuple([part for row, part in enumerate(mine) if row not in ours]),
        tuple([part for column, part in enumerate(its) if column not in theirs]),
    )


def _garbled(left_over: _Sides, yardstick: Yardstick) -> _Sides | tuple[()]:
    """What is left over but for a part that is one of the other name's garbled; nothing where none is.

    Only where all but one part of a name are found.
    """
    mine, its = left_over
    if min(len(mine), len(its)) != 1:
        return ()
    for row, column in product(range(len(mine)), range(len(its))):
        if yardstick.is_garbled(mine[row], its[column]):
            return mine[:row] + mine[row + 1 :], its[:column] + its[column + 1 :]
    return ()


def _is_given(pair: Pair) -> bool:
    """Whether a part found first in both names tells a child from a brother or sister: a whole one often does."""
    is_whole = _RANK[pair.verdict.level] < _RANK[Level.CLOSE]
    return is_whole and tells_siblings_apart(pair.part) and tells_siblings_apart(pair.its)


def _worth(verdict: Verdict | None) -> float:
    return 0.0 if verdict is None else verdict.weight + _TIE * (len(_FROM_BEST) - _RANK[verdict.level])


def _verdicts(left: Sequence[str], right: Sequence[str], yardstick: Yardstick) -> list[list[Verdict | None]]:
    return [[yardstick.compare(part, its) for its in right] for part in left]


def _flat(parts: Sequence[tuple[str, ...]]) -> tuple[str, ...]:
    return tuple([half for part in parts for half in part])


def _run_together(
    met: dict[tuple[int, int], Pair],
    left: Sequence[tuple[str, ...]],
    right: Sequence[tuple[str, ...]],
    yardstick: Yardstick,
) -> float:
    """What the halves of parts run together weigh more than the two are worth."""
    excess = []
    for side, parts in enumerate((left, right)):
        place = 0
        for part in parts:
            halves = range(place, place + len(part)) if len(part) > 1 else ()
            own = [pair for at, pair in met.items() if at[side] in halves]
            excess.append(joined_excess(own, yardstick) if len(own) > 1 else 0.0)
            place += len(part)
    return sum(sorted(excess))


def _any_joined(shorter: Sequence[str], longer: Sequence[str], yardstick: Yardstick) -> bool:
    """Whether a part of the shorter name that is nothing in the longer one may be two of its parts."""
    return any(len(part) >= _SHORTEST_JOINED and not _is_found(part, longer, yardstick) for part in shorter)


def _written_apart(parts: Sequence[str], other: Sequence[str], yardstick: Yardstick) -> list[tuple[str, ...]]:
    """`parts`, each alone, and each one that is two parts of `other` run together as those two."""
    apart: list[tuple[str, ...]] = []
    for part in parts:
        is_whole = len(part) < _SHORTEST_JOINED or _is_found(part, other, yardstick)
        apart.append((() if is_whole else _halves(part, other, yardstick)) or (part,))
    return apart


def _is_found(part: str, among: Sequence[str], yardstick: Yardstick) -> bool:
    """Whether a part is another name's as a whole; that it only begins with one of those parts is not enough."""
    return any(yardstick.compare(part, its) and not is_short_for(its, part) for its in among)


def _halves(part: str, other: Sequence[str], yardstick: Yardstick) -> tuple[str, ...]:
    """Two parts that give this one when run together: to the letter if any do, else but for a slip or a spelling.

    A long one may also be two in quite another spelling.
    """
    most = _ALIKE_APART if len(part) >= _LONG else _MOST_LETTERS_APART
    found: tuple[int, tuple[str, ...]] = (most + 1, ())
    for pair in permutations(sorted(set(other)), 2):
        whole = pair[0] + pair[1]
        if abs(len(whole) - len(part)) <= most and (whole[0] == part[0] or whole[-1] == part[-1]):
            apart = OSA.distance(whole, part, score_cutoff=most)
            if apart < found[0] and (apart <= 1 or sound_of(whole).alike(sound_of(part))):
                found = apart, pair
    return found[1] or (_halves_heard(part, other, yardstick) if len(part) >= _LONG_ENOUGH_TO_CUT else ())


def _halves_heard(part: str, other: Sequence[str], yardstick: Yardstick) -> tuple[str, ...]:
    """Two parts that are, as wholes, what this one is when cut in two: Ardita Muça of mucaardita, however spelled."""
    for one, two in permutations(sorted(set(other)), 2):
        if abs(len(part) - len(one) - len(two)) > _ALIKE_APART or (part[0] != one[0] and part[-1] != two[-1]):
            continue
        least, most = max(_SHORTEST_HALF, len(one) - _CUT_OFF), min(len(part) - _SHORTEST_HALF, len(one) + _CUT_OFF)
        for cut in range(least, most + 1):
            if _is_whole(part[:cut], one, yardstick) and _is_whole(part[cut:], two, yardstick):
                return one, two
    return ()


def _is_whole(part: str, its: str, yardstick: Yardstick) -> bool:
    verdict = yardstick.compare(part, its)
    return verdict is not None and _RANK[verdict.level] < _RANK[Level.CLOSE]
