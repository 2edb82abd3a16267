"""Saying that a concern is more urgent, or, with a reason, less (R-025)."""

from collections.abc import Callable

from django.db import transaction

from cairn.access.actor import Actor
from cairn.access.permissions import Permission
from cairn.concerns.kinds import URGENCY_LOWERED, URGENCY_RAISED, Urgency
from cairn.concerns.models import Concern, UrgencyChange
from cairn.concerns.queries import urgency_now
from cairn.concerns.rules import urgency_rank
from cairn.core.errors import NotAllowed, Refused
from cairn.core.locks import one_at_a_time
from cairn.core.ref import Ref
from cairn.ledger import verbs as ledger

OnUrgency = Callable[[Concern, Urgency, Actor], None]
_ON_URGENCY: list[OnUrgency] = []


def on_urgency(handler: OnUrgency) -> None:
    """Register who must act when a concern becomes more urgent, in the same transaction."""
    if handler not in _ON_URGENCY:
        _ON_URGENCY.append(handler)


@transaction.atomic
def change_urgency(*, concern: Concern, to: Urgency, reason: str, by: Actor) -> UrgencyChange:
    """Say how urgent a concern is now. Anyone who sees it may raise it; lowering needs a reason (`reason_needed`).

    Records URGENCY_RAISED or URGENCY_LOWERED. Raising to danger delivers it to the police desk and to the team on duty.
    Refuses the urgency it has already (`urgency_is_that`).
    """
    by.require(Permission.CONCERN_URGENCY, concern)
    if by.agency_id is None or by.team_id is None:
        raise NotAllowed  # it is said in a team's name
    one_at_a_time(concern.id)
    step = urgency_rank(to) - urgency_rank(urgency_now(concern))
    if step == 0:
        raise Refused("urgency_is_that")
    if step < 0 and not reason.strip():
        raise Refused("reason_needed")
    change = UrgencyChange(
        concern=concern,
        agency_id=by.agency_id,
        team_id=by.team_id,
        changed_by_id=by.membership_id,
        urgency=to,
        reason=reason.strip(),
    )
    change.save(force_insert=True)
    happening = URGENCY_RAISED if step > 0 else URGENCY_LOWERED
    ledger.record(happening, by=by, about=Ref("concern", concern.id), detail={"urgency": str(to)})
    if step > 0:
        for act in _ON_URGENCY:
            act(concern, to, by)
    return change
