"""Legal hold: while a court, an inquiry or a complaint may need a record, nobody disposes of it (R-198)."""

from uuid import UUID

from django.db import transaction

from cairn.access.actor import Actor
from cairn.access.permissions import Permission
from cairn.core.clock import now
from cairn.core.errors import Conflict, NotAllowed, NotFound, Refused
from cairn.core.locks import one_at_a_time
from cairn.core.ref import Ref
from cairn.ledger import verbs as ledger
from cairn.stewardship.kinds import HOLD_PLACED, HOLD_RELEASED
from cairn.stewardship.models import LegalHold
from cairn.stewardship.queries.keeping import DeskChild, desk_child
from cairn.stewardship.verbs.reasons import reason_given


def child_by_reference(reference: str, by: Actor) -> DeskChild:
    """The child of a reference that a lead was given. Refuses `no_such_record`, and notes what was asked for."""
    by.require(Permission.DATA_PROTECT)
    found = desk_child(reference, by)
    if found is None:
        ledger.not_found_or_hidden(by=by, kind="child", reference=reference)
        raise Refused("no_such_record")
    return found


@transaction.atomic
def place_hold(*, reference: str, reason: str, by: Actor) -> LegalHold:
    """Hold a child's record: until the hold is released nothing of it may be disposed of. Records HOLD_PLACED.

    Refuses no reason (`desk_reason_needed`), one too long, a reference that the lead's agency does not look after
    (`no_such_record`) and a record that is held already (`held_already`).
    """
    by.require(Permission.DATA_PROTECT)
    if by.membership_id is None:
        raise NotAllowed
    why, child = reason_given(reason), child_by_reference(reference, by)
    one_at_a_time(child.id)
    if LegalHold.objects.visible_to(by).filter(child_id=child.id, released_at=None).exists():
        raise Refused("held_already")
    hold = LegalHold(
        child_id=child.id,
        child_reference=child.reference,
        agency_id=child.agency_id,
        reason=why,
        placed_by_id=by.membership_id,
    )
    hold.save(force_insert=True)
    ledger.record(HOLD_PLACED, by=by, child_id=child.id, about=Ref("legal_hold", hold.id))
    return hold


@transaction.atomic
def release_hold(*, hold: LegalHold, reason: str, by: Actor) -> None:
    """Let go of a record that was held; from then on the clock may find it due. Records HOLD_RELEASED.

    Refuses no reason. Raises Conflict for a hold that somebody released first (`hold_released_already`).
    """
    by.require(Permission.DATA_PROTECT, hold)
    why = reason_given(reason)
    standing = LegalHold.objects.visible_to(by).filter(pk=hold.pk, released_at=None)
    if not standing.update(released_at=now(), released_by_id=by.membership_id, release_reason=why):
        raise Conflict("hold_released_already")
    ledger.record(HOLD_RELEASED, by=by, child_id=hold.child_id, about=Ref("legal_hold", hold.id))


def open_hold(*, hold_id: UUID, by: Actor) -> LegalHold:
    """Fetch one hold to be shown or released. Raises NotFound, and notes the refused id, when none is in sight."""
    by.require(Permission.DATA_PROTECT)
    found: LegalHold | None = LegalHold.objects.visible_to(by).filter(pk=hold_id).first()
    if found is None:
        ledger.not_found_or_hidden(by=by, kind="legal_hold", reference=hold_id)
        raise NotFound
    return found
