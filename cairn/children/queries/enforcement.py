"""What immigration enforcement asked, for those who asked and for those around the child; who answers (R-060)."""

from datetime import datetime
from uuid import UUID

from django.db.models import Q
from django.db.models.functions import Now

from cairn.access.actor import Actor
from cairn.access.scopes import ScopedQuerySet
from cairn.children.kinds import ResponsibilityKind
from cairn.children.kinds.enforcement import REPRESENTS, EnforcementState, EnforcementWord
from cairn.children.models import (
    Child,
    EnforcementQuestion,
    EnforcementReply,
    EnforcementRequest,
    Involvement,
    Record,
    Responsibility,
    at_present,
)
from cairn.core.working_days import Nation
from cairn.partnership.kinds import Discipline, RoleName
from cairn.partnership.models import Membership, Team
from cairn.partnership.queries import hub_on_call, nation_of
from cairn.sharing.queries.glass import DAY
from cairn.sharing.queries.guide import case_for
from cairn.sharing.rules.gateways import Case

MOST_SHOWN = 50


def requests_of(actor: Actor) -> list[EnforcementRequest]:
    """What the actor's own teams asked, the newest first. Nothing in it tells whether there is such a child."""
    mine = EnforcementRequest.objects.visible_to(actor).filter(team_id__in=actor.team_ids)
    return list(mine.order_by("-asked_at", "-id")[:MOST_SHOWN])


def asked_lately(actor: Actor) -> int:
    """How often this person's teams asked within 24 hours."""
    mine = EnforcementRequest.objects.visible_to(actor).filter(team_id__in=actor.team_ids)
    return int(mine.filter(asked_at__gte=Now() - DAY).count())


def given_to(request: EnforcementRequest, actor: Actor) -> EnforcementReply | None:
    """What was given to a request; None where nothing was: refused, not yet answered and no such child are the same."""
    rows = EnforcementReply.objects.visible_to(actor).filter(request=request, word=EnforcementWord.AGREED)
    found: EnforcementReply | None = rows.order_by("-recorded_at").first()
    return found


def questions_seen(actor: Actor) -> ScopedQuerySet[EnforcementQuestion]:
    """What enforcement asked about children, as far as this actor may see it, with who asks and who was asked."""
    rows: ScopedQuerySet[EnforcementQuestion] = EnforcementQuestion.objects.visible_to(actor)
    return rows.select_related("asker_team__agency", "asked_by__practitioner", "team__agency")


def questions_about(child: Child, actor: Actor) -> list[EnforcementQuestion]:
    """What enforcement asked about one child, the newest first."""
    return list(questions_seen(actor).filter(child=child).order_by("-asked_at", "-id")[:MOST_SHOWN])


def replies_to_question(question: EnforcementQuestion, actor: Actor) -> list[EnforcementReply]:
    """What was said to it, in order."""
    rows = EnforcementReply.objects.visible_to(actor).filter(question=question)
    return list(rows.select_related("team__agency", "recorded_by__practitioner").order_by("recorded_at", "id"))


def child_asked_for(reference: str, actor: Actor) -> Child | None:
    """The child of an exact reference, for the job that passes a request on; None where there is none."""
    found: Child | None = Child.objects.visible_to(actor).filter(reference=reference).first()
    return found


def lead_of(child_id: UUID, actor: Actor) -> Responsibility | None:
    """Who leads now."""
    held = Responsibility.objects.visible_to(actor).filter(child_id=child_id, kind=ResponsibilityKind.LEAD, until=None)
    found: Responsibility | None = held.select_related("team__agency").first()
    return found


def record_of_lead(child: Child, lead: Team, actor: Actor) -> Record | None:
    """A record of the team that leads; another team's where it has none of its own."""
    rows = list(Record.objects.visible_to(actor).filter(child=child).order_by("opened_at", "id"))
    return next((one for one in rows if one.team_id == lead.pk), rows[0] if rows else None)


def who_represent(child: Child, actor: Actor) -> set[UUID]:
    """The teams around a child that speak for it: guardians, advocates and legal advisers who see the story."""
    around = Involvement.objects.visible_to(actor).filter(at_present(), child=child, sees_story=True)
    speaks = Q(capacity__in=REPRESENTS) | Q(agency__discipline=Discipline.GUARDIAN)
    return set(around.filter(speaks).values_list("team_id", flat=True))


def may_answer_enforcement(actor: Actor, question: EnforcementQuestion) -> bool:
    """Whether the actor answers it: a person of the team that leads now, and never of the team that asks."""
    lead = lead_of(question.child_id, actor)
    return _is_other(actor, question) and lead is not None and lead.team_id in actor.team_ids


def may_agree_to_enforcement(actor: Actor, question: EnforcementQuestion) -> bool:
    """Whether the actor may be the second person, by where they work: a manager of the team that leads, or the hub.

    Never somebody of the team that asks.
    """
    is_there = actor.is_hub or may_answer_enforcement(actor, question)
    return question.state == EnforcementState.SECOND and _is_other(actor, question) and is_there


def _is_other(actor: Actor, question: EnforcementQuestion) -> bool:
    return actor.is_person and question.asker_team_id not in actor.team_ids


def who_looks_second(team: Team, first: Membership | None, at: datetime) -> tuple[Team, Membership | None]:
    """Who owes the second look: another manager of the team that leads, else the hub that answers then.

    Refuses `no_hub` where there is neither.
    """
    managers = Membership.objects.filter(team=team, role=RoleName.MANAGER, ended_at=None, practitioner__is_active=True)
    others = managers.exclude(practitioner_id=first.practitioner_id) if first else managers
    manager = others.order_by("started_at", "id").first()
    return (team, manager) if manager else (hub_on_call(at), None)


def would_give(question: EnforcementQuestion, actor: Actor) -> EnforcementReply | None:
    """What the team that leads would give, and a second person has not looked at yet."""
    rows = EnforcementReply.objects.visible_to(actor).filter(question=question, word=EnforcementWord.WOULD_GIVE)
    found: EnforcementReply | None = rows.select_related("recorded_by").order_by("-recorded_at", "-id").first()
    return found


def asking_case(team: Team) -> Case:
    """By whose law a team asks: that of its own nation, today. A child's nation would tell that there is a child."""
    return case_for(team, was_asked=True, nation=Nation(nation_of(team)).value)
