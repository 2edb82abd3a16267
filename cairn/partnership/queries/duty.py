"""Who is responsible and who is at the desk, for an area at a moment."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from cairn.core import working_days
from cairn.core.clock import local
from cairn.core.errors import Refused
from cairn.partnership.kinds import Discipline, Nation, TeamKind
from cairn.partnership.models import Area, Team
from cairn.partnership.queries.actors import hub_agency
from cairn.partnership.queries.areas import nation_of
from cairn.partnership.rules import Hours, closes_next, is_open, opens_next


def team_on_duty(area: Area, discipline: Discipline, at: datetime) -> Team:
    """The team of this discipline that answers for an area at a moment: the duty desk, or its stand-in out of hours.

    Where the area has no such desk the hub's team answers, because somebody always must.
    """
    desks = Team.objects.filter(areas=area, agency__discipline=discipline, kind=TeamKind.DUTY_DESK)
    return _answering(desks.select_related("agency", "stand_in__agency").order_by("slug"), area.nation, at) or (
        hub_on_call(at)
    )


@dataclass(frozen=True, slots=True)
class Shift:
    """For which desks, closed at the moment, a team stands in, and until when: the first of them opens then, or the
    team itself goes home. `ends` says it of each desk."""

    desks: tuple[UUID, ...]
    until: datetime
    ends: tuple[tuple[UUID, datetime], ...] = ()

    @property
    def stretches(self) -> "tuple[Shift, ...]":
        """The same by when it ends, the longest first: the desks for which the team stands in at least so long."""
        moments = sorted({end for _, end in self.ends}, reverse=True)
        return tuple(Shift(tuple(desk for desk, end in self.ends if end >= one), one) for one in moments)


def shift_of(team_ids: Collection[UUID], at: datetime) -> Shift | None:
    """The shift that one of these teams is on, by the hours of those it stands in for and by its own; None off shift.

    One statement for teams that stand in for nobody.
    """
    desks = Team.objects.filter(stand_in__in=team_ids).select_related("stand_in", "agency").order_by("slug")
    ends = {desk.pk: end for desk in desks if (end := _stands_in_until(desk, at)) is not None}
    return Shift(tuple(ends), min(ends.values()), tuple(ends.items())) if ends else None


def _stands_in_until(desk: Team, at: datetime) -> datetime | None:
    nation, moment = nation_of(desk), local(at)
    is_holiday = _is_holiday(nation, at)
    own, other = hours_of(desk), hours_of(desk.stand_in) if desk.stand_in else Hours(None, None)
    if is_open(own, moment, is_holiday=is_holiday) or not is_open(other, moment, is_holiday=is_holiday):
        return None
    ends = (opens_next(own, moment, is_holiday=lambda day: _closes(nation, day)), closes_next(other, moment))
    return min((end for end in ends if end is not None), default=None)


def hours_of(team: Team) -> Hours:
    """When somebody is at a team's desk."""
    return Hours(team.opens, team.closes, team.weekdays)


def hub_on_call(at: datetime) -> Team:
    """The hub's team that answers at a moment. Refuses `no_hub` where the hub has no team at all."""
    hub = hub_agency()
    teams = hub.teams.select_related("agency", "stand_in__agency").order_by("slug")
    area = hub.areas.order_by("slug").first()
    nation = area.nation if area else Nation.ENGLAND
    found = _answering(teams.filter(kind=TeamKind.DUTY_DESK), nation, at) or _answering(teams, nation, at)
    if found is None:
        raise Refused("no_hub")
    return found


def _answering(teams: Iterable[Team], nation: str, at: datetime) -> Team | None:
    candidates = list(teams)
    is_holiday = _is_holiday(nation, at)
    for team in candidates:
        if is_open(hours_of(team), local(at), is_holiday=is_holiday):
            return team
    stand_ins = (team.stand_in for team in candidates if team.stand_in)
    # Nobody is at a desk and nobody stands in: the desk itself still answers for it, however late.
    return next(stand_ins, candidates[0] if candidates else None)


def _is_holiday(nation: str, at: datetime) -> bool:
    return _closes(nation, local(at).date())


def _closes(nation: str, day: date) -> bool:
    calendar = working_days.WorkingCalendar(working_days.Nation.named(nation))
    return calendar.why_closed(day) not in {None, working_days.WEEKEND}
