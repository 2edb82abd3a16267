"""Measuring the two ways of asking for the circle, in turn, as the same actors, in one database (ADR 4)."""

import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import psycopg
from psycopg import sql

from cairn.access.binding import statement_for
from cairn.bench.queries import circles as asked
from cairn.bench.rules.children import MadeChild
from cairn.bench.rules.figures import ratio, timing
from cairn.bench.rules.partnership import Desk
from cairn.bench.verbs.seeding import Say, Seeded
from cairn.partnership.models import Membership
from cairn.partnership.queries import actor_for

ROUNDS = 30
_WITHOUT, _EXISTS, _ARRAY = "without", "exists", "array"
Admin = psycopg.Connection[Any]
Times = dict[tuple[str, str, str], list[float]]


@dataclass(frozen=True, slots=True)
class Viewer:
    """Whoever asks in a measurement, how many circles their team is in, and the child they ask about."""

    name: str
    desk: Desk
    circles: int
    parameters: Mapping[str, object]


def measure_circles(seeded: Seeded, admin: Admin, say: Say, *, rounds: int = ROUNDS) -> dict[str, object]:
    """EXISTS against arrays for a team in half of all circles and for a small one; times in milliseconds."""
    viewers = [_viewer("busy", seeded, seeded.around.busy), _viewer("small", seeded, seeded.around.small)]
    admin.prepare_threshold = None  # plans are made afresh, as they are for the application
    say("bench: adding arrays of teams to children and records\n")
    with _arrays(admin):
        times, joins = _rounds(admin, viewers, rounds), _joins(admin, viewers[0], seeded, rounds)
        sizes = admin.execute("select pg_relation_size('bench_around') + pg_relation_size('bench_record_story')")
        (array_bytes,) = sizes.fetchone() or (0,)
    return {
        "bench": "circles",
        "children": len(seeded.children),
        "rounds": rounds,
        "server_version": admin.info.server_version,
        "viewers": {viewer.name: {"circles": viewer.circles, **_stated(times, viewer)} for viewer in viewers},
        "joining": {name: timing(seconds).shown() for name, seconds in joins.items()},
        "array_index_bytes": array_bytes,
    }


def _viewer(name: str, seeded: Seeded, desk: Desk) -> Viewer:
    mine = [child for child in seeded.children if any(one.desk == desk and one.sees_story for one in child.records)]
    child = mine[len(mine) // 2]
    circles = sum(any(one.desk == desk for one in child.records) for child in seeded.children)
    return Viewer(name, desk, circles, {"child": child.id, "reference": child.reference, "team": desk.team_id})


@contextmanager
def _arrays(admin: Admin) -> Iterator[None]:
    admin.execute("set session_replication_role = replica")
    for statement in asked.DROP_ARRAYS + asked.ADD_ARRAYS:
        admin.execute(statement)
    admin.execute("reset session_replication_role")
    try:
        yield
    finally:
        _use(admin, asked.by_exists())
        for statement in asked.DROP_ARRAYS:
            admin.execute(statement)


def _use(admin: Admin, policies: Mapping[str, str]) -> None:
    for table, condition in policies.items():
        statement = sql.SQL("alter policy cairn_read on {} using ({})")
        admin.execute(statement.format(sql.Identifier(table), sql.SQL(condition)))


def _rounds(admin: Admin, viewers: list[Viewer], rounds: int) -> Times:
    times: Times = {}
    for number in range(rounds + 1):
        for way in (_WITHOUT, _EXISTS, _ARRAY):
            _use(admin, asked.BY_ARRAY if way == _ARRAY else asked.by_exists())
            for viewer in viewers:
                for name, seconds in _asked_once(admin, viewer, way):
                    if number:  # the first round warms the caches
                        times.setdefault((viewer.name, name, way), []).append(seconds)
    return times


def _asked_once(admin: Admin, viewer: Viewer, way: str) -> Iterator[tuple[str, float]]:
    with admin.transaction(force_rollback=True):
        entry = admin.execute(
            "select id from chronology_entry where child_id = %(child)s order by id limit 1", viewer.parameters
        ).fetchone()
        parameters = {**viewer.parameters, "entry": entry[0] if entry else None}
        if way != _WITHOUT:
            _become(admin, viewer)
        for name, statement in asked.STATEMENTS.items():
            words = statement.array if way == _ARRAY else statement.exists
            # Once unmeasured: the first use after a policy was altered fills the session's own caches.
            admin.execute(words, parameters).fetchall()
            began = time.perf_counter()
            admin.execute(words, parameters).fetchall()
            yield name, time.perf_counter() - began


def _become(admin: Admin, viewer: Viewer) -> None:
    member = Membership.objects.select_related("practitioner", "agency").get(pk=viewer.desk.member_ids[0])
    statement, values = statement_for(actor_for(member))
    admin.execute("set local role cairn_app")
    admin.execute(statement, values)


def _joins(admin: Admin, viewer: Viewer, seeded: Seeded, rounds: int) -> dict[str, list[float]]:
    """One team joining a circle, with and without the arrays to be kept in step; each undone."""
    times: dict[str, list[float]] = {_EXISTS: [], _ARRAY: []}
    for number in range(rounds):
        child = _outside(seeded, viewer.desk, number)
        parameters = {"child": child.id, "team": viewer.desk.team_id}
        for way in (_EXISTS, _ARRAY):
            statements = (asked.JOIN, *(asked.JOIN_ARRAYS if way == _ARRAY else ()))
            with admin.transaction(force_rollback=True):
                began = time.perf_counter()
                for statement in statements:
                    admin.execute(statement, parameters)
                times[way].append(time.perf_counter() - began)
    return times


def _outside(seeded: Seeded, desk: Desk, number: int) -> MadeChild:
    outside = (child for child in seeded.children if all(one.desk != desk for one in child.records))
    for _ in range(number):
        next(outside)
    return next(outside)


def _stated(times: Times, viewer: Viewer) -> dict[str, object]:
    return {name: _compared(times, viewer, name) for name in asked.STATEMENTS}


def _compared(times: Times, viewer: Viewer, name: str) -> dict[str, object]:
    found = {way: times[viewer.name, name, way] for way in (_WITHOUT, _EXISTS, _ARRAY)}
    return {
        **{f"{way}_ms": round(timing(seconds).median_ms, 3) for way, seconds in found.items()},
        "array_to_exists": ratio(found[_ARRAY], found[_EXISTS]),
    }
