"""Times of the demonstration: fixed offsets from the morning on which it was first prepared."""

import re
from datetime import date, datetime, time, timedelta

from cairn.core.clock import LOCAL

_DAY = re.compile(r"(?P<days>[+-]\d+)d(?: (?P<hour>\d\d):(?P<minute>\d\d))?")
_MINUTES = re.compile(r"-(?P<minutes>\d+)m")


def moment_of(written: str, prepared_at: datetime) -> datetime:
    """ "-3d 22:40" is that time by the wall clock three days before; "-40m" forty minutes before the moment itself.

    Never later than the moment of preparation: whoever prepares at seven in the morning has no eight o'clock yet.
    Raises ValueError for anything else.
    """
    minutes = _MINUTES.fullmatch(written)
    if minutes:
        return prepared_at - timedelta(minutes=int(minutes["minutes"]))
    found = _DAY.fullmatch(written)
    if not found or found["hour"] is None:
        raise ValueError(f"not a time of the demonstration: {written}")
    day = prepared_at.astimezone(LOCAL).date() + timedelta(days=int(found["days"]))
    at = datetime.combine(day, time(int(found["hour"]), int(found["minute"])), LOCAL)
    return min(at, prepared_at - timedelta(minutes=1))


def day_offset(written: str, prepared_at: datetime) -> date:
    """ "-900d" or "+90d" as a date. Raises ValueError for anything else."""
    found = _DAY.fullmatch(written)
    if not found:
        raise ValueError(f"not a day of the demonstration: {written}")
    return prepared_at.astimezone(LOCAL).date() + timedelta(days=int(found["days"]))
