"""The one clock. Nothing else in Cairn asks what time it is, save the ledger, which asks the database.

Identities and the waiting for processes count the machine's own seconds: no time that people are shown comes from them.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

LOCAL = ZoneInfo("Europe/London")
_pretended: ContextVar[datetime | None] = ContextVar("cairn_pretended_time", default=None)


def now() -> datetime:
    """The present moment, in UTC with its offset."""
    return _pretended.get() or datetime.now(UTC)


def local(moment: datetime) -> datetime:
    """The same moment as people in the partnership's towns read it."""
    return moment.astimezone(LOCAL)


def today() -> date:
    """Today's date where the partnership is."""
    return local(now()).date()


@contextmanager
def pretending(moment: datetime) -> Iterator[None]:
    """Take this for the present moment, so that the demonstration's past can be made by the same verbs as any day.

    The ledger keeps its own time and is not deceived. A house test allows this to the demonstration alone.
    """
    token = _pretended.set(moment.astimezone(UTC))
    try:
        yield
    finally:
        _pretended.reset(token)
