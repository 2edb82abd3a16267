"""The prepared table that both engines compare: numbers for names and their rarity, and the keys by which people meet.

Always made with DuckDB, on one machine, whatever engine compares it; so both are given the very same rows.
"""

from collections.abc import Callable, Iterable
from typing import Final

import duckdb
import pyarrow as pa

from cairn.matching.linking.columns import MOST_SCHEMES
from cairn.matching.linking.run_together import split_parts
from cairn.matching.linking.vocabulary import Classes

NAME_PARTS: Final = 6
ADDRESS_WORDS: Final = 8
MOST_SHARING: Final = 20  # people of one key; a key that more share tells nobody apart
RANKS: Final = ("e", "c", "s", "k")  # equal, spelling, sound, kin
ONE_PART: Final = 100_000  # what one agreeing part adds to a sum of tenths of bits
_MOST_BITS = 17

Connection = duckdb.DuckDBPyConnection
Classify = Callable[[dict[str, int], int], list[Classes]]


def load(con: Connection, people: Iterable[pa.RecordBatch], schema: pa.Schema) -> int:
    """Number the people in the order in which they come and keep them as table `person`. How many there are."""
    con.register("incoming", pa.Table.from_batches(people, schema=schema))
    con.execute("create or replace table person as select row_number() over () as n, * from incoming")
    con.unregister("incoming")
    return _number(con, "select count(*) from person")


def shape(con: Connection, classify: Classify, *, is_link: bool) -> None:
    """From `person` make `prepared`: one row a person, all that is compared, and the keys worth meeting under."""
    records = _number(con, "select count(*) from person")
    split_parts(con, NAME_PARTS)
    counts = dict(con.execute("select token, count(*) from unit group by token").fetchall())
    _code(con, classify(counts, records), records)
    _words(con, records)
    _homes(con)
    _keys(con, is_link=is_link)
    con.execute(f"create or replace table prepared as {_prepared()}")
    for name in ("unit", "coded", "key", "kept", "word", "home", "person"):
        con.execute(f"drop table {name}")


def _number(con: Connection, sql: str) -> int:
    found = con.execute(sql).fetchone()
    return int(found[0]) if found else 0


def _code(con: Connection, found: list[Classes], records: int) -> None:
    """A number for each class of each part, and its rarity in tenths of bits: log2 of one in how many have it."""
    columns = list(zip(*found, strict=True)) or [(), (), (), ()]
    table = pa.table(
        dict(zip(("token", "spelling", "sound", "kin"), (pa.array(c, pa.string()) for c in columns), strict=True))
    )
    con.register("classes", table)
    kinds = dict(zip(RANKS, ("token", "spelling", "sound", "kin"), strict=True))
    joins, picked = "", ""
    for rank, kind in kinds.items():
        con.execute(
            f"""
create or replace temp table class_{rank} as
 select {kind} as value, (row_number() over (order by {kind}))::integer as code,
        {_rarity("count(distinct n)", records)} as worth
   from unit join classes using (token) group by {kind}
"""  # noqa: S608 (own names)
        )
        joins += f" join class_{rank} on class_{rank}.value = classes.{kind}"
        picked += f", class_{rank}.code as {rank}, class_{rank}.worth as w{rank}"
    con.execute(f"create or replace table coded as select n, pos{picked} from unit join classes using (token){joins}")  # noqa: S608 (own names)
    con.unregister("classes")


def _rarity(count: str, records: int) -> str:
    return f"cast(round(10 * least(log2({records}.0 / {count}), {_MOST_BITS})) as integer)"


def _words(con: Connection, records: int) -> None:
    """The rarest words of each address, numbered, with their rarity."""
    con.execute(
        f"""
create or replace temp table said as select distinct n, unnest(address) as word from person;
create or replace temp table rare as
 select word, (row_number() over (order by word))::integer as code, {_rarity("count(*)", records)} as worth
   from said group by word;
create or replace table word as
 select n, code, worth, row_number() over (partition by n order by worth desc, code) as pos
   from said join rare using (word)
 qualify pos <= {ADDRESS_WORDS};
drop table said; drop table rare;
"""  # noqa: S608 (own names)
    )


def _homes(con: Connection) -> None:
    """How many share each postcode; and where so few do that they may be one household, its number."""
    con.execute(
        f"""
create or replace table home as
 with places as (
  select n, postcode, coalesce(postcode, nullif(list_sort(address)::varchar, '[]')) as place from person
 ),
 counted as (select n, (count(*) over (partition by postcode))::integer as shared, place,
              count(*) over (partition by place) as there from places)
 select n, shared,
        case when place is not null and there <= {MOST_SHARING} then dense_rank() over (order by place) end as home
   from counted;
"""  # noqa: S608 (own names)
    )


