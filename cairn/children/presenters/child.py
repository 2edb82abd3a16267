"""The sections of a child's page that this floor shows, as plain values."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cairn.access.actor import Actor
from cairn.access.permissions import Permission
from cairn.children.kinds import ResponsibilityKind
from cairn.children.kinds.circle import FOR_A_TIME, SAYS_WHY
from cairn.children.models import Child, Involvement, Responsibility
from cairn.children.presenters import card, circle, tabs
from cairn.children.presenters.apart import Door, open_doors
from cairn.children.presenters.circle import Asking, Former, Function, Involved, Ring
from cairn.children.presenters.heading import Heading, heading
from cairn.children.presenters.linking import possibly_the_same
from cairn.children.presenters.looks_list import LookList, look_list
from cairn.children.presenters.tabs import TabLink
from cairn.children.queries import circle as around
from cairn.children.queries import lines
from cairn.children.queries.facts import said_of
from cairn.children.queries.looks import Asked, Change, changed_since_last_visit
from cairn.children.queries.looks_account import Looked
from cairn.children.queries.owed import OwedToChild, owed_to
from cairn.duties.kinds import DutyState
from cairn.partnership.models import Agency
from cairn.partnership.presenters import whom_to_ring, why_so_little
from cairn.partnership.queries import standing_of_agency
from cairn.sharing.kinds import ItemKind
from cairn.sharing.presenters import Gap, gaps
from cairn.sharing.queries import about_child, placeholders
from cairn.ui.parts import CardRow
from cairn.ui.shell import Contact

_STATES = {DutyState.DUE: "due", DutyState.DUE_SOON: "soon", DutyState.OVERDUE: "overdue"}


@dataclass(frozen=True, slots=True)
class OwedLine:
    """One thing owed: what, by which team, and how pressing it is."""

    what: str
    team: str
    state: str
    due_at: datetime


@dataclass(frozen=True, slots=True)
class Now:
    """The first section: the card, what is owed next, what changed, who is involved."""

    heading: Heading
    rows: tuple[CardRow, ...]
    rings: list[Ring]
    owed: list[OwedLine]
    looked_at: datetime | None
    changes: list[str]
    circle: list[Involved]
    asks_lines: bool
    possibly: tuple[TabLink, ...]
    gaps: tuple[Gap, ...] = ()


@dataclass(frozen=True, slots=True)
class OwnPart:
    """Something a higher floor shows to a contributor: entries of their own, answers owed to them."""

    template: str
    content: dict[str, object]


@dataclass(frozen=True, slots=True)
class Contributed:
    """All that a team sees that has told us something and does not work with the child.

    `doors` lead to what is kept for named people among whom the reader is. `own_place` is the team's own place in the
    circle, which it may end.
    """

    heading: Heading
    functions: list[Function]
    owed: list[OwedLine]
    parts: list[OwnPart]
    doors: tuple[Door, ...]
    is_asking: bool
    may_ask: bool
    own_place: UUID | None = None
    why_so_little: str = ""
    ring: Contact | None = None


@dataclass(frozen=True, slots=True)
class Sharing:
    """Who is involved, who asks to be, who is responsible, who has looked; None for a role that may not see looks.

    `unsaid` names the teams that have not said why they are there. `may_say`: the actor's own team may; `asks_lines`:
    it is asked to.
    """

    heading: Heading
    circle: list[Involved]
    former: list[Former]
    unsaid: list[str]
    may_say: bool
    asks_lines: bool
    may_bring: bool
    asking: list[Asking]
    may_answer: bool
    rings: list[Ring]
    may_name: bool
    looks: LookList | None


_OWN_PARTS: list[Callable[[Child, Actor], OwnPart]] = []


def add_own_part(part: Callable[[Child, Actor], OwnPart]) -> None:
    """Register what a higher floor shows to a contributor. From its apps.py; in the order of the floors."""
    if part not in _OWN_PARTS:
        _OWN_PARTS.append(part)


def now_section(child: Child, actor: Actor) -> Now | Contributed:
    """The card first, then what is owed, what changed since the visit before, and who is involved.

    For who does not see the story: what they do see.
    """
    people = around.circle_of(child, actor)
    said = said_of(child, actor, card.ON_CARD)
    head = heading(child, actor, tabs.NOW, said=said, sight=around.sight_of(child, actor))
    if not head.sight.sees_story:
        return _contributed(child, actor, head, people)
    news, about = changed_since_last_visit(child, actor), about_child(child.id, actor, child.place)
    return Now(
        heading=head,
        rows=card.card_rows(child, actor, said, about.apart),
        gaps=gaps(about),
        rings=circle.rings(around.responsible_for(child, actor)),
        owed=owed_lines(owed_to(child, actor)),
        looked_at=news.since,
        changes=[change_words(one) for one in news.changes],
        circle=circle.involved(people),
        asks_lines=_asks_lines(actor, people),
        possibly=possibly_the_same(child, actor),
    )


def _contributed(child: Child, actor: Actor, head: Heading, people: Sequence[Involvement]) -> Contributed:
    waiting = around.requests_to_work(child, actor)
    return Contributed(
        heading=head,
        functions=circle.by_function([one for one in people if one.team_id not in actor.team_ids]),
        owed=owed_lines(owed_to(child, actor)),
        parts=[part(child, actor) for part in _OWN_PARTS],
        doors=open_doors(child, actor),
        is_asking=any(one.team_id in actor.team_ids for one in waiting),
        may_ask=actor.is_agreed and actor.may(Permission.INVOLVEMENT_ASK),
        own_place=_own_place(actor, people),
        **_without_agreement(actor),
    )


def _own_place(actor: Actor, people: Sequence[Involvement]) -> UUID | None:
    if not actor.may(Permission.INVOLVEMENT_ASK):
        return None
    return next((one.pk for one in people if one.team_id in actor.team_ids), None)


def _without_agreement(actor: Actor) -> dict[str, Any]:
    """Why an agency without a valid agreement sees so little, and whom to ring about it (R-190)."""
    if actor.is_agreed or actor.agency_id is None:
        return {}
    standing = standing_of_agency(Agency.objects.get(pk=actor.agency_id))
    return {"why_so_little": why_so_little(standing), "ring": whom_to_ring()}


def sharing_section(child: Child, actor: Actor, asked: Asked) -> Sharing:
    """Who is involved doing what, who asks to be, and who has looked."""
    people, held = around.circle_of(child, actor), around.responsible_for(child, actor)
    head = heading(child, actor, tabs.SHARING, sight=around.sight_of(child, actor))
    may_see = head.sight.sees_story and actor.may(Permission.LOOKS_SEE)
    decides = head.sight.glass_until is None and actor.may(Permission.INVOLVEMENT_ANSWER)
    return Sharing(
        heading=head,
        **_circle(child, actor, people, held),
        asking=circle.asking(around.requests_to_work(child, actor), actor),
        may_answer=decides,
        may_bring=decides,
        rings=circle.rings(held),
        may_name=actor.may(Permission.RESPONSIBILITY_ASSIGN) and around.names_holders(actor, held),
        looks=_looks(child, actor, asked, held) if may_see else None,
    )


def _circle(
    child: Child, actor: Actor, people: Sequence[Involvement], held: Mapping[ResponsibilityKind, Responsibility]
) -> dict[str, Any]:
    said, may_ask = lines.standing_lines(child, actor), actor.may(Permission.INVOLVEMENT_ASK)
    holds = around.names_holders(actor, held)

    def ends(one: Involvement) -> bool:
        return may_ask and (one.team_id in actor.team_ids or (holds and one.capacity in FOR_A_TIME))

    mine = [one for one in people if one.team_id in actor.team_ids]
    return {
        "circle": circle.involved_fully(people, said, ends),
        "former": circle.former(lines.former_places(child, actor)),
        "unsaid": circle.unsaid(people, said, _hidden(child, actor, people, said)),
        "may_say": may_ask and bool(mine),
        "asks_lines": may_ask and bool(circle.unsaid(mine, said, frozenset())),
    }


def _hidden(child: Child, actor: Actor, people: Sequence[Involvement], said: circle.AllSaid) -> set[UUID]:
    """Agencies that hold back what they say of their part; asked only where another team seems to have said nothing."""
    if all(one.team_id in said or one.team_id in actor.team_ids for one in people):
        return set()
    return {one.team.agency_id for one in placeholders(child.id, actor) if one.kind is ItemKind.PART}


def _asks_lines(actor: Actor, people: Sequence[Involvement]) -> bool:
    """Whether the actor's own team is asked to say why it is there."""
    mine = [one for one in people if one.team_id in actor.team_ids and one.capacity in SAYS_WHY]
    return bool(mine) and actor.may(Permission.INVOLVEMENT_ASK) and not any(one.has_said for one in mine)


def _looks(child: Child, actor: Actor, asked: Asked, held: Mapping[ResponsibilityKind, Responsibility]) -> LookList:
    lead = held.get(ResponsibilityKind.LEAD)
    leads = actor.is_hub or (lead is not None and lead.team_id in actor.team_ids)
    may_give = leads and actor.may(Permission.LOOKS_GIVE)
    return look_list(Looked(child.id, child.reference), actor, asked, may_give=may_give)


def owed_lines(owed: Sequence[OwedToChild]) -> list[OwedLine]:
    """What is owed, the soonest first."""
    return [
        OwedLine(str(one.duty.get_kind_display()), one.duty.owner_team.name, _STATES[one.state], one.duty.due_at)
        for one in owed
    ]


def change_words(change: Change) -> str:
    """What was done and by whom: "Northmoor Police added to the story (3 times)"."""
    who = change.agency or _("Cairn")
    told = {"who": who, "what": str(change.sentence), "times": change.times}
    return ngettext("%(who)s %(what)s", "%(who)s %(what)s (%(times)s times)", change.times) % told
