"""The one clock. Nothing else in Cairn asks the machine for the time, save the ledger, which uses the database's."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

LOCAL = ZoneInfo("Europe/London")


def now() -> datetime:
    """The present moment, in UTC with its offset."""
    return datetime.now(UTC)


def local(moment: datetime) -> datetime:
    """The same moment as people in the partnership's towns read it."""
    return moment.astimezone(LOCAL)


def today() -> date:
    """Today's date where the partnership is."""
    return local(now()).date()
