"""Deciding whether two children are one, confirming it, taking them apart again (R-003)."""

from uuid import UUID

from django.db import connection, transaction
from django.db.models import F

from cairn.access.actor import Actor
from cairn.access.permissions import Permission
from cairn.children.kinds import (
    LINK_ASKED,
    LINK_CONFIRMED,
    LINK_DECIDED,
    Outcome,
    Standing,
)
from cairn.children.models import Child, LinkDecision, LinkQuestion
from cairn.children.queries.linking import may_decide, question_between
from cairn.children.verbs.matching import dumped, link_duty, row
from cairn.children.verbs.moving import join_records, owe_unowed
from cairn.core.clock import now
from cairn.core.errors import Conflict, Refused
from cairn.core.locks import one_at_a_time
from cairn.core.ref import Ref
from cairn.duties import verbs as duties
from cairn.duties.kinds import DutyKind
from cairn.ledger import verbs as ledger
from cairn.matching.scoring import MODEL_VERSION
from cairn.partnership.models import Team
from cairn.partnership.queries import hub_desk, nation_of

LONGEST_REASON = 4000


@transaction.atomic
def propose_link(*, child: Child, reference: str, reason: str, by: Actor) -> None:
    """Say that a child you know may be another one, by the other's reference. The hub decides by its clock.

    Nothing is given back and the statements are the same whether there is such a child or not: an outsider sees no more
    for a proposal. Records LINK_ASKED. Refuses no reason (`reason_needed`), an over-long one (`reason_too_long`) and
    the child itself (`same_child_twice`).
    """
    by.require(Permission.LINK_PROPOSE, child)
    why = reason_given(reason)
    spoken = reference.strip().upper()
    if spoken == child.reference:
        raise Refused("same_child_twice")
    one_at_a_time(child.id)
    proposed = _decision(child.id, child.id, Outcome.SAME, Standing.PROPOSED, reason=why, by=by)
    question = LinkQuestion(child_id=child.id, candidate_id=child.id, weight=0.0, model_version=MODEL_VERSION)
    hub = hub_desk()
    owed = link_duty(child_id=child.id, record_id=None, nation=nation_of(hub), team=hub)
    with connection.cursor() as cursor:
        written = (dumped(row(each)) for each in (proposed, question, owed))
        cursor.execute("select cairn_propose_link(%s::jsonb, %s::jsonb, %s::jsonb, %s)", [*written, spoken])
    ledger.record(LINK_ASKED, by=by, child_id=child.id, makeup=child.makeup)


@transaction.atomic
def decide_link(
    *, question: LinkQuestion, outcome: Outcome, reason: str, by: Actor, in_danger: bool = False
) -> LinkDecision:
    """Answer "could this be the same child?". Records LINK_DECIDED with both children's trails.

    The hub decides, or a team that works with the candidate and has both children in sight; anybody else who sees the
    question makes a proposal, and the question stays. *Same* moves all records of the question's child as one decision,
    provisional until the lead or a second person confirms it, except in danger. *Not the same* is remembered and not
    asked again. *Not sure* keeps the question open and starts the hub's clock afresh.
    Refuses no reason (`reason_needed`), an over-long one (`reason_too_long`) and a team that waits for an answer about
    both (`requests_collide`). Raises Conflict when somebody answered first (`question_answered_already`).
    """
    by.require(Permission.LINK_DECIDE, question)
    why = reason_given(reason)
    one_at_a_time(question.child_id, question.candidate_id)
    current = LinkQuestion.objects.visible_to(by).filter(pk=question.pk, closed_at=None).first()
    if current is None or current.candidate_id != question.candidate_id:
        raise Conflict("question_answered_already")
    standing = _standing(current, outcome, by, in_danger=in_danger)
    decision = _decision(
        current.child_id, current.candidate_id, outcome, standing, reason=why, by=by, evidence=current.evidence
    )
    decision.save(force_insert=True)
    for child_id in (current.child_id, current.candidate_id):
        ledger.record(
            LINK_DECIDED,
            by=by,
            child_id=child_id,
            about=Ref("link_decision", decision.id),
            detail={"outcome": str(outcome), "standing": str(standing)},
        )
    if standing is not Standing.PROPOSED:
        _carry_out(current, decision, by)
    return decision


