"""Whether the clock runs: without it nobody is told that an answer is late, so every page shows when it stands."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import connection

from cairn.core.clock import now

CLOCK = "clock"
INTERVAL = timedelta(minutes=1)
_LATE_AFTER = 3 * INTERVAL
_MOST_SKEW = timedelta(seconds=5)


@dataclass(frozen=True, slots=True)
class ClockState:
    """When the clock last ran (None: never), what it could not do then, and how far server and database disagree."""

    ran_at: datetime | None
    stuck: int
    skew: timedelta
    is_late: bool

    @property
    def is_skewed(self) -> bool:
        """Whether the server's clock and the database's are more than five seconds apart."""
        return abs(self.skew) > _MOST_SKEW


def clock_state() -> ClockState:
    """How the clock runs: late when it has not run for three intervals, or never has. One question to the database."""
    with connection.cursor() as cursor:
        cursor.execute(
            "select clock_timestamp(), (select ran_at from duties_tick where name = %(name)s),"
            " (select stuck from duties_tick where name = %(name)s)",
            {"name": CLOCK},
        )
        theirs, ran_at, stuck = cursor.fetchone()
    moment = now()
    is_late = ran_at is None or moment - ran_at > _LATE_AFTER
    return ClockState(ran_at=ran_at, stuck=stuck or 0, skew=moment - theirs, is_late=is_late)
