"""Places in the circle around a child: bringing a team in, leaving, and what ends by itself (R-011)."""

from typing import Any

from django.db import transaction

from cairn.access.actor import Actor
from cairn.access.permissions import Permission
from cairn.children.kinds import INVOLVEMENT_ENDED, Capacity
from cairn.children.kinds.circle import (
    BROUGHT_IN,
    CIRCLE_CHANGED,
    CIRCLE_LEFT,
    FOR_A_TIME,
    INVOLVEMENT_CHANGED,
    SEES_STORY,
)
from cairn.children.models import Child, Involvement, Responsibility, at_present
from cairn.children.queries.circle import may_name_holders
from cairn.children.rules.circle import LONGEST_WORDS, BroughtIn, fault_in, leaves_nobody, limits_on
from cairn.children.verbs.circle import Terms, tell_circle
from cairn.children.verbs.records import open_place
from cairn.core.clock import now, today
from cairn.core.errors import Refused
from cairn.core.locks import one_at_a_time
from cairn.core.ref import Ref
from cairn.core.working_days import end_of
from cairn.ledger import verbs as ledger
from cairn.notices import verbs as notices
from cairn.partnership.kinds import Discipline
from cairn.partnership.models import Team
from cairn.sharing.queries import not_to_be_told

_AT_ONCE = 500  # ended in one run of the job; the next takes the rest


@transaction.atomic
def bring_in(*, child: Child, team: Team, said: BroughtIn, by: Actor) -> Involvement:
    """Bring a team into the circle, in a capacity, on a basis, for a time where that is what it is for.

    Who leads, the authority and the hub bring in a team to work with the child, a guardian or advocate, a legal
    adviser; any team that sees the story an interpreter. The team is told, and so is the circle. Records what
    `open_record` records, or INVOLVEMENT_CHANGED for a team that is around the child already in a smaller part.
    Raises NotAllowed for whoever does not see the story. Refuses what `rules.circle.fault_in` names, an immigration
    team (`asks_itself`, R-060) and a team that is there already in that way (`in_circle_already`).
    """
    by.require(Permission.INVOLVEMENT_ANSWER, child)
    limits = limits_on(today())
    fault = fault_in(said, holds=may_name_holders(by, child), today=today(), limits=limits)
    if fault is not None:
        raise Refused(fault, most=limits.most_days if fault == "until_too_far" else LONGEST_WORDS)
    if team.agency.discipline == Discipline.IMMIGRATION:
        raise Refused("asks_itself")
    one_at_a_time(child.id)
    place = _changed(child, team, said, by) or _opened(child, team, said, by)
    if team.id not in by.team_ids and team.id not in not_to_be_told(place.id):
        notices.leave(team_id=team.id, code=BROUGHT_IN, about=Ref("child", child.id))
    return place


@transaction.atomic
def leave(*, involvement: Involvement, reason: str, by: Actor) -> None:
    """End a team's involvement, with a reason that those who stay can read. Records INVOLVEMENT_ENDED; they are told.

    What the team wrote stays; it keeps sight of its own rows only. A team leaves by itself; what is there for a time
    may be ended early by whoever leads as well; raises NotAllowed for anybody else. Leaving twice changes nothing.
    Refuses no reason (`leaving_reason_needed`), one over 500 characters (`words_too_long`), a team that is responsible
    for the child in any way (`still_responsible`) and the last that goes on working with it (`last_around`): it hands
    over first (R-070).
    """
    by.require(Permission.INVOLVEMENT_ASK, involvement)
    if not reason.strip():
        raise Refused("leaving_reason_needed")
    if len(reason) > LONGEST_WORDS:
        raise Refused("words_too_long", most=LONGEST_WORDS)
    one_at_a_time(involvement.child_id)
    _refuse_leaving_alone(involvement, by)
    if Involvement.objects.filter(pk=involvement.pk, ended_at=None).exists():
        end = {"ended_at": now(), "ended_reason": reason.strip(), "ended_by_id": by.membership_id}
        _ends(involvement, end, by)


@transaction.atomic
def end_what_is_over(*, by: Actor) -> int:
    """Note the end of what was there for a time and is past its moment; sight had ended with the moment itself.

    Records INVOLVEMENT_ENDED and tells the circle, once for each. Returns how many there were. Run by the worker.
    """
    by.require(Permission.INVOLVEMENT_ANSWER)
    over = Involvement.objects.visible_to(by).filter(ended_at=None, until__lte=now()).order_by("until", "id")
    ended = 0
    for place in over.select_for_update(skip_locked=True)[:_AT_ONCE]:
        _ends(place, {"ended_at": place.until}, by)
        ended += 1
    return ended


def _changed(child: Child, team: Team, said: BroughtIn, by: Actor) -> Involvement | None:
    """The place that the team has already, as far as whoever brings it in sees one, made into what is said."""
    rows = Involvement.objects.visible_to(by).filter(at_present(), child=child, team=team)
    place: Involvement | None = rows.order_by("-sees_story", "until", "id").first()
    if place is None:
        return None
    if place.capacity == said.capacity or (place.sees_story and place.capacity not in FOR_A_TIME):
        raise Refused("in_circle_already")
    place.capacity, place.sees_story = said.capacity, said.capacity in SEES_STORY
    place.basis, place.only_for, place.is_confirmed = said.basis.strip(), None, True
    place.until = None if said.until is None else end_of(said.until)
    place.save(update_fields=["capacity", "sees_story", "basis", "only_for", "is_confirmed", "until"])
    detail = {"capacity": str(said.capacity), "team": str(team.id)}
    about = Ref("involvement", place.id)
    ledger.record(INVOLVEMENT_CHANGED, by=by, child_id=child.id, about=about, detail=detail)
    tell_circle(place, CIRCLE_CHANGED)
    return place


def _opened(child: Child, team: Team, said: BroughtIn, by: Actor) -> Involvement:
    until = None if said.until is None else end_of(said.until)
    terms = Terms(until=until, basis=said.basis.strip(), is_confirmed=True)
    return open_place(child=child, team=team, capacity=said.capacity, by=by, terms=terms)


def _refuse_leaving_alone(involvement: Involvement, by: Actor) -> None:
    held = Responsibility.objects.visible_to(by).filter(child_id=involvement.child_id, until=None)
    if involvement.capacity not in FOR_A_TIME and held.filter(team_id=involvement.team_id).exists():
        raise Refused("still_responsible")
    others = Involvement.objects.visible_to(by).filter(at_present(), child_id=involvement.child_id)
    capacities = others.exclude(pk=involvement.pk).values_list("capacity", flat=True)
    if leaves_nobody(Capacity(involvement.capacity), [Capacity(one) for one in capacities]):
        raise Refused("last_around")


def _ends(place: Involvement, end: dict[str, Any], by: Actor) -> None:
    """Told first: whoever leaves sees the others no longer."""
    tell_circle(place, CIRCLE_LEFT)
    Involvement.objects.filter(pk=place.pk).update(**end)
    about = Ref("record", place.record_id)
    detail = {"capacity": str(place.capacity), "team": str(place.team_id)}
    ledger.record(INVOLVEMENT_ENDED, by=by, child_id=place.child_id, about=about, detail=detail)