@transaction.atomic
def decide_pair(*, child: Child, other: Child, outcome: Outcome, reason: str, by: Actor) -> LinkDecision:
    """The same for two children that nobody has asked about: the question is asked and answered at once.

    Refuses a child with itself (`same_child_twice`).
    """
    by.require(Permission.LINK_DECIDE, child)
    by.require(Permission.LINK_DECIDE, other)
    if child.pk == other.pk:
        raise Refused("same_child_twice")
    one_at_a_time(child.id, other.id)
    question = question_between(child.id, other.id, by)
    if question is None:
        question = LinkQuestion(child=child, candidate=other, weight=0.0, model_version=MODEL_VERSION)
        question.save(force_insert=True)
    return decide_link(question=question, outcome=outcome, reason=reason, by=by)


@transaction.atomic
def confirm_link(*, decision: LinkDecision, revision: int, by: Actor) -> None:
    """The lead or a second person agrees that it is the same child: contributors now see who is involved.

    Records LINK_CONFIRMED; the circles were told when it was decided. Refuses the one who decided
    (`second_person_needed`) and a link that is not waiting (`nothing_to_confirm`). Raises Conflict on another revision
    (`link_changed_already`).
    """
    by.require(Permission.LINK_DECIDE, decision)
    one_at_a_time(decision.child_id, decision.other_id)
    current = LinkDecision.objects.visible_to(by).select_related("decided_by").get(pk=decision.pk)
    if current.revision != revision:
        raise Conflict("link_changed_already")
    if current.standing != Standing.PROVISIONAL:
        raise Refused("nothing_to_confirm")
    if current.decided_by and current.decided_by.practitioner_id == by.practitioner_id:
        raise Refused("second_person_needed")
    changed = LinkDecision.objects.filter(pk=current.pk, revision=revision).update(
        standing=Standing.CONFIRMED, confirmed_by_id=by.membership_id, confirmed_at=now(), revision=F("revision") + 1
    )
    if not changed:
        raise Conflict("link_changed_already")
    with connection.cursor() as cursor:
        cursor.execute("select cairn_confirm_moved(%s)", [current.id])
    about = Ref("link_decision", current.id)
    duties.close(kind=DutyKind.CONFIRM_LINK, about=about, by=by)
    ledger.record(LINK_CONFIRMED, by=by, child_id=current.other_id, about=about)


def reason_given(reason: str) -> str:
    """The reason, tidied. Refuses none (`reason_needed`) and one over 4,000 characters (`reason_too_long`)."""
    if not reason.strip():
        raise Refused("reason_needed")
    if len(reason) > LONGEST_REASON:
        raise Refused("reason_too_long", most=LONGEST_REASON)
    return reason.strip()


def _standing(question: LinkQuestion, outcome: Outcome, by: Actor, *, in_danger: bool) -> Standing:
    if not may_decide(question, by):
        return Standing.PROPOSED
    is_sure = outcome is not Outcome.SAME or in_danger
    return Standing.CONFIRMED if is_sure else Standing.PROVISIONAL


def _decision(
    child_id: UUID,
    other_id: UUID,
    outcome: Outcome,
    standing: Standing,
    *,
    reason: str,
    by: Actor,
    evidence: list[object] | None = None,
) -> LinkDecision:
    team = Team.objects.get(pk__in=by.team_ids[:1])
    return LinkDecision(
        child_id=child_id,
        other_id=other_id,
        outcome=outcome,
        standing=standing,
        reason=reason,
        evidence=evidence or [],
        model_version=MODEL_VERSION,
        agency_id=team.agency_id,
        team=team,
        decided_by_id=by.membership_id,
    )


def _carry_out(question: LinkQuestion, decision: LinkDecision, by: Actor) -> None:
    nation = nation_of(hub_desk())
    closed: tuple[UUID, ...] = (question.id,)
    if decision.outcome == Outcome.SAME:
        closed = join_records(decision, by)
    elif decision.outcome == Outcome.DIFFERENT:
        LinkQuestion.objects.filter(pk=question.pk).update(closed_at=decision.decided_at)
    for question_id in closed:
        duties.close(kind=DutyKind.LINK, about=Ref("link_question", question_id), by=by)
    owe_unowed(closed, nation)
