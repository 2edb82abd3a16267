"""What only named people read of a child, as pages show it."""

from dataclasses import dataclass
from datetime import date, datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from cairn.access.actor import Actor
from cairn.access.permissions import Permission
from cairn.children.models import Child, Claim
from cairn.children.presenters import tabs
from cairn.children.presenters.facts import Line, whole_line
from cairn.children.presenters.heading import Heading, heading
from cairn.children.queries.circle import circle_of
from cairn.core.sealed import opened, place_of
from cairn.partnership.kinds import Discipline
from cairn.partnership.models import Team
from cairn.sharing.kinds.apart import ApartKind
from cairn.sharing.models import Admission, Compartment, CompartmentAccount
from cairn.sharing.presenters import Gap, gaps
from cairn.sharing.queries import About, compartments
from cairn.sharing.queries.glass import may_break_glass, opened_apart
from cairn.sharing.queries.withholding import openable_in_danger


@dataclass(frozen=True, slots=True)
class Door:
    """Something kept for named people, among whom the reader is."""

    what: str
    team: str
    href: str
    since: date


@dataclass(frozen=True, slots=True)
class AllApart:
    """The list: what is closed to the reader, and what is open. `may_mark`: the child is at no safe address yet.

    `in_danger`: the way to what is closed, for whoever may open it because somebody is in danger.
    """

    heading: Heading
    gaps: tuple[Gap, ...]
    doors: tuple[Door, ...]
    in_danger: tuple[Door, ...]
    may_mark: bool


@dataclass(frozen=True, slots=True)
class OneClosed:
    """Something kept for named people, among whom the reader is not: of which sort, and whom to ask."""

    heading: Heading
    what: str
    gap: Gap


@dataclass(frozen=True, slots=True)
class Reader:
    """Somebody who was let in. Being let in gives nobody sight of a child: `reads_nothing` until their team has it."""

    id: str
    who: str
    since: datetime
    reads_nothing: bool


@dataclass(frozen=True, slots=True)
class Step:
    """One line of the account."""

    words: str
    who: str
    at: datetime
    said: str


@dataclass(frozen=True, slots=True)
class OneApart:
    """What is kept for named people, for those who read it: what is in it, who reads it; and for the holders, why.

    `open_until` where the reader opened it because somebody is in danger; then it does not say who else reads it.
    """

    heading: Heading
    what: str
    team: str
    lines: tuple[Line, ...]
    entries: int
    readers: tuple[Reader, ...]
    steps: tuple[Step, ...]
    is_holder: bool
    gathers: bool
    is_traceless: bool
    open_until: datetime | None
    second: str
    agreed_at: datetime | None
    is_second: bool
    second_gone: bool


def all_apart(child: Child, actor: Actor) -> AllApart:
    """What only named people read of a child, as far as the actor may know of it."""
    apart = compartments.apart_of(child.id, actor)
    openable = openable_in_danger(apart.closed, actor) if may_break_glass(actor) else []
    known = (*apart.open, *apart.closed)
    is_marked = any(one.kind == ApartKind.SAFE_ADDRESS and one.closed_at is None for one in known)
    return AllApart(
        heading=heading(child, actor, tabs.SHARING),
        gaps=gaps(About(apart=apart)),
        doors=tuple(_door(one, "children:apart_one") for one in apart.open),
        in_danger=tuple(_door(one, "children:danger_apart") for one in openable),
        may_mark=not is_marked and actor.may(Permission.SAFE_ADDRESS, child),
    )


def open_doors(child: Child, actor: Actor) -> tuple[Door, ...]:
    """What of a child is kept for named people among whom the reader is, whether or not they see the story."""
    return tuple(_door(one, "children:apart_one") for one in compartments.apart_of(child.id, actor).open)


def one_closed(child: Child, compartment: Compartment, actor: Actor) -> OneClosed:
    """One that is closed to the reader, before it is opened because somebody is in danger."""
    (gap,) = gaps(About(apart=compartments.Apart(closed=(compartment,))))
    return OneClosed(heading(child, actor, tabs.SHARING), str(compartment.get_kind_display()), gap)


def _door(one: Compartment, address: str) -> Door:
    return Door(str(one.get_kind_display()), one.team.name, reverse(address, args=[one.id]), one.opened_at)


def one_apart(child: Child, compartment: Compartment, actor: Actor) -> OneApart:
    """One of them, for those in it."""
    number = compartments.how_many_in(compartment, actor)
    is_holder = compartment.team_id in actor.team_ids
    opening = opened_apart([compartment.pk], actor).get(compartment.pk)
    is_safe_address = compartment.kind == ApartKind.SAFE_ADDRESS
    return OneApart(
        heading=heading(child, actor, tabs.SHARING),
        what=str(compartment.get_kind_display()),
        team=_("%(team)s, %(agency)s") % {"team": compartment.team.name, "agency": compartment.team.agency.name},
        lines=_lines(child, compartment, actor),
        entries=number.get("entry", 0),
        readers=_readers(child, compartment, actor),
        steps=tuple(_step(one) for one in compartments.account_of_apart(compartment, actor)),
        is_holder=is_holder and actor.may(Permission.WITHHOLD),
        gathers=is_safe_address and compartment.closed_at is None,
        is_traceless=compartment.is_traceless,
        open_until=opening.until if opening else None,
        second=compartment.second.practitioner.name if compartment.second else "",
        agreed_at=compartment.agreed_at,
        is_second=actor.membership_id is not None and compartment.second_id == actor.membership_id,
        second_gone=compartments.second_has_left(compartment),
    )


def _lines(child: Child, compartment: Compartment, actor: Actor) -> tuple[Line, ...]:
    ids = compartments.facts_in(compartment, actor)
    said = Claim.objects.visible_to(actor, child.place).filter(child=child, pk__in=ids, replaced_by=None)
    newest = said.select_related("team", "agency").order_by("kind", "-recorded_at", "-id")[: compartments.MOST_LISTED]
    return tuple(whole_line(child, one, actor) for one in newest)


def _readers(child: Child, compartment: Compartment, actor: Actor) -> tuple[Reader, ...]:
    let_in = compartments.admissions(compartment, actor)
    if not let_in:
        return ()
    sees_story = {one.team_id for one in circle_of(child, actor) if one.sees_story}

    def reads_nothing(team: Team | None) -> bool:
        return team is not None and team.pk not in sees_story and team.agency.discipline != Discipline.HUB

    return tuple(Reader(str(one.id), _who(one), one.since, reads_nothing(_team_of(one))) for one in let_in)


def _team_of(one: Admission) -> Team | None:
    return one.member.team if one.member is not None else one.to_team


def _who(one: Admission) -> str:
    team = _team_of(one)
    if one.member is not None:
        return f"{one.member.practitioner.name} ({one.member.team.name})"
    return f"{team.agency.name}: {team.name}" if team else ""


def _step(line: CompartmentAccount) -> Step:
    done = {
        "opened": _("Kept for named people"),
        "admitted": _("Let in"),
        "admission_ended": _("Let in no longer"),
        "taken_out": _("Shared with the circle"),
        "closed": _("The child is at a safe address no longer"),
        "agreed": _("A second person agreed"),
        "not_agreed": _("A second person did not agree: shared"),
        "second_named": _("Another second person was named"),
    }
    whom = f": {_who(line.whom)}" if line.whom else ""
    said = opened(line.words, place_of(line, "words"))
    return Step(
        f"{done[line.happened]}{whom}", line.said_by.practitioner.name if line.said_by else "", line.said_at, said
    )
