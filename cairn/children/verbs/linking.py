"""Deciding whether two children are one, confirming it, taking them apart again (R-003)."""

from uuid import UUID

from django.db import connection, transaction
from django.db.models import F

from cairn.access.actor import Actor
from cairn.access.permissions import Permission
from cairn.children.kinds import (
    LINK_CONFIRMED,
    LINK_DECIDED,
    Outcome,
    Standing,
)
from cairn.children.models import Child, LinkDecision, LinkQuestion
from cairn.children.queries.linking import (
    compare_said,
    evidence_of,
    is_part_of_another,
    leads,
    may_decide,
    question_between,
    said_of,
    waits_for_second,
)
from cairn.children.queries.restricted import needs_two
from cairn.children.verbs.matching import written
from cairn.children.verbs.moving import join_records, owe_confirmation, owe_unowed, rest
from cairn.children.verbs.shutting_out import shut_out_joined
from cairn.core.clock import now
from cairn.core.errors import Conflict, Refused
from cairn.core.locks import one_at_a_time
from cairn.core.ref import Ref
from cairn.duties import verbs as duties
from cairn.duties.kinds import DutyKind
from cairn.ledger import verbs as ledger
from cairn.matching.kinds import Band
from cairn.matching.scoring import MODEL_VERSION, score
from cairn.partnership.models import Team
from cairn.partnership.queries import hub_desk, nation_of

LONGEST_REASON = 4000


@transaction.atomic
def decide_link(
    *, question: LinkQuestion, outcome: Outcome, reason: str, by: Actor, in_danger: bool = False
) -> LinkDecision:
    """Answer "could this be the same child?". Records LINK_DECIDED with both children's trails.

    The hub decides, or a team that works with the candidate and has both children in sight; anybody else who sees the
    question makes a proposal, and the question stays. *Same* moves all records of the question's child as one decision,
    provisional until the lead or a second person confirms it, except in danger; where something about one of them is
    specially protected nothing moves before that, in danger either. *Not the same* is remembered and not asked again
    without new evidence; where the two agree strongly the hub alone says it for good. *Not sure* keeps the question
    open, to come back by the clock `link_unsure` or with new evidence. Keeps the evidence and the model as they were.
    Refuses no reason (`reason_needed`), an over-long one (`reason_too_long`), a child that is part of another by now
    (`same_already`), a pair that waits for a second person (`waits_for_second`) and a team that waits for an answer
    about both (`requests_collide`). Raises Conflict when somebody answered first (`question_answered_already`).
    """
    by.require(Permission.LINK_DECIDE, question)
    why = reason_given(reason)
    current = _still_open(question, by)
    standing = _standing(current, outcome, by, in_danger=in_danger)
    pair = (current.child_id, current.candidate_id)
    if standing is not Standing.PROPOSED and is_part_of_another(pair, by):
        raise Refused("same_already")
    decision = LinkDecision(
        child_id=current.child_id,
        other_id=current.candidate_id,
        outcome=outcome,
        standing=standing,
        reason=why,
        waits=standing is Standing.PROVISIONAL and needs_two(pair, by),
        **_weighed(current, by),
        **written_by(by),
    )
    decision.save(force_insert=True)
    detail = {"outcome": str(outcome), "standing": str(standing)}
    for child_id in pair:
        ledger.record(LINK_DECIDED, by=by, child_id=child_id, about=Ref("link_decision", decision.id), detail=detail)
    if standing is not Standing.PROPOSED:
        _carry_out(current, decision, by)
    if outcome is Outcome.SAME and standing is not Standing.PROPOSED and not decision.waits:
        shut_out_joined(decision=decision, by=by)
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
        question = _asked_now(child, other, by)
    return decide_link(question=question, outcome=outcome, reason=reason, by=by)


@transaction.atomic
def confirm_link(*, decision: LinkDecision, revision: int, by: Actor) -> None:
    """The lead or a second person agrees that it is the same child: contributors now see who is involved.

    Where the link waited for this, the records move now. Records LINK_CONFIRMED; the circles were told when the records
    moved. Refuses the one who decided (`second_person_needed`), a link that is not waiting (`nothing_to_confirm`),
    anybody but the hub and the lead where something is specially protected (`hub_or_lead_confirms`), and a child that
    is part of another by now (`same_already`). Raises Conflict on another revision (`link_changed_already`).
    """
    by.require(Permission.LINK_DECIDE, decision)
    one_at_a_time(decision.child_id, decision.other_id)
    current = LinkDecision.objects.visible_to(by).select_related("decided_by").get(pk=decision.pk)
    if current.revision != revision:
        raise Conflict("link_changed_already")
    _refuse_to_confirm(current, by)
    current.standing, current.confirmed_at, current.confirmed_by_id = Standing.CONFIRMED, now(), by.membership_id
    changed = LinkDecision.objects.filter(pk=current.pk, revision=revision).update(
        standing=current.standing,
        confirmed_by_id=current.confirmed_by_id,
        confirmed_at=current.confirmed_at,
        revision=F("revision") + 1,
    )
    if not changed:
        raise Conflict("link_changed_already")
    if current.waits:
        settled = join_records(current, by)
        _close_questions(settled, by)
    with connection.cursor() as cursor:
        cursor.execute("select cairn_confirm_moved(%s)", [current.id])
    about = Ref("link_decision", current.id)
    duties.close(kind=DutyKind.CONFIRM_LINK, about=about, by=by)
    ledger.record(LINK_CONFIRMED, by=by, child_id=current.other_id, about=about)
    if current.waits:
        shut_out_joined(decision=current, by=by)


