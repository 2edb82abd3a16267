"""Owing, taking and closing duties; saving drafts lives beside, in cairn.duties.drafts."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import F

from cairn.access.actor import Actor
from cairn.access.permissions import Permission
from cairn.core.clock import now
from cairn.core.errors import Conflict
from cairn.core.ref import Ref
from cairn.duties import rules
from cairn.duties.kinds import DUTY_CLOSED, DUTY_TAKEN, DutyKind
from cairn.duties.models import Duty
from cairn.ledger import verbs as ledger
from cairn.partnership.models import Membership, Team


def owe(  # noqa: PLR0913 (keyword-only; a duty is who owes what to whom under which clock)
    *,
    kind: DutyKind,
    about: Ref,
    policy: str,
    nation: str,
    owner_team: Team,
    owner: Membership | None = None,
    owed_to_team_id: UUID | None = None,
    owed_to_id: UUID | None = None,
    child_id: UUID | None = None,
    record_id: UUID | None = None,
    started_at: datetime | None = None,
) -> Duty:
    """Start a clock: this team owes this, by then. Called inside the verb that makes it owed, which has asked already.

    The due time and the version of the policy are fixed at the start: a later edition never moves a running clock.
    Refuses as `rules.due` does when no length is known for the nation.
    """
    started = started_at or now()
    answer = rules.due(policy, nation, started)
    duty = Duty(
        kind=kind,
        about_kind=about.kind,
        about_id=about.id,
        child_id=child_id,
        record_id=record_id,
        owner_team=owner_team,
        owner_agency_id=owner_team.agency_id,
        owner=owner,
        owed_to_team_id=owed_to_team_id,
        owed_to_id=owed_to_id,
        policy=policy,
        policy_version=answer.policy.version,
        nation=nation,
        started_at=started,
        due_at=answer.due_at,
    )
    duty.save(force_insert=True)
    return duty


def close(*, kind: DutyKind, about: Ref, by: Actor) -> int:
    """What was owed has been done: close the open duties of this kind about this thing. Returns how many.

    Called inside the verb that did it, which has asked already. Records DUTY_CLOSED once a duty.
    """
    still_open = Duty.objects.filter(kind=kind, about_kind=about.kind, about_id=about.id, closed_at=None)
    closed = list(still_open.values_list("id", "child_id"))
    still_open.update(closed_at=now(), closed_by_id=by.membership_id, revision=F("revision") + 1)
    for duty_id, child_id in closed:
        ledger.record(DUTY_CLOSED, by=by, child_id=child_id, about=Ref("duty", duty_id), detail={"kind": str(kind)})
    return len(closed)


@transaction.atomic
def take(*, duty: Duty, revision: int, by: Actor) -> None:
    """A member of the owing team says: this one is mine. Records DUTY_TAKEN.

    Raises Conflict when somebody else took it meanwhile (`duty_taken_already`).
    """
    by.require(Permission.DUTY_TAKE, duty)
    changed = Duty.objects.filter(pk=duty.pk, revision=revision, closed_at=None).update(
        owner_id=by.membership_id, revision=F("revision") + 1
    )
    if not changed:
        raise Conflict("duty_taken_already")
    ledger.record(DUTY_TAKEN, by=by, child_id=duty.child_id, about=Ref("duty", duty.id))
