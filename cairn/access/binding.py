"""Binds the actor to the database transaction, so that row-level security knows who asks."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from django.db import connection
from psycopg.pq import TransactionStatus

from cairn.access.actor import Actor

_current: ContextVar[Actor | None] = ContextVar("cairn_actor", default=None)

# Its settings end with the transaction: a pooled connection carries nothing on.
_BIND = "select cairn_bind(%s, %s, %s, %s, %s)"
_ALSO: list[str] = []


def bind_also(call: str) -> None:
    """Register a database function that is called right after `cairn_bind`, in the same statement. From an apps.py."""
    if call not in _ALSO:
        _ALSO.append(call)


def current_actor() -> Actor | None:
    """Whoever is acting in this context, or None: then the database shows nothing that is protected."""
    return _current.get()


def statement_for(actor: Actor | None) -> tuple[str, list[str]]:
    """The statement and its values that tell the database who acts until the transaction ends."""
    statement = ", ".join((_BIND, *_ALSO))
    if actor is None:
        return statement, [""] * 5
    ids = (actor.membership_id, actor.practitioner_id, actor.agency_id, actor.token_id)
    return statement, [str(actor.kind), *("" if one is None else str(one) for one in ids)]


@contextmanager
def acting_as(actor: Actor | None) -> Iterator[None]:
    """Act as somebody for a while. Inside an open transaction the database is told at once, and told back after."""
    token = _current.set(actor)
    _tell_database()
    try:
        yield
    finally:
        _current.reset(token)
        _tell_database()


def _tell_database() -> None:
    if connection.connection is None or not connection.in_atomic_block or _is_broken():
        return
    statement, values = statement_for(_current.get())
    with connection.cursor() as cursor:
        cursor.execute(statement, values)


def _is_broken() -> bool:
    """A broken transaction takes no statement, and would hide the error that broke it; its settings end with it.

    Django knows of what went wrong in its own models, the driver of every statement and of a connection that is gone.
    """
    status = connection.connection.info.transaction_status
    return connection.needs_rollback or status in (TransactionStatus.INERROR, TransactionStatus.UNKNOWN)
