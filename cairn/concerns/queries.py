"""Questions about concerns, each starting from what the actor may see."""

from django.db.models import QuerySet

from cairn.access.actor import Actor
from cairn.concerns.kinds import Urgency
from cairn.concerns.models import Concern, UrgencyChange


def urgency_now(concern: Concern) -> Urgency:
    """How urgent a concern is: what was said of it last."""
    latest = UrgencyChange.objects.filter(concern=concern).order_by("-changed_at", "-id").first()
    return Urgency(latest.urgency if latest else concern.urgency)


def concerns_of_my_team(actor: Actor) -> QuerySet[Concern]:
    """What my own team has raised, newest first."""
    mine = Concern.objects.visible_to(actor).filter(team_id__in=actor.team_ids)
    return mine.select_related("team", "area", "raised_by__practitioner").order_by("-raised_at")
