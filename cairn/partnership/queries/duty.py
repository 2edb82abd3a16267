"""Who is responsible and who is at the desk, for an area at a moment."""

from collections.abc import Iterable
from datetime import datetime

from cairn.core import working_days
from cairn.core.clock import local
from cairn.core.errors import Refused
from cairn.partnership.kinds import Discipline, Nation, TeamKind
from cairn.partnership.models import Area, Team
from cairn.partnership.queries.actors import hub_agency
from cairn.partnership.rules import Hours, is_open


def team_on_duty(area: Area, discipline: Discipline, at: datetime) -> Team:
    """The team of this discipline that answers for an area at a moment: the duty desk, or its stand-in out of hours.

    Where the area has no such desk the hub's team answers, because somebody always must.
    """
    desks = Team.objects.filter(areas=area, agency__discipline=discipline, kind=TeamKind.DUTY_DESK)
    return _answering(desks.select_related("agency", "stand_in__agency").order_by("slug"), area.nation, at) or (
        hub_on_call(at)
    )


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
        if is_open(Hours(team.opens, team.closes, team.weekdays), local(at), is_holiday=is_holiday):
            return team
    stand_ins = (team.stand_in for team in candidates if team.stand_in)
    # Nobody is at a desk and nobody stands in: the desk itself still answers for it, however late.
    return next(stand_ins, candidates[0] if candidates else None)


def _is_holiday(nation: str, at: datetime) -> bool:
    calendar = working_days.WorkingCalendar(working_days.Nation.named(nation))
    return calendar.why_closed(local(at).date()) not in {None, working_days.WEEKEND}
