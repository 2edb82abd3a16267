"""What becomes of a record past its time: found by the clock, proposed, agreed by a second lead, done by a job."""

import json
from collections.abc import Callable
from datetime import date
from uuid import UUID

from django.db import connection, transaction
from django.db.models import F

from cairn.access.actor import Actor
from cairn.access.permissions import Permission
from cairn.children.models import Child, Responsibility
from cairn.core.clock import now, today
from cairn.core.errors import Conflict, NotAllowed, NotFound, Refused
from cairn.core.jobs import defer
from cairn.core.locks import one_at_a_time
from cairn.core.ref import Ref
from cairn.ledger import verbs as ledger
from cairn.notices import verbs as notices
from cairn.partnership.models import Membership
from cairn.partnership.queries import nation_of
from cairn.stewardship import kinds
from cairn.stewardship.kinds import Action, DisposalState
from cairn.stewardship.models import Certificate, Disposal
from cairn.stewardship.queries.keeping import is_on_hold, is_still_due, leads_of, past_their_time
from cairn.stewardship.rules.certificate import digest_of
from cairn.stewardship.rules.schedule import KeptUntil, schedule
from cairn.stewardship.verbs.reasons import reason_given

OnDisposing = Callable[[UUID, Action, Actor], object]
_ON_DISPOSING: list[OnDisposing] = []


def on_disposing(handler: OnDisposing) -> None:
    """Register who keeps something of a child outside the database, such as files; called before its rows go.

    In the same transaction: what cannot be undone belongs into `transaction.on_commit`.
    """
    if handler not in _ON_DISPOSING:
        _ON_DISPOSING.append(handler)


@transaction.atomic
def find_due(*, by: Actor) -> int:
    """Put every record past its time on its leads' list; run by the clock. Returns how many were new.

    A second run finds the same ones there already. Records DISPOSAL_FOUND.
    """
    found = 0
    for child, holder, kept in past_their_time(by):
        _found(child, holder, kept, by)
        found += 1
    return found


def _found(child: Child, holder: Responsibility, kept: KeptUntil, by: Actor) -> None:
    disposal = Disposal(
        child_id=child.pk,
        child_reference=child.reference,
        agency=holder.agency,
        nation=nation_of(holder.team),
        rule=kept.rule.code,
        policy_version=schedule().version,
        due_on=kept.on,
    )
    disposal.save(force_insert=True)
    about = Ref("disposal", disposal.id)
    ledger.record(kinds.DISPOSAL_FOUND, by=by, child_id=child.pk, about=about, detail={"rule": kept.rule.code})
    for lead in leads_of(holder.agency):
        notices.leave(team_id=lead.team_id, member_id=lead.pk, code=kinds.RECORD_DUE, about=about)


@transaction.atomic
def propose_disposal(*, disposal: Disposal, action: str, reason: str, revision: int, by: Actor) -> None:
    """Say what should become of a record past its time; a second lead must agree. Records DISPOSAL_PROPOSED.

    Refuses no reason, an unknown action (`action_unknown`) and a record on hold (`record_on_hold`). Raises Conflict
    when somebody decided meanwhile (`disposal_changed_already`).
    """
    by.require(Permission.DATA_PROTECT, disposal)
    why = reason_given(reason)
    if action not in Action.values:
        raise Refused("action_unknown")
    _refuse_held(disposal)
    _change(
        disposal,
        revision,
        by,
        DisposalState.DUE,
        state=DisposalState.PROPOSED,
        action=action,
        reason=why,
        proposed_by_id=by.membership_id,
        proposed_at=now(),
    )
    _record(kinds.DISPOSAL_PROPOSED, disposal, by, action=action)
    for lead in leads_of(disposal.agency):
        if lead.practitioner_id != by.practitioner_id:
            about = Ref("disposal", disposal.id)
            notices.leave(team_id=lead.team_id, member_id=lead.pk, code=kinds.DISPOSAL_WAITS, about=about)


@transaction.atomic
def approve_disposal(*, disposal: Disposal, revision: int, by: Actor) -> None:
    """A second lead agrees; a job then does it, and writes the certificate. Records DISPOSAL_APPROVED.

    Refuses whoever proposed it, in whatever post (`second_lead_needed`), and a record on hold (`record_on_hold`).
    Raises Conflict when somebody decided meanwhile (`disposal_changed_already`).
    """
    by.require(Permission.DATA_PROTECT, disposal)
    proposer = Membership.objects.filter(pk__in=[disposal.proposed_by_id]).first()
    if proposer is not None and proposer.practitioner_id == by.practitioner_id:
        raise Refused("second_lead_needed")
    _refuse_held(disposal)
    _change(
        disposal,
        revision,
        by,
        DisposalState.PROPOSED,
        state=DisposalState.APPROVED,
        approved_by_id=by.membership_id,
        approved_at=now(),
    )
    _record(kinds.DISPOSAL_APPROVED, disposal, by, action=disposal.action)
    defer("stewardship.dispose", disposal_id=str(disposal.id))


@transaction.atomic
def keep_longer(*, disposal: Disposal, until: date, reason: str, revision: int, by: Actor) -> None:
    """Keep a record past its time until a day, with a reason; the clock finds it again after that day.

    Records DISPOSAL_KEPT. Refuses no reason and a day that is not to come (`kept_until_past`). Raises Conflict when
    somebody decided meanwhile (`disposal_changed_already`).
    """
    by.require(Permission.DATA_PROTECT, disposal)
    why = reason_given(reason)
    if until <= today():
        raise Refused("kept_until_past")
    _change(
        disposal,
        revision,
        by,
        DisposalState.DUE,
        DisposalState.PROPOSED,
        state=DisposalState.KEPT,
        reason=why,
        kept_until=until,
        kept_by_id=by.membership_id,
        ended_at=now(),
    )
    _record(kinds.DISPOSAL_KEPT, disposal, by)


