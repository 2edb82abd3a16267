"""Pure decisions of the partnership: when a session is over, when a team is at its desk, how an agreement stands."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from cairn.core.working_days import at_local_time
from cairn.partnership.kinds import AgreementState, Lacking, Standing

ALL_WEEK = "1234567"
# A guard against a slip of the pen in the year, no policy: how often agreements are renewed is the partnership's word.
MOST_DAYS = 5 * 366
SOON = timedelta(days=60)


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


def opens_next(hours: Hours, local: datetime, *, is_holiday: Callable[[date], bool]) -> datetime | None:
    """The next moment after this local one at which a team begins to answer; None for one that always does.

    Looked for over a fortnight, which is longer than any run of holidays: None where a team works on no day of it.
    """
    if hours.opens is None or hours.closes is None:
        return None
    for number in range(15):
        day = local.date() + timedelta(days=number)
        rests = not hours.is_overnight and is_holiday(day) and set(hours.weekdays) < set(ALL_WEEK)
        moment = at_local_time(day, hours.opens)
        if moment > local and str(day.isoweekday()) in hours.weekdays and not rests:
            return moment
    return None


def closes_next(hours: Hours, local: datetime) -> datetime | None:
    """The moment at which a team that answers now stops to; None for one that always does."""
    if hours.opens is None or hours.closes is None:
        return None
    today = at_local_time(local.date(), hours.closes)
    return today if today > local else at_local_time(local.date() + timedelta(days=1), hours.closes)


def _is_on_night_shift(hours: Hours, local: datetime) -> bool:
    # Nights, weekends and holidays are what such a team is for, so a bank holiday never closes it.
    evening = hours.opens is not None and local.time() >= hours.opens and _works_on(hours, local)
    yesterday = local - timedelta(days=1)
    morning = hours.closes is not None and local.time() < hours.closes and _works_on(hours, yesterday)
    return evening or morning


def _works_on(hours: Hours, local: datetime) -> bool:
    return str(local.isoweekday()) in hours.weekdays


@dataclass(frozen=True, slots=True)
class Details:
    """What an agency says of itself when it joins (R-190). `is_first_responder` is None until somebody has said."""

    remit: str
    safeguarding_lead: str
    data_protection_lead: str
    is_first_responder: bool | None
    has_people: bool = True


def lacking(details: Details) -> tuple[Lacking, ...]:
    """What is missing before an agency can join under the terms, in the order in which it is asked for."""
    return tuple(_missing(details))


def _missing(details: Details) -> Iterator[Lacking]:
    if not details.remit.strip():
        yield Lacking.REMIT
    if not details.safeguarding_lead.strip():
        yield Lacking.SAFEGUARDING_LEAD
    if not details.data_protection_lead.strip():
        yield Lacking.DATA_PROTECTION_LEAD
    if details.is_first_responder is None:
        yield Lacking.FIRST_RESPONDER
    if not details.has_people:
        yield Lacking.PEOPLE


def state_of_agreement(standing: Standing | None, valid_until: date | None, today: date) -> AgreementState:
    """How the line of an agreement that counts today stands; NONE where no line's first day has come.

    The last day still counts. Cairn's database decides the same when anybody asks for a row (`cairn_agreement_holds`).
    """
    if standing is None or valid_until is None:
        return AgreementState.NONE
    if standing is Standing.ENDED:
        return AgreementState.ENDED
    if valid_until < today:
        return AgreementState.LAPSED
    if standing is Standing.TO_BE_SIGNED:
        return AgreementState.TO_BE_SIGNED
    return AgreementState.ENDS_SOON if valid_until - today <= SOON else AgreementState.HOLDS
