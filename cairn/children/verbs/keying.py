"""Keeping the keys: counting every night how common each is, and rebuilding all of them when their making changed."""

import json
from collections.abc import Callable, Iterable
from itertools import groupby
from uuid import UUID

from django.db import connection, transaction

from cairn.children.models import KeyBuild
from cairn.children.queries.keys import Said, keys_of, person
from cairn.core.clock import now
from cairn.matching.facts import PersonFacts
from cairn.matching.folded import folded
from cairn.matching.keys import KEY_VERSION

BATCH = 500  # records whose keys are rebuilt in one transaction


@transaction.atomic
def count_keys() -> int:
    """Count anew how many records bear each key; gives back how many keys are common enough to be counted.

    Only the worker's own database role may. Not an event: it tells of no child.
    """
    with connection.cursor() as cursor:
        cursor.execute("select cairn_count_keys()")
        return int(cursor.fetchone()[0])


def rekey(*, batch: int = BATCH, say: Callable[[int], object] = lambda _done: None) -> int:
    """Rebuild keys and folded facts of every record from what it says; gives back how many records are of this version.

    Goes on where it stopped: each batch is a transaction of its own and notes how far it came. New records are keyed
    rightly meanwhile. `say` hears the number done after each batch. Counts the keys at the end. Only the worker's own
    database role may. Not an event: nothing is learnt of any child.
    """
    build, _ = KeyBuild.objects.get_or_create(version=KEY_VERSION)
    while build.finished_at is None:
        with transaction.atomic():
            _rebuild_next(build, batch)
        say(build.records)
    count_keys()
    return build.records


def forget_progress() -> None:
    """Forget how far the rebuilding came, so that the next `rekey` does all of it again."""
    KeyBuild.objects.filter(version=KEY_VERSION).update(after=None, records=0, finished_at=None)


def rekey_records(facts: dict[UUID, PersonFacts], keys_made: Callable[[PersonFacts], Iterable[int]]) -> None:
    """Make these records findable by exactly this, whatever they were found by before. The worker alone may."""
    keys = {record_id: sorted(keys_made(own)) for record_id, own in facts.items()}
    told = [{"record_id": str(record_id), **folded(own)} for record_id, own in facts.items()]
    bearers = [record_id for record_id, own in keys.items() for _ in own]
    with connection.cursor() as cursor:
        cursor.execute(
            "select cairn_rekey(%s::uuid[], %s::uuid[], %s::bigint[], %s::jsonb)",
            [list(keys), bearers, [key for own in keys.values() for key in own], json.dumps(told)],
        )


def _rebuild_next(build: KeyBuild, batch: int) -> None:
    facts = {record_id: person(said) for record_id, said in _next_records(build.after, batch).items()}
    rekey_records(facts, keys_of)
    build.records += len(facts)
    build.after = max(facts, default=build.after)
    build.finished_at = now() if len(facts) < batch else None
    build.save()


def _next_records(after: UUID | None, most: int) -> dict[UUID, list[Said]]:
    with connection.cursor() as cursor:
        cursor.execute(
            "select record_id, kind, text, detail::text, born_from, born_to from cairn_facts_after(%s::uuid, %s)",
            [after, most],
        )
        rows = cursor.fetchall()
    return {
        record_id: [
            (kind, text, json.loads(detail), *born) for _, kind, text, detail, *born in told if kind is not None
        ]
        for record_id, told in groupby(rows, key=lambda row: row[0])
    }
