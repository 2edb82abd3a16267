"""A request to see what is held about a child: entered, collected, given more time, answered or closed (R-198)."""

import json
from datetime import date, datetime, time, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import F, Q

from cairn.access.actor import Actor
from cairn.access.permissions import Permission
from cairn.core.clock import LOCAL, now, today
from cairn.core.crypto import seal
from cairn.core.errors import Conflict, NotAllowed, NotFound, Refused
from cairn.core.jobs import defer
from cairn.core.locks import one_at_a_time
from cairn.core.ref import Ref
from cairn.duties import rules as clocks
from cairn.duties import verbs as duties
from cairn.duties.kinds import DutyKind
from cairn.duties.models import Duty
from cairn.ledger import verbs as ledger
from cairn.notices import verbs as notices
from cairn.partnership.models import Membership, Team
from cairn.stewardship import kinds
from cairn.stewardship.kinds import AskedBy, StateOfRequest
from cairn.stewardship.models import AccessRequest, PackItem, Redaction
from cairn.stewardship.queries.asking import may_be_second
from cairn.stewardship.queries.collecting import Collected, collect
from cairn.stewardship.rules.asking import asking_policy, extended
from cairn.stewardship.rules.redacting import proposals
from cairn.stewardship.verbs.holding import child_by_reference
from cairn.stewardship.verbs.reasons import LONGEST_REASON, reason_given

CLOCK = "held_request"
_LONGEST_WAIT = timedelta(days=366)
_ENDED = (StateOfRequest.GIVEN_OUT, StateOfRequest.CLOSED)


@transaction.atomic
def open_request(
    *, reference: str, asked_by: str, relation: str, how_checked: str, received_on: date, by: Actor
) -> AccessRequest:
    """Enter that somebody asks what is held about a child: the clock runs from the day it came, the collecting begins.

    Whoever enters it answers it, with a second lead named later. Records REQUEST_OPENED. Refuses nobody who asks
    (`asker_needed`), no word on how they were checked (`check_of_asker_needed`), a day to come or too long ago, and a
    reference that the lead's agency does not look after (`no_such_record`).
    """
    by.require(Permission.DATA_PROTECT)
    if by.membership_id is None:
        raise NotAllowed
    checked = _checked(asked_by, relation, how_checked, received_on)
    child = child_by_reference(reference, by)
    received = datetime.combine(received_on, time(12), LOCAL)
    request = AccessRequest(
        child_id=child.id,
        child_reference=child.reference,
        agency_id=child.agency_id,
        nation=child.nation,
        received_at=received,
        due_at=clocks.due(CLOCK, child.nation, received).due_at,
        lead_id=by.membership_id,
        **checked,
    )
    request.save(force_insert=True)
    owner = Team.objects.get(pk__in=by.team_ids[:1])
    duties.owe(
        kind=DutyKind.HELD_REQUEST,
        about=Ref("held_request", request.id),
        policy=CLOCK,
        nation=child.nation,
        owner_team=owner,
        owner=Membership.objects.get(pk=by.membership_id),
        started_at=received,
    )
    _record(kinds.REQUEST_OPENED, request, by)
    defer("stewardship.collect", request_id=str(request.id))
    return request


def _checked(asked_by: str, relation: str, how_checked: str, received_on: date) -> dict[str, str]:
    if not asked_by.strip() or relation not in AskedBy.values:
        raise Refused("asker_needed")
    if not how_checked.strip():
        raise Refused("check_of_asker_needed")
    if len(how_checked) > LONGEST_REASON or len(asked_by) > LONGEST_REASON // 5:
        raise Refused("desk_reason_too_long", most=LONGEST_REASON)
    if received_on > today():
        raise Refused("received_in_future")
    if received_on < today() - _LONGEST_WAIT:
        raise Refused("received_too_early")
    return {"asked_by": asked_by.strip(), "relation": relation, "how_checked": how_checked.strip()}


@transaction.atomic
def extend_request(*, request: AccessRequest, reason: str, by: Actor) -> None:
    """Take the further time that the policy gives a complex request, once and before the first time is over.

    Records REQUEST_EXTENDED. Refuses no reason, a second time (`extended_already`), a clock that has run out
    (`extended_too_late`) and a request that is over (`request_not_open`). The asker must be told: that is outside.
    """
    by.require(Permission.DATA_PROTECT, request)
    why, fresh = reason_given(reason), _locked(request, by)
    _refuse_ended(fresh)
    if fresh.extended_at is not None:
        raise Refused("extended_already")
    if fresh.due_at < now():
        raise Refused("extended_too_late")
    due_at = extended(fresh.received_at, clocks.policy_for(CLOCK, fresh.nation, fresh.received_at).length)
    _change(fresh, by, extended_at=now(), extension_reason=why, due_at=due_at)
    Duty.objects.visible_to(by).filter(about_id=fresh.pk, closed_at=None).update(due_at=due_at)
    _record(kinds.REQUEST_EXTENDED, fresh, by)


@transaction.atomic
def name_second(*, request: AccessRequest, membership_id: UUID, by: Actor) -> None:
    """Name the second lead, who then sees what was collected and must agree. Records SECOND_NAMED; they are told.

    For the first lead alone (NotAllowed). Refuses oneself (`second_cannot_be_first`), anybody who is no lead of this
    agency or the hub (`not_a_lead`), and a request that is over.
    """
    by.require(Permission.DATA_PROTECT, request)
    fresh = _locked(request, by)
    _refuse_ended(fresh)
    if fresh.lead_id != by.membership_id:
        raise NotAllowed
    chosen = may_be_second(fresh).filter(pk=membership_id).first()
    if chosen is None:
        raise Refused("not_a_lead")
    if chosen.practitioner_id == by.practitioner_id:
        raise Refused("second_cannot_be_first")
    if fresh.state == StateOfRequest.AGREED:
        raise Refused("ruled_already_agreed")
    _change(fresh, by, second_id=chosen.pk)
    _record(kinds.SECOND_NAMED, fresh, by, member=chosen.pk)
    about = Ref("held_request", fresh.pk)
    notices.leave(team_id=chosen.team_id, member_id=chosen.pk, code=kinds.REQUEST_ASSIGNED, about=about)


