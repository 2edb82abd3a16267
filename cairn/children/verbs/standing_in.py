"""Standing in for those around a child: a colleague who steps in, and a team on shift out of hours (R-011, R-191)."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from cairn.access.actor import Actor
from cairn.access.permissions import Permission
from cairn.children.kinds import CIRCLE_JOINED, Capacity, ResponsibilityKind
from cairn.children.kinds.circle import AGENCY_SHOWN, ON_SHIFT, STEPPED_IN
from cairn.children.models import Child, Involvement, Record, Responsibility
from cairn.children.queries.standing_in import Colleagues, child_on_shift, colleagues_around
from cairn.children.queries.telling import around_to_tell
from cairn.children.rules.circle import LONGEST_WORDS, limits_on
from cairn.children.verbs.circle import Terms, join
from cairn.children.verbs.records import open_place
from cairn.core.clock import now, today
from cairn.core.errors import NotAllowed, NotFound, Refused
from cairn.core.locks import one_at_a_time
from cairn.core.ref import Ref
from cairn.core.working_days import Nation, WorkingCalendar
from cairn.ledger import verbs as ledger
from cairn.notices import verbs as notices
from cairn.partnership.models import Team
from cairn.partnership.queries import nation_of, shift_of


def is_in_sight(*, reference: str, by: Actor) -> bool:
    """Whether the actor sees the child anyway, and need ring nobody. Nothing is shown."""
    by.require(Permission.CHILD_OPEN)
    return bool(Child.objects.visible_to(by).filter(reference=reference).exists())


@transaction.atomic
def show_colleagues(*, reference: str, by: Actor) -> Colleagues:
    """Tell somebody which team of their own agency to ring about a child that they do not see. Records AGENCY_SHOWN.

    Raises NotFound, and notes the reference, where no team of theirs is around it, as where there is no such child.
    """
    by.require(Permission.CHILD_OPEN)
    found = _colleagues(reference, by)
    ledger.record(AGENCY_SHOWN, by=by, child_id=found.child_id, makeup=found.makeup)
    return found


@transaction.atomic
def step_in(*, reference: str, reason: str, by: Actor) -> Involvement:
    """Step in for colleagues around a child, with a reason that the team that leads reads at once.

    Whoever steps in works with the child, alone of their team, for as many working days as the policy says; then it
    ends by itself. Records what `open_record` records. Raises NotFound as `show_colleagues` does, and NotAllowed where
    the agency's own teams do not see the story, for nobody sees more by stepping in than those they step in for.
    Refuses no reason (`step_in_reason_needed`), one over 500 characters (`words_too_long`) and whoever stepped in
    already (`in_circle_already`).
    """
    by.require(Permission.INVOLVEMENT_ASK)
    found = _colleagues(reference, by)
    if not found.works or by.team_id is None:
        raise NotAllowed
    if not reason.strip():
        raise Refused("step_in_reason_needed")
    if len(reason) > LONGEST_WORDS:
        raise Refused("words_too_long", most=LONGEST_WORDS)
    one_at_a_time(found.child_id)
    if _stands_as(Capacity.STEPPED_IN, found.child_id, by):
        raise Refused("in_circle_already")
    team = _own_team(by)
    calendar = WorkingCalendar(Nation.named(nation_of(team)))
    until = calendar.due_after(now(), limits_on(today()).step_in_working_days).due_at
    terms = Terms(
        until=until, basis=reason.strip(), only_for_id=by.membership_id, is_confirmed=True, told_as=STEPPED_IN
    )
    place = open_place(
        child=_unseen(found.child_id, found.makeup), team=team, capacity=Capacity.STEPPED_IN, by=by, terms=terms
    )
    _tell_lead(place, by)
    return place


def take_shift(*, reference: str, by: Actor) -> bool:
    """Take a place around a child of the area for which the actor's team stands in, until the shift ends.

    Out of hours that is work, and neither asked for nor an emergency override; the ledger says "on shift". Records what
    `join` records. Returns whether there is such a place now: not off shift, and not for any other child.
    """
    if not by.is_person or by.team_id is None or not by.may(Permission.INVOLVEMENT_ASK):
        return False
    shift = shift_of(by.team_ids, now())
    for stretch in shift.stretches if shift else ():
        near = child_on_shift(reference, stretch, by)
        if near is None:
            continue
        with transaction.atomic():
            one_at_a_time(near.child_id)
            if not _stands_as(Capacity.ON_SHIFT, near.child_id, by):
                _place_on_shift(near.child_id, near.makeup, stretch.until, by)
        return True
    return False


def _place_on_shift(child_id: UUID, makeup: int, until: datetime, by: Actor) -> None:
    """With the record of an earlier shift, where there is one that no place hangs from any more."""
    terms = Terms(until=until, basis=ON_SHIFT, is_confirmed=True, told_as=CIRCLE_JOINED)
    earlier = Involvement.objects.visible_to(by).filter(
        child_id=child_id, team_id__in=by.team_ids, capacity=Capacity.ON_SHIFT
    )
    earlier.filter(ended_at=None, until__lte=now()).update(ended_at=now())
    records = Record.objects.visible_to(by).filter(child_id=child_id, pk__in=earlier.values("record_id"))
    standing = Involvement.objects.visible_to(by).filter(child_id=child_id, ended_at=None)
    free = records.exclude(pk__in=standing.values("record_id")).order_by("-opened_at", "-id").first()
    if free is not None:
        join(record=free, capacity=Capacity.ON_SHIFT, by=by, terms=terms)
        return
    team = _own_team(by)
    open_place(child=_unseen(child_id, makeup), team=team, capacity=Capacity.ON_SHIFT, by=by, terms=terms)


def _colleagues(reference: str, by: Actor) -> Colleagues:
    found = colleagues_around(reference, by)
    if found is None:
        ledger.not_found_or_hidden(by=by, kind="child", reference=reference)
        raise NotFound
    return found


def _stands_as(capacity: Capacity, child_id: UUID, by: Actor) -> bool:
    """Whether the actor's team has such a place now; stepping in counts for the one person."""
    mine = Involvement.objects.visible_to(by).filter(
        child_id=child_id, team_id__in=by.team_ids, capacity=capacity, ended_at=None, until__gt=now()
    )
    return bool(mine.filter(only_for_id=by.membership_id if capacity == Capacity.STEPPED_IN else None).exists())


def _own_team(by: Actor) -> Team:
    return Team.objects.select_related("agency").get(pk__in=by.team_ids)


def _unseen(child_id: UUID, makeup: int) -> Child:
    """The child before it is in sight: what a record of it needs to be opened."""
    return Child(pk=child_id, makeup=makeup)


def _tell_lead(place: Involvement, by: Actor) -> None:
    """The team that leads hears of it even where it has no place in the circle itself."""
    held = Responsibility.objects.visible_to(by).filter(
        child_id=place.child_id, kind=ResponsibilityKind.LEAD, until=None
    )
    lead = held.values_list("team_id", flat=True).first()
    if lead is not None and lead not in {*by.team_ids, *around_to_tell(place)}:
        notices.leave(team_id=lead, code=STEPPED_IN, about=Ref("child", place.child_id))