@transaction.atomic
def dispose(*, disposal_id: UUID, by: Actor) -> Certificate | None:
    """Do what two leads agreed on: remove or blank the record and write the certificate. Run by the worker alone.

    All of it in one transaction, and a second run finds it done and gives the same certificate. None, and
    DISPOSAL_STOPPED, where the record is held or in use again by now: then nothing goes, and both are told. Records
    DISPOSED with the child's id, which the ledger keeps.
    """
    disposal = Disposal.objects.visible_to(by).get(pk=disposal_id)
    one_at_a_time(disposal.child_id)
    disposal.refresh_from_db()
    if disposal.state == DisposalState.DONE:
        return Certificate.objects.visible_to(by).get(disposal=disposal)
    if disposal.state != DisposalState.APPROVED:
        return None
    if is_on_hold(disposal.child_id) or not is_still_due(disposal, by):
        _end(disposal, DisposalState.STOPPED)
        _record(kinds.DISPOSAL_STOPPED, disposal, by)
        for lead in Membership.objects.filter(pk__in=[disposal.proposed_by_id, disposal.approved_by_id]):
            about = Ref("disposal", disposal.id)
            notices.leave(team_id=lead.team_id, member_id=lead.pk, code=kinds.DISPOSAL_HELD_UP, about=about)
        return None
    for handler in _ON_DISPOSING:
        handler(disposal.child_id, Action(disposal.action), by)
    with connection.cursor() as cursor:
        cursor.execute(
            "select gone -> 'counts', (gone ->> 'stayed')::int from cairn_dispose(%s) as gone", [disposal.id]
        )
        told, stayed = cursor.fetchone()
    counts: dict[str, int] = json.loads(told)
    certificate = _certify(disposal, counts, stayed)
    _end(disposal, DisposalState.DONE)
    _record(kinds.DISPOSED, disposal, by, action=disposal.action, rows=min(sum(counts.values()), 1_000_000))
    return certificate


def open_disposal(*, disposal_id: UUID, by: Actor) -> Disposal:
    """Fetch one record past its time. Raises NotFound, and notes the refused id, when there is none in sight."""
    by.require(Permission.DATA_PROTECT)
    rows = Disposal.objects.visible_to(by).select_related("agency", "proposed_by__practitioner")
    found: Disposal | None = rows.filter(pk=disposal_id).first()
    if found is None:
        ledger.not_found_or_hidden(by=by, kind="disposal", reference=disposal_id)
        raise NotFound
    return found


@transaction.atomic
def read_certificate(*, disposal_id: UUID, by: Actor) -> Certificate:
    """Fetch the certificate of a disposal that is done. Records CERTIFICATE_READ; NotFound while there is none."""
    disposal = open_disposal(disposal_id=disposal_id, by=by)
    rows = Certificate.objects.visible_to(by).select_related("agency")
    found: Certificate | None = rows.filter(disposal=disposal).first()
    if found is None:
        ledger.not_found_or_hidden(by=by, kind="disposal", reference=disposal_id)
        raise NotFound
    ledger.record(kinds.CERTIFICATE_READ, by=by, about=Ref("disposal", disposal.id))
    return found


def facts_certified(disposal: Disposal) -> dict[str, str]:
    """What a certificate vouches for beside its counts, as text, for the digest."""
    return {
        "child": disposal.child_reference,
        "action": disposal.action,
        "rule": disposal.rule,
        "policy_version": disposal.policy_version,
        "due_on": disposal.due_on.isoformat(),
        "proposed_by": str(disposal.proposed_by_id),
        "approved_by": str(disposal.approved_by_id),
    }


def _certify(disposal: Disposal, counts: dict[str, int], stayed: int) -> Certificate:
    made = Certificate(
        disposal=disposal,
        agency_id=disposal.agency_id,
        action=disposal.action,
        counts=counts,
        stayed=stayed,
        done_at=now(),
    )
    vouched = facts_certified(disposal) | {"number": made.number, "done_at": made.done_at.isoformat()}
    made.digest = digest_of(vouched | {"stayed": str(stayed)}, counts)
    made.save(force_insert=True)
    return made


def _change(disposal: Disposal, revision: int, by: Actor, *states: DisposalState, **to: object) -> None:
    if by.membership_id is None:
        raise NotAllowed
    one_at_a_time(disposal.child_id)
    rows = Disposal.objects.visible_to(by).filter(pk=disposal.pk, revision=revision, state__in=states)
    if not rows.update(**to, revision=F("revision") + 1):
        raise Conflict("disposal_changed_already")


def _end(disposal: Disposal, state: DisposalState) -> None:
    Disposal.objects.filter(pk=disposal.pk).update(state=state, ended_at=now(), revision=F("revision") + 1)


def _refuse_held(disposal: Disposal) -> None:
    if is_on_hold(disposal.child_id):
        raise Refused("record_on_hold")


def _record(happening: str, disposal: Disposal, by: Actor, **detail: object) -> None:
    about = Ref("disposal", disposal.id)
    ledger.record(happening, by=by, child_id=disposal.child_id, about=about, detail=detail)