@transaction.atomic
def collect_pack(*, request_id: UUID, by: Actor) -> int:
    """Write down everything held about the child, sealed, with what is proposed to be blacked out; run by the worker.

    Whole or not at all; a second run finds it done. Records PACK_COLLECTED. Returns how many items there are.
    """
    request = AccessRequest.objects.visible_to(by).get(pk=request_id)
    one_at_a_time(request.id)
    request.refresh_from_db()
    if request.state != StateOfRequest.COLLECTING:
        return PackItem.objects.visible_to(by).filter(request=request).count()
    found = collect(request.child_id, _readers(request))
    _write(request, found)
    _change(request, by, state=StateOfRequest.REVIEW, collected_at=now())
    _record(kinds.PACK_COLLECTED, request, by, count=min(len(found.told), 1_000_000))
    about = Ref("held_request", request.pk)
    team_id = Membership.objects.values_list("team_id", flat=True).get(pk=request.lead_id)
    notices.leave(team_id=team_id, member_id=request.lead_id, code=kinds.PACK_READY, about=about)
    return len(found.told)


def _readers(request: AccessRequest) -> set[UUID]:
    """The agencies whose leads read the pack, or may yet be named for it."""
    lead = Membership.objects.values_list("agency_id", flat=True).get(pk=request.lead_id)
    return {lead, *may_be_second(request).values_list("agency_id", flat=True)}


def _write(request: AccessRequest, found: Collected) -> None:
    items, redactions = [], []
    for order, told in enumerate(found.told):
        item = PackItem(request=request, order=order, thing=told.thing, row=told.row)
        item.sealed = seal(json.dumps([[part.name, part.words] for part in told.parts]), about=sealed_about(item))
        item.file = seal(told.file, about=file_about(item)) if told.file else ""
        items.append(item)
        for each in proposals(told, found.names):
            redactions.append(proposed(request, item, each.part, each.words, each.why))
    PackItem.objects.bulk_create(items)
    Redaction.objects.bulk_create(redactions)


def proposed(request: AccessRequest, item: PackItem, part: str, words: str, why: str) -> Redaction:
    """A proposal, not yet saved, with its words sealed."""
    made = Redaction(request=request, item=item, part=part, why=why)
    made.words = seal(words, about=sealed_about(made)) if words else ""
    return made


def sealed_about(row: PackItem | Redaction) -> str:
    """Where a sealed text of a pack belongs: it opens nowhere else."""
    return f"{row._meta.db_table} {row.pk}"


def file_about(item: PackItem) -> str:
    """The same for where a file of a pack lies."""
    return f"{sealed_about(item)} file"


@transaction.atomic
def close_request(*, request: AccessRequest, reason: str, by: Actor) -> None:
    """End a request without giving anything out: withdrawn, or refused, with the reason. Records REQUEST_CLOSED.

    Refuses no reason and a request that is over already.
    """
    by.require(Permission.DATA_PROTECT, request)
    why, fresh = reason_given(reason), _locked(request, by)
    _refuse_ended(fresh)
    _change(fresh, by, state=StateOfRequest.CLOSED, closing_reason=why, closed_at=now())
    duties.close(kind=DutyKind.HELD_REQUEST, about=Ref("held_request", fresh.pk), by=by)
    _record(kinds.REQUEST_CLOSED, fresh, by)


@transaction.atomic
def empty_packs(*, by: Actor) -> int:
    """Empty what was collected for requests that ended long enough ago; run by the clock. Returns how many items.

    The request, and who decided what, stay.
    """
    before = now() - timedelta(days=asking_policy().pack_kept_days)
    ended = Q(request__closed_at__lt=before)
    Redaction.objects.visible_to(by).filter(ended).exclude(words="").update(words="")
    return PackItem.objects.visible_to(by).filter(ended).exclude(sealed="").update(sealed="", file="")


def find_request(*, request_id: UUID, by: Actor) -> AccessRequest:
    """Fetch a request to be shown, without what was collected. Raises NotFound, and notes the refused id."""
    by.require(Permission.DATA_PROTECT)
    rows = AccessRequest.objects.visible_to(by).select_related("agency", "lead__practitioner", "second__practitioner")
    found: AccessRequest | None = rows.filter(pk=request_id).first()
    if found is None:
        ledger.not_found_or_hidden(by=by, kind="held_request", reference=request_id)
        raise NotFound
    return found


def _locked(request: AccessRequest, by: Actor) -> AccessRequest:
    one_at_a_time(request.pk)
    fresh: AccessRequest = AccessRequest.objects.visible_to(by).get(pk=request.pk)
    return fresh


def _refuse_ended(request: AccessRequest) -> None:
    if request.state in _ENDED:
        raise Refused("request_not_open")


def _change(request: AccessRequest, by: Actor, **to: object) -> None:
    rows = AccessRequest.objects.visible_to(by).filter(pk=request.pk, revision=request.revision)
    if not rows.update(**to, revision=F("revision") + 1):
        raise Conflict("request_not_open")


def _record(happening: str, request: AccessRequest, by: Actor, **detail: object) -> None:
    about = Ref("held_request", request.pk)
    ledger.record(happening, by=by, child_id=request.child_id, about=about, detail=detail)
