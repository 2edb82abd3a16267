"""From files of people to the pairs that may be one and the same child."""

import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

import duckdb
import pyarrow as pa

from cairn.core.errors import Refused
from cairn.matching.facts import PersonFacts
from cairn.matching.linking.chance import chances, comparisons_of
from cairn.matching.linking.clusters import Pair, completed, gathered, standing, without_chains
from cairn.matching.linking.engines import Engine, score
from cairn.matching.linking.levels import FUNCTIONS
from cairn.matching.linking.model import LinkModel, shipped
from cairn.matching.linking.people import SCHEMA, batches, of_facts
from cairn.matching.linking.rarity import fitted
from cairn.matching.linking.reading import PeopleFile
from cairn.matching.linking.tables import load, shape
from cairn.matching.linking.vocabulary import classes

Say = Callable[[str], object]
_MEMORY: Final = "4GB"
_SHOW_EVERY: Final = 100_000  # rows
_MOST_UNREADABLE: Final = 0.5  # of the births of a file; beyond that its format was told wrongly


@dataclass(slots=True)
class Linked:
    """What came out: pairs by running number, the files' ids in that order, and how long each part took (seconds)."""

    pairs: list[Pair]
    ids: list[str]
    compared: int = 0
    unreadable: int = 0
    seconds: dict[str, float] = field(default_factory=dict)

    def rows(self) -> Iterator[tuple[str, str, float, float]]:
        """Left id, right id, weight, probability; the strongest first."""
        for pair in sorted(self.pairs, key=lambda each: (-each.weight, each.left, each.right)):
            yield self.ids[pair.left - 1], self.ids[pair.right - 1], pair.weight, pair.probability


def link(files: Sequence[PeopleFile], engine: Engine, say: Say, model: LinkModel | None = None) -> Linked:
    """Compare the people of two files with one another, or of one file among themselves.

    Refuses whatever makes a file unusable (see `PeopleFile.rows`), births none of which can be read in the format told
    (`link_dates_unreadable`), and Spark where there is none (`link_no_spark`).
    """
    clock = Clock()
    con = connect()
    try:
        sizes, unreadable = _read(con, files, say)
        clock.lap("reading")
        shape(con, classes, is_link=len(files) > 1)
        clock.lap("preparation")
        say(f"prepared {sum(sizes):,} rows\n")
        linked = compare(con, (sizes[0], sizes[1] if len(files) > 1 else 0), engine, model or shipped(), clock)
    finally:
        con.close()
    linked.ids = [each for file in files for each in file.ids]
    linked.unreadable = unreadable
    say(f"{len(linked.pairs):,} pairs\n")
    return linked


def pairs_among(people: Iterable[PersonFacts], model: LinkModel | None = None) -> list[Pair]:
    """The likely pairs among people known by their facts, numbered from 1 in the order in which they come."""
    con = connect()
    try:
        size = load(con, of_facts(people), SCHEMA)
        if size <= 1:
            return []
        shape(con, classes, is_link=False)
        return compare(con, (size, 0), Engine.DUCKDB, model or shipped(), Clock()).pairs
    finally:
        con.close()


def compare(
    con: duckdb.DuckDBPyConnection, sizes: tuple[int, int], engine: Engine, model: LinkModel, clock: "Clock"
) -> Linked:
    """Compare what table `prepared` holds and keep the pairs that stand."""
    comparisons = comparisons_of(con)
    by_chance = chances(con, comparisons, is_link=sizes[1] > 0)
    clock.lap("chance")
    scored = [Pair(*each) for each in score(con, engine, fitted(model, con), comparisons, by_chance, sizes)]
    clock.lap("comparison")
    if sizes[1]:
        pairs = without_chains(standing(scored, model.margin))
    else:
        pairs = completed(without_chains(gathered(scored, model.threshold)))
    clock.lap("clusters")
    return Linked(pairs, [], compared=len(scored), seconds=clock.seconds)


def connect() -> duckdb.DuckDBPyConnection:
    """A database of its own in memory, which spills to the disk beyond a few gigabytes."""
    con = duckdb.connect()
    con.execute(f"set memory_limit = '{_MEMORY}'")
    con.execute("set preserve_insertion_order = false")
    con.execute("set enable_progress_bar = false")
    for name, body in FUNCTIONS.items():
        con.execute(f"create or replace macro {name}(l, r) as ({body})")
    return con


class Clock:
    """Seconds by part of the work."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}
        self._last = time.perf_counter()

    def lap(self, name: str) -> None:
        """What has passed since the last lap belongs to `name`."""
        now = time.perf_counter()
        self.seconds[name] = self.seconds.get(name, 0.0) + now - self._last
        self._last = now


def _read(con: duckdb.DuckDBPyConnection, files: Sequence[PeopleFile], say: Say) -> tuple[list[int], int]:
    sizes, unreadable = [], 0
    read: list[pa.RecordBatch] = []
    for side, file in enumerate(files):
        births = wrong = 0
        for batch, told, bad in batches(file.rows(), file.columns, side):
            read.append(batch)
            births, wrong = births + told, wrong + bad
            if len(file.ids) % _SHOW_EVERY == 0:
                say(f"{file.path.name}: {len(file.ids):,} rows\n")
        if births and wrong > births * _MOST_UNREADABLE:
            raise Refused("link_dates_unreadable", file=file.path.name, column=file.columns.birth_date)
        say(f"{file.path.name}: {len(file.ids):,} rows read\n")
        sizes.append(len(file.ids))
        unreadable += wrong
    load(con, read, SCHEMA)
    return sizes, unreadable
