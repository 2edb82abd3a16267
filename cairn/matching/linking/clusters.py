"""Which of the likely pairs stand: who is one child with whom, on all the evidence, without chains of strangers.

Our own rules, because joining two children does more harm than missing a suggestion:

1. Within one file, people are gathered from the strongest pair down. Two who are gathered already come together only if
   the pair between them still weighs enough when whatever speaks against any other two of theirs is taken off: C, who
   is a little like A and not at all like A's certain partner B, is A's brother rather than A.
2. Between two files nobody is paired within one, so a pair gives way to a rival of one of its people that is stronger
   by `margin` bits and that the other one is not paired with.
3. A cluster holds together when any two of its people are paired or paired with a third one in common. While one does
   not, its weakest bridge is cut (a pair without which it would fall in two), or, where it has no bridge, its weakest
   pair. So A like B, B like C, C like D never makes A and D one child.
4. Whoever is left in one cluster is one child: a pair that hangs on a third one weighs as much as the weaker of the two
   pairs that lead there.
"""

from collections import defaultdict, deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import combinations
from typing import Final, NamedTuple

MOST_AGAINST: Final = 6.0  # bits that one pair may speak against two clusters: nobody's whole evidence hangs on one
LARGEST_LOOKED_INTO: Final = 400  # people; of a larger cluster the weakest pair is cut until it falls apart


class Pair(NamedTuple):
    """Two people by number, how much speaks for their being one (bits), and how likely it is."""

    left: int
    right: int
    weight: float
    probability: float


_Graph = dict[int, dict[int, Pair]]


def gathered(pairs: Iterable[Pair], threshold: float) -> list[Pair]:
    """Of one file, the pairs that stand by the first rule, in order; adds none.

    `pairs` are also those that weigh less than the threshold, as far as they are known: they speak against. Does not
    depend on the order of the pairs.
    """
    told = sorted(pairs)
    weights = {pair[:2]: pair.weight for pair in told}
    likely = [pair for pair in told if pair.weight >= threshold]
    clusters: dict[int, list[int]] = {}
    for pair in sorted(likely, key=lambda each: (-each.weight, each.left, each.right)):
        one, other = (clusters.get(person, [person]) for person in pair[:2])
        if one is not other and pair.weight + _against(one, other, weights, pair) >= threshold:
            both = [*one, *other]
            clusters.update(dict.fromkeys(both, both))
    return [pair for pair in likely if pair.left in clusters and clusters[pair.left] is clusters.get(pair.right)]


def _against(
    one: Sequence[int], other: Sequence[int], weights: Mapping[tuple[int, int], float], besides: Pair
) -> float:
    """What the pairs between two clusters take off, in bits, besides the one that joins them; never more than 0."""
    between = ((min(a, b), max(a, b)) for a in one for b in other)
    found = (weights.get(two, 0.0) for two in between if two != besides[:2])
    return sum(max(weight, -MOST_AGAINST) for weight in found if weight < 0)


def completed(pairs: Iterable[Pair]) -> list[Pair]:
    """The pairs and, by the fourth rule, those whose people share a partner; where they share several, the best."""
    partners: _Graph = defaultdict(dict)
    found = {}
    for pair in pairs:
        partners[pair.left][pair.right] = pair
        partners[pair.right][pair.left] = pair
        found[pair[:2]] = pair
    added: dict[tuple[int, int], Pair] = {}
    for person in sorted(partners):
        for left, right in combinations(sorted(partners[person]), 2):
            if (left, right) in found:
                continue
            ways = (partners[person][left], partners[person][right])
            weaker = min(ways, key=lambda each: (each.weight, each.left, each.right))
            best = added.get((left, right))
            if best is None or weaker.weight > best.weight:
                added[left, right] = Pair(left, right, weaker.weight, weaker.probability)
    return sorted([*found.values(), *added.values()])


def standing(pairs: Iterable[Pair], margin: float) -> list[Pair]:
    """Between two files, the pairs that stand by the second rule, in order; adds none, whatever their order."""
    told = sorted(pairs)
    partners: _Graph = defaultdict(dict)
    for pair in told:
        partners[pair.left][pair.right] = pair
        partners[pair.right][pair.left] = pair
    return [pair for pair in told if not _gives_way(pair, partners, margin)]


def _gives_way(pair: Pair, partners: "_Graph", margin: float) -> bool:
    for person, other in (pair[:2], pair[1::-1]):
        near = {other, *partners[other]}
        for third, rival in partners[person].items():
            if rival.weight >= pair.weight + margin and third not in near:
                return True
    return False


def without_chains(pairs: Iterable[Pair]) -> list[Pair]:
    """The pairs that stand by the third rule, in order; adds none. Does not depend on the order of the pairs."""
    kept: list[Pair] = []
    waiting = deque(_clusters(sorted(pairs)))
    while waiting:
        graph = waiting.popleft()
        if _holds_together(graph):
            kept.extend(pair for person, others in graph.items() for pair in others.values() if pair.left == person)
        else:
            _cut(graph)
            waiting.extend(_clusters(pair for p, others in graph.items() for pair in others.values() if pair.left == p))
    return sorted(kept)


def _clusters(pairs: Iterable[Pair]) -> Iterator[_Graph]:
    """The connected parts of all pairs, each as the neighbours of its people."""
    whole: _Graph = defaultdict(dict)
    for pair in pairs:
        whole[pair.left][pair.right] = pair
        whole[pair.right][pair.left] = pair
    seen: set[int] = set()
    for start in whole:
        if start in seen:
            continue
        reached, frontier = {start}, [start]
        while frontier:
            for other in whole[frontier.pop()]:
                if other not in reached:
                    reached.add(other)
                    frontier.append(other)
        seen |= reached
        yield {person: dict(whole[person]) for person in sorted(reached)}


def _holds_together(graph: _Graph) -> bool:
    """Whether nobody is more than two steps from anybody."""
    for others in graph.values():
        near = set(others).union(*(graph[other] for other in others))
        if len(near) < len(graph):
            return False
    return True


def _cut(graph: _Graph) -> None:
    pairs = [pair for person, others in graph.items() for pair in others.values() if pair.left == person]
    bridges = _bridges(graph) if len(graph) <= LARGEST_LOOKED_INTO else []
    weakest = min(bridges or pairs, key=lambda pair: (pair.weight, pair.left, pair.right))
    del graph[weakest.left][weakest.right], graph[weakest.right][weakest.left]


def _bridges(graph: _Graph) -> list[Pair]:
    """Pairs without which the cluster falls in two (Tarjan's low links, without recursion)."""
    start = next(iter(graph))
    order, low = {start: 0}, {start: 0}
    found = []
    path: list[tuple[int, int | None, Iterator[int]]] = [(start, None, iter(graph[start]))]
    while path:
        person, came_from, others = path[-1]
        for other in others:
            if other not in order:
                order[other] = low[other] = len(order)
                path.append((other, person, iter(graph[other])))
                break
            if other != came_from:
                low[person] = min(low[person], order[other])
        else:
            path.pop()
            if came_from is not None:
                low[came_from] = min(low[came_from], low[person])
                if low[person] > order[came_from]:
                    found.append(graph[came_from][person])
    return found
