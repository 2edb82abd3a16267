"""The parts of names, one row each; what was run together is taken apart where other records of the file have both.

Amina Yusuf may stand elsewhere as Aminayusuf or, in another order and by ear, as Yousufamina. A part is taken apart in
two ways: where it is, letter for letter, two neighbours of another record, both at least as frequent; and, where few
have it, if its halves sound as two parts of another record in either order, hardly differ from them in letters, and one
of the halves or both are names of the file that more people have.
"""

from collections.abc import Iterator, Mapping
from typing import Final

import duckdb
import pyarrow as pa

from cairn.matching.linking.vocabulary import is_rare
from cairn.matching.sounds import skeleton

_SHORTEST: Final = 7  # letters of a part that two may hide in
_HALF: Final = 2  # letters of a half
_KNOWN: Final = 3  # letters of a half by which the other may be guessed

Connection = duckdb.DuckDBPyConnection


def split_parts(con: Connection, most: int) -> None:
    """From `person` make `unit`: at most so many parts a person (`n`), each once, with its place."""
    con.execute(_RAW)
    counts = dict(con.execute("select token, f from often").fetchall())
    records = sum(counts.values())
    con.register("halved", _halved(counts, records))
    con.register("sounded", _sounded(counts))
    con.execute(_BY_SOUND)
    con.unregister("halved")
    con.unregister("sounded")
    con.execute(_UNIT.format(most=most))


def halves(counts: Mapping[str, int], records: int) -> Iterator[tuple[str, str, str]]:
    """Each rare part with the two that it may be run together from: at least one a more frequent part of the file."""
    for part in sorted(counts):
        count = counts[part]
        if len(part) < _SHORTEST or not is_rare(count, records):
            continue
        for place in range(_HALF, len(part) - _HALF + 1):
            known = [len(half) for half in (part[:place], part[place:]) if counts.get(half, 0) > count]
            if len(known) == 2 or (known and known[0] >= _KNOWN and len(part) - known[0] >= _KNOWN):  # noqa: PLR2004 (both)
                yield part, part[:place], part[place:]


def _halved(counts: Mapping[str, int], records: int) -> pa.Table:
    found = list(halves(counts, records))
    columns = list(zip(*found, strict=True)) or [(), (), ()]
    head, tail = ([skeleton(each) for each in column] for column in columns[1:])
    known = [sorted((counts.get(each[1], 0), counts.get(each[2], 0))) for each in found]
    texts = dict(zip(("token", "head", "tail", "hs", "ts"), (*columns, head, tail), strict=True))
    numbers = {"fewer": [each[0] for each in known], "more": [each[1] for each in known]}
    return pa.table(
        {name: pa.array(each, pa.string()) for name, each in texts.items()}
        | {name: pa.array(each, pa.int64()) for name, each in numbers.items()}
    )


def _sounded(counts: Mapping[str, int]) -> pa.Table:
    parts = sorted(counts)
    return pa.table({"token": pa.array(parts, pa.string()), "s": pa.array(map(skeleton, parts), pa.string())})


_RAW: Final = """
create or replace temp table raw as
 select n, unnest(parts) as token, generate_subscripts(parts, 1) as pos from person;
create or replace temp table often as select token, count(*) as f from raw group by token;
create or replace temp table apart as
 select token, arg_max(head, (least(fh, ft), head)) as head, arg_max(tail, (least(fh, ft), head)) as tail from (
  select a.token || b.token as token, a.token as head, b.token as tail, fa.f as fh, fb.f as ft
    from raw a join raw b on b.n = a.n and b.pos = a.pos + 1
    join often o on o.token = a.token || b.token
    join often fa on fa.token = a.token join often fb on fb.token = b.token
   where o.f <= least(fa.f, fb.f)
  group by all
 ) group by token;
"""
_BY_SOUND: Final = """
create or replace temp table heard as select n, token, s from raw join sounded using (token);
create or replace temp table wanted as select * from halved anti join apart using (token);
create or replace temp table met as
 select w.token, w.head, w.tail, w.fewer, w.more, a.token as one, b.token as other
   from heard a join heard b on b.n = a.n and b.token <> a.token
   join wanted w on w.hs = a.s and w.ts = b.s
  where abs(length(a.token) + length(b.token) - length(w.token)) <= length(w.token) // 4;
insert into apart
 select token, arg_max(head, (fewer, more, head)), arg_max(tail, (fewer, more, head)) from met
  where levenshtein(token, one || other) <= length(token) // 4 group by token;
drop table heard; drop table wanted; drop table met;
"""
_UNIT: Final = """
create or replace table unit as
 with split as (
  select r.n, r.pos * 2 as pos, coalesce(a.head, r.token) as token from raw r left join apart a using (token)
  union all select r.n, r.pos * 2 + 1, a.tail from raw r join apart a using (token)
 ), once as (select n, token, min(pos) as pos from split group by n, token),
 placed as (select n, token, row_number() over (partition by n order by pos) as pos from once)
 select n, token, pos from placed where pos <= {most};
drop table raw; drop table often; drop table apart;
"""