def _still_open(question: LinkQuestion, by: Actor) -> LinkQuestion:
    pair = (question.child_id, question.candidate_id)
    one_at_a_time(*pair)
    current = LinkQuestion.objects.visible_to(by).filter(pk=question.pk, closed_at=None).first()
    if current is None or (current.child_id, current.candidate_id) != pair:
        raise Conflict("question_answered_already")
    if waits_for_second(pair, by):
        raise Refused("waits_for_second")
    return current


def _refuse_to_confirm(current: LinkDecision, by: Actor) -> None:
    if current.standing != Standing.PROVISIONAL:
        raise Refused("nothing_to_confirm")
    if current.decided_by and current.decided_by.practitioner_id == by.practitioner_id:
        raise Refused("second_person_needed")
    pair = (current.child_id, current.other_id)
    if not current.waits:
        return
    if not (by.is_hub or leads(pair, by)):
        raise Refused("hub_or_lead_confirms")
    if is_part_of_another(pair, by):
        raise Refused("same_already")


def reason_given(reason: str) -> str:
    """The reason, tidied. Refuses none (`reason_needed`) and one over 4,000 characters (`reason_too_long`)."""
    if not reason.strip():
        raise Refused("reason_needed")
    if len(reason) > LONGEST_REASON:
        raise Refused("reason_too_long", most=LONGEST_REASON)
    return reason.strip()


def _asked_now(child: Child, other: Child, by: Actor) -> LinkQuestion:
    told = compare_said(child.id, other.id, said_of([child.id, other.id], by))
    judged = score(told)
    question = LinkQuestion(
        child=child,
        candidate=other,
        weight=judged.weight,
        band=judged.band,
        evidence=written(told),
        model_version=MODEL_VERSION,
    )
    question.save(force_insert=True)
    return question


def written_by(by: Actor) -> dict[str, object]:
    """Who makes a decision: the team, its agency and the person's place in it."""
    team = Team.objects.get(pk__in=by.team_ids[:1])
    return {"agency_id": team.agency_id, "team": team, "decided_by_id": by.membership_id}


def _weighed(question: LinkQuestion, by: Actor) -> dict[str, object]:
    """The evidence as whoever answers has it before them; weighed now where a person had asked."""
    if question.evidence:
        return {"evidence": question.evidence, "model_version": question.model_version}
    said = said_of([question.child_id, question.candidate_id], by)
    return {"evidence": evidence_of(question, said), "model_version": MODEL_VERSION}


def _standing(question: LinkQuestion, outcome: Outcome, by: Actor, *, in_danger: bool) -> Standing:
    if not may_decide(question, by):
        return Standing.PROPOSED
    if outcome is Outcome.SAME:
        is_sure = in_danger and not needs_two((question.child_id, question.candidate_id), by)
        return Standing.CONFIRMED if is_sure else Standing.PROVISIONAL
    # Keeping two records apart although they agree strongly is queued for the hub, with the reason.
    keeps_apart = outcome is Outcome.DIFFERENT and question.band == Band.STRONG and not by.is_hub
    return Standing.PROPOSED if keeps_apart else Standing.CONFIRMED


def _carry_out(question: LinkQuestion, decision: LinkDecision, by: Actor) -> None:
    closed: tuple[UUID, ...] = (question.id,)
    if decision.outcome == Outcome.UNSURE:
        rest(question)
    elif decision.outcome == Outcome.DIFFERENT or decision.waits:
        LinkQuestion.objects.filter(pk=question.pk).update(closed_at=decision.decided_at)
        if decision.waits:
            owe_confirmation(decision, by)
    else:
        closed = join_records(decision, by)
    _close_questions(closed, by)


def _close_questions(closed: tuple[UUID, ...], by: Actor) -> None:
    for question_id in closed:
        duties.close(kind=DutyKind.LINK, about=Ref("link_question", question_id), by=by)
    owe_unowed(closed, nation_of(hub_desk()))
