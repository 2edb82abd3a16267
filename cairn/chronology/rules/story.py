"""Pure decisions about the story: how exactly a moment is told, and which month a line stands under."""

from datetime import date, datetime, time

from cairn.core.clock import local

_DAY_ENDS = time(23, 59)


def has_time(moment: datetime) -> bool:
    """Whether a time of day was given: a day without one is stored from its first to its last minute."""
    return local(moment).time().replace(second=0, microsecond=0) not in {time(0, 0), _DAY_ENDS}


def month_of(moment: datetime) -> date:
    """The first day of the month in which something happened, where the partnership is."""
    return local(moment).date().replace(day=1)
