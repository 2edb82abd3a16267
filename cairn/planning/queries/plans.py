"""What teams do with a child and when they see it, as far as the actor may know."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from django.db import connection
from django.db.models import Q

from cairn.access.actor import Actor
from cairn.access.scopes import ScopedQuerySet
from cairn.children.models import Child, Involvement
from cairn.children.queries.circle import circle_of
from cairn.core.clock import local, today
from cairn.planning.models import Contact, Withdrawal, Work
from cairn.planning.rules.overlap import monday_of

MOST_LISTED = 500


@dataclass(frozen=True, slots=True)
class Plan:
    """What is planned with a child: work and visits that stand, by what is known today, and work that was taken out.

    `withdrawn` says, by the id of the work or visit, who took it out and why.
    """

    works: tuple[Work, ...] = ()
    contacts: tuple[Contact, ...] = ()
    left: tuple[Work, ...] = ()
    withdrawn: Mapping[UUID, Withdrawal] = field(default_factory=dict)

    def work(self, work_id: UUID) -> Work | None:
        """A standing piece of work by its id."""
        return next((one for one in self.works if one.id == work_id), None)

    def contact(self, contact_id: UUID) -> Contact | None:
        """A standing visit by its id."""
        return next((one for one in self.contacts if one.id == contact_id), None)

    def contacts_in(self, monday: date) -> tuple[Contact, ...]:
        """The standing visits of one week."""
        return tuple(one for one in self.contacts if monday_of(one.on) == monday)


def works(child: Child, actor: Actor) -> ScopedQuerySet[Work]:
    """All that teams said they do with a child, the earliest first, as far as the actor sees it."""
    rows = Work.objects.visible_to(actor, child.place).filter(child=child)
    return rows.select_related("team__agency").order_by("start", "id")


def contacts(child: Child, actor: Actor) -> ScopedQuerySet[Contact]:
    """The visits arranged with a child, in the order of their days, as far as the actor sees them."""
    rows = Contact.objects.visible_to(actor, child.place).filter(child=child)
    return rows.select_related("work", "team__agency").order_by("on", "id")


def withdrawals(child: Child, actor: Actor) -> dict[UUID, Withdrawal]:
    """What was taken out, by the id of the work or visit."""
    rows = Withdrawal.objects.visible_to(actor, child.place).filter(child=child).select_related("team")
    taken_out = ((one.work_id or one.contact_id, one) for one in rows.order_by("recorded_at", "id"))
    return {thing_id: one for thing_id, one in taken_out if thing_id}


def plan_of(child: Child, actor: Actor) -> Plan:
    """What stands: of teams that are around the child, not taken out, not over. Visits from this week on."""
    gone, here = withdrawals(child, actor), {one.team_id for one in circle_of(child, actor)}
    day = today()
    said = works(child, actor).filter(Q(until=None) | Q(until__gte=day))[:MOST_LISTED]
    ahead = contacts(child, actor).filter(on__gte=monday_of(day))[:MOST_LISTED]
    return Plan(
        works=tuple(one for one in said if one.id not in gone and one.team_id in here),
        contacts=tuple(one for one in ahead if stands(one, gone) and (one.on < day or one.team_id in here)),
        left=tuple(one for one in said if one.id in gone),
        withdrawn=gone,
    )


def stands(contact: Contact, gone: Mapping[UUID, Withdrawal]) -> bool:
    """Whether a visit was neither taken out nor went with its work, which takes along what comes after it."""
    if contact.id in gone:
        return False
    ended = gone.get(contact.work_id)
    return ended is None or contact.on < local(ended.recorded_at).date()


def compared(child: Child) -> set[UUID]:
    """The ids of work and visits that may be compared, because all who see the story see them; shown to nobody."""
    with connection.cursor() as cursor:
        cursor.execute("select * from cairn_planned_openly(%s)", [child.id])
        return {row[0] for row in cursor.fetchall()}


def own_work(work_id: UUID, child: Child, actor: Actor) -> Work | None:
    """A piece of work that the actor's own team said it does with a child, also one that was taken out since."""
    return works(child, actor).filter(pk=work_id, team_id__in=actor.team_ids).first()


def is_around(actor: Actor, child: Child) -> bool:
    """Whether a team of this person or system is around the child at present, also one that has only told us something.

    Nobody writes a team's plan for it but the team: no background job does.
    """
    mine = Involvement.objects.visible_to(actor).filter(child=child, team_id__in=actor.team_ids, ended_at=None)
    return bool(actor.team_ids and mine.exists())
