"""Who is involved, who leads, whom to ring tonight: as plain values."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from cairn.access.actor import Actor
from cairn.children.kinds import ResponsibilityKind
from cairn.children.models import Involvement, InvolvementRequest, Responsibility
from cairn.partnership.models import Membership, Team
from cairn.partnership.queries import out_of_hours_numbers


@dataclass(frozen=True, slots=True)
class Ring:
    """Whom to ring for what. `number` is empty where nobody has given one."""

    label: str
    who: str
    number: str


@dataclass(frozen=True, slots=True)
class Involved:
    """A team around the child: in what capacity, doing what, since when, with whom, and how to reach it (R-011)."""

    team: str
    agency: str
    capacity: str
    doing: str
    person: str
    since: datetime
    last_contact: datetime | None
    number: str
    email: str


@dataclass(frozen=True, slots=True)
class Function:
    """A team as a contributor is shown it: what it does and the desk to ring, never a person."""

    function: str
    agency: str
    number: str


@dataclass(frozen=True, slots=True)
class Asking:
    """A team that asks to work with the child."""

    id: UUID
    revision: int
    team: str
    agency: str
    doing: str
    since: datetime
    is_mine: bool


@dataclass(frozen=True, slots=True)
class Held:
    """One stretch of responsibility: what, whose, from when to when, and why."""

    kind: str
    who: str
    since: datetime
    until: datetime | None
    reason: str


def involved(circle: Sequence[Involvement]) -> list[Involved]:
    """The circle as a table, one line for a team in one capacity however many records it has."""
    lines = {(one.team_id, one.capacity): _involved(one) for one in reversed(circle)}
    return list(reversed(lines.values()))


def by_function(circle: Sequence[Involvement]) -> list[Function]:
    """The circle as a contributor sees it."""
    teams = {one.team_id: one.team for one in circle}
    return [Function(team.function or team.name, team.agency.name, _number(team)) for team in teams.values()]


def rings(held: Mapping[ResponsibilityKind, Responsibility]) -> list[Ring]:
    """The lead, who acts next if it is another team, and tonight's number of the authority's area."""
    found = []
    lead, following = held.get(ResponsibilityKind.LEAD), held.get(ResponsibilityKind.NEXT)
    if lead is not None:
        found.append(Ring(_("Lead"), holder(lead), _number(lead.team, lead.practitioner)))
    if following is not None and (lead is None or following.team_id != lead.team_id):
        found.append(Ring(_("Acts next"), holder(following), _number(following.team, following.practitioner)))
    authority = held.get(ResponsibilityKind.AUTHORITY)
    if authority is not None:
        tonight = out_of_hours_numbers(areas=authority.team.agency.areas.all())
        found += [Ring(_("Tonight"), one.team, one.phone) for one in tonight[:1]]
    return found


def asking(requests: Sequence[InvolvementRequest], actor: Actor) -> list[Asking]:
    """Who asks to work with the child and waits."""
    return [
        Asking(
            id=one.id,
            revision=one.revision,
            team=one.team.name,
            agency=one.team.agency.name,
            doing=one.doing,
            since=one.recorded_at,
            is_mine=one.team_id in actor.team_ids,
        )
        for one in requests
    ]


def history(rows: Sequence[Responsibility]) -> list[Held]:
    """Who was responsible from when to when."""
    return [Held(str(one.get_kind_display()), holder(one), one.since, one.until, one.reason) for one in rows]


def holder(held: Responsibility) -> str:
    """Whoever holds a responsibility: the named person if there is one, the team, the agency."""
    named = [held.practitioner.practitioner.name] if held.practitioner else []
    return ", ".join([*named, held.team.name, held.team.agency.name])


def _involved(one: Involvement) -> Involved:
    return Involved(
        team=one.team.name,
        agency=one.team.agency.name,
        capacity=str(one.get_capacity_display()),
        doing=one.doing or one.team.function,
        person=one.practitioner.practitioner.name if one.practitioner else "",
        since=one.started_at,
        last_contact=one.last_contact_at,
        number=_number(one.team),
        email=one.team.email,
    )


def _number(team: Team, member: Membership | None = None) -> str:
    own = member.practitioner.phone if member else ""
    return own or team.phone or team.agency.phone
