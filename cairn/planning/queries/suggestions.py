"""What could be done by one team in place of several, and what the teams answered."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from cairn.access.actor import Actor
from cairn.children.models import Child
from cairn.core.clock import today
from cairn.partnership.models import Team
from cairn.planning.models import Contact, Suggestion, SuggestionAnswer, Work
from cairn.planning.queries.plans import Plan
from cairn.planning.rules.lists import week_limit_on
from cairn.planning.rules.overlap import monday_of

MOST_LISTED = 100


@dataclass(frozen=True, slots=True)
class Asked:
    """A suggestion with what it is about now, and what was answered; `teams` are those whose plans it is about.

    Of the same work it holds the two `works`, of a full week its `contacts`.
    """

    suggestion: Suggestion
    works: tuple[Work, ...]
    contacts: tuple[Contact, ...]
    answers: tuple[SuggestionAnswer, ...]

    @property
    def teams(self) -> dict[UUID, Team]:
        """The teams that are asked, by id."""
        return {one.team_id: one.team for one in (*self.works, *self.contacts)}

    @property
    def waiting(self) -> set[UUID]:
        """The teams that have not answered."""
        return self.teams.keys() - {one.team_id for one in self.answers}


def asked(child: Child, actor: Actor, plan: Plan) -> list[Asked]:
    """The suggestions that stand by what the actor sees of the plan, the newest first; of one week the newest alone.

    One whose work was withdrawn, is over, belongs to another child now or is out of sight, is not among them; nor is a
    week that is over, or not full for this reader.
    """
    answers, weeks = _answers(child, actor), set[date]()
    found = []
    for one in suggestions(child, actor):
        if one.monday in weeks:
            continue
        if one.monday is not None:
            weeks.add(one.monday)
        about = _about(one, plan)
        if about is not None:
            found.append(Asked(one, *about, tuple(answers.get(one.id, ()))))
    return found


def suggestions(child: Child, actor: Actor) -> list[Suggestion]:
    """What was ever suggested about a child, the newest first."""
    rows = Suggestion.objects.visible_to(actor, child.place).filter(child=child)
    return list(rows.order_by("-recorded_at", "-id")[:MOST_LISTED])


def child_of(suggestion_id: UUID, actor: Actor) -> Child | None:
    """The child that a suggestion is about; None out of sight."""
    rows = Suggestion.objects.visible_to(actor).filter(pk=suggestion_id).select_related("child")
    found: Suggestion | None = rows.first()
    return found.child if found else None


def answer_of(answer_id: UUID, actor: Actor) -> SuggestionAnswer | None:
    """One answer with its team; None out of sight."""
    rows = SuggestionAnswer.objects.visible_to(actor).filter(pk=answer_id).select_related("team")
    found: SuggestionAnswer | None = rows.first()
    return found


def _answers(child: Child, actor: Actor) -> dict[UUID, list[SuggestionAnswer]]:
    rows = SuggestionAnswer.objects.visible_to(actor, child.place).filter(child=child).select_related("team__agency")
    found: dict[UUID, list[SuggestionAnswer]] = {}
    for one in rows.order_by("recorded_at", "id"):
        found.setdefault(one.suggestion_id, []).append(one)
    return found


def _about(one: Suggestion, plan: Plan) -> tuple[tuple[Work, ...], tuple[Contact, ...]] | None:
    if one.monday is None:
        pair = tuple(each for each in plan.works if each.id in {one.one_id, one.other_id})
        return (pair, ()) if len(pair) > 1 else None
    day = today()
    week = plan.contacts_in(one.monday)
    is_full = one.monday >= monday_of(day) and len(week) > week_limit_on(day).most
    return ((), week) if is_full else None
