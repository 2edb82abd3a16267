"""Making a model: how often each fact agrees for one and the same child, counted over pairs that share a number.

A number of a register (NHS, UPN, Home Office) is one child's alone, so pairs that share one are of one child, whatever
else their records say; nobody has to label any. How often numbers agree is counted over pairs that share another one.
"""

from collections import Counter
from collections.abc import Mapping

import duckdb

from cairn.matching.linking.columns import MOST_SCHEMES
from cairn.matching.linking.levels import COMPARISONS, Comparison

_EVEN = 0.1  # of each fact's pairs are spread evenly over its levels: real records err in ways that no training saw
_BEFORE = 0.5  # pairs believed at each level before any was seen
_ADDRESS_ELSEWHERE = 0.03  # pairs whose address agrees and whose postcode was mistyped or left out


def agreement(con: duckdb.DuckDBPyConnection) -> dict[str, dict[str, float]]:
    """By kind of comparison and level, the share of pairs of one child. From table `prepared`, which needs numbers.

    Shares of levels that hardly any file can reach are raised, so those of a fact may add up to more than one.
    """
    counts: dict[str, Counter[str]] = {}
    for comparison in COMPARISONS:
        besides = comparison.name.removeprefix("identifier_") if comparison.kind == "identifier" else ""
        counts.setdefault(comparison.kind, Counter()).update(_counted(con, comparison, besides))
    return {each.kind: _shares(each, counts[each.kind]) for each in COMPARISONS}


def _counted(con: duckdb.DuckDBPyConnection, comparison: Comparison, besides: str) -> Mapping[str, int]:
    shared = " union ".join(
        "select l.unique_id as a, r.unique_id as b from prepared l join prepared r"  # noqa: S608 (own names)
        f" on (l.who).identifier_{place} = (r.who).identifier_{place} and l.unique_id < r.unique_id"
        for place in range(MOST_SCHEMES)
        if str(place) != besides
    )
    rows = con.execute(
        f"select {comparison.function}(l.who, r.who) as level, count(*) from ({shared}) q"  # noqa: S608 (own names)
        " join prepared l on l.unique_id = q.a join prepared r on r.unique_id = q.b group by level"
    ).fetchall()
    names = comparison.levels[::-1]
    found: Counter[str] = Counter()
    for level, pairs in rows:
        if level >= 0:
            found[names[level % len(names)]] += pairs
    return found


def _shares(comparison: Comparison, counts: Mapping[str, int]) -> dict[str, float]:
    levels = comparison.levels
    total = sum(counts.values()) + _BEFORE * len(levels)
    found = {each: (1 - _EVEN) * (counts.get(each, 0) + _BEFORE) / total + _EVEN / len(levels) for each in levels}
    return _whatever_the_address(found) if comparison.kind == "place" else found


def _whatever_the_address(shares: Mapping[str, float]) -> dict[str, float]:
    """How many bits an address can agree in depends on how a file writes it: longer ones agree no less often."""
    same = [level for level in shares if level.startswith("same postcode, address")]
    elsewhere = [level for level in shares if level.startswith("address") and level != "address 9 bits"]
    most = max(shares[level] for level in same)
    return {
        **shares,
        **dict.fromkeys(same, most),
        **{level: max(shares[level], _ADDRESS_ELSEWHERE) for level in elsewhere},
    }
