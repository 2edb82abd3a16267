"""When something is due under a clock policy."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from cairn.core.errors import Refused
from cairn.core.working_days import (
    Deadline,
    Nation,
    Skipped,
    WorkingCalendar,
    due_after_days,
    due_after_elapsed,
    due_after_months,
)
from cairn.duties.kinds import Unit
from cairn.duties.rules.policies import ClockPolicy, policy_for


@dataclass(frozen=True, slots=True)
class DueAnswer:
    """When something is due, under which version of which policy, and the days that did not count."""

    policy: ClockPolicy
    start: datetime
    due_at: datetime
    skipped: tuple[Skipped, ...]

    def as_json(self) -> dict[str, object]:
        """The published shape: plain values only, times in ISO 8601 with offset."""
        policy = self.policy
        return {
            "policy": policy.code,
            "version": policy.version,
            "nation": policy.nation.value,
            "from": self.start.isoformat(),
            "due_at": self.due_at.isoformat(),
            "unit": policy.unit.value,
            "length": policy.length,
            "skipped": [{"date": day.on.isoformat(), "why": day.why} for day in self.skipped],
            "source": policy.source,
            "certainty": policy.certainty.value,
            "effective_from": policy.effective_from.isoformat(),
            "trigger": policy.trigger,
            "follows": policy.follows.value,
            "note": policy.note,
        }


def due(policy_code: str, nation: Nation | str, start: datetime, closed: Mapping[date, str] | None = None) -> DueAnswer:
    """When a clock that starts at `start` runs out, by the version in force then.

    `closed` names days on which the partnership does not work, beside weekends and bank holidays.
    Refuses as `policy_for` does, and `time_out_of_range`.
    """
    return due_under(policy_for(policy_code, nation, start), start, closed)


def due_under(policy: ClockPolicy, start: datetime, closed: Mapping[date, str] | None = None) -> DueAnswer:
    """When a clock runs out under a given version, for one that must not change while it runs."""
    deadline = _deadline(policy, start, WorkingCalendar(policy.nation, closed or {}))
    return DueAnswer(policy, start, deadline.due_at, deadline.skipped)


def moment(text: str) -> datetime:
    """A moment from ISO 8601 with an offset. Refuses `time_not_understood` and `time_without_offset`."""
    try:
        found = datetime.fromisoformat(text.strip())
    except ValueError:
        raise Refused("time_not_understood", text=text) from None
    if found.utcoffset() is None:
        raise Refused("time_without_offset")
    return found


def _deadline(policy: ClockPolicy, start: datetime, calendar: WorkingCalendar) -> Deadline:
    match policy.unit:
        case Unit.WORKING_DAY:
            return calendar.due_after(start, policy.length)
        case Unit.CALENDAR_DAY:
            return due_after_days(start, policy.length)
        case Unit.MONTH:
            return due_after_months(start, policy.length)
        case Unit.HOUR:
            return due_after_elapsed(start, timedelta(hours=policy.length))
        case Unit.MINUTE:
            return due_after_elapsed(start, timedelta(minutes=policy.length))
