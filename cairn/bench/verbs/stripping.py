"""The product without its access and without its ledger, in a benchmark's own process and database alone.

Nothing in the product can be switched off; what is measured here is put in its place from outside, for a moment.
"""

import secrets
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from typing import Any
from unittest.mock import patch

import psycopg
from django.db import connection, connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Q
from psycopg import sql

from cairn.access import binding
from cairn.access.actor import Actor
from cairn.access.scopes import Scope
from cairn.ledger.scopes import Witnessed
from cairn.ledger.verbs import recording
from cairn.sharing.scopes import HasAnswered

_ROLE = "cairn_bench"


class Stripper:
    """Knows a database role that passes by row security, and lets a page be asked for as if nothing were guarded."""

    def __init__(self, admin: psycopg.Connection[Any]) -> None:
        password = secrets.token_urlsafe(24)
        admin.execute(sql.SQL("drop role if exists {}").format(sql.Identifier(_ROLE)))
        made = sql.SQL("create role {} login inherit bypassrls password {} in role cairn_app")
        admin.execute(made.format(sql.Identifier(_ROLE), sql.Literal(password)))
        settings = {**connection.settings_dict, "EMBEDDED_DATA": "", "USER": _ROLE, "PASSWORD": password}
        self._bare: BaseDatabaseWrapper = type(connections["default"])(settings, alias=_ROLE)

    @contextmanager
    def without(self, *, access: bool, ledger: bool) -> Iterator[None]:
        """Leave out access (filters, blocks, row security, naming the actor, the question before the first opening), or
        the ledger's rows, or both."""
        with ExitStack() as stack:
            if ledger:
                stack.enter_context(patch.object(recording, "_write", lambda _row: None))
            if access:
                stack.enter_context(patch.object(Scope, "q", _everything))
                stack.enter_context(patch.object(Witnessed, "q", _everything))
                stack.enter_context(patch.object(Actor, "_sees", lambda _self, _subject: True))
                stack.enter_context(patch.object(binding, "current_actor", lambda: None))
                stack.enter_context(patch.object(HasAnswered, "as_sql", _yes))
                stack.enter_context(self._past_row_security())
            yield

    @contextmanager
    def _past_row_security(self) -> Iterator[None]:
        guarded = connections["default"]
        connections["default"] = self._bare
        try:
            yield
        finally:
            connections["default"] = guarded


def _everything(_scope: object, _actor: Actor, _place: object = None) -> Q:
    return Q()


def _yes(_question: object, _compiler: object, _connection: object) -> tuple[str, list[object]]:
    return "true", []
