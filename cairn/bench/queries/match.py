"""Asking the product's own matching path, and the sizes of what it leans on."""

import os
import time
from pathlib import Path
from typing import Any

import psycopg
from django.db import connection, transaction

from cairn.access.actor import Actor
from cairn.access.binding import acting_as
from cairn.bench.rules.population.asking import Question
from cairn.bench.rules.population.outcomes import Answer, Outcome
from cairn.bench.rules.rows import number_of
from cairn.children.queries.candidates import Compared, compared
from cairn.children.queries.keys import person
from cairn.matching.kinds import Band
from cairn.matching.scoring import margin_of

_SIZES = """select c.relname, pg_table_size(c.oid), pg_indexes_size(c.oid) from pg_class c
  where c.relname in ('children_matchkey', 'children_matchfacts', 'children_keyfrequency', 'children_child')
  order by c.relname"""


def answered(question: Question, by: Actor) -> Outcome:
    """One question, in a transaction of its own; the time is that of matching alone, its two statements included."""
    with acting_as(by), transaction.atomic():
        began = time.perf_counter()
        found = compared(person(question.fragment.said), besides=(), by=by)
        seconds = time.perf_counter() - began
    numbers = tuple(number_of(each.candidate.child_id) for each in found)
    weights = tuple(each.candidate.weight for each in found)
    suggested = numbers[0] if _leads(found) else None
    return Outcome.of(question, Answer(numbers, weights, suggested, seconds))


def worked(by: Actor) -> tuple[float, float]:
    """Seconds for which this process, and the one that serves it in the database, have worked so far.

    Unlike the time that passes, this hardly grows when others work on the same machine. The database's is 0 where the
    system does not tell.
    """
    with acting_as(by), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("select pg_backend_pid()")
        told = Path(f"/proc/{cursor.fetchone()[0]}/stat")
    if not told.exists():
        return time.process_time(), 0.0
    # After the process's name in brackets; its times as a user and as the system are the 14th and 15th of all.
    fields = told.read_text().rpartition(")")[2].split()
    return time.process_time(), (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def sizes(admin: psycopg.Connection[Any]) -> dict[str, dict[str, float]]:
    """Table and indexes of what matching reads, in megabytes."""
    return {
        name: {"table_mb": round(table / 1e6, 1), "indexes_mb": round(indexes / 1e6, 1)}
        for name, table, indexes in admin.execute(_SIZES).fetchall()
    }


def _leads(found: tuple[Compared, ...]) -> bool:
    """Whether the first may be suggested, by the same rule as a ranking's suggestion."""
    if not found or found[0].candidate.band is not Band.STRONG:
        return False
    first = found[0].candidate
    return len(found) == 1 or first.weight - found[1].candidate.weight >= margin_of(first.evidence)
