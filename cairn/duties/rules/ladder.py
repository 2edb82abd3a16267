"""Whom to tell and when, and how a duty stands at a moment."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from cairn.core.working_days import WorkingCalendar, at_local_time, in_local_time, local_day
from cairn.duties.kinds import DutyState, Tell, Unit, When
from cairn.duties.rules.policies import ClockPolicy, Offset, Step

_ELAPSED = {Unit.HOUR: timedelta(hours=1), Unit.MINUTE: timedelta(minutes=1)}


@dataclass(frozen=True, slots=True)
class StepDue:
    """One step of one duty's ladder: its place in the ladder from 0, its rule's name, its moment, and whom to tell."""

    number: int
    rule: str
    at: datetime
    when: When
    tell: tuple[Tell, ...]


def steps(
    policy: ClockPolicy, started_at: datetime, due_at: datetime, closed: Mapping[date, str] | None = None
) -> tuple[StepDue, ...]:
    """Every step of a duty's ladder, in the order of time.

    A reminder that would fall before the duty began is left out: whoever owes it has just been told.
    """
    calendar = WorkingCalendar(policy.nation, closed or {})
    found = (
        StepDue(number, step.rule, _moment(step, due_at, calendar), step.when, step.tell)
        for number, step in enumerate(policy.ladder)
    )
    return tuple(sorted((step for step in found if step.at > started_at), key=lambda step: (step.at, step.number)))


def steps_due(
    policy: ClockPolicy,
    started_at: datetime,
    due_at: datetime,
    now: datetime,
    closed: Mapping[date, str] | None = None,
) -> tuple[StepDue, ...]:
    """The steps whose moment has come by now, taken or not: whoever asks remembers the numbers already taken."""
    return tuple(step for step in steps(policy, started_at, due_at, closed) if step.at <= now)


def state_of(
    policy: ClockPolicy,
    due_at: datetime,
    now: datetime,
    *,
    done_at: datetime | None = None,
    closed: Mapping[date, str] | None = None,
) -> DutyState:
    """How a duty stands: done, else overdue after its last second, else due soon within the policy's `due_soon`."""
    if done_at is not None:
        return DutyState.DONE
    if now > due_at:
        return DutyState.OVERDUE
    soon = _before(policy.due_soon, due_at, WorkingCalendar(policy.nation, closed or {}))
    return DutyState.DUE_SOON if now >= soon else DutyState.DUE


def _moment(step: Step, due_at: datetime, calendar: WorkingCalendar) -> datetime:
    side = _before if step.when is When.BEFORE else _after
    return side(step.offset, due_at, calendar)


def _before(offset: Offset, due_at: datetime, calendar: WorkingCalendar) -> datetime:
    day = local_day(due_at)
    match offset.unit:
        case Unit.WORKING_DAY:
            return at_local_time(calendar.before(day, offset.length), offset.at)
        case Unit.CALENDAR_DAY:
            return at_local_time(day - timedelta(days=offset.length), offset.at)
        case _:
            return in_local_time(due_at.astimezone(UTC) - offset.length * _ELAPSED[offset.unit])


def _after(offset: Offset, due_at: datetime, calendar: WorkingCalendar) -> datetime:
    day = local_day(due_at)
    match offset.unit:
        case Unit.WORKING_DAY:
            return at_local_time(calendar.after(day, offset.length), offset.at)
        case Unit.CALENDAR_DAY:
            return at_local_time(day + timedelta(days=offset.length), offset.at)
        case _:
            return in_local_time(due_at.astimezone(UTC) + offset.length * _ELAPSED[offset.unit])
