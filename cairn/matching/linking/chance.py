"""How often each fact agrees by chance, counted in the files at hand (Fellegi and Sunter's u).

Counted over pairs of a fixed sample, and once more over pairs of one address, for brothers and sisters share more than
strangers do. Among the pairs are some of one and the same child; so each fact is counted where another, independent
fact says that they are two: names where the births are unlike in year, month and day, all else where the names are not
the same.
"""

from collections.abc import Sequence
from typing import Final

import duckdb

from cairn.matching.linking.levels import COMPARISONS, OTHER_NUMBERS, SAME_HOME, UNLIKE_BIRTHS, WHOLE_NAME, Comparison

_NAMES_SAMPLED: Final = 4_000  # people a side: names need many pairs, for what tells people apart is rare
_OTHERS_SAMPLED: Final = 1_500
_HOMES_SAMPLED: Final = 200_000  # pairs
_CHANCE: Final = 1e-9  # no agreement is rarer than this
_FEWEST: Final = 1_000  # pairs, below which the condition is dropped
_WEIGHT_OF_ALL: Final = 30  # pairs of one address count beside so many of any two

Counts = dict[str, tuple[float, ...]]
Connection = duckdb.DuckDBPyConnection


def chances(con: Connection, comparisons: Sequence[Comparison], *, is_link: bool) -> Counts:
    """By comparison, how likely each of its levels is for two different people, the best level first. Deterministic.

    A number that a register gives out is one person's alone: that two people have the same one is put at a tenth of
    one in the number of people, or what was counted if that is less.
    """
    _sample(con, is_link=is_link)
    found = {each.name: _chances(con, each, comparisons) for each in comparisons}
    people = con.execute("select count(*) from prepared").fetchone() or (1,)
    for each in comparisons:
        if each.kind == "identifier":
            same, *others = found[each.name]
            found[each.name] = (min(same, 0.1 / people[0]), *others)
    con.execute("drop table sampled_l; drop table sampled_r; drop table neighbour")
    return found


def comparisons_of(con: Connection) -> tuple[Comparison, ...]:
    """The comparisons for which the prepared people have anything to compare."""
    own = [each.missing.format(side="who") for each in COMPARISONS]
    told = [f"coalesce(bool_or(not ({condition})), false)" for condition in own]
    row = con.execute(f"select {', '.join(told)} from prepared").fetchone()  # noqa: S608 (own names)
    return tuple(each for each, is_told in zip(COMPARISONS, row or (), strict=True) if is_told)


def _sample(con: Connection, *, is_link: bool) -> None:
    for side, odd in (("l", 0), ("r", 1)):
        chosen = f"side = {odd}" if is_link else f"hash(unique_id, 7) % 2 = {odd}"
        con.execute(
            f"create or replace temp table sampled_{side} as"  # noqa: S608 (own names)
            f" select unique_id, who, row_number() over (order by hash(unique_id), unique_id) as place"
            f" from prepared where {chosen} qualify place <= {_NAMES_SAMPLED}"
        )
    apart = "and l.side <> r.side" if is_link else ""
    con.execute(
        f"create or replace temp table neighbour as"  # noqa: S608 (own names)
        f" select l.unique_id as a, r.unique_id as b from prepared l join prepared r"
        f" on (l.who).home = (r.who).home and l.unique_id < r.unique_id {apart}"
        f" order by hash(l.unique_id, r.unique_id), a, b limit {_HOMES_SAMPLED}"
    )


def _chances(con: Connection, comparison: Comparison, comparisons: Sequence[Comparison]) -> tuple[float, ...]:
    """Of each level among any two people and, for levels asked of people of one address, before it among those."""
    condition, people = _two_people(comparison, comparisons)
    pairs = f"(from sampled_l where place <= {people}) l join (from sampled_r where place <= {people}) r on true"
    levels = len(comparison.levels)
    others = f"{OTHER_NUMBERS}(l.who, r.who)" if comparison.kind != "identifier" else "true"
    elsewhere = f"not {SAME_HOME}(l.who, r.who) and {condition}" if comparison.is_doubled else condition
    # Names are counted over too many pairs to look at the numbers of each, and births tell them apart well enough.
    stricter = () if comparison.name == "name" else (f"{elsewhere} and {others}",)
    counted = _first_of(con, comparison, pairs, (*stricter, elsewhere, "true"))
    shares = _shares(counted[-levels:], [1.0] * levels, 0.5)
    if not comparison.is_doubled:
        return tuple(shares)
    homes = "neighbour q join prepared l on l.unique_id = q.a join prepared r on r.unique_id = q.b"
    at_home = _first_of(con, comparison, homes, (f"{condition} and {others}", condition))[:levels]
    return (*_shares(at_home, shares, _WEIGHT_OF_ALL), *shares)


def _first_of(con: Connection, comparison: Comparison, pairs: str, conditions: Sequence[str]) -> list[int]:
    """Counts under the first condition that leaves enough to count, else under the last."""
    counted: list[int] = []
    for condition in conditions:
        counted = _counted(con, comparison, pairs, condition)
        if sum(counted) >= _FEWEST:
            break
    return counted


def _two_people(comparison: Comparison, comparisons: Sequence[Comparison]) -> tuple[str, int]:
    names = {each.name for each in comparisons}
    if comparison.name == "name":
        return (f"{UNLIKE_BIRTHS}(l.who, r.who)" if "birth" in names else "true"), _NAMES_SAMPLED
    if "name" in names:
        return f"not {WHOLE_NAME}(l.who, r.who)", _OTHERS_SAMPLED
    return "true", _OTHERS_SAMPLED


def _shares(counts: Sequence[int], before: Sequence[float], weight: float) -> list[float]:
    """Counts as shares, where each level is given `weight` times what was believed before of it."""
    total = sum(counts) + weight * sum(before)
    return [max((count + weight * each) / total, _CHANCE) for count, each in zip(counts, before, strict=True)]


def _counted(con: Connection, comparison: Comparison, pairs: str, condition: str) -> list[int]:
    # The level is not asked for in the condition: DuckDB would work out its sums anew for each of its levels.
    rows = con.execute(
        f"select {comparison.function}(l.who, r.who) as level, count(*) from {pairs} where {condition} group by level"  # noqa: S608 (own names)
    ).fetchall()
    counted = dict(rows)
    levels = len(comparison.levels) * (2 if comparison.is_doubled else 1)
    return [counted.get(level, 0) for level in reversed(range(levels))]
