"""The account of looks around one child: names released, lists given away, and what one looked at oneself (R-063)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db import connection
from django.db.models import F

from cairn.access.actor import Actor
from cairn.access.permissions import Permission
from cairn.access.scopes import ScopedQuerySet
from cairn.children.kinds import ResponsibilityKind
from cairn.children.models import Child, LooksGiven, NamesReleased, Responsibility
from cairn.core.clock import now
from cairn.ledger import kinds
from cairn.ledger.models import Event
from cairn.ledger.queries import my_looks
from cairn.partnership.models import Agency
from cairn.sharing.scopes import GuardsData

OWN_DAYS = 90
OWN_PURPOSE = "what I looked at"
MOST_OWN = 50
MOST_NAMED = 10
MOST_RELEASES, MOST_GIVEN = 20, 50


@dataclass(frozen=True, slots=True)
class Looked:
    """A child of whom one reads who looked, and nothing else."""

    id: UUID
    reference: str


@dataclass(frozen=True, slots=True)
class OwnLook:
    """One look of one's own: what, at which children by reference as far as still in sight, and at how many more."""

    id: int
    at: datetime
    sentence: str
    purpose: str
    references: tuple[str, ...]
    others: int


def child_of_looks(reference: str, actor: Actor) -> Looked | None:
    """The child by its spoken reference, for whoever may read who looked at it; None for anybody else and for none."""
    actor.require(Permission.LOOKS_SEE)
    with connection.cursor() as cursor:
        cursor.execute("select id, reference from cairn_child_of_looks(%s)", [reference])
        row = cursor.fetchone()
    return Looked(*row) if row else None


def references_of_looks(ids: Iterable[UUID], actor: Actor) -> dict[UUID, str]:
    """The references of those of these children of whom this actor may read who looked."""
    actor.require(Permission.LOOKS_SEE)
    with connection.cursor() as cursor:
        cursor.execute("select id, reference from cairn_children_of_looks(%s::uuid[])", [sorted(set(ids))])
        return dict(cursor.fetchall())


def releases_of(child_id: UUID, actor: Actor) -> list[NamesReleased]:
    """When names were released around a child, the newest first, ended ones as well."""
    rows = NamesReleased.objects.visible_to(actor).filter(child_id=child_id)
    return list(rows.select_related("agency").order_by("-released_at", "-id")[:MOST_RELEASES])


def given_of(child_id: UUID, actor: Actor) -> list[LooksGiven]:
    """To whom the list of who has looked was given, the newest first."""
    rows = LooksGiven.objects.visible_to(actor).filter(child_id=child_id)
    return list(rows.select_related("agency").order_by("-recorded_at", "-id")[:MOST_GIVEN])


def guarded_agencies(actor: Actor) -> list[UUID]:
    """The agencies whose data this actor looks after: their own, and for the hub's lead those without a lead."""
    mine = Agency.objects.visible_to(actor).filter(GuardsData(F("pk")))
    return sorted(mine.values_list("pk", flat=True))


def may_give_looks(actor: Actor, child: Child) -> bool:
    """Whether this actor may give the list away: the hub, and the team that leads the child."""
    leads = Responsibility.objects.visible_to(actor).filter(
        child_id=child.pk, kind=ResponsibilityKind.LEAD, until=None, team_id__in=actor.team_ids
    )
    return actor.is_hub or bool(leads.exists())


def own_looks(actor: Actor, *, before: int | None = None) -> list[OwnLook]:
    """What this person has opened and seen in lists in the last 90 days, newest first; `before` is a page's last id.

    References only of children still in sight, at most ten a line. The lines of this very page are left out.
    """
    rows: ScopedQuerySet[Event] = my_looks(actor).filter(at__gte=now() - timedelta(days=OWN_DAYS))
    if before is not None:
        rows = rows.filter(id__lt=before)
    events = list(rows.exclude(happening=kinds.LISTED, purpose=OWN_PURPOSE)[:MOST_OWN])
    shown = {event.id: _children_of(event) for event in events}
    ids = {one for children in shown.values() for one in children}
    known = dict(Child.objects.visible_to(actor).filter(pk__in=ids).values_list("pk", "reference"))
    return [_own(event, shown[event.id], known) for event in events]


def _children_of(event: Event) -> list[UUID]:
    if event.child_id:
        return [event.child_id]
    listed = event.detail.get("children", [])
    return [UUID(one) for one in listed]


def _own(event: Event, children: list[UUID], known: dict[UUID, str]) -> OwnLook:
    seen = [known[one] for one in children if one in known][:MOST_NAMED]
    sentence = str(kinds.sentence_of(event.happening))
    return OwnLook(event.id, event.at, sentence, event.purpose, tuple(seen), len(children) - len(seen))
