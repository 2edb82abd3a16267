"""Who is around a child, who is responsible, and how much of the child this actor sees."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Exists, F, OuterRef, Q

from cairn.access.actor import Actor, ActorKind
from cairn.access.scopes import Place
from cairn.children.kinds import RequestState, ResponsibilityKind
from cairn.children.kinds.circle import FOR_A_TIME
from cairn.children.models import (
    Child,
    CircleLines,
    Involvement,
    InvolvementRequest,
    MyCircle,
    Record,
    Responsibility,
    at_present,
)
from cairn.partnership.models import Membership, Team
from cairn.sharing.queries.nothing_held import NothingHeld

_WITH = ("team__agency", "practitioner__practitioner")
MOST_HISTORY = 100


@dataclass(frozen=True, slots=True)
class Sight:
    """How much of a child an actor sees: the shared story, who is involved, or only what their own team wrote.

    `glass_until` is set where they see it for an hour alone, because somebody is in danger: who sees, decides nothing.
    """

    sees_story: bool
    sees_circle: bool
    glass_until: datetime | None = None


def sight_of(child: Child, actor: Actor) -> Sight:
    """What this actor's place in the circle lets them see (house rules, "who sees what"). One statement at most."""
    if actor.is_hub or actor.kind is ActorKind.JOB:
        return Sight(sees_story=True, sees_circle=True)
    place = child.place if child.place and child.place.actor is actor else place_of(child, actor)
    sees_circle = place.sees_story or place.is_confirmed
    return Sight(sees_story=place.sees_story, sees_circle=sees_circle, glass_until=place.glass_until)


def works_with(actor: Actor, child: Child) -> bool:
    """Whether this actor sees the shared story of the child, and has not only told us something.

    Nor sees it for an hour alone, because somebody is in danger: who does, decides nothing.
    """
    sight = sight_of(child, actor)
    return sight.sees_story and sight.glass_until is None


def place_of(child: Child, actor: Actor) -> Place:
    """Where an actor stands around a child now. One statement; none for whoever sees every child anyway."""
    if actor.is_hub or actor.kind is ActorKind.JOB or not actor.team_ids:
        return Place(actor, child.id)
    mine = MyCircle.objects.visible_to(actor).filter(child_id=child.id, team_id__in=actor.team_ids)
    asked = mine.annotate(nothing_held=NothingHeld(F("child_id")))
    rows = list(asked.values_list("sees_story", "is_confirmed", "glass_until", "is_on_shift", "nothing_held"))
    lasting = [on_shift for story, _, until, on_shift, _ in rows if story and until is None]
    until = None if lasting else max((until for _, _, until, _, _ in rows if until), default=None)
    return Place(
        actor=actor,
        child_id=child.id,
        is_around=bool(rows),
        sees_story=any(story for story, *_ in rows),
        is_confirmed=any(sure for _, sure, *_ in rows),
        glass_until=until,
        is_on_shift=bool(lasting) and all(lasting),
        nothing_held=bool(rows) and all(nothing_held for *_, nothing_held in rows),
    )


def circle_of(child: Child, actor: Actor) -> list[Involvement]:
    """The teams around a child at present, the longest involved first (R-011); `has_said` why they are there."""
    lines = CircleLines.objects.filter(child_id=OuterRef("child_id"), team_id=OuterRef("team_id"))
    current = Involvement.objects.visible_to(actor, child.place).filter(at_present(), child=child)
    current = current.annotate(has_said=Exists(lines))  # type: ignore[no-redef]  # the same, filled in
    return list(current.select_related(*_WITH).order_by("started_at", "id"))


def agencies_around(child: Child, actor: Actor) -> dict[UUID, str]:
    """The agencies at present around a child, as far as the actor is shown who is, by name."""
    current = Involvement.objects.visible_to(actor, child.place).filter(at_present(), child=child)
    rows = current.order_by("agency__name").values_list("agency_id", "agency__name").distinct()
    return dict(rows)


def responsible_for(child: Child, actor: Actor) -> dict[ResponsibilityKind, Responsibility]:
    """Who is responsible now, by kind. Empty where this actor is not shown who is involved."""
    current = Responsibility.objects.visible_to(actor, child.place).filter(child=child, until=None)
    return {ResponsibilityKind(one.kind): one for one in current.select_related(*_WITH)}


def responsibility_history(child: Child, actor: Actor) -> list[Responsibility]:
    """Who was responsible from when to when, the newest first (R-070)."""
    rows = Responsibility.objects.visible_to(actor, child.place).filter(child=child).select_related(*_WITH)
    return list(rows.order_by("-since", "-id")[:MOST_HISTORY])


def requests_to_work(child: Child, actor: Actor) -> list[InvolvementRequest]:
    """Teams that ask to work with the child and wait for an answer, the longest waiting first."""
    waiting = InvolvementRequest.objects.visible_to(actor, child.place).filter(child=child, state=RequestState.OPEN)
    return list(waiting.select_related("team__agency").order_by("recorded_at", "id"))


def my_record(child: Child, actor: Actor) -> Record | None:
    """The newest record that this actor's own team holds of the child; None when it holds none."""
    mine = Record.objects.visible_to(actor).filter(child=child, team_id__in=actor.team_ids)
    found: Record | None = mine.order_by("-opened_at", "-id").first()
    return found


def may_name_holders(actor: Actor, child: Child) -> bool:
    """Whether this actor may say who leads and who acts next: hub, the lead's team, the authority's team (R-070)."""
    return names_holders(actor, responsible_for(child, actor))


def may_answer(actor: Actor, request: InvolvementRequest) -> bool:
    """Whether this actor may answer a team that asks to work with a child: who sees the story, never who only asks.

    Nor who sees it for an hour alone, because somebody is in danger.
    """
    return works_with(actor, Child(pk=request.child_id))


def may_end(actor: Actor, involvement: Involvement) -> bool:
    """Whether this actor may end a place: their own team's, or, as whoever leads, one that is there for a time."""
    if involvement.team_id in actor.team_ids:
        return True
    return involvement.capacity in FOR_A_TIME and may_name_holders(actor, Child(pk=involvement.child_id))


def names_holders(actor: Actor, held: Mapping[ResponsibilityKind, Responsibility]) -> bool:
    """The same from who is responsible, fetched already."""
    if actor.is_hub or actor.kind is ActorKind.JOB:
        return True
    naming = (held.get(ResponsibilityKind.LEAD), held.get(ResponsibilityKind.AUTHORITY))
    return any(one is not None and one.team_id in actor.team_ids for one in naming)


def teams_to_hold(child: Child, actor: Actor) -> list[Team]:
    """The teams that may lead or act next: those that see the story, and whoever holds either now."""
    rows = Involvement.objects.visible_to(actor).filter(at_present(), child=child, sees_story=True)
    holding = Responsibility.objects.visible_to(actor).filter(child=child, until=None)
    either = Q(pk__in=rows.values("team_id")) | Q(pk__in=holding.values("team_id"))
    return list(Team.objects.filter(either).select_related("agency").order_by("agency__name", "name"))


def people_of(team_ids: tuple[UUID, ...]) -> list[Membership]:
    """Who works in these teams at present, by name."""
    current = Membership.objects.filter(team_id__in=team_ids, ended_at=None, practitioner__is_active=True)
    return list(current.select_related("practitioner", "team").order_by("practitioner__name"))
