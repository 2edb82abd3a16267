"""Refusals, written on connections of their own: a refusal undoes its transaction, and would undo its own memory."""

import logging
import os
from threading import Lock
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import Model
from psycopg import Connection
from psycopg_pool import ConnectionPool

from cairn.access.actor import Actor
from cairn.access.permissions import Permission
from cairn.ledger import kinds, rules
from cairn.ledger.verbs.rows import INSERT, Row

_log = logging.getLogger(__name__)
_MOST = 2
_PATIENCE = 2.0  # seconds; whoever was refused is waiting for the page that says so


class _Apart:
    """The small pool, opened at the first refusal in each process, from the default connection's parameters."""

    def __init__(self) -> None:
        self._pool: ConnectionPool[Connection[Any]] | None = None
        self._process = 0
        self._lock = Lock()

    def write(self, row: Row) -> None:
        """Insert one row and commit it at once."""
        values = row.values()
        with self._opened().connection() as own:
            own.execute(INSERT, values)

    def close(self) -> None:
        """Close the pool; the next refusal opens another."""
        with self._lock:
            if self._pool is not None and self._process == os.getpid():
                self._pool.close()
            self._pool = None

    def _opened(self) -> "ConnectionPool[Connection[Any]]":
        with self._lock:
            # A forked process must not speak through its parent's sockets.
            if self._pool is None or self._process != os.getpid():
                self._process = os.getpid()
                self._pool = _pool()
            return self._pool


def _pool() -> "ConnectionPool[Connection[Any]]":
    parameters = connection.get_connection_params()
    plain = {key: value for key, value in parameters.items() if key not in {"context", "cursor_factory"}}
    role = connection.settings_dict["OPTIONS"].get("assume_role", "none")

    def become(own: Connection[Any]) -> None:
        own.execute("select set_config('role', %s, false)", [role])

    return ConnectionPool(
        kwargs={**plain, "autocommit": True, "connect_timeout": int(_PATIENCE)},
        configure=become,
        min_size=0,
        max_size=_MOST,
        timeout=_PATIENCE,
        name="cairn-denials",
        open=True,
    )


_apart = _Apart()


def denied(actor: Actor, permission: Permission, subject: object = None) -> None:
    """Remember that `actor` was not allowed a deed. Never raises: the refusal itself must reach whoever asked."""
    _attempt(Row(happening=kinds.DENIED, by=actor, detail={"permission": permission.value}, **_place(subject)))


def not_found_or_hidden(by: Actor, kind: str, reference: UUID | str) -> None:
    """Remember that somebody asked for a thing by an id or spoken reference and was shown nothing.

    What is neither an id nor a reference is remembered as "malformed": people type names into addresses. Never raises.
    """
    if isinstance(reference, UUID):
        _attempt(Row(happening=kinds.NOT_FOUND_OR_HIDDEN, by=by, about_kind=kind, about_id=reference))
    else:
        asked = {"kind": kind, "reference": rules.reference(reference)}
        _attempt(Row(happening=kinds.NOT_FOUND_OR_HIDDEN, by=by, detail=asked))


def record_apart(happening: str, *, by: Actor, detail: dict[str, object] | None = None) -> None:
    """Remember something whatever becomes of the transaction, such as a failed sign-in. Never raises."""
    _attempt(Row(happening=happening, by=by, detail=detail or {}))


def close_denials() -> None:
    """Close the connections of refusals, as at the end of a test or of a process."""
    _apart.close()


def _attempt(row: Row) -> None:
    try:
        _apart.write(row)
    except Exception as error:
        # Whatever it was, the refusal comes first. The type alone, because a database's message may repeat the row.
        _log.error("a refusal could not be written into the ledger: %s", type(error).__name__)


def _place(subject: object) -> dict[str, Any]:
    """Where the refusal belongs: the child, if the thing is one or hangs from one, and the thing itself."""
    if not isinstance(subject, Model) or not isinstance(subject.pk, UUID):
        return {}
    place: dict[str, Any] = {"about_kind": subject._meta.model_name, "about_id": subject.pk}
    child_id = subject.pk if subject._meta.model_name == "child" else getattr(subject, "child_id", None)
    return {**place, "child_id": child_id if isinstance(child_id, UUID) else None}
