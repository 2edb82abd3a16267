"""Pure decisions of the partnership: when a session is over, and when a team is at its desk."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta

ALL_WEEK = "1234567"


@dataclass(frozen=True, slots=True)
class SessionLimits:
    """How long a session lasts: without a sign of life, and at most (OWASP ASVS 5.0, 7.3)."""

    idle: timedelta
    absolute: timedelta

    def ends_at(self, began_at: datetime, active_at: datetime) -> datetime:
        """The moment at which a session is over unless somebody does something; never later than the absolute end."""
        return min(began_at + self.absolute, active_at + self.idle)


@dataclass(frozen=True, slots=True)
class Hours:
    """A team's hours. Without `opens` somebody always answers. `weekdays` are ISO numbers, Monday 1, as text."""

    opens: time | None
    closes: time | None
    weekdays: str = "12345"

    @property
    def is_overnight(self) -> bool:
        """Whether a shift ends on the day after it began."""
        return self.opens is not None and self.closes is not None and self.closes <= self.opens


def is_open(hours: Hours, local: datetime, *, is_holiday: bool) -> bool:
    """Whether somebody is at the desk at this local moment.

    A team that works fewer than seven days rests on bank holidays. A night shift belongs to the day on which it began.
    """
    if hours.opens is None or hours.closes is None:
        return True
    if hours.is_overnight:
        return _is_on_night_shift(hours, local)
    rests = is_holiday and set(hours.weekdays) < set(ALL_WEEK)
    return not rests and _works_on(hours, local) and hours.opens <= local.time() < hours.closes


def _is_on_night_shift(hours: Hours, local: datetime) -> bool:
    # Nights, weekends and holidays are what such a team is for, so a bank holiday never closes it.
    evening = hours.opens is not None and local.time() >= hours.opens and _works_on(hours, local)
    yesterday = local - timedelta(days=1)
    morning = hours.closes is not None and local.time() < hours.closes and _works_on(hours, yesterday)
    return evening or morning


def _works_on(hours: Hours, local: datetime) -> bool:
    return str(local.isoweekday()) in hours.weekdays
