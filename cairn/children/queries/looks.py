"""Who has looked at a child, and what has changed since this actor looked last (R-063)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from heapq import merge
from itertools import islice
from uuid import UUID

from django.utils.functional import Promise

from cairn.access.actor import Actor
from cairn.access.permissions import Permission
from cairn.children.models import Child
from cairn.children.rules import last_visit
from cairn.core.clock import now
from cairn.ledger import kinds
from cairn.ledger.models import Event
from cairn.partnership.models import Agency, Membership

MOST_LOOKS = 50
_MOST_OWN = 60
_MOST_CHANGES = 50
_LAST = 2**63 - 1
_NOBODY = UUID(int=0)


@dataclass(frozen=True, slots=True)
class Look:
    """One look at a child: who by agency, function and role, when, and what for. `name` only of the own team."""

    id: int
    at: datetime
    sentence: Promise | str
    purpose: str
    agency: str
    function: str
    role: str
    name: str


@dataclass(frozen=True, slots=True)
class Change:
    """What was done with a child and by which agency, together with how often."""

    sentence: Promise | str
    agency: str
    at: datetime
    times: int


def visit_before(child: Child, actor: Actor) -> datetime | None:
    """When this person's visit before this one ended; None for a first visit. Lists do not count as a visit."""
    if actor.practitioner_id is None:
        return None
    mine = Event.objects.visible_to(actor).filter(child_id=child.id, practitioner_id=actor.practitioner_id)
    looks = mine.filter(happening=kinds.OPENED).order_by("-id").values_list("at", flat=True)[:_MOST_OWN]
    return last_visit(list(looks), now())


def changed_since(child: Child, actor: Actor, moment: datetime) -> list[Change]:
    """What others did with a child since then, the newest first, like things by one agency together."""
    seen = Event.objects.visible_to(actor).filter(child_id=child.id, at__gt=moment)
    done = seen.filter(happening__in=kinds.codes(kinds.Nature.CHANGE)).exclude(practitioner_id=actor.practitioner_id)
    events = list(done.order_by("-id").values_list("happening", "agency_id", "at")[:_MOST_CHANGES])
    names = _agencies(agency_id for _, agency_id, _ in events)
    together: dict[tuple[str, UUID | None], Change] = {}
    for happening, agency_id, at in events:
        first = together.get((happening, agency_id))
        together[happening, agency_id] = Change(
            sentence=kinds.sentence_of(happening),
            agency=names.get(agency_id, "") if agency_id else "",
            at=first.at if first else at,
            times=first.times + 1 if first else 1,
        )
    return list(together.values())


def who_has_looked(child: Child, actor: Actor, *, before: int | None = None) -> list[Look]:
    """Who opened the child, saw it in a list or compared details with it, newest first; `before` is a page's last id.

    Raises NotAllowed for whoever may not see looks. The database shows the list to the circle and the hub alone.
    """
    actor.require(Permission.LOOKS_SEE, child)
    end = _LAST if before is None else before
    direct = Event.objects.visible_to(actor).filter(child_id=child.id, id__lt=end)
    opened = direct.filter(happening__in=kinds.codes(kinds.Nature.LOOK)).order_by("-id")[:MOST_LOOKS]
    listed = Event.objects.raw("select * from ledger_listings(%s, %s, %s)", [child.id, end, MOST_LOOKS])
    events = list(islice(merge(opened, listed, key=lambda event: event.id, reverse=True), MOST_LOOKS))
    return _looks(events, actor)


def _looks(events: list[Event], actor: Actor) -> list[Look]:
    ids = {event.membership_id for event in events if event.membership_id}
    people = Membership.objects.filter(pk__in=ids).select_related("team", "practitioner")
    members = {one.pk: one for one in people}
    agencies = _agencies(event.agency_id for event in events)
    return [_look(event, members.get(event.membership_id or _NOBODY), agencies, actor) for event in events]


def _look(event: Event, member: Membership | None, agencies: dict[UUID, str], actor: Actor) -> Look:
    is_own = member is not None and member.team_id in actor.team_ids
    return Look(
        id=event.id,
        at=event.at,
        sentence=kinds.sentence_of(event.happening),
        purpose=event.purpose,
        agency=agencies.get(event.agency_id, "") if event.agency_id else "",
        function=(member.team.function or member.team.name) if member else "",
        role=str(member.get_role_display()) if member else "",
        name=member.practitioner.name if member and is_own else "",
    )


def _agencies(ids: Iterable[UUID | None]) -> dict[UUID, str]:
    wanted = {one for one in ids if one is not None}
    return dict(Agency.objects.filter(pk__in=wanted).values_list("pk", "name"))
