"""What was asked of whom about a child, what came back, and who may answer or look at a refusal."""

from datetime import datetime
from uuid import UUID

from django.db.models import Q, QuerySet

from cairn.access.actor import Actor
from cairn.access.scopes import ScopedQuerySet
from cairn.partnership.kinds import RoleName
from cairn.partnership.models import Membership, Team
from cairn.partnership.queries import hub_on_call
from cairn.sharing.kinds import AskState, ReplyKind
from cairn.sharing.models import Ask, AskAnswer
from cairn.sharing.queries.guide import case_for
from cairn.sharing.rules.gateways import Case

MOST_SHOWN = 50
_WITH = ("team__agency", "to_team__agency", "to_agency")


def asks_seen(actor: Actor) -> ScopedQuerySet[Ask]:
    """Every question that this actor may see, with who asks and who is asked."""
    rows: ScopedQuerySet[Ask] = Ask.objects.visible_to(actor)
    return rows.select_related(*_WITH)


def asks_about(child_id: UUID, actor: Actor) -> list[Ask]:
    """What was asked about a child, the newest first: asked once is asked for all who see the story."""
    return list(asks_seen(actor).filter(child_id=child_id).order_by("-asked_at", "-id")[:MOST_SHOWN])


def earlier_asks(child_id: UUID, agency_id: UUID, actor: Actor) -> QuerySet[Ask]:
    """What that agency was asked about the child before, as far as this actor may see it; withdrawn ones aside."""
    rows: QuerySet[Ask] = Ask.objects.visible_to(actor).filter(child_id=child_id, to_agency_id=agency_id)
    return rows.exclude(state=AskState.WITHDRAWN)


def asks_of(actor: Actor, *, owed: str = "") -> QuerySet[Ask]:
    """Questions that the actor's teams ask or are asked, the newest first; `owed` is "by_us", "to_us" or both."""
    sides = {"by_us": Q(to_team_id__in=actor.team_ids), "to_us": Q(team_id__in=actor.team_ids)}
    either = sides.get(owed, sides["by_us"] | sides["to_us"])
    return asks_seen(actor).filter(either).order_by("-asked_at", "-id")


def replies_to(ask: Ask, actor: Actor) -> list[AskAnswer]:
    """What was said to a question, in order; nothing for whoever only sees that it was asked."""
    rows = AskAnswer.objects.visible_to(actor).filter(ask=ask)
    return list(rows.select_related("team__agency", "said_by__practitioner").order_by("said_at", "id"))


def teams_to_ask(actor: Actor) -> list[Team]:
    """Every team of another agency, by agency and name."""
    teams = (
        Team.objects.visible_to(actor).exclude(agency_id=actor.agency_id) if actor.agency_id else Team.objects.none()
    )
    return list(teams.select_related("agency").order_by("agency__name", "name"))


def answering_case(ask: Ask) -> Case:
    """Who answers, and by whose law: that of the nation in which it was asked, whatever others the team works in."""
    return case_for(ask.to_team, was_asked=True, nation=ask.nation)


def is_asked(actor: Actor, ask: Ask) -> bool:
    """Whether the actor is a person of the team that was asked: what else must hold for answering."""
    return actor.is_person and ask.to_team_id in actor.team_ids


def is_asking(actor: Actor, ask: Ask) -> bool:
    """Whether the actor belongs to the team that asked: what else must hold for withdrawing."""
    return ask.team_id in actor.team_ids


def may_review(actor: Actor, ask: Ask) -> bool:
    """Whether the actor may look at a refusal of this team, by where they work: a manager there, or the hub."""
    return actor.is_person and (actor.is_hub or ask.to_team_id in actor.team_ids)


def who_reviews(ask: Ask, refused_by: UUID | None, at: datetime) -> tuple[Team, Membership | None]:
    """Who owes a look at a refusal: another manager of the team that refused, else the hub that answers then.

    Refuses `no_hub` where there is neither.
    """
    managers = Membership.objects.filter(team_id=ask.to_team_id, role=RoleName.MANAGER, ended_at=None)
    here = managers.filter(practitioner__is_active=True).select_related("team__agency").order_by("started_at", "id")
    manager = next((one for one in here if one.pk != refused_by), None)
    return (manager.team, manager) if manager else (hub_on_call(at), None)


def last_refusal(ask: Ask, actor: Actor) -> AskAnswer | None:
    """The refusal that waits for a second person; None where there is none in sight."""
    found: AskAnswer | None = (
        AskAnswer.objects.visible_to(actor).filter(ask=ask, kind=ReplyKind.REFUSED).order_by("-said_at", "-id").first()
    )
    return found
