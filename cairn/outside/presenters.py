"""What left, as plain values: the list beside a child, one share, the page that somebody outside reads."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from uuid import UUID

from django.core.paginator import Paginator
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from cairn.access.actor import Actor
from cairn.access.permissions import Permission
from cairn.children.models import Child
from cairn.children.presenters.guide import ground_shown
from cairn.core.clock import now
from cairn.outside.kinds import Section, State, StepKind, Way
from cairn.outside.models import OutsideShare, OutsideStep
from cairn.outside.queries import shares as queries
from cairn.outside.queries.door import Opening
from cairn.outside.rules import Frozen, Limits, may_withdraw, state_of
from cairn.outside.verbs import Recipient, ShareSaid
from cairn.partnership.models import Team
from cairn.sharing.kinds import Receiver
from cairn.sharing.rules.gateways import AND, every_gateway
from cairn.ui.parts import Column

PAGE = 25
_ORDERS = {"newest": "-recorded_at", "oldest": "recorded_at", "organisation": "organisation"}


@dataclass(frozen=True, slots=True)
class SectionShown:
    """One section with the lines that were chosen from it."""

    label: str | Promise
    lines: tuple[Frozen, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """What somebody outside reads: from whom, for whom, what for, on what ground, and every line that was chosen."""

    number: str
    sender: str
    phone: str
    recipient: str
    purpose: str
    sentence: str
    at: datetime
    sections: tuple[SectionShown, ...]


@dataclass(frozen=True, slots=True)
class ShareLine:
    """One share in the list beside a child."""

    href: str
    number: str
    at: datetime
    sender: str
    recipient: str
    way: str | Promise
    state: str | Promise
    is_open: bool


@dataclass(frozen=True, slots=True)
class StepShown:
    """One thing that happened to it."""

    words: str | Promise
    who: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class SharePage:
    """One share, for those inside: to whom, on what ground, what left, what happened to it, what may be done."""

    id: UUID
    letter: Letter
    way: str | Promise
    receiver: str | Promise
    reach: str
    checked: str
    state: str | Promise
    grounds: tuple[str, ...]
    expires_at: datetime
    steps: tuple[StepShown, ...]
    may_withdraw: bool
    may_print: bool


@dataclass(frozen=True, slots=True)
class ListPage:
    """A page of what left about a child; `order` is how it is sorted."""

    lines: tuple[ShareLine, ...]
    page: object
    order: str
    columns: tuple[Column, ...]
    may_share: bool


def list_page(child: Child, actor: Actor, order: str, number: str) -> ListPage:
    """What left about a child, sorted and paged."""
    order = order if order in _ORDERS else "newest"
    page = Paginator(queries.shares_of(child, actor).order_by(_ORDERS[order], "-id"), PAGE).get_page(number)
    rows = list(page)
    steps, standings = queries.steps_of_all(rows, actor), queries.standings(rows)
    lines = tuple(_line(one, child, _state(one, standings[one.pk], steps[one.pk])) for one in rows)
    heads = (_("Number"), _("When"), _("Shared by"), _("With"), _("How"), _("Where it stands"))
    columns = tuple(Column(label=head) for head in heads)
    return ListPage(lines, page, order, columns, actor.may(Permission.OUTSIDE_SHARE, child))


def share_page(share: OutsideShare, actor: Actor) -> SharePage:
    """One share as this actor may see it."""
    steps = queries.steps_of(share, actor)
    state = _state(share, queries.standings([share])[share.pk], steps)
    return SharePage(
        id=share.pk,
        letter=letter_of(share, queries.lines_of(queries.items_of(share, actor))),
        way=Way(share.way).label,
        receiver=Receiver(share.receiver).label,
        reach=share.reach,
        checked=share.phone,
        state=state.label,
        grounds=_grounds(share.ground, share.nation),
        expires_at=share.expires_at,
        steps=tuple(_step(one) for one in steps),
        may_withdraw=may_withdraw(share.way, state) and actor.may(Permission.OUTSIDE_WITHDRAW, share),
        may_print=state in {State.TO_PRINT, State.PRINTED}
        and share.expires_at > now()
        and actor.may(Permission.OUTSIDE_PRINT, share),
    )


def letter_of(share: OutsideShare, lines: Iterable[Frozen]) -> Letter:
    """What left, as somebody outside reads it."""
    return Letter(
        number=share.number,
        sender=team_words(share.team),
        phone=number_of(share.team),
        recipient=f"{share.recipient}, {share.function}, {share.organisation}",
        purpose=share.purpose,
        sentence=share.sentence,
        at=share.recorded_at,
        sections=sections(lines),
    )


def letter_before(said: ShareSaid, sentence: str, team: Team, lines: Iterable[Frozen]) -> Letter:
    """The same before it leaves: exactly what will be read, but for its number."""
    who: Recipient = said.recipient
    return Letter(
        number="",
        sender=team_words(team),
        phone=number_of(team),
        recipient=f"{who.name}, {who.function}, {who.organisation}",
        purpose=said.purpose,
        sentence=sentence,
        at=now(),
        sections=sections(lines),
    )


def letter_opened(opening: Opening) -> Letter:
    """The same as a link opens it, once."""
    told = opening.letter
    return Letter(
        number=told["number"],
        sender=team_words(opening.team),
        phone=number_of(opening.team),
        recipient=f"{told['recipient']}, {told['function']}, {told['organisation']}",
        purpose=told["purpose"],
        sentence=told["sentence"],
        at=now(),
        sections=sections(opening.lines),
    )


def sections(lines: Iterable[Frozen]) -> tuple[SectionShown, ...]:
    """The lines by their sections, in their order."""
    grouped = groupby(lines, key=lambda one: one.section)
    return tuple(SectionShown(Section(code).label, tuple(found)) for code, found in grouped)


def team_words(team: Team) -> str:
    """A team by its name and agency."""
    return f"{team.name}, {team.agency.name}"


def number_of(team: Team) -> str:
    """Whom to ring."""
    return team.phone or team.agency.phone


def policy_words(limits: Limits) -> str:
    """Where the lengths come from."""
    return f"{limits.source}, {limits.version}"


def _line(share: OutsideShare, child: Child, state: State) -> ShareLine:
    return ShareLine(
        href=reverse("outside:share", args=[child.reference, share.pk]),
        number=share.number,
        at=share.recorded_at,
        sender=team_words(share.team),
        recipient=f"{share.function}, {share.organisation}",
        way=Way(share.way).label,
        state=state.label,
        is_open=state is State.WAITS,
    )


def _state(share: OutsideShare, standing: str, steps: Sequence[OutsideStep]) -> State:
    return state_of(share.way, standing, {one.kind for one in steps})


def _step(one: OutsideStep) -> StepShown:
    inside = team_words(one.by.team) if one.by else ""
    at_door = "" if one.kind == StepKind.LAPSED else _("whoever held the link")
    return StepShown(StepKind(one.kind).label, inside or at_door, one.at)


def _grounds(codes: str, nation: str) -> tuple[str, ...]:
    """Each ground by its statute; what nobody has checked says so."""
    found = {one.code: ground_shown(one) for one in every_gateway() if one.nation.value == nation}
    shown = [found[code] for code in codes.split(AND) if code in found]
    return tuple(one.label if one.is_verified else f"{one.label} ({one.certainty})" for one in shown)
