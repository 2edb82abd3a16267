"""A pooled connection carries nobody's sight on to the next: many at once, and faults between."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from random import Random

import pytest
from django.db import DatabaseError, connection, transaction

from cairn.access import binding
from cairn.access.actor import Actor
from cairn.access.binding import acting_as
from cairn.children.models import Record
from cairn.core.postgres import APP

pytestmark = pytest.mark.xdist_group("scene")
BOUND = ("actor_kind", "practitioner_id", "caller", "caller_agency", "caller_teams", "caller_is_hub", "caller_agreed")
WHO = ("amara", "bilal", "chidi", "efa", "farid", "gwen", "lena", "system", None)
THREADS, REQUESTS, POOL = 6, 40, 3
Asking = tuple[str | None, Actor | None]


@pytest.fixture
def pooled(stage, on_stage, databases) -> Iterator[list[Asking]]:
    """Django as in production: signed in as the application itself, through a pool smaller than the crowd."""
    askings = [(name, on_stage.actor(name) if name else None) for name in WHO]
    databases.url(APP, stage[0])
    address = databases.address(APP, stage[0])
    connection.close()
    options = {**address.settings, "pool": {"min_size": POOL, "max_size": POOL, "timeout": 30}}
    before = dict(connection.settings_dict)
    connection.settings_dict.update(address.django(), OPTIONS=options)
    yield askings
    connection.close()
    connection.close_pool()  # type: ignore[attr-defined]  # of Django's own backend for PostgreSQL
    connection.settings_dict.update(before)


def seen() -> frozenset[object]:
    """The records that the database shows, whatever the code remembered to filter."""
    return frozenset(Record.objects.values_list("pk", flat=True))


def once(by: Actor | None) -> frozenset[object]:
    """One request: a transaction in somebody's name, and the connection back to the pool."""
    try:
        with acting_as(by), transaction.atomic():
            return seen()
    finally:
        connection.close()


def disturbed(chance: Random, by: Actor | None) -> frozenset[object]:
    """One request that may meet an error of the database, an exception of ours, or run outside a transaction."""
    try:
        with suppress(DatabaseError, LookupError), acting_as(by):
            fate = chance.random()
            if fate < 0.1:
                return seen()
            with transaction.atomic():
                found = seen()
                if fate < 0.3:
                    Record.objects.raw("select 1/0 as id")[0]
                if fate < 0.4:
                    raise LookupError
                return found
        return frozenset()
    finally:
        connection.close()


def leaks(askings: list[Asking]) -> int:
    """How many of a crowd's answers held a row that the one who asked may not see."""
    allowed = {name: once(by) for name, by in askings}

    def visitor(seed: int) -> int:
        chance = Random(seed)  # noqa: S311 (a test that can be run again, not a secret)
        chosen = [chance.choice(askings) for _ in range(REQUESTS)]
        return sum(not disturbed(chance, by) <= allowed[name] for name, by in chosen)

    with ThreadPoolExecutor(THREADS) as crowd:
        return sum(crowd.map(visitor, range(THREADS)))


def test_nobody_in_a_crowd_sees_a_row_of_anybody_else(pooled):
    assert len({once(by) for _, by in pooled}) > len(WHO) / 2
    assert once(None) == frozenset()
    assert leaks(pooled) == 0


def test_a_binding_that_outlives_its_transaction_would_be_found(pooled, monkeypatch):
    """The mutant: what was bound outlives the transaction. Without leaks here the test above proves nothing."""
    allowed = {name: once(by) for name, by in pooled}
    kept = (f"set_config('cairn.{name}', current_setting('cairn.{name}'), false)" for name in BOUND)
    monkeypatch.setattr(binding, "_BIND", ", ".join((binding._BIND, *kept)))

    def visitor(_: int) -> int:
        once(dict(pooled)["farid"])
        return len(once(None) - allowed[None])

    with ThreadPoolExecutor(THREADS) as crowd:
        assert sum(crowd.map(visitor, range(THREADS * 2))) > 0
