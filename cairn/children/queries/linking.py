"""Questions about questions: what waits for a decision, who may decide, what a link did."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet

from cairn.access.actor import Actor
from cairn.children.models import Child, Claim, Involvement, LinkDecision, LinkQuestion
from cairn.children.queries.keys import Said, person
from cairn.matching.evidence import compare


def may_decide(question: LinkQuestion, by: Actor) -> bool:
    """Whether this actor decides rather than proposes: the hub, or who works with the candidate and sees both."""
    if by.is_hub:
        return True
    works = Involvement.objects.visible_to(by).filter(
        child_id=question.candidate_id, team_id__in=by.team_ids, ended_at=None, sees_story=True
    )
    return works.exists() and len(in_sight(question.child_id, question.candidate_id, by)) > 1


def in_sight(child_id: UUID, other_id: UUID, by: Actor) -> dict[UUID, Child]:
    """Those of two children that the actor may see."""
    return {child.id: child for child in Child.objects.visible_to(by).filter(pk__in=(child_id, other_id))}


def question_between(child_id: UUID, other_id: UUID, by: Actor) -> LinkQuestion | None:
    """The question about two children that nobody has answered yet, whichever way round it was asked."""
    asked = LinkQuestion.objects.visible_to(by).filter(closed_at=None)
    found: LinkQuestion | None = (
        asked.filter(child_id=child_id, candidate_id=other_id).first()
        or asked.filter(child_id=other_id, candidate_id=child_id).first()
    )
    return found


def open_questions(by: Actor) -> QuerySet[LinkQuestion]:
    """Everything that waits for a decision and that the actor may see, the strongest first.

    Without its children: a join would leave out the questions of which the actor sees only one.
    """
    return LinkQuestion.objects.visible_to(by).filter(closed_at=None).order_by("-weight", "asked_at")


def said_of(child_ids: list[UUID], by: Actor) -> QuerySet[Claim]:
    """What was said of these children that the actor may see, as it was said, the oldest first."""
    said = Claim.objects.visible_to(by).filter(child_id__in=child_ids)
    return said.select_related("team__agency").order_by("child_id", "kind", "recorded_at")


def circle_of(child_ids: list[UUID], by: Actor) -> QuerySet[Involvement]:
    """The teams around these children at present that the actor may see."""
    around = Involvement.objects.visible_to(by).filter(child_id__in=child_ids, ended_at=None)
    return around.select_related("team__agency").order_by("team__agency__name", "team__name")


def proposals_about(question: LinkQuestion, by: Actor) -> QuerySet[LinkDecision]:
    """What others think of the same pair, with their reasons, the newest first."""
    pair = (question.child_id, question.candidate_id)
    thought = LinkDecision.objects.visible_to(by).filter(child_id__in=pair, other_id__in=pair)
    return thought.select_related("team__agency", "decided_by__practitioner").order_by("-decided_at")


def evidence_of(question: LinkQuestion, said: Iterable[Claim]) -> list[dict[str, object]]:
    """What speaks for and against, as it was when the question was asked; for one that a person asked, from what was
    said of both as far as the actor sees it."""
    if question.evidence:
        return list(question.evidence)
    told: dict[UUID, list[Said]] = {question.child_id: [], question.candidate_id: []}
    for one in said:
        told[one.child_id].append((one.kind, one.text, one.detail, one.born_from, one.born_to))
    ours, theirs = (person(told[each]) for each in (question.child_id, question.candidate_id))
    return [{"field": str(e.field), "level": str(e.level), "weight": e.weight} for e in compare(ours, theirs)]


def facts_written_between(child_id: UUID, begin: datetime, end: datetime, by: Actor) -> QuerySet[Claim]:
    """What was written about a child in a span of time, as far as the actor may see."""
    return Claim.objects.visible_to(by).filter(child_id=child_id, recorded_at__gte=begin, recorded_at__lte=end)
