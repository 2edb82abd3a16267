"""Which of the likely pairs stand: weak ones give way to stronger, and chains are cut where they are weakest.

Two rules, both ours, because joining two children does more harm than missing a suggestion:

1. A pair gives way when one of its people has another partner who is stronger by `margin` bits, and whom the other one
   is neither paired with nor shares a partner with: C, who is a little like A and not at all like A's certain partner
   B, is A's brother rather than A.
2. Pairs make clusters. A cluster holds together when any two of its people are paired or paired with a third one in
   common. While one does not, its weakest bridge is cut (a pair without which it would fall in two), or, where it has
   no bridge, its weakest pair. So A like B, B like C, C like D never makes A and D one child.
"""

from collections import defaultdict, deque
from collections.abc import Iterable, Iterator
from typing import NamedTuple

LARGEST_LOOKED_INTO = 400  # people; of a larger cluster the weakest pair is cut until it falls apart


class Pair(NamedTuple):
    """Two people by number, how much speaks for their being one (bits), and how likely it is."""

    left: int
    right: int
    weight: float
    probability: float


_Graph = dict[int, dict[int, Pair]]


def standing(pairs: Iterable[Pair], margin: float, *, is_link: bool = False) -> list[Pair]:
    """The pairs that stand by the first rule, in order; adds none. Does not depend on the order of the pairs.

    Between two files (`is_link`) nobody is paired within one, so there every stronger rival counts.
    """
    told = sorted(pairs)
    partners: _Graph = defaultdict(dict)
    for pair in told:
        partners[pair.left][pair.right] = pair
        partners[pair.right][pair.left] = pair
    return [pair for pair in told if not _gives_way(pair, partners, margin, is_link=is_link)]


def _gives_way(pair: Pair, partners: "_Graph", margin: float, *, is_link: bool) -> bool:
    for person, other in (pair[:2], pair[1::-1]):
        shared = () if is_link else (partners[each] for each in partners[other] if each != person)
        near = {other, *partners[other]}.union(*shared)
        for third, rival in partners[person].items():
            if rival.weight >= pair.weight + margin and third not in near:
                return True
    return False


def without_chains(pairs: Iterable[Pair]) -> list[Pair]:
    """The pairs that stand by the second rule, in order; adds none. Does not depend on the order of the pairs."""
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
