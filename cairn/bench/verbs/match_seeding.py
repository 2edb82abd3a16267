"""Filling an empty database with the population to be matched: the product's own tables and keys, by two processes."""

import multiprocessing
import time
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import partial
from typing import Any

import psycopg
from django.db import connections

from cairn.bench.rules.partnership import Around
from cairn.bench.rules.population.people import BLOCK, Population
from cairn.bench.rules.population.saying import recorded
from cairn.bench.rules.rows import TABLES, Writing
from cairn.bench.verbs import ground
from cairn.bench.verbs.partnership import make_around
from cairn.bench.verbs.seeding import put_indexes_aside
from cairn.children.queries.keys import keys_of, person
from cairn.core.clock import now

Say = Callable[[str], object]
PROCESSES = 2
_BLOCKS_AT_ONCE = 4_096 // BLOCK
_SESSION = (
    "set session_replication_role = replica",
    "set synchronous_commit = off",
    "set maintenance_work_mem = '1GB'",
)


@dataclass(frozen=True, slots=True)
class Peopled:
    """The partnership that holds the children, and what filling it took, in seconds."""

    around: Around
    seconds: dict[str, float]


def people(population: Population, admin: psycopg.Connection[Any], say: Say) -> Peopled:
    """Make everybody on record findable as the product makes them; indexes are put aside while rows arrive."""
    around, took = make_around(), dict[str, float]()
    for statement in _SESSION:
        admin.execute(statement)
    indexes = [again for copy in TABLES for again in put_indexes_aside(admin, copy.split()[1])]
    _timed("rows", took, say, partial(_all_rows, population, Writing(around, population.children, now())))
    for name, statements in (
        ("indexes", indexes),
        ("vacuum and analyse", ["vacuum (analyze)"]),
        ("counting keys", ["select cairn_count_keys()", "analyze children_keyfrequency"]),
    ):
        _timed(name, took, say, partial(_executed, admin, statements))
    for statement in ("reset session_replication_role", "reset synchronous_commit"):
        admin.execute(statement)
    return Peopled(around, took)


def _timed(name: str, took: dict[str, float], say: Say, work: Callable[[], object]) -> None:
    began = time.monotonic()
    work()
    took[name] = round(time.monotonic() - began, 1)
    say(f"bench: {name} in {took[name]:.0f} s\n")


def _executed(admin: psycopg.Connection[Any], statements: list[Any]) -> None:
    for statement in statements:
        admin.execute(statement)


def _all_rows(population: Population, writing: Writing) -> None:
    connections.close_all()  # what is forked must not share them
    forked = multiprocessing.get_context("fork")
    with ProcessPoolExecutor(PROCESSES, mp_context=forked) as pool:
        starts = range(0, population.blocks, _BLOCKS_AT_ONCE)
        for _ in pool.map(partial(_rows, population, writing), starts):
            pass


def _rows(population: Population, writing: Writing, first: int) -> None:
    """The rows of some blocks, through a connection of this process."""
    last = min(first + _BLOCKS_AT_ONCE, population.blocks)
    told = []
    for child in population.recorded(first, last):
        said = recorded(child, population.seed)
        facts = person(said)
        told.append((child, said, facts, sorted(keys_of(facts))))
    with ground.administrator() as own:
        for statement in _SESSION:
            own.execute(statement)
        with own.transaction():
            for copy, lines in writing.lines(told).items():
                with own.cursor().copy(copy) as taking:
                    taking.write("".join(lines))