# Each kind of key: what must agree for two people to be compared at all. 1 January is nobody's birthday here.
_DAY = "p.day > 0 and not (p.day = 1 and p.month = 1)"
_KEYS: Final[dict[str, str]] = {
    "birth_part": f"select p.n, hash(1, p.year, least(p.month, p.day), greatest(p.month, p.day), u.s) k"  # noqa: S608 (own names)
    f" from person p join coded u using (n) where {_DAY}",
    "birthday_part": f"select p.n, hash(2, p.month, p.day, u.s) k from person p join coded u using (n) where {_DAY}",  # noqa: S608 (own names)
    "year_part": "select p.n, hash(3, p.year, u.s) k from person p join coded u using (n) where p.year > 0",
    "part": "select u.n, hash(4, u.k) k from coded u",
    "birth": f"select p.n, hash(5, p.year, p.month, p.day) k from person p where {_DAY}",  # noqa: S608 (own names)
    "postcode_part": "select p.n, hash(6, p.postcode, u.s) k from person p join coded u using (n)"
    " where p.postcode is not null",
    "outcode_year_part": "select p.n, hash(7, p.outcode, p.year, u.s) k from person p join coded u using (n)"
    " where p.outcode is not null and p.year > 0",
    "pair": "select u.n, hash(8, u.s, v.s) k from coded u join coded v on v.n = u.n and u.s < v.s",
    "pair_kin": "select u.n, hash(9, u.k, v.k) k from coded u join coded v on v.n = u.n and u.k < v.k",
    "pair_year": "select u.n, hash(10, u.s, v.s, (p.year + o.slack) // 2, o.slack) k from coded u"
    " join coded v on v.n = u.n and u.s < v.s join person p on p.n = u.n"
    " cross join (values (0), (1)) o(slack) where p.year > 0",
    "three": "select u.n, hash(11, u.s, v.s, w.s) k from coded u join coded v on v.n = u.n and u.s < v.s"
    " join coded w on w.n = u.n and v.s < w.s",
    "postcode_year": "select p.n, hash(12, p.postcode, p.year) k from person p"
    " where p.postcode is not null and p.year > 0",
    "phone": "select p.n, hash(13, p.phone) k from person p where p.phone is not null",
    "address": "select u.n, hash(14, u.code, v.code) k from word u"
    " join word v on v.n = u.n and u.pos < v.pos and v.pos < 5",
} | {
    f"identifier_{place}": f"select p.n, hash(15, {place}, p.identifier_{place}) k from person p"  # noqa: S608 (own names)
    f" where p.identifier_{place} is not null"
    for place in range(MOST_SCHEMES)
}


def _keys(con: Connection, *, is_link: bool) -> None:
    """The keys that at least two people share, and few enough that sharing it means something."""
    con.execute("create or replace table key (n bigint, k ubigint)")
    for sql in _KEYS.values():
        con.execute(f"insert into key select distinct n, k from ({sql})")  # noqa: S608 (own names)
    meets = "bool_or(side = 0) and bool_or(side = 1)" if is_link else "true"
    con.execute(
        f"""
create or replace temp table meeting as
 select k from key join (select n, side from person) using (n) group by k
 having count(*) between 2 and {MOST_SHARING} and {meets};
create or replace temp table kept as
 select n, list(cast(k >> 1 as bigint)) as keys from key join meeting using (k) group by n;
"""  # noqa: S608 (own names)
    )


def _slots(source: str, columns: Iterable[str], places: int) -> str:
    picked = ", ".join(
        f"coalesce(max(case when pos = {place} then {column} end), 0) as {column}{place}"
        for column in columns
        for place in range(1, places + 1)
    )
    return f"select n, count(*) as told, {picked} from {source} group by n"  # noqa: S608 (own names)


def _prepared() -> str:
    names = [f"{letter}{rank}" for rank in RANKS for letter in ("", "w")]
    fields = {
        f"{column}{place}": f"coalesce(a.{column}{place}, 0)" for column in names for place in range(1, NAME_PARTS + 1)
    }
    fields |= {
        f"a{column[0]}{place}": f"coalesce(b.{column}{place}, 0)"
        for column in ("code", "worth")
        for place in range(1, ADDRESS_WORDS + 1)
    }
    fields |= {"parts": "cast(coalesce(a.told, 0) as integer)", "words": "cast(coalesce(b.told, 0) as integer)"}
    fields |= {
        each: f"p.{each}" for each in ("year", "month", "day", "sex", "nationality", "postcode", "outcode", "phone")
    }
    fields |= {f"identifier_{place}": f"p.identifier_{place}" for place in range(MOST_SCHEMES)}
    fields |= {
        "birth": "cast(p.year * 10000 + p.month * 100 + p.day as varchar)",
        "day_number": "p.year * 365 + p.month * 30 + p.day",
        "birth_kind": "case when p.year is null then 0 when p.day = 0 or (p.day = 1 and p.month = 1) then 2 else 1 end",
        "postcode_shared": "h.shared",
        "home": "cast(h.home as integer)",
    }
    who = ", ".join(f"{name} := {sql}" for name, sql in fields.items())
    return f"""
 select p.n as unique_id, p.side, struct_pack({who}) as who, coalesce(k.keys, []) as keys
 from person p left join ({_slots("coded", names, NAME_PARTS)}) a using (n)
 left join ({_slots("word", ("code", "worth"), ADDRESS_WORDS)}) b using (n) left join kept k using (n)
 left join home h using (n)"""  # noqa: S608 (own names)
