"""Breaches, and what was done about them."""

from django.db.models import F, QuerySet

from cairn.access.actor import Actor
from cairn.stewardship.kinds import BreachStep
from cairn.stewardship.models import Breach, BreachNote

MOST_SHOWN = 200


def breaches(by: Actor) -> QuerySet[Breach]:
    """Breaches that the lead sees: open ones first, the soonest due first."""
    rows = Breach.objects.visible_to(by).select_related("agency", "reported_by__practitioner", "reported_by__team")
    return rows.order_by(F("closed_at").desc(nulls_first=True), "due_at")[:MOST_SHOWN]


def notes_of(breach: Breach, by: Actor) -> QuerySet[BreachNote]:
    """What was done or decided about a breach, the oldest first."""
    rows = BreachNote.objects.visible_to(by).filter(breach=breach).select_related("noted_by__practitioner")
    return rows.order_by("noted_at", "id")


def decided_about_regulator(breach: Breach, by: Actor) -> bool:
    """Whether somebody has noted that the regulator was told, or why not."""
    steps = (BreachStep.REGULATOR_TOLD, BreachStep.REGULATOR_NOT_TOLD)
    return bool(BreachNote.objects.visible_to(by).filter(breach=breach, step__in=steps).exists())
