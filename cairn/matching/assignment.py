"""Pairing two lists one to one so that the pairs are worth the most together."""

from collections.abc import Sequence
from math import inf

Worth = Sequence[Sequence[float]]


def best_pairs(worth: Worth) -> list[tuple[int, int]]:
    """The pairs (row, column) of the greatest total worth; no row or column twice, and none worth nothing.

    Optimal (the Hungarian method, n³ steps for n rows or columns), so that the order of either list cannot matter.
    """
    edges = [(row, column) for row, line in enumerate(worth) for column, value in enumerate(line) if value > 0]
    if len({row for row, _ in edges}) == len(edges) == len({column for _, column in edges}):
        return edges
    if len(worth) > len(worth[0]):
        turned = [[line[column] for line in worth] for column in range(len(worth[0]))]
        return sorted((row, column) for column, row in best_pairs(turned))
    return [(row, column) for row, column in _assigned(worth) if worth[row][column] > 0]


def _assigned(worth: Worth) -> list[tuple[int, int]]:
    """Every row with its column, for no more rows than columns: shortest augmenting paths with potentials."""
    width = len(worth[0])
    row_of = [-1] * (width + 1)  # the last column is where each search starts
    lift, drop = [0.0] * len(worth), [0.0] * (width + 1)
    for row in range(len(worth)):
        row_of[width] = row
        _place(worth, row_of, lift, drop)
    return sorted((row, column) for column, row in enumerate(row_of[:width]) if row >= 0)


def _place(worth: Worth, row_of: list[int], lift: list[float], drop: list[float]) -> None:
    width = len(worth[0])
    nearest, came_from, done = [inf] * width, [width] * width, [False] * (width + 1)
    here = width
    while row_of[here] >= 0:
        done[here] = True
        row = row_of[here]
        for column in range(width):
            cost = -worth[row][column] - lift[row] - drop[column]
            if not done[column] and cost < nearest[column]:
                nearest[column], came_from[column] = cost, here
        following = min((column for column in range(width) if not done[column]), key=nearest.__getitem__)
        by = nearest[following]
        for column in range(width):
            nearest[column] -= 0.0 if done[column] else by
        _shift(by, row_of, lift, drop, done)
        here = following
    while here != width:
        row_of[here] = row_of[came_from[here]]
        here = came_from[here]


def _shift(by: float, row_of: list[int], lift: list[float], drop: list[float], done: list[bool]) -> None:
    for column, is_done in enumerate(done):
        if is_done:
            lift[row_of[column]] += by
            drop[column] -= by
