"""Pairing is the best there is, whichever side is longer and however much collides."""

from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cairn.matching.assignment import best_pairs

WORTHS = st.integers(1, 4).flatmap(
    lambda width: st.lists(
        st.lists(st.integers(0, 6).map(float), min_size=width, max_size=width), min_size=1, max_size=4
    )
)


def best_by_trying(worth):
    """The greatest total there is, by trying everything."""
    rows, columns = len(worth), len(worth[0])
    if rows <= columns:
        ways = permutations(range(columns), rows)
        return max(sum(worth[row][way[row]] for row in range(rows)) for way in ways)
    ways = permutations(range(rows), columns)
    return max(sum(worth[way[column]][column] for column in range(columns)) for way in ways)


@given(WORTHS)
def test_the_pairs_are_worth_the_most_and_use_nobody_twice(worth):
    pairs = best_pairs(worth)
    assert sum(worth[row][column] for row, column in pairs) == pytest.approx(best_by_trying(worth))
    assert len({row for row, _ in pairs}) == len(pairs) == len({column for _, column in pairs})
    assert all(worth[row][column] > 0 for row, column in pairs)


def test_nothing_is_paired_with_what_it_is_worth_nothing_with():
    assert best_pairs([[0.0, 0.0], [0.0, 2.0]]) == [(1, 1)]


def test_many_equal_parts_do_not_take_for_ever():
    assert len(best_pairs([[1.0] * 12 for _ in range(12)])) == 12
