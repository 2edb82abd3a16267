"""Sealing: chaining what was committed, and showing each new head to a witness outside the database."""

from django.db import connection, transaction

from cairn.ledger import queries
from cairn.ledger.queries import witness

_AT_ONCE = 50_000
_MONTHS_AHEAD = 3


def seal() -> int:
    """Seal every event that no running transaction can still precede; returns how many. Only the worker's role may.

    Also makes the coming months' partitions and brings the copy outside the database up to date. May be called at any
    time and by several at once; the worker does every minute (R-063).
    """
    sealed = 0
    while batch := _seal_once():
        sealed += batch
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("select ledger_prepare_months(%s)", [_MONTHS_AHEAD])
    # After the commit: a head that the database then forgot would look like a deletion.
    witness.append(queries.heads(after=witness.newest()))
    return sealed


def _seal_once() -> int:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("select ledger_seal_now(%s)", [_AT_ONCE])
        row = cursor.fetchone()
    return int(row[0]) if row else 0
