"""Questions about questions: what waits for a decision, who may decide, what a link did."""

from collections.abc import Collection, Iterable
from datetime import datetime
from uuid import UUID

from django.db.models import Q, QuerySet

from cairn.access.actor import Actor
from cairn.access.scopes import ScopedQuerySet
from cairn.children.kinds import Outcome, ResponsibilityKind, Standing
from cairn.children.models import (
    Child,
    Claim,
    Involvement,
    LinkDecision,
    LinkQuestion,
    MyCircle,
    Responsibility,
    at_present,
)
from cairn.children.queries.keys import Said, person
from cairn.core.clock import now
from cairn.matching.evidence import Evidence, compare

MOST_REMEMBERED = 500  # decisions about one child
MOST_SAID = 4000  # facts of two children
MOST_THOUGHT = 50  # opinions on two children


def may_decide(question: LinkQuestion, by: Actor) -> bool:
    """Whether this actor decides rather than proposes: the hub, or who works with the candidate and sees both."""
    if by.is_hub:
        return True
    works = MyCircle.objects.visible_to(by).filter(
        child_id=question.candidate_id, team_id__in=by.team_ids, sees_story=True
    )
    return works.exists() and len(in_sight(question.child_id, question.candidate_id, by)) > 1


def leads(child_ids: Collection[UUID], by: Actor) -> bool:
    """Whether one of the actor's teams leads one of these children."""
    led = Responsibility.objects.visible_to(by).filter(
        child_id__in=list(child_ids), kind=ResponsibilityKind.LEAD, until=None, team_id__in=by.team_ids
    )
    return bool(led.exists())


def is_part_of_another(child_ids: Collection[UUID], by: Actor) -> bool:
    """Whether one of these children sleeps: all its records are another child's by now."""
    return bool(Child.objects.visible_to(by).filter(pk__in=list(child_ids), is_asleep=True).exists())


def answers_about(pair: Collection[UUID], by: Actor) -> QuerySet[LinkDecision]:
    """What was decided about two children, proposals apart; the newest first."""
    made = LinkDecision.objects.visible_to(by).filter(child_id__in=list(pair), other_id__in=list(pair))
    return made.exclude(standing=Standing.PROPOSED).order_by("-decided_at", "-id")


def waits_for_second(pair: Collection[UUID], by: Actor) -> bool:
    """Whether somebody has said "same child" of these two and nothing moves before a second person agrees."""
    waiting = answers_about(pair, by).filter(outcome=Outcome.SAME, standing=Standing.PROVISIONAL, waits=True)
    return bool(waiting.exists())


def in_sight(child_id: UUID, other_id: UUID, by: Actor) -> dict[UUID, Child]:
    """Those of two children that the actor may see."""
    return {child.id: child for child in Child.objects.visible_to(by).filter(pk__in=(child_id, other_id))}


def questions_between(child_id: UUID, other_id: UUID, by: Actor) -> ScopedQuerySet[LinkQuestion]:
    """Every question about two children, answered or not, whichever way round it was asked."""
    either = Q(child_id=child_id, candidate_id=other_id) | Q(child_id=other_id, candidate_id=child_id)
    found: ScopedQuerySet[LinkQuestion] = LinkQuestion.objects.visible_to(by).filter(either)
    return found


def question_between(child_id: UUID, other_id: UUID, by: Actor) -> LinkQuestion | None:
    """The question about two children that nobody has answered yet."""
    found: LinkQuestion | None = questions_between(child_id, other_id, by).filter(closed_at=None).first()
    return found


def open_questions(by: Actor) -> QuerySet[LinkQuestion]:
    """Everything that waits for a decision and that the actor may see, the strongest first.

    What somebody was not sure about rests until its day. Without its children: a join would leave out the questions of
    which the actor sees only one.
    """
    is_awake = Q(rests_until=None) | Q(rests_until__lte=now())
    return LinkQuestion.objects.visible_to(by).filter(is_awake, closed_at=None).order_by("-weight", "asked_at", "id")


def said_of(child_ids: list[UUID], by: Actor) -> QuerySet[Claim]:
    """What was said of these children that the actor may see, as it was said, the oldest first; at most 4,000."""
    said = Claim.objects.visible_to(by).filter(child_id__in=child_ids)
    return said.select_related("team__agency").order_by("child_id", "kind", "recorded_at")[:MOST_SAID]


def circle_of(child_ids: list[UUID], by: Actor) -> QuerySet[Involvement]:
    """The teams around these children at present that the actor may see."""
    around = Involvement.objects.visible_to(by).filter(at_present(), child_id__in=child_ids)
    return around.select_related("team__agency").order_by("team__agency__name", "team__name")


def possibly_same(child: Child, by: Actor) -> list[Child]:
    """The children that somebody was not sure whether this is one with, if nobody has settled it since; those alone
    that the actor sees as well (R-003)."""
    about = LinkDecision.objects.visible_to(by).filter(Q(child_id=child.id) | Q(other_id=child.id))
    made = about.exclude(standing=Standing.PROPOSED).exclude(outcome=Outcome.DIFFERENT, standing=Standing.UNDONE)
    rows = made.order_by("decided_at", "id").values_list("child_id", "other_id", "outcome")
    last = {other if one == child.id else one: outcome for one, other, outcome in rows[:MOST_REMEMBERED]}
    unsure = [other for other, outcome in last.items() if outcome == Outcome.UNSURE]
    if not unsure:
        return []
    return list(Child.objects.visible_to(by).filter(pk__in=unsure, is_asleep=False).order_by("reference"))


def proposals_about(question: LinkQuestion, by: Actor) -> QuerySet[LinkDecision]:
    """What others think of the same pair, with their reasons, the newest first; at most 50."""
    pair = (question.child_id, question.candidate_id)
    thought = LinkDecision.objects.visible_to(by).filter(child_id__in=pair, other_id__in=pair)
    return thought.select_related("team__agency", "decided_by__practitioner").order_by("-decided_at")[:MOST_THOUGHT]


def evidence_of(question: LinkQuestion, said: Iterable[Claim]) -> list[dict[str, object]]:
    """What speaks for and against, as it was when the question was asked; for one that a person asked, from what was
    said of both as far as the actor sees it."""
    if question.evidence:
        return list(question.evidence)
    told = compare_said(question.child_id, question.candidate_id, said)
    return [{"field": str(e.field), "level": str(e.level), "weight": e.weight} for e in told]


def compare_said(child_id: UUID, other_id: UUID, said: Iterable[Claim]) -> tuple[Evidence, ...]:
    """What speaks for and against two children's being one, from what was said of both."""
    told: dict[UUID, list[Said]] = {child_id: [], other_id: []}
    for one in said:
        told[one.child_id].append((one.kind, one.text, one.detail, one.born_from, one.born_to))
    ours, theirs = (person(told[each]) for each in (child_id, other_id))
    return compare(ours, theirs)


def facts_written_between(child_id: UUID, begin: datetime, end: datetime, by: Actor) -> QuerySet[Claim]:
    """What was written about a child in a span of time, as far as the actor may see."""
    return Claim.objects.visible_to(by).filter(child_id=child_id, recorded_at__gte=begin, recorded_at__lte=end)
