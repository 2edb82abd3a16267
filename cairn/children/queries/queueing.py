"""Everything that waits for a word on whether two children are one: in which order, how many, what comes next."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet

from cairn.access.actor import Actor
from cairn.access.scopes import ScopedQuerySet
from cairn.children.kinds import QuestionOrder, QuestionsShown, Standing
from cairn.children.models import Child, LinkDecision, LinkQuestion
from cairn.core.clock import now
from cairn.duties.kinds import DutyKind
from cairn.duties.models import Duty

PAGE = 25
MOST_COUNTED = 1000
NOBODY_WEIGHED = "asked"  # the strength of what a person asked

_ORDERS = {
    QuestionOrder.STRONGEST: ("-weight", "asked_at", "id"),
    QuestionOrder.OLDEST: ("asked_at", "id"),
}


@dataclass(frozen=True, slots=True)
class Queue:
    """Which of the open questions somebody goes through, and in which order. `band` is empty for every strength."""

    shown: QuestionsShown = QuestionsShown.WAITING
    order: QuestionOrder = QuestionOrder.STRONGEST
    band: str = ""


@dataclass(frozen=True, slots=True)
class Around:
    """The questions before and after one in its queue; None at either end."""

    before: UUID | None
    after: UUID | None


def queued(queue: Queue, by: Actor) -> ScopedQuerySet[LinkQuestion]:
    """The open questions of a queue that the actor may see, in its order.

    Without their children: a join would leave out the questions of which the actor sees only one.
    """
    rests = Q(rests_until__gt=now())
    rows: ScopedQuerySet[LinkQuestion] = LinkQuestion.objects.visible_to(by).filter(closed_at=None)
    rows = rows.filter(rests) if queue.shown is QuestionsShown.RESTING else rows.exclude(rests)
    if queue.band:
        rows = rows.filter(band="" if queue.band == NOBODY_WEIGHED else queue.band)
    return rows.order_by(*_ORDERS[queue.order])


def to_confirm(by: Actor) -> ScopedQuerySet[LinkDecision]:
    """Links that wait for a second person's word, the oldest first."""
    rows: ScopedQuerySet[LinkDecision] = LinkDecision.objects.visible_to(by).filter(standing=Standing.PROVISIONAL)
    return rows.order_by("decided_at", "id")


def page_of(rows: QuerySet[Any], number: int) -> tuple[list[Any], bool]:
    """One page of at most 25, and whether there are more."""
    start = (max(number, 1) - 1) * PAGE
    found = list(rows[start : start + PAGE + 1])
    return found[:PAGE], len(found) > PAGE


def count_of(rows: QuerySet[Any]) -> int:
    """How many there are, up to 1,001, where it stops."""
    return int(rows.order_by()[: MOST_COUNTED + 1].count())


def around(question: LinkQuestion, queue: Queue, by: Actor) -> Around:
    """What comes before and after a question, answered by now or not; from its own place in the order."""
    rows = queued(queue, by).exclude(pk=question.pk)
    after = rows.filter(_beyond(question, queue.order, forward=True)).values_list("pk", flat=True).first()
    before = rows.filter(_beyond(question, queue.order, forward=False)).reverse().values_list("pk", flat=True).first()
    return Around(before, after)


def next_after(question: LinkQuestion, queue: Queue, by: Actor) -> UUID | None:
    """Where to go on after an answer: the next in the order, else the first; None when that was the last."""
    rows = queued(queue, by).exclude(pk=question.pk)
    after: UUID | None = (
        rows.filter(_beyond(question, queue.order, forward=True)).values_list("pk", flat=True).first()
        or rows.values_list("pk", flat=True).first()
    )
    return after


def _beyond(question: LinkQuestion, order: QuestionOrder, *, forward: bool) -> Q:
    """Rows on one side of a question's place in the order; ties on all but the last part go on to the next part."""
    found, same = Q(pk__in=()), Q()
    for part in _ORDERS[order]:
        name, is_down = part.removeprefix("-"), part.startswith("-")
        side = "lt" if is_down is forward else "gt"
        value = getattr(question, name)
        found |= same & Q(**{f"{name}__{side}": value})
        same &= Q(**{name: value})
    return found


def references_of(child_ids: Iterable[UUID], by: Actor) -> dict[UUID, str]:
    """How to call those of these children that the actor may see."""
    return dict(Child.objects.visible_to(by).filter(pk__in=set(child_ids)).values_list("pk", "reference"))


def clocks_of(child_ids: Iterable[UUID], by: Actor) -> dict[UUID, Duty]:
    """By when each of these children is to be decided about, where the actor may know."""
    owed = Duty.objects.visible_to(by).filter(kind=DutyKind.LINK, child_id__in=set(child_ids), closed_at=None)
    return {duty.child_id: duty for duty in owed.order_by("-due_at") if duty.child_id}
