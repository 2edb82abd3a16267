"""One at a time: advisory locks that last as long as the transaction."""

from uuid import UUID

from django.db import connection


def one_at_a_time(*ids: UUID | str) -> None:
    """Wait until nobody else is changing these things, in id order so that two callers never wait for each other.

    An advisory lock, because SELECT … FOR UPDATE fails, or finds nothing, where the actor has no update policy.
    """
    with connection.cursor() as cursor:
        for one in sorted({str(each) for each in ids}):
            cursor.execute("select pg_advisory_xact_lock(hashtextextended(%s, 0))", [one])
