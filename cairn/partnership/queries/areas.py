"""Which area's law and clocks apply, and which desk there holds a child by day and by night."""

from cairn.core.errors import Refused
from cairn.partnership.kinds import Discipline, Nation, TeamKind
from cairn.partnership.models import Area, Team
from cairn.partnership.queries.actors import hub_agency


def area_of(*, slug: str, team: Team) -> Area:
    """The area named, else the sending team's or its agency's own, else the hub's. Refuses `no_such_area`."""
    if slug:
        named = Area.objects.filter(slug=slug).first()
        if named is None:
            raise Refused("no_such_area", slug=slug)
        return named
    own = team.areas.order_by("slug").first() or team.agency.areas.order_by("slug").first()
    hubs = own or hub_agency().areas.order_by("slug").first()
    if hubs is None:
        raise Refused("no_hub")
    return hubs


def day_desk(area: Area, discipline: Discipline) -> Team:
    """The duty desk that answers for an area by day and holds its children for good. Refuses `no_authority`."""
    desks = Team.objects.filter(areas=area, agency__discipline=discipline, kind=TeamKind.DUTY_DESK)
    desk = desks.select_related("agency").order_by("slug").first()
    if desk is None:
        raise Refused("no_authority", area=area.name)
    return desk


def hub_desk() -> Team:
    """The hub's own duty desk, to which whatever comes in by the signed-out door belongs. Refuses `no_hub`."""
    desks = hub_agency().teams.filter(kind=TeamKind.DUTY_DESK).select_related("agency")
    desk = desks.order_by("slug").first() or hub_agency().teams.select_related("agency").order_by("slug").first()
    if desk is None:
        raise Refused("no_hub")
    return desk


def nation_of(team: Team) -> str:
    """The nation whose clocks a team works by: that of its first area, else its agency's, else England's."""
    area = team.areas.order_by("slug").first() or team.agency.areas.order_by("slug").first()
    return area.nation if area else Nation.ENGLAND
