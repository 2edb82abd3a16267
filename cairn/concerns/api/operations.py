"""Raising a concern and asking how it stands."""

from collections.abc import Sequence
from datetime import datetime

from django.http import HttpRequest
from ninja import Router

from cairn.access.actor import Actor
from cairn.access.api.asking import caller
from cairn.access.api.shapes import spoken
from cairn.children.api.candidates import own_candidates
from cairn.concerns.api.shapes import (
    AnswerShown,
    ConcernAsked,
    ConcernShown,
    DeliveryShown,
    HeldShown,
    RaisedShown,
    RecordShown,
    SubjectShown,
)
from cairn.concerns.models import Concern, ConcernSubject
from cairn.concerns.queries import Delivery, concerns_seen, deliveries_of, urgency_now
from cairn.concerns.rules import ConcernSaid, concern_from
from cairn.concerns.verbs import open_concern, raise_concern
from cairn.core.errors import NotFound
from cairn.core.ref import Ref
from cairn.partnership.api.receipts import CREATED, KEYED, once

router = Router(tags=["Concerns"])


@router.post(
    "/concerns",
    response={CREATED: RaisedShown},
    operation_id="raise_concern",
    summary="Raise a concern",
    openapi_extra=KEYED,
)
def raise_one(request: HttpRequest, sent: ConcernAsked) -> RaisedShown:
    """Delivered at once to the authority of the place, else of the sending team, else of the hub, and clocked.

    Answers with the caller's own records alone. Whether other agencies know the child is never said here.
    """
    by = caller(request)
    said = _said(sent)
    made = once(request, lambda key: Ref("concern", raise_concern(said=said, send_key=key, by=by).id), by)
    concern = concerns_seen(by).filter(pk=made.id).first()
    if concern is None:
        raise NotFound
    return _raised(concern, by)


@router.get("/concerns/{reference}", response=ConcernShown, operation_id="concern", summary="How a concern stands")
def concern(request: HttpRequest, reference: str) -> ConcernShown:
    """Who has it, who has read it, what was decided: as the sender may see it. The look is remembered."""
    by = caller(request)
    one = open_concern(reference=spoken(reference), by=by, purpose="api")
    deliveries = deliveries_of([one], by)[one.id]
    held, due_at = _held(deliveries)
    return ConcernShown(
        reference=one.reference,
        raised_at=one.raised_at,
        agency=one.agency.name,
        team=one.team.name,
        urgency=urgency_now(one).value,
        held_by=held,
        answer_due_at=due_at,
        subjects=[RecordShown(record=each.record_id, child=each.child.reference) for each in _subjects(one, by)],
        deliveries=[_delivery(each) for each in deliveries],
    )


def _said(sent: ConcernAsked) -> ConcernSaid:
    payload = sent.model_dump()
    for told, child in zip(sent.subjects, payload["subjects"], strict=True):
        if told.born is not None and told.born.says_nothing():
            child["born"] = None
    return concern_from(payload)


def _raised(one: Concern, by: Actor) -> RaisedShown:
    held, due_at = _held(deliveries_of([one], by)[one.id])
    return RaisedShown(
        reference=one.reference,
        held_by=held,
        answer_due_at=due_at,
        subjects=[
            SubjectShown(record=each.record_id, child=each.child.reference, candidates=own_candidates(each.record, by))
            for each in _subjects(one, by)
        ],
    )


def _subjects(one: Concern, by: Actor) -> list[ConcernSubject]:
    rows = ConcernSubject.objects.visible_to(by).filter(concern=one).select_related("record", "child")
    return list(rows.order_by("order"))


def _held(deliveries: Sequence[Delivery]) -> tuple[HeldShown | None, datetime | None]:
    deciding = next((each for each in deliveries if not each.is_danger), None)
    if deciding is None:
        return None, None
    return HeldShown(team=deciding.team, agency=deciding.agency, phone=deciding.phone), deciding.due_at


def _delivery(each: Delivery) -> DeliveryShown:
    answer = each.answer
    return DeliveryShown(
        subject=each.child,
        is_danger=each.is_danger,
        team=each.team,
        agency=each.agency,
        phone=each.phone,
        delivered_at=each.delivered_at,
        read_at=each.read_at,
        acknowledged_at=each.acknowledged_at,
        due_at=each.due_at,
        answer=None
        if answer is None
        else AnswerShown(
            outcome=answer.outcome,
            reasons=answer.reasons,
            feedback=answer.feedback,
            would_change=answer.would_change,
            no_capacity=answer.no_capacity,
            answered_at=answer.answered_at,
            review_on=answer.review_on,
        ),
    )
