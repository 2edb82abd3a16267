"""Saying what the own team does with a child, and when it sees the child (R-012)."""

from typing import Any
from uuid import UUID, uuid5

from django.db import transaction

from cairn.access.actor import Actor
from cairn.access.permissions import Permission
from cairn.children.models import Child, OfRecord, Record
from cairn.children.verbs import own_record
from cairn.core.clock import today
from cairn.core.errors import Refused
from cairn.core.ids import uuid7
from cairn.core.locks import one_at_a_time
from cairn.core.ref import Ref
from cairn.ledger import verbs as ledger
from cairn.planning.kinds import CONTACT_ARRANGED, WORK_SAID
from cairn.planning.models import Contact, Work
from cairn.planning.queries.plans import plan_of
from cairn.planning.rules.lists import purposes_on
from cairn.planning.rules.saying import ContactSaid, WorkSaid, refuse_contact, refuse_work
from cairn.planning.verbs.suggesting import look
from cairn.planning.verbs.withholding import withhold_work
from cairn.sharing.rules import HoldBack
from cairn.sharing.verbs import follows


@transaction.atomic
def say_work(
    *, child: Child, said: WorkSaid, by: Actor, send_key: UUID | None = None, hold: HoldBack | None = None
) -> Work:
    """Say what piece of work the own team does with a child, from when until when. Records WORK_SAID.

    Where another agency plans the same in overlapping time, both are asked whether one can do it. The same person with
    the same `send_key` gets the same again. With `hold` it is held back before anything is compared with it. Refuses
    what `refuse_work` does, and `withhold_work`. Raises NotAllowed for whoever's team is not around the child.
    """
    by.require(Permission.PLAN_ADD, child)
    one_at_a_time(child.id)
    work_id = _id(send_key, "work", by)
    kept: Work | None = Work.objects.visible_to(by).filter(pk=work_id).first()
    if kept is not None:
        return kept
    known = purposes_on(today())
    refuse_work(said, known, today())
    work = Work(
        id=work_id,
        **_of(own_record(child=child, by=by), by),
        purpose=said.purpose,
        list_version=known.version,
        words=said.words.strip(),
        start=said.start,
        until=said.until,
    )
    work.save(force_insert=True)
    detail = {"purpose": said.purpose}
    ledger.record(WORK_SAID, by=by, child_id=child.id, about=Ref("work", work.id), detail=detail)
    if hold is not None:
        withhold_work(child=child, work=work, said=hold, by=by)
    look(child=child, by=by)
    return work


@transaction.atomic
def arrange_contact(*, child: Child, said: ContactSaid, by: Actor, send_key: UUID | None = None) -> Contact:
    """Put a visit or call of the own team into a child's diary. Records CONTACT_ARRANGED, which says no day.

    Where it fills the child's week beyond what the partnership holds right, the teams of that week are asked whether
    one of them can do it. Where the work is held back, so is the visit. Refuses work that the own team does not do at
    present (`work_not_yours`) and what `refuse_contact` does.
    """
    by.require(Permission.PLAN_ADD, child)
    one_at_a_time(child.id)
    contact_id = _id(send_key, "contact", by)
    kept: Contact | None = Contact.objects.visible_to(by).filter(pk=contact_id).first()
    if kept is not None:
        return kept
    work = plan_of(child, by).work(said.work_id)
    if work is None or work.team_id not in by.team_ids:
        raise Refused("work_not_yours")
    refuse_contact(said, work.start, work.until, today())
    contact = Contact(
        id=contact_id,
        **beside(work, by),
        work=work,
        on=said.on,
        part=said.part,
        way=said.way,
        who=said.who.strip(),
    )
    contact.save(force_insert=True)
    follows(former=work.id, later=contact.id)
    ledger.record(CONTACT_ARRANGED, by=by, child_id=child.id, about=Ref("contact", contact.id))
    look(child=child, by=by)
    return contact


def beside(row: OfRecord, by: Actor) -> dict[str, Any]:
    """The columns of a row that hangs from the same record as another, so that the two never part; by whom it is."""
    names = ("record_id", "child_id", "team_id", "agency_id")
    return {name: getattr(row, name) for name in names} | {"recorded_by_id": by.membership_id}


def _of(record: Record, by: Actor) -> dict[str, Any]:
    whose = {"record": record, "child_id": record.child_id, "team_id": record.team_id, "agency_id": record.agency_id}
    return {**whose, "recorded_by_id": by.membership_id}


def _id(send_key: UUID | None, what: str, by: Actor) -> UUID:
    return uuid5(send_key, f"{what} {by.membership_id or by.token_id}") if send_key else uuid7()
