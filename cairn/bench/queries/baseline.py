"""The baseline of intake: rows with a key and one index into a table without rules, one transaction a concern."""

import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from queue import SimpleQueue
from typing import Any, LiteralString
from uuid import UUID

import psycopg

from cairn.core.ids import uuid7

Connection = psycopg.Connection[Any]
_WORDS = "About as many letters as a row of a concern has on average: who, when, what for, and a sentence of words."
_INSERT: LiteralString = "insert into bench_plain (id, child_id, words) values (%s, %s, %s)"


def rows_inserted(admin: Connection) -> int:
    """How many rows were ever put into the tables of this database."""
    # Sessions report within a second of their last statement; until then the number is too small.
    time.sleep(2)
    found = admin.execute("select sum(n_tup_ins)::bigint from pg_stat_user_tables").fetchone()
    return int(found[0]) if found else 0


def make_plain_table(admin: Connection) -> None:
    """An empty table with a primary key and one index."""
    admin.execute("drop table if exists bench_plain")
    admin.execute(
        "create table bench_plain (id uuid primary key, child_id uuid, words text, at timestamptz default now())"
    )
    admin.execute("create index on bench_plain (child_id)")


def insert_all(connections: Sequence[Connection], rows: int, transactions: int) -> tuple[float, list[float]]:
    """Seconds for all transactions together, and for each."""
    free: SimpleQueue[Connection] = SimpleQueue()
    for one in connections:
        free.put(one)

    def insert(_number: int) -> float:
        own = free.get()
        try:
            return _insert_once(own, rows, uuid7())
        finally:
            free.put(own)

    began = time.perf_counter()
    with ThreadPoolExecutor(len(connections)) as clients:
        each = list(clients.map(insert, range(transactions)))
    return time.perf_counter() - began, each


def _insert_once(own: Connection, rows: int, child_id: UUID) -> float:
    began = time.perf_counter()
    with own.transaction():
        for _ in range(rows):
            own.execute(_INSERT, [uuid7(), child_id, _WORDS])
    return time.perf_counter() - began
