"""Owing, taking, doing and handing on."""

from datetime import datetime
from uuid import UUID

from django.db import connection, transaction
from django.db.models import F, Value
from django.db.models.functions import Greatest

from cairn.access.actor import Actor
from cairn.access.permissions import Permission
from cairn.core.clock import now
from cairn.core.errors import Conflict
from cairn.core.ref import Ref
from cairn.duties import rules
from cairn.duties.kinds import DUTY_CLOSED, DUTY_HANDED_ON, DUTY_TAKEN, DutyKind, Follows
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
    due_at: datetime | None = None,
) -> Duty:
    """Start a clock: this team owes this, by then. Called inside the verb that makes it owed, which has asked already.

    The due time and the version of the policy are fixed at the start: a later edition never moves a running clock.
    `due_at` is a moment that the owing team chose itself, such as the day on which it said it would look again. It
    brings the clock forward; it never gives more time than the policy does.
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
        nation=answer.policy.nation,
        started_at=started,
        due_at=min(answer.due_at, due_at or answer.due_at),
    )
    duty.save(force_insert=True)
    return duty


def close(*, kind: DutyKind | str, about: Ref, by: Actor) -> int:
    """What was owed has been done: close the open duties of this kind about this thing. Returns how many.

    Called inside the verb that did it, which has asked already; the duty need not be in the sight of whoever did it,
    such as a working team that answers in the lead's place. Records DUTY_CLOSED once a duty.
    """
    with connection.cursor() as cursor:
        asked = (str(kind), about.kind, about.id, by.membership_id, now())
        cursor.execute("select duty, child from cairn_close_duties(%s, %s, %s, %s, %s)", asked)
        closed = cursor.fetchall()
    for duty_id, child_id in closed:
        ledger.record(DUTY_CLOSED, by=by, child_id=child_id, about=Ref("duty", duty_id), detail={"kind": str(kind)})
    return len(closed)


@transaction.atomic
def take(*, duty: Duty, revision: int, by: Actor) -> None:
    """A member of the owing team says: this one is mine. Records DUTY_TAKEN.

    Raises NotAllowed for anybody outside the owing team, the hub included: it coordinates and holds no duty of
    another's. Raises Conflict when somebody else took it, or did it, meanwhile (`duty_taken_already`).
    """
    by.require(Permission.DUTY_TAKE, duty)
    changed = Duty.objects.filter(pk=duty.pk, revision=revision, closed_at=None).update(
        owner_id=by.membership_id, revision=F("revision") + 1
    )
    if not changed:
        raise Conflict("duty_taken_already")
    ledger.record(DUTY_TAKEN, by=by, child_id=duty.child_id, about=Ref("duty", duty.id))


@transaction.atomic
def finish(*, duty: Duty, by: Actor) -> None:
    """A member of the owing team says: ours is done, whatever others still owe about the same thing.

    Records DUTY_CLOSED. Raises NotAllowed outside the owing team, Conflict when it was done already
    (`duty_taken_already`).
    """
    by.require(Permission.DUTY_TAKE, duty)
    changed = Duty.objects.filter(pk=duty.pk, closed_at=None).update(
        closed_at=Greatest(Value(now()), F("started_at")), closed_by_id=by.membership_id, revision=F("revision") + 1
    )
    if not changed:
        raise Conflict("duty_taken_already")
    ledger.record(DUTY_CLOSED, by=by, child_id=duty.child_id, about=Ref("duty", duty.id), detail={"kind": duty.kind})


def hand_on(*, child_id: UUID, giver: Team, receiver: Team, by: Actor) -> int:
    """Responsibility for a child has passed from team to team: what follows the holder goes along. Returns how many.

    Called inside the verb that hands it over, which has asked already. What stays with the agency stays; no clock
    starts again, because the child has waited since the first day. Records DUTY_HANDED_ON once a duty.
    """
    followers = sorted({one.code for one in rules.every_policy() if one.follows is Follows.HOLDER})
    with connection.cursor() as cursor:
        asked = (child_id, giver.pk, receiver.pk, receiver.agency_id, followers)
        cursor.execute("select duty, kind from cairn_hand_on_duties(%s, %s, %s, %s, %s)", asked)
        moved = cursor.fetchall()
    for duty_id, kind in moved:
        detail = {"kind": kind, "team": receiver.pk}
        ledger.record(DUTY_HANDED_ON, by=by, child_id=child_id, about=Ref("duty", duty_id), detail=detail)
    return len(moved)
