"""Stating what was measured."""

import pytest

from cairn.bench.rules.figures import percentile, ratio, share_of_finished, timing
from cairn.bench.rules.plan import Plan


def test_durations_become_milliseconds():
    found = timing([0.001, 0.002, 0.010])
    assert found.shown() == {"runs": 3, "median_ms": 2.0, "p95_ms": 10.0}


def test_nothing_measured_is_a_fault():
    with pytest.raises(ValueError, match="nothing"):
        timing([])


@pytest.mark.parametrize(("percent", "expected"), [(95, 95), (50, 50), (25, 25), (100, 100), (0, 1)])
def test_a_percentile_is_one_of_the_values(percent, expected):
    assert percentile(range(1, 101), percent) == expected


def test_a_ratio_compares_medians():
    assert ratio([3, 30, 300], [10, 10, 10]) == 3.0


def test_a_share_is_taken_from_pairs_and_not_from_two_medians():
    pairs = [(0.010, 0.009), (0.020, 0.019), (0.030, 0.029)]
    found = share_of_finished(pairs)
    assert found["pairs"] == 3
    assert found["difference_ms"] == pytest.approx(1)
    assert found["percent_of_finished"] == pytest.approx(5)


def test_the_full_size_is_that_of_the_issue():
    plan = Plan()
    assert (plan.children, plan.entries, plan.busy_circles) == (100_000, 1_000_000, 50_000)
    assert (plan.open_duties, plan.busy_duties) == (5_000, 300)
