"""Who is involved, who leads, whom to ring tonight: as plain values."""

from collections.abc import Callable, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from cairn.access.actor import Actor
from cairn.children.kinds import Capacity, ResponsibilityKind
from cairn.children.kinds.circle import SAYS_WHY
from cairn.children.models import CircleLines, Involvement, InvolvementRequest, Responsibility
from cairn.partnership.models import Membership, Team
from cairn.partnership.queries import out_of_hours_numbers

Ends = Callable[[Involvement], bool]
AllSaid = Mapping[UUID, Sequence[CircleLines]]


@dataclass(frozen=True, slots=True)
class Ring:
    """Whom to ring for what. `number` is empty where nobody has given one."""

    label: str
    who: str
    number: str


@dataclass(frozen=True, slots=True)
class Said:
    """What a team said of its part on a day: why it is there, what it cannot keep to itself, what it cannot do."""

    why_here: str
    cannot_keep: str
    cannot_do: str
    last_contact: date | None
    on: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Involved:
    """A team around the child: in what capacity, doing what, since when, with whom, and how to reach it (R-011).

    `said` is what it says of its part, `before` what it said earlier, the newest first. `until` and `basis` are for
    those who are there for a time. `may_end`: this actor may end it.
    """

    id: UUID
    team: str
    agency: str
    capacity: str
    doing: str
    person: str
    since: datetime
    until: datetime | None
    basis: str
    number: str
    email: str
    said: Said | None = None
    before: tuple[Said, ...] = ()
    may_end: bool = False


@dataclass(frozen=True, slots=True)
class Former:
    """Who was around the child before: as what, from when to when, on what basis, and why it ended."""

    team: str
    agency: str
    capacity: str
    since: datetime
    until: datetime | None
    basis: str
    reason: str


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
    """The circle as a table, one line for a team in one capacity however many records it has.

    Each person who stepped in has a line of their own.
    """
    return [_involved(one) for one in _one_each(circle)]


def involved_fully(
    circle: Sequence[Involvement], said: Mapping[UUID, Sequence[CircleLines]], ends: Ends
) -> list[Involved]:
    """The same with what each team says of its part, and with what `ends` says of ending its place."""
    return [
        replace(_involved(one), **_all_said(said.get(one.team_id, ())), may_end=ends(one)) for one in _one_each(circle)
    ]


def unsaid(circle: Sequence[Involvement], said: AllSaid, hidden: Set[UUID]) -> list[str]:
    """The teams that have not said why they are there, by name. `hidden` are agencies that hold back what they say."""
    asked = [one for one in circle if one.capacity in SAYS_WHY and one.agency_id not in hidden]
    return sorted({one.team.name for one in asked if one.team_id not in said})


def former(places: Sequence[Involvement]) -> list[Former]:
    """Who was around the child before."""
    return [
        Former(
            team=one.team.name,
            agency=one.team.agency.name,
            capacity=str(one.get_capacity_display()),
            since=one.started_at,
            until=one.ended_at or one.until,
            basis="" if one.capacity == Capacity.ON_SHIFT else one.basis,
            reason=one.ended_reason,
        )
        for one in places
    ]


def said_lines(lines: Sequence[CircleLines]) -> list[Said]:
    """What one team said of its part, the newest first."""
    return [Said(one.why_here, one.cannot_keep, one.cannot_do, one.last_contact_on, one.recorded_at) for one in lines]


def teams_to_ring(teams: Sequence[Team]) -> list[Ring]:
    """Teams of the reader's own agency, with the number of each."""
    return [Ring(team.function, team.name, _number(team)) for team in teams]


def _one_each(circle: Sequence[Involvement]) -> list[Involvement]:
    lines = {(one.team_id, one.capacity, one.only_for_id): one for one in reversed(circle)}
    return list(reversed(lines.values()))


def _all_said(lines: Sequence[CircleLines]) -> dict[str, Any]:
    told = said_lines(lines)
    return {"said": told[0] if told else None, "before": tuple(told[1:])}


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
        id=one.id,
        team=one.team.name,
        agency=one.team.agency.name,
        capacity=str(one.get_capacity_display()),
        doing=one.doing or one.team.function,
        person=one.practitioner.practitioner.name if one.practitioner else "",
        since=one.started_at,
        until=one.until,
        basis="" if one.capacity == Capacity.ON_SHIFT else one.basis,
        number=_number(one.team),
        email=one.team.email,
    )


def _number(team: Team, member: Membership | None = None) -> str:
    own = member.practitioner.phone if member else ""
    return own or team.phone or team.agency.phone
