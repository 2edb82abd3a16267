"""Installs and checks the database policies that scopes ask for. Idempotent; run at the end of every migration."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass

from django.apps import apps
from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.utils import CursorWrapper

from cairn.access.scopes import Scope, Way

PREFIX = "cairn_"


@dataclass(frozen=True)
class Policy:
    """One row-level security policy as it should be."""

    table: str
    name: str
    command: str
    role: str
    using: str = ""
    check: str = ""
    is_restrictive: bool = False

    @property
    def create(self) -> str:
        """The statement that makes it."""
        using = f" using ({self.using})" if self.using else ""
        check = f" with check ({self.check})" if self.check else ""
        kind = " as restrictive" if self.is_restrictive else ""
        return f"create policy {self.name} on {self.table}{kind} for {self.command} to {self.role}{using}{check}"

    @property
    def fingerprint(self) -> str:
        """A digest of the statement: what the code asks for."""
        return hashlib.sha256(self.create.encode()).hexdigest()[:32]


def protected_models() -> list[type[models.Model]]:
    """Every model whose rows are guarded by a scope."""
    return [model for model in apps.get_models() if isinstance(getattr(model, "scope", None), Scope)]


def policies_for(model: type[models.Model]) -> Iterator[Policy]:
    """The policies of one protected model: for the application by its scope, for owner and worker in full.

    Without a policy of its own the owner would update no rows, in silence, because row security is forced.
    """
    scope: Scope = model.scope  # type: ignore[attr-defined]  # every guarded model has one
    table = model._meta.db_table

    def said(ways: tuple[Way, ...]) -> str:
        return scope.sql(table, ways)

    yield Policy(table, "cairn_read", "select", "cairn_app", using=said(scope.reads))
    if scope.adds:
        yield Policy(table, "cairn_add", "insert", "cairn_app", check=said(scope.adds))
    if scope.changes:
        yield Policy(table, "cairn_change", "update", "cairn_app", using=said(scope.changes), check="true")
    if scope.blocks:
        kept = scope.sql_of_blocks(table)
        yield Policy(table, "cairn_block", "select", "cairn_app", using=kept, is_restrictive=True)
        if scope.changes:
            yield Policy(
                table, "cairn_block_change", "update", "cairn_app", using=kept, check="true", is_restrictive=True
            )
    for role in ("cairn_owner", "cairn_worker"):
        yield Policy(table, f"{role}_all", "all", role, using="true", check="true")


def install(connection: BaseDatabaseWrapper) -> int:
    """Make the database's policies equal to the scopes; returns how many stand. Run as the owner."""
    count = 0
    with connection.cursor() as cursor:
        for model in protected_models():
            table = model._meta.db_table
            cursor.execute(f"alter table {table} enable row level security")
            cursor.execute(f"alter table {table} force row level security")
            for name in _names(cursor, table):
                cursor.execute(f"drop policy {name} on {table}")
            for policy in policies_for(model):
                _create(cursor, policy)
                count += 1
    return count


def differences(connection: BaseDatabaseWrapper) -> list[str]:
    """Where the database differs from the scopes, each in one line; empty when all is as it should be."""
    found: list[str] = []
    with connection.cursor() as cursor:
        for model in protected_models():
            found += _differences_of(cursor, model)
    return found


def _differences_of(cursor: CursorWrapper, model: type[models.Model]) -> Iterator[str]:
    table = model._meta.db_table
    cursor.execute("select relrowsecurity, relforcerowsecurity from pg_class where oid = to_regclass(%s)", [table])
    row = cursor.fetchone()
    if row is None:
        yield f"{table}: the table is missing"
        return
    if row != (True, True):
        yield f"{table}: row security is not enabled and forced"
    standing = _standing(cursor, table)
    for policy in policies_for(model):
        comment, now = standing.pop(policy.name, ("", ""))
        if not comment:
            yield f"{table}: policy {policy.name} is missing"
        elif comment != f"{policy.fingerprint} {now}":
            yield f"{table}: policy {policy.name} differs from the scope"
    yield from (f"{table}: policy {name} is not asked for by any scope" for name in standing)


def _create(cursor: CursorWrapper, policy: Policy) -> None:
    cursor.execute(policy.create)
    _, now = _standing(cursor, policy.table)[policy.name]
    # The comment remembers both what was asked for and how the server understood it, so an altered policy shows.
    comment = f"{policy.fingerprint} {now}"
    cursor.execute(f"comment on policy {policy.name} on {policy.table} is '{comment}'")


def _names(cursor: CursorWrapper, table: str) -> list[str]:
    return [name for name in _standing(cursor, table) if name.startswith(PREFIX)]


_STANDING = """
select polname, coalesce(obj_description(oid, 'pg_policy'), ''),
       md5(concat_ws('|', polcmd, polpermissive,
                     (select string_agg(rolname::text, ',' order by rolname) from pg_roles where oid = any(polroles)),
                     pg_get_expr(polqual, polrelid), pg_get_expr(polwithcheck, polrelid)))
  from pg_policy where polrelid = to_regclass(%s)
"""


def _standing(cursor: CursorWrapper, table: str) -> dict[str, tuple[str, str]]:
    cursor.execute(_STANDING, [table])
    return {name: (comment, now) for name, comment, now in cursor.fetchall()}
