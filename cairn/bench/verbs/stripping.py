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
# What `cairn_bind` and `cairn_bind_sharing` set for a transaction.
_BOUND = tuple(
    f"cairn.{name}"
    for name in (
        *("actor_kind", "membership_id", "practitioner_id", "agency_id", "token_id", "caller", "caller_agency"),
        *("caller_teams", "caller_is_hub", "caller_agreed", "compartments", "apart", "withheld", "blocked"),
    )
)


class Stripper:
    """Knows a database role that passes by row security, and lets a page be asked for as if nothing were guarded."""

    def __init__(self, admin: psycopg.Connection[Any], by: Actor) -> None:
        password = secrets.token_urlsafe(24)
        admin.execute(sql.SQL("drop role if exists {}").format(sql.Identifier(_ROLE)))
        made = sql.SQL("create role {} login inherit bypassrls password {} in role cairn_app")
        admin.execute(made.format(sql.Identifier(_ROLE), sql.Literal(password)))
        _name_for_good(admin, by)
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


def _name_for_good(admin: psycopg.Connection[Any], by: Actor) -> None:
    """Tell the role who asks, for all its connections, once and for all their transactions.

    A page shows what the asker's place around the child lets it show, and asks the database for that place: without
    this the page without access would be another one, and what it leaves out would count as what access costs.
    """
    statement, values = binding.statement_for(by)
    with admin.transaction():
        admin.execute(statement, values)
        read = sql.SQL(", ").join(sql.SQL("current_setting({}, true)").format(sql.Literal(name)) for name in _BOUND)
        bound = admin.execute(sql.SQL("select {}").format(read)).fetchone() or ()
    for name, value in zip(_BOUND, bound, strict=True):
        told = sql.SQL("alter role {} set {} = {}")
        admin.execute(told.format(sql.Identifier(_ROLE), sql.Identifier(*name.split(".")), sql.Literal(value or "")))


def _everything(_scope: object, _actor: Actor, _place: object = None) -> Q:
    return Q()


def _yes(_question: object, _compiler: object, _connection: object) -> tuple[str, list[object]]:
    return "true", []
