"""Adding to what is known of a child, asking to work with one, and saying which child a record is about."""

from uuid import UUID

from django.http import HttpRequest
from ninja import Router

from cairn.access.actor import Actor
from cairn.access.api.asking import caller
from cairn.access.api.shapes import spoken
from cairn.children.api.fact_shapes import FactAsked
from cairn.children.api.phrasing import fact_shown
from cairn.children.api.shapes import (
    FactShown,
    LinesAsked,
    LinesShown,
    LinkAsked,
    LinkShown,
    RequestAsked,
    RequestShown,
)
from cairn.children.kinds import Outcome, Standing
from cairn.children.models import Child, CircleLines, Claim, InvolvementRequest, LinkDecision, Record
from cairn.children.rules.circle import Lines
from cairn.children.verbs import (
    add_fact,
    ask_to_work,
    correct_fact,
    find_child,
    keep_fact_apart,
    mark_fact,
    own_record,
    say_lines,
    shut_out_named,
    withhold_fact,
)
from cairn.children.verbs.records_said import NEW, say_which_child
from cairn.core.clock import today
from cairn.core.errors import NotFound
from cairn.core.ref import Ref
from cairn.duties.queries import open_about
from cairn.ledger import verbs as ledger
from cairn.partnership.api.receipts import CREATED, KEYED, once
from cairn.sharing.kinds.apart import ApartKind

router = Router(tags=["Children"])


@router.post(
    "/children/{reference}/claims",
    response={CREATED: FactShown},
    operation_id="add_claim",
    summary="Add what somebody says of a child",
    openapi_extra=KEYED,
)
def add_claim(request: HttpRequest, reference: str, sent: FactAsked) -> FactShown:
    """A name, an age, a number …: who said so, on what basis. Never overwrites what others said.

    With `replaces` it says better what the caller's own team had said; of the kind `standing` it says what the caller
    thinks of something that was said.
    """
    by = caller(request)

    def do(_key: str) -> Ref:
        child = find_child(reference=spoken(reference), by=by)
        claim = _said(child, sent, by)
        if sent.withhold is not None:
            withhold_fact(fact=claim, said=sent.withhold.said(by), by=by)
        if sent.apart is not None:
            second = sent.apart.second_person(by)
            keep_fact_apart(fact=claim, kind=ApartKind(sent.apart.kind), reason=sent.apart.why, by=by, second=second)
        return Ref("claim", claim.id)

    made = once(request, do, by)
    claim = Claim.objects.visible_to(by).select_related("team", "agency").filter(pk=made.id).first()
    if claim is None:
        raise NotFound
    shown = fact_shown(claim)
    shut_out_named(fact=claim, by=by)  # last: it may shut out whoever has just said it
    return shown


@router.post(
    "/children/{reference}/involvement-requests",
    response={CREATED: RequestShown},
    operation_id="ask_to_work",
    summary="Ask to work with a child",
    openapi_extra=KEYED,
)
def ask(request: HttpRequest, reference: str, sent: RequestAsked) -> RequestShown:
    """Say what the caller's team does with the child; the lead answers by a clock, and silence grants it."""
    by = caller(request)

    def do(_key: str) -> Ref:
        record = own_record(child=find_child(reference=spoken(reference), by=by), by=by)
        return Ref("involvement_request", ask_to_work(record=record, doing=sent.doing, by=by).id)

    return _request_shown(once(request, do, by), by)


@router.post(
    "/children/{reference}/circle-lines",
    response={CREATED: LinesShown},
    operation_id="say_lines",
    summary="Say in three lines why the team is there",
    openapi_extra=KEYED,
)
def say(request: HttpRequest, reference: str, sent: LinesAsked) -> LinesShown:
    """Why the caller's team is around the child, what it cannot keep to itself, what it cannot do; 300 characters each.

    What was said before stays, and whoever sees the story can read it. Saying the same again changes nothing.
    """
    by = caller(request)

    def do(_key: str) -> Ref:
        child = find_child(reference=spoken(reference), by=by)
        return Ref("circle_lines", say_lines(child=child, said=Lines(**sent.model_dump()), by=by).id)

    return _lines_shown(once(request, do, by), by)


@router.post(
    "/records/{uuid:record_id}/link-decisions",
    response={CREATED: LinkShown},
    operation_id="decide_link",
    summary="Say which child a record is about",
    openapi_extra=KEYED,
)
def decide_link(request: HttpRequest, record_id: UUID, sent: LinkAsked) -> LinkShown:
    """The hub and the other child's working teams decide; from anybody else it is a proposal.

    A proposal shows nothing of the other child, not even whether there is one.
    """
    by = caller(request)

    def do(_key: str) -> Ref:
        record = _record(record_id, by)
        to = sent.child if sent.child == NEW else spoken(sent.child)
        decided = say_which_child(record=record, to=to, outcome=Outcome(sent.outcome), reason=sent.reason, by=by)
        return Ref("link_decision", decided.id) if decided else Ref("record", record.id)

    made = once(request, do, by)
    record = _record(record_id, by)
    return LinkShown(record=record.id, standing=_standing(made, by))


def _lines_shown(made: Ref, by: Actor) -> LinesShown:
    said = CircleLines.objects.visible_to(by).select_related("team__agency").filter(pk=made.id).first()
    if said is None:
        raise NotFound
    return LinesShown(
        id=said.id,
        team=said.team.name,
        agency=said.team.agency.name,
        why_here=said.why_here,
        cannot_keep=said.cannot_keep,
        cannot_do=said.cannot_do,
        last_contact_on=said.last_contact_on,
        recorded_at=said.recorded_at,
    )


def _said(child: Child, sent: FactAsked, by: Actor) -> Claim:
    if sent.about is not None:
        return mark_fact(child=child, claim_id=sent.about, mark=sent.mark(), by=by)
    fact = sent.fact(today=today())
    if sent.replaces is not None:
        return correct_fact(child=child, claim_id=sent.replaces, fact=fact, by=by, compares=False)
    return add_fact(record=own_record(child=child, by=by), fact=fact, by=by, compares=False)


def _record(record_id: UUID, by: Actor) -> Record:
    record: Record | None = Record.objects.visible_to(by).select_related("child").filter(pk=record_id).first()
    if record is None:
        ledger.not_found_or_hidden(by=by, kind="record", reference=record_id)
        raise NotFound
    return record


def _standing(made: Ref, by: Actor) -> str:
    if made.kind != "link_decision":
        return Standing.PROPOSED.value
    decided = LinkDecision.objects.visible_to(by).filter(pk=made.id).values_list("standing", flat=True).first()
    if decided is None:
        raise NotFound
    return str(decided)


def _request_shown(made: Ref, by: Actor) -> RequestShown:
    asked = InvolvementRequest.objects.visible_to(by).filter(pk=made.id).first()
    if asked is None:
        raise NotFound
    owed = open_about(made, actor=by)
    return RequestShown(
        id=asked.id,
        state=asked.state,
        doing=asked.doing,
        reason=asked.reason,
        asked_at=asked.recorded_at,
        answer_due_at=owed[0].duty.due_at if owed else None,
    )
