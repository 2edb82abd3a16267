"""The trail of a child, and one's own: answers to "who has looked at this child" (R-063)."""

from dataclasses import dataclass
from datetime import datetime
from heapq import merge
from itertools import islice
from uuid import UUID

from django.utils.functional import Promise

from cairn.access.actor import Actor
from cairn.access.scopes import ScopedQuerySet
from cairn.ledger import kinds
from cairn.ledger.models import Event

_NEWEST = 2**63 - 1


@dataclass(frozen=True, slots=True)
class Trace:
    """One event as people are shown it. `id` orders events and marks where the next page begins."""

    id: int
    at: datetime
    happening: str
    sentence: Promise | str
    is_look: bool
    actor_kind: str
    practitioner_id: UUID | None
    membership_id: UUID | None
    agency_id: UUID | None
    token_id: UUID | None
    makeup: int | None
    about_kind: str | None
    about_id: UUID | None
    purpose: str


def events_about(child_id: UUID, *, actor: Actor, limit: int = 50, before: int | None = None) -> tuple[Trace, ...]:
    """What was done with a child and who looked, lists included, newest first; `before` is the last id of a page.

    Empty for whoever neither coordinates the hub nor works with the child, save for their own events.
    """
    end = _NEWEST if before is None else before
    visible = Event.objects.visible_to(actor)
    direct = visible.filter(child_id=child_id, id__lt=end).order_by("-id")[:limit]
    listings = Event.objects.raw("select * from ledger_listings(%s, %s, %s)", [child_id, end, limit])
    both = merge(direct, listings, key=lambda event: event.id, reverse=True)
    return tuple(_trace(event) for event in islice(both, limit))


def my_looks(actor: Actor) -> ScopedQuerySet[Event]:
    """What this person has opened and seen in lists, newest first. Nothing for an actor who is no person.

    Comparing is left out: it counts children whom they may not see.
    """
    shown = kinds.codes(kinds.Nature.LOOK) - {kinds.MATCHED}
    looks = Event.objects.visible_to(actor).filter(happening__in=shown)
    mine = looks.filter(practitioner_id=actor.practitioner_id) if actor.practitioner_id else looks.none()
    return mine.order_by("-id")


def newest(*, child_id: UUID | None = None, limit: int = 20) -> tuple[Trace, ...]:
    """The newest events of the whole ledger or of one child, for operators. Only the worker's role may."""
    found = Event.objects.raw("select * from ledger_newest(%s, %s)", [child_id, limit])
    return tuple(_trace(event) for event in found)


def _trace(event: Event) -> Trace:
    return Trace(
        id=event.id,
        at=event.at,
        happening=event.happening,
        sentence=kinds.sentence_of(event.happening),
        is_look=kinds.nature_of(event.happening) is kinds.Nature.LOOK,
        actor_kind=event.actor_kind,
        practitioner_id=event.practitioner_id,
        membership_id=event.membership_id,
        agency_id=event.agency_id,
        token_id=event.token_id,
        makeup=event.makeup,
        about_kind=event.about_kind,
        about_id=event.about_id,
        purpose=event.purpose,
    )
