"""What the teams around a child say of their part in it, and who was there before (R-011)."""

from uuid import UUID

from django.db.models import Q

from cairn.access.actor import Actor
from cairn.children.models import Child, CircleLines, Involvement, at_present

MOST_LINES = 500  # said of one child, by all teams
MOST_FORMER = 100


def standing_lines(child: Child, actor: Actor) -> dict[UUID, list[CircleLines]]:
    """By team, everything it said of its part, the newest first: that one counts, the others are its history."""
    rows = CircleLines.objects.visible_to(actor, child.place).filter(child=child)
    found: dict[UUID, list[CircleLines]] = {}
    for one in rows.order_by("-recorded_at", "-id")[:MOST_LINES]:
        found.setdefault(one.team_id, []).append(one)
    return found


def own_place(child: Child, actor: Actor) -> Involvement | None:
    """Where one of the actor's own teams stands around the child now: the place by which it sees most."""
    for_me = Q(only_for=None) | Q(only_for_id=actor.membership_id)
    mine = Involvement.objects.visible_to(actor, child.place).filter(
        at_present(), for_me, child=child, team_id__in=actor.team_ids
    )
    found: Involvement | None = mine.order_by("-sees_story", "started_at", "id").first()
    return found


def former_places(child: Child, actor: Actor) -> list[Involvement]:
    """Who was around the child before, when, as what and why it ended; the last to go first.

    Who left with a reason, and who was there for a time. That places change when records are joined is told elsewhere.
    """
    rows = Involvement.objects.visible_to(actor, child.place).filter(child=child).exclude(at_present())
    shown = rows.exclude(ended_reason="", until=None).select_related("team__agency", "practitioner__practitioner")
    return list(shown.order_by("-ended_at", "-id")[:MOST_FORMER])
