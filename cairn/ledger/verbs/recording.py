"""Remembering deeds and looks, in the very transaction in which they happen: both stay, or neither does."""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from uuid import UUID

from django.db import connection

from cairn.access.actor import Actor
from cairn.core.ref import Ref
from cairn.ledger import kinds
from cairn.ledger.verbs import rows
from cairn.ledger.verbs.rows import Row


def record(
    happening: str,
    *,
    by: Actor,
    child_id: UUID | None = None,
    makeup: int | None = None,
    about: Ref | None = None,
    detail: Mapping[str, object] | None = None,
    purpose: str = "",
) -> None:
    """Remember that `by` did something, as one row in the open transaction.

    `makeup` is the child's count of moves at that moment; `purpose` falls back to the actor's own. `detail` holds ids,
    codes, counts and field names, never values. Raises RuntimeError outside a transaction, LookupError for a happening
    nobody registered, rules.NotForTheLedger for a detail that could be something a person wrote (R-063).
    """
    row = Row(
        happening=happening,
        by=by,
        child_id=child_id,
        makeup=makeup,
        about_kind=about.kind if about else None,
        about_id=about.id if about else None,
        purpose=purpose,
        detail=detail or {},
    )
    _write(row)


def looked(*, by: Actor, child_id: UUID, makeup: int | None = None, purpose: str = "") -> None:
    """Remember that `by` opened one child's record. Raises what `record` raises."""
    record(kinds.OPENED, by=by, child_id=child_id, makeup=makeup, purpose=purpose)


def listed(*, by: Actor, child_ids: Iterable[UUID], purpose: str = "") -> None:
    """Remember, as one event, which children a list or search showed. An empty list showed nobody and leaves no event.

    At most 1,000 children at once. Raises what `record` raises.
    """
    shown = sorted(set(child_ids))
    if shown:
        record(kinds.LISTED, by=by, purpose=purpose, detail={"children": shown, "count": len(shown)})


def matched(*, by: Actor, child_ids: Iterable[UUID] = (), about: Ref | None = None, purpose: str = "") -> None:
    """Remember that details were compared with every child, and which children came out as candidates, if any.

    Raises what `record` raises.
    """
    found = sorted(set(child_ids))
    record(kinds.MATCHED, by=by, about=about, purpose=purpose, detail={"children": found, "count": len(found)})


@contextmanager
def answering(request_id: UUID | None) -> Iterator[None]:
    """Give every event written meanwhile the id of the request that is being answered."""
    token = rows.request.set(request_id)
    try:
        yield
    finally:
        rows.request.reset(token)


def _write(row: Row) -> None:
    if not connection.in_atomic_block:
        raise RuntimeError("the ledger is written inside a transaction, together with what it remembers")
    with connection.cursor() as cursor:
        cursor.execute(rows.INSERT, row.values())
