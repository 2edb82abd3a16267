"""What a decision about two children moves, and whom it must be told and owed to."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Self
from uuid import UUID

from django.db import connection

from cairn.access.actor import Actor
from cairn.children.kinds import LINK_CHANGED, LINK_TO_CONFIRM, RequestState, ResponsibilityKind, Standing
from cairn.children.models import InvolvementRequest, LinkDecision, LinkQuestion, Record, Responsibility
from cairn.children.rules.remembering import rests_until
from cairn.children.verbs.ages import owe_age_review
from cairn.children.verbs.matching import LINK_CLOCK
from cairn.core.clock import now
from cairn.core.errors import Refused
from cairn.core.jobs import defer
from cairn.core.ref import Ref
from cairn.duties import rules
from cairn.duties import verbs as duties
from cairn.duties.kinds import DutyKind
from cairn.ledger import verbs as ledger
from cairn.notices import verbs as notices
from cairn.partnership.kinds import Discipline
from cairn.partnership.models import Membership, Team
from cairn.partnership.queries import area_of, day_desk, hub_desk, nation_of
from cairn.sharing.kinds import GLASS_CLOSED, GLASS_ENDED
from cairn.sharing.queries.compartments import gathers_by_rule
from cairn.sharing.queries.glass import close_moved

UNSURE_CLOCK = "link_unsure"


@dataclass(frozen=True, slots=True)
class Moved:
    """What a link or its undoing did: records moved and left, questions closed or open again.

    `teams` are now around the child that went on, `parted` around the one that was taken apart from it.
    """

    records: tuple[UUID, ...]
    left: tuple[UUID, ...]
    teams: tuple[UUID, ...]
    parted: tuple[UUID, ...]
    questions: tuple[UUID, ...]

    @classmethod
    def nothing(cls) -> Self:
        """What a link did that still waited."""
        return cls((), (), (), (), ())


def move(function: str, decision_id: UUID) -> Moved:
    """Let the database move what a decision moves, also what its author cannot see. `function` is one of our own."""
    fallback = day_desk(area_of(slug="", team=hub_desk()), Discipline.SOCIAL_CARE)
    with connection.cursor() as cursor:
        cursor.execute(f"select what, id from {function}(%s, %s)", [decision_id, fallback.id])  # noqa: S608 (own names)
        found = cursor.fetchall()

    def of(what: str) -> tuple[UUID, ...]:
        return tuple(each for kind, each in found if kind == what)

    return Moved(of("record"), of("left"), of("team"), of("parted"), of("question"))


def close_openings(decision: LinkDecision, by: Actor) -> None:
    """What was open in danger of a child whose records have gone is closed, and whoever opened it is told (R-061).

    So is the team that led. Records GLASS_ENDED for each.
    """
    for one in close_moved((decision.child_id, decision.other_id)):
        about = Ref("grant", one.grant_id)
        ledger.record(GLASS_ENDED, by=by, child_id=one.child_id, about=about, detail={"why": "records_moved"})
        notices.leave(team_id=one.team_id, member_id=one.member_id, code=GLASS_CLOSED, about=about)
        notices.leave(team_id=one.lead_team_id, code=GLASS_CLOSED, about=about)


def tell_circles(moved: Moved, decision: LinkDecision) -> None:
    """All teams of both circles hear that records were joined or taken apart (R-003).

    Each is led to the child it is around now: who has only told us something does not see the decision itself.
    """
    for child_id, teams in ((decision.other_id, moved.teams), (decision.child_id, moved.parted)):
        for team_id in teams:
            notices.leave(team_id=team_id, code=LINK_CHANGED, about=Ref("child", child_id))


def owe_unowed(questions: Iterable[UUID], nation: str) -> None:
    """Start the hub's clock for each child whose open questions nobody owes an answer to any more."""
    with connection.cursor() as cursor:
        cursor.execute("select question, child, rests from cairn_questions_unowed(%s::uuid[])", [list(questions)])
        unowed = cursor.fetchall()
    for question_id, child_id, rests in unowed:
        duties.owe(
            kind=DutyKind.LINK,
            about=Ref("link_question", question_id),
            policy=UNSURE_CLOCK if rests else LINK_CLOCK,
            nation=nation,
            owner_team=hub_desk(),
            child_id=child_id,
        )


def rest(question: LinkQuestion) -> None:
    """Somebody was not sure: the question comes back by the clock `link_unsure`, or sooner with new evidence."""
    back = rests_until(rules.due(UNSURE_CLOCK, nation_of(hub_desk()), now()).due_at)
    LinkQuestion.objects.filter(pk=question.pk).update(rests_until=back)


def join_records(decision: LinkDecision, by: Actor) -> tuple[UUID, ...]:
    """Move the records, tell both circles, owe a second person's word, and a look at ages that now differ (R-005).

    Returns the questions this settles.
    """
    _refuse_two_requests(decision)
    moved = move("cairn_move_records", decision.id)
    close_openings(decision, by)
    tell_circles(moved, decision)
    joined = Record.objects.visible_to(by).filter(pk__in=moved.records).order_by("opened_at", "id").first()
    if joined is not None:
        owe_age_review(record=joined, by=by)
    if gathers_by_rule(decision.other_id):  # what came along tells where the child is as well
        defer("children.seal_apart", child_id=str(decision.other_id))
    if decision.standing == Standing.PROVISIONAL:
        owe_confirmation(decision, by)
    return moved.questions


def _refuse_two_requests(decision: LinkDecision) -> None:
    waiting = InvolvementRequest.objects.filter(
        child_id__in=(decision.child_id, decision.other_id), state=RequestState.OPEN
    )
    teams = list(waiting.values_list("team_id", flat=True))
    if len(teams) > len(set(teams)):
        raise Refused("requests_collide")


def owe_confirmation(decision: LinkDecision, by: Actor) -> None:
    """The lead's team owes a second person's word, unless it decided itself: then the hub's second person does."""
    lead = Responsibility.objects.visible_to(by).filter(
        child_id=decision.other_id, kind=ResponsibilityKind.LEAD, until=None
    )
    held = lead.exclude(team_id=decision.team_id).select_related("team", "practitioner").first()
    team: Team = held.team if held else hub_desk()
    owner: Membership | None = held.practitioner if held else None
    about = Ref("link_decision", decision.id)
    duties.owe(
        kind=DutyKind.CONFIRM_LINK,
        about=about,
        policy="link_confirmation",
        nation=nation_of(team),
        owner_team=team,
        owner=owner,
        owed_to_team_id=decision.team_id,
        child_id=decision.other_id,
    )
    notices.leave(team_id=team.id, code=LINK_TO_CONFIRM, about=about)
