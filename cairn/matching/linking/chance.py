"""How often each fact agrees by chance, counted in the files at hand (Fellegi and Sunter's u).

Counted over pairs of a fixed sample, and once more over pairs of one address, for brothers and sisters share more than
strangers do. Among the pairs are some of one and the same child; so each fact is counted where another, independent
fact says that they are two: names where the births are unlike in year, month and day, all else where the names are not
the same.
"""

from collections.abc import Callable, Sequence
from typing import Final

import duckdb

from cairn.matching.linking.levels import COMPARISONS, OTHER_NUMBERS, SAME_HOME, UNLIKE_BIRTHS, WHOLE_NAME, Comparison
from cairn.matching.linking.tables import NAME_PARTS

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
    _compare(con, comparisons)
    found = {each.name: _chances(con, each, comparisons) for each in comparisons}
    people = con.execute("select count(*) from prepared").fetchone() or (1,)
    for each in comparisons:
        if each.kind == "identifier":
            same, *others = found[each.name]
            found[each.name] = (min(same, 0.1 / people[0]), *others)
    for table in ("sampled_l", "sampled_r", "neighbour", "named", "tried", "beside"):
        con.execute(f"drop table {table}")
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


def _compare(con: Connection, comparisons: Sequence[Comparison]) -> None:
    """The levels of sampled pairs, each worked out once: `tried` of any two, `beside` of two of one address.

    `named` holds the names of those with a part alike; of many more pairs no part is, and nothing need be compared.
    """
    asked = f"{SAME_HOME}(l.who, r.who) as home"
    told = f"{asked}, {OTHER_NUMBERS}(l.who, r.who) as others, {WHOLE_NAME}(l.who, r.who) as whole"
    unlike = f"{UNLIKE_BIRTHS}(l.who, r.who) as unlike"
    levels = {each.name: f"{each.function}(l.who, r.who) as level_{each.name}" for each in comparisons}
    names = levels.pop("name", "0 as level_name")
    alike = " union ".join(
        f"select l.place as a, r.place as b from {_parts('l', rank)} l join {_parts('r', rank)} r using (part)"  # noqa: S608 (own names)
        for rank in ("s", "k")
    )
    con.execute(
        f"create or replace temp table named as select l.place as a, r.place as b, {names}, {unlike}, {told}"  # noqa: S608 (own names)
        f" from ({alike}) q join sampled_l l on l.place = q.a join sampled_r r on r.place = q.b"
    )
    others = ", ".join(levels.values()) or "0 as level_none"
    con.execute(
        f"create or replace temp table tried as select {others}, {asked}, {OTHER_NUMBERS}(l.who, r.who) as others,"  # noqa: S608 (own names)
        f" (l.who).parts = 0 or (r.who).parts = 0 as nameless, coalesce(q.whole, nameless) as whole, {unlike}"
        f" from (from sampled_l where place <= {_OTHERS_SAMPLED}) l"
        f" join (from sampled_r where place <= {_OTHERS_SAMPLED}) r on true"
        " left join named q on q.a = l.place and q.b = r.place"
    )
    doubled = ", ".join(
        [names, *(levels[each.name] for each in comparisons if each.is_doubled and each.name in levels)]
    )
    con.execute(
        f"create or replace temp table beside as select {doubled}, {unlike}, {told} from neighbour q"  # noqa: S608 (own names)
        " join prepared l on l.unique_id = q.a join prepared r on r.unique_id = q.b"
    )


def _parts(side: str, rank: str) -> str:
    parts = ", ".join(f"who.{rank}{place}" for place in range(1, NAME_PARTS + 1))
    return f"(select place, part from (select place, unnest([{parts}]) as part from sampled_{side}) where part > 0)"  # noqa: S608 (own names)


def _chances(con: Connection, comparison: Comparison, comparisons: Sequence[Comparison]) -> tuple[float, ...]:
    """Of each level among any two people and, for levels asked of people of one address, before it among those."""
    condition = _two_people(comparison, comparisons)
    levels = len(comparison.levels)
    others = "others" if comparison.kind != "identifier" else "true"
    elsewhere = f"not home and {condition}" if comparison.is_doubled else condition
    if comparison.name == "name":
        # Counted over too many pairs to look at the numbers of each, and births tell them apart well enough.
        counted = _first_of(con, comparison, _counted_names, (elsewhere, "true"))
    else:
        counted = _first_of(con, comparison, _counted, (f"{elsewhere} and {others}", elsewhere, "true"))
    shares = _shares(counted[-levels:], [1.0] * levels, 0.5)
    if not comparison.is_doubled:
        return tuple(shares)
    at_home = _first_of(con, comparison, _counted_beside, (f"{condition} and {others}", condition))[:levels]
    return (*_shares(at_home, shares, _WEIGHT_OF_ALL), *shares)


def _first_of(con: Connection, comparison: Comparison, count: "_Count", conditions: Sequence[str]) -> list[int]:
    """Counts under the first condition that leaves enough to count, else under the last."""
    counted: list[int] = []
    for condition in conditions:
        counted = count(con, comparison, condition)
        if sum(counted) >= _FEWEST:
            break
    return counted


def _two_people(comparison: Comparison, comparisons: Sequence[Comparison]) -> str:
    names = {each.name for each in comparisons}
    if comparison.name == "name":
        return "unlike" if "birth" in names else "true"
    return "not whole" if "name" in names else "true"


def _shares(counts: Sequence[int], before: Sequence[float], weight: float) -> list[float]:
    """Counts as shares, where each level is given `weight` times what was believed before of it."""
    total = sum(counts) + weight * sum(before)
    return [max((count + weight * each) / total, _CHANCE) for count, each in zip(counts, before, strict=True)]


_Count = Callable[[Connection, Comparison, str], list[int]]


def _counted(con: Connection, comparison: Comparison, condition: str, table: str = "tried") -> list[int]:
    rows = con.execute(
        f"select level_{comparison.name}, count(*) from {table} where {condition} group by all"  # noqa: S608 (own names)
    ).fetchall()
    counted = dict(rows)
    levels = len(comparison.levels) * (2 if comparison.is_doubled else 1)
    return [counted.get(level, 0) for level in reversed(range(levels))]


def _counted_beside(con: Connection, comparison: Comparison, condition: str) -> list[int]:
    return _counted(con, comparison, condition, "beside")


def _counted_names(con: Connection, comparison: Comparison, condition: str) -> list[int]:
    """Whoever has no part alike is on the last level: as many as a smaller sample says."""
    found = _counted(con, comparison, condition, "named")
    row = con.execute(
        f"select count(*) filter ({condition}) / greatest(count(*), 1),"  # noqa: S608 (own names)
        " (select count(*) from sampled_l where who.parts > 0) * (select count(*) from sampled_r where who.parts > 0)"
        " from tried where not nameless"
    ).fetchone() or (0.0, 0)
    return [*found[:-1], found[-1] + max(round(row[0] * row[1]) - sum(found), 0)]
