"""Stating what was measured: medians, 95th percentiles, ratios. Times in milliseconds unless a name says otherwise."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil
from statistics import median

_HUNDRED = 100


@dataclass(frozen=True, slots=True)
class Timing:
    """Repeated measurements of one thing."""

    runs: int
    median_ms: float
    p95_ms: float

    def shown(self) -> dict[str, float]:
        """As it stands in the answer of a benchmark."""
        return {"runs": self.runs, "median_ms": round(self.median_ms, 3), "p95_ms": round(self.p95_ms, 3)}


def timing(seconds: Sequence[float]) -> Timing:
    """Summarise durations given in seconds. Raises ValueError for none."""
    if not seconds:
        raise ValueError("nothing was measured")
    return Timing(len(seconds), median(seconds) * 1000, percentile(seconds, 95) * 1000)


def percentile(values: Sequence[float], percent: float) -> float:
    """The smallest value that at least so many percent of the values do not exceed (nearest rank)."""
    ordered = sorted(values)
    return ordered[max(ceil(percent / _HUNDRED * len(ordered)), 1) - 1]


def ratio(measured: Sequence[float], baseline: Sequence[float]) -> float:
    """How many times its baseline something took: median by median, rounded to two places."""
    return round(median(measured) / median(baseline), 2)


def share_of_finished(pairs: Sequence[tuple[float, float]]) -> dict[str, float]:
    """What the finished thing spends on what the other does without, from pairs (finished, without) run in turn.

    The median of the differences, as milliseconds and as a percentage of the median finished time; the quartiles of the
    differences say how noisy the machine was.
    """
    differences = [finished - without for finished, without in pairs]
    whole = median(finished for finished, _ in pairs)
    return {
        "pairs": len(pairs),
        "finished_ms": round(whole * 1000, 3),
        "difference_ms": round(median(differences) * 1000, 3),
        "lower_quartile_ms": round(percentile(differences, 25) * 1000, 3),
        "upper_quartile_ms": round(percentile(differences, 75) * 1000, 3),
        "percent_of_finished": round(_HUNDRED * median(differences) / whole, 1),
    }
