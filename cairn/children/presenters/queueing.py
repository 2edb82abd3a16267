"""The list of open questions about two children, and the way from one to the next."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cairn.access.actor import Actor
from cairn.children.kinds import Outcome, QuestionsShown
from cairn.children.models import LinkDecision, LinkQuestion
from cairn.children.presenters.linking import all_compared
from cairn.children.queries import queueing as queries
from cairn.children.queries.queueing import MOST_COUNTED, Queue
from cairn.core.clock import now
from cairn.duties import rules
from cairn.duties.kinds import DutyState
from cairn.duties.models import Duty
from cairn.matching.kinds import Band
from cairn.ui.parts import Column

STRENGTHS: dict[str, Promise] = {
    Band.STRONG: gettext_lazy("very much"),
    Band.POSSIBLE: gettext_lazy("something"),
    Band.WEAK: gettext_lazy("little"),
    "": gettext_lazy("asked by a person"),
}
_TAGS = {DutyState.DUE: "due", DutyState.DUE_SOON: "soon", DutyState.OVERDUE: "overdue"}


@dataclass(frozen=True, slots=True)
class ShownLink:
    """One of the three lists, with how many stand in it: "12", or "1,000+"."""

    label: str
    count: str
    href: str
    is_current: bool


@dataclass(frozen=True, slots=True)
class ReviewLine:
    """One pair: where it is answered, how much agrees and what, since when it waits, and by when it is owed.

    `state` is the word that the tag of a deadline knows; empty where no clock runs that this actor may know.
    """

    what: str
    href: str
    strength: str
    agrees: str
    since: datetime
    state: str = ""
    due_at: datetime | None = None
    rests_until: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewPage:
    """The whole list. `first` is where going through it begins; empty where there is nothing, or nothing to answer."""

    lists: tuple[ShownLink, ...]
    lines: tuple[ReviewLine, ...]
    columns: tuple[Column, ...]
    shown: str
    first: str
    before: str
    after: str
    listed: frozenset[UUID]


@dataclass(frozen=True, slots=True)
class Steps:
    """From one question of a list to the others. Empty where there is no next or no previous one."""

    back: str
    before: str
    after: str


def review_page(queue: Queue, number: int, by: Actor) -> ReviewPage:
    """One page of a list, as far as this actor sees it."""
    is_confirming = queue.shown is QuestionsShown.CONFIRM
    rows = queries.to_confirm(by) if is_confirming else queries.queued(queue, by)
    found, has_more = queries.page_of(rows, number)
    pairs = [_pair(each) for each in found]
    known = queries.references_of((one for pair in pairs for one in pair), by)
    if is_confirming:
        lines = tuple(_decision_line(each, known) for each in found)
    else:
        clocks = queries.clocks_of((child_id for child_id, _other in pairs), by)
        lines = tuple(_question_line(each, known, clocks, queue) for each in found)
    return ReviewPage(
        lists=tuple(_lists(queue, by)),
        lines=lines,
        columns=_columns(queue),
        shown=queue.shown.value,
        first=lines[0].href if lines and not is_confirming else "",
        before=_href(queue, page=number - 1) if number > 1 else "",
        after=_href(queue, page=number + 1) if has_more else "",
        listed=frozenset(known),
    )


def steps(question: LinkQuestion, queue: Queue | None, by: Actor) -> Steps | None:
    """The way on from a question that was opened from a list."""
    if queue is None:
        return None
    around = queries.around(question, queue, by)
    before, after = (_question_href(each, queue) if each else "" for each in (around.before, around.after))
    return Steps(_href(queue), before, after)


def onward(question: LinkQuestion, queue: Queue, by: Actor) -> str:
    """Where an answer leads: to the next question of the list, or back to the list when that was the last."""
    after = queries.next_after(question, queue, by)
    return _question_href(after, queue) if after else _href(queue)


def _pair(one: LinkQuestion | LinkDecision) -> tuple[UUID, UUID]:
    return (one.child_id, one.candidate_id if isinstance(one, LinkQuestion) else one.other_id)


def _lists(queue: Queue, by: Actor) -> Iterable[ShownLink]:
    for shown in QuestionsShown:
        each = Queue(shown, queue.order, queue.band)
        rows = queries.to_confirm(by) if shown is QuestionsShown.CONFIRM else queries.queued(each, by)
        label = str(shown.label)
        yield ShownLink(
            label[:1].upper() + label[1:], _bounded(queries.count_of(rows)), _href(each), shown is queue.shown
        )


def _bounded(count: int) -> str:
    return f"{MOST_COUNTED:,}+" if count > MOST_COUNTED else f"{count:,}"


def _columns(queue: Queue) -> tuple[Column, ...]:
    last = {QuestionsShown.RESTING: _("Comes back"), QuestionsShown.CONFIRM: _("Decided")}
    return (
        Column(label=_("Which two")),
        Column(label=_("How much agrees")),
        Column(label=_("What agrees")),
        Column(label=last.get(queue.shown, _("By when"))),
    )


def _question_line(
    question: LinkQuestion, known: Mapping[UUID, str], clocks: Mapping[UUID, Duty], queue: Queue
) -> ReviewLine:
    duty = clocks.get(question.child_id)
    return ReviewLine(
        what=_names(question.child_id, question.candidate_id, known),
        href=_question_href(question.pk, queue),
        strength=str(STRENGTHS.get(question.band, STRENGTHS[""])),
        agrees=_agreeing(question.evidence),
        since=question.asked_at,
        state=_state(duty) if duty else "",
        due_at=duty.due_at if duty else None,
        rests_until=question.rests_until if queue.shown is QuestionsShown.RESTING else None,
    )


def _decision_line(decision: LinkDecision, known: Mapping[UUID, str]) -> ReviewLine:
    return ReviewLine(
        what=_names(decision.child_id, decision.other_id, known),
        href=reverse("children:link", args=[decision.pk]),
        strength=str(Outcome(decision.outcome).label),
        agrees=_agreeing(decision.evidence),
        since=decision.decided_at,
    )


def _state(duty: Duty) -> str:
    policy = rules.policy_version(duty.policy, duty.nation, duty.policy_version)
    return _TAGS.get(rules.state_of(policy, duty.due_at, now()), "due")


def _names(one: UUID, other: UUID, known: Mapping[UUID, str]) -> str:
    unseen = _("a child you do not see")
    return _("%(one)s and %(other)s") % {"one": known.get(one, unseen), "other": known.get(other, unseen)}


def _agreeing(evidence: Iterable[Mapping[str, object]]) -> str:
    agree = sorted((each for each in all_compared(evidence) if each[1] > 0), key=lambda each: -each[1])
    return ", ".join(str(compared.label) for compared, _weight in agree)


def _question_href(question_id: UUID, queue: Queue) -> str:
    return f"{reverse('children:question', args=[question_id])}?{_query(queue)}"


def _href(queue: Queue, page: int = 1) -> str:
    number = f"&page={page}" if page > 1 else ""
    return f"{reverse('children:questions')}?{_query(queue)}{number}"


def _query(queue: Queue) -> str:
    return urlencode({"show": queue.shown.value, "band": queue.band, "order": queue.order.value})
