"""Saying whether one knows a child in person, and keeping a child from somebody (R-191)."""

from dataclasses import dataclass
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from cairn.access.actor import Actor
from cairn.access.permissions import Permission
from cairn.core.clock import now
from cairn.core.errors import NotAllowed, Refused
from cairn.core.locks import one_at_a_time
from cairn.core.ref import Ref
from cairn.ledger import verbs as ledger
from cairn.notices import verbs as notices
from cairn.partnership.models import Team
from cairn.sharing.kinds import KEPT_FROM, KEPT_FROM_ENDED, KNOWS_ANSWERED, KNOWS_THE_CHILD, BlockSource
from cairn.sharing.models import Conflict, Declaration


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptFrom:
    """From whom a child is kept: one practitioner or one team, and why."""

    practitioner_id: UUID | None = None
    team_id: UUID | None = None
    reason: str = ""


@transaction.atomic
def declare(*, child_id: UUID, knows: bool, lead: Team, by: Actor, is_automatic: bool = False) -> Declaration:
    """Answer, before the first opening: do you, or somebody close to you, know this child, family or people named?

    Yes shuts whoever answers out from this moment, in every team they act for, and tells the team that leads. Records
    KNOWS_ANSWERED. `is_automatic`: their own details are in the record, whatever they would have answered. Raises
    NotAllowed for whoever is no person.
    """
    by.require(Permission.CHILD_OPEN)
    if by.practitioner_id is None or by.membership_id is None:
        raise NotAllowed
    said = Declaration(
        practitioner_id=by.practitioner_id, membership_id=by.membership_id, child_id=child_id, knows=knows
    )
    said.save(force_insert=True)
    ledger.record(KNOWS_ANSWERED, by=by, child_id=child_id, detail={"knows": knows, "automatic": is_automatic})
    if knows:
        source = BlockSource.AUTOMATIC if is_automatic else BlockSource.SELF
        _keep(child_id, KeptFrom(practitioner_id=by.practitioner_id), source, lead, by)
        notices.leave(team_id=lead.id, code=KNOWS_THE_CHILD, about=Ref("child", child_id))
    return said


@transaction.atomic
def keep_from(*, child_id: UUID, whom: KeptFrom, lead: Team, by: Actor) -> Conflict:
    """The lead keeps a child from a person or a team, who is not told. Records KEPT_FROM.

    Called by the children floor, which knows who leads. Refuses nobody at all or two at once (`kept_from_whom_needed`),
    no reason (`withhold_why_needed`), the own team (`kept_from_own`) and whom it is kept from already
    (`kept_from_already`).
    """
    by.require(Permission.KEEP_FROM)
    if (whom.practitioner_id is None) == (whom.team_id is None):
        raise Refused("kept_from_whom_needed")
    if not whom.reason.strip():
        raise Refused("withhold_why_needed")
    if whom.team_id in by.team_ids or whom.practitioner_id == by.practitioner_id:
        raise Refused("kept_from_own")
    one_at_a_time(child_id)
    current = Conflict.objects.filter(child_id=child_id, ended_at=None)
    if current.filter(Q(practitioner_id=whom.practitioner_id), Q(from_team_id=whom.team_id)).exists():
        raise Refused("kept_from_already")
    return _keep(child_id, whom, BlockSource.LEAD, lead, by)


@transaction.atomic
def shut_out(*, child_id: UUID, practitioner_id: UUID, lead: Team, by: Actor) -> Conflict:
    """Keep a child from somebody whose own details came into its record after they had opened it; the lead is told.

    `by` is whoever brought them in, and learns nothing of it. Records KEPT_FROM. Inside a verb that has asked and has
    compared; called once for each, under the child's lock.
    """
    kept = _keep(child_id, KeptFrom(practitioner_id=practitioner_id), BlockSource.AUTOMATIC, lead, by)
    notices.leave(team_id=lead.id, code=KNOWS_THE_CHILD, about=Ref("child", child_id))
    return kept


@transaction.atomic
def keep_from_no_longer(*, conflict: Conflict, reason: str, by: Actor) -> None:
    """The team that leads lets somebody see the child again, with a reason. Records KEPT_FROM_ENDED.

    Ending what has ended changes nothing. Nobody ends what keeps themselves away: they do not see it.
    """
    by.require(Permission.KEEP_FROM, conflict)
    if not reason.strip():
        raise Refused("withhold_why_needed")
    now_ended = {"ended_at": now(), "ended_by_id": by.membership_id, "ended_reason": reason.strip()}
    ended = Conflict.objects.filter(pk=conflict.pk, ended_at=None).update(**now_ended)
    if ended:
        ledger.record(KEPT_FROM_ENDED, by=by, child_id=conflict.child_id)


def _keep(child_id: UUID, whom: KeptFrom, source: BlockSource, lead: Team, by: Actor) -> Conflict:
    conflict = Conflict(
        child_id=child_id,
        practitioner_id=whom.practitioner_id,
        from_team_id=whom.team_id,
        source=source,
        lead_team=lead,
        reason=whom.reason.strip(),
        recorded_by_id=by.membership_id,
    )
    conflict.save(force_insert=True)
    ledger.record(KEPT_FROM, by=by, child_id=child_id, detail={"source": str(source)})
    return conflict
