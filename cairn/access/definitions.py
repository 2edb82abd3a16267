"""Database functions and views that policies lean on, kept as idempotent SQL and installed with the policies."""

from graphlib import TopologicalSorter

from django.db.backends.base.base import BaseDatabaseWrapper

_DEFINITIONS: dict[str, str] = {}
_NEEDS: dict[str, tuple[str, ...]] = {}


def define(name: str, sql: str, *, needs: tuple[str, ...] = ()) -> None:
    """Register SQL that may be run any number of times, after the definitions it `needs`."""
    if _DEFINITIONS.setdefault(name, sql) != sql:
        raise LookupError(f"two definitions of {name}")
    _NEEDS[name] = needs


def install(connection: BaseDatabaseWrapper) -> int:
    """Run every definition; returns how many there are. Run as the owner, before the policies."""
    with connection.cursor() as cursor:
        for name in TopologicalSorter(_NEEDS).static_order():
            cursor.execute(_DEFINITIONS[name])
    return len(_DEFINITIONS)
