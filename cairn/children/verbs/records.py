"""Opening a child's composite and a team's record of a child."""

from dataclasses import dataclass

from django.db import transaction

from cairn.access.actor import Actor
from cairn.access.permissions import Permission
from cairn.children.kinds import CHILD_CREATED, RECORD_OPENED, Capacity, ResponsibilityKind
from cairn.children.models import Child, Involvement, Record, Responsibility
from cairn.children.queries.circle import my_record
from cairn.children.verbs.circle import Terms, join, joins_circles
from cairn.core.errors import NotAllowed, Refused
from cairn.core.ref import Ref
from cairn.core.references import save_with_reference
from cairn.ledger import verbs as ledger
from cairn.partnership.models import Team


@dataclass(frozen=True)
class Holders:
    """The teams that hold a new child from the first second (R-070). Often one team is all three."""

    authority: Team
    lead: Team
    next: Team


@transaction.atomic
def create_child(*, holders: Holders, by: Actor) -> Child:
    """Make a new composite, held by somebody from the first second. Records CHILD_CREATED.

    It has no record yet: the caller opens one in the same transaction. Refuses nobody who may raise a concern.
    """
    by.require(Permission.CONCERN_RAISE)
    child = Child()
    save_with_reference(child)
    held = {
        ResponsibilityKind.AUTHORITY: holders.authority,
        ResponsibilityKind.LEAD: holders.lead,
        ResponsibilityKind.NEXT: holders.next,
    }
    Responsibility.objects.bulk_create(
        Responsibility(child=child, kind=kind, team=team, agency_id=team.agency_id, assigned_by_id=by.membership_id)
        for kind, team in held.items()
    )
    ledger.record(CHILD_CREATED, by=by, child_id=child.id, makeup=child.makeup)
    return child


@transaction.atomic
def open_record(
    *, child: Child, team: Team, capacity: Capacity, by: Actor, doing: str = "", is_confirmed: bool = False
) -> Record:
    """Open a team's own record of a child and put the team into the circle (R-011). Records RECORD_OPENED.

    A team may hold several records of one child, one for each time it told us something before anybody knew that it
    was the same child. `is_confirmed` is true where the record is this child by definition: the sender's own new
    child, or a team that was asked to act on it. A team that enforces immigration law joins no circle (R-060).
    """
    if not joins_circles(team):
        by.require(Permission.CONCERN_RAISE)
        return _opened(child, team, by)
    terms = Terms(doing=doing, is_confirmed=is_confirmed)
    place = open_place(child=child, team=team, capacity=capacity, by=by, terms=terms)
    record: Record = place.record
    return record


@transaction.atomic
def open_place(*, child: Child, team: Team, capacity: Capacity, by: Actor, terms: Terms) -> Involvement:
    """As `open_record`, with the terms of the place in the circle, which is given back. Records the same.

    Refuses a team that enforces immigration law (`enforcement_never_joins`).
    """
    by.require(Permission.CONCERN_RAISE)
    if not joins_circles(team):
        raise Refused("enforcement_never_joins")
    return join(record=_opened(child, team, by), capacity=capacity, by=by, terms=terms)


def _opened(child: Child, team: Team, by: Actor) -> Record:
    record = Record(child=child, team=team, agency_id=team.agency_id, opened_by_id=by.membership_id)
    record.save(force_insert=True)
    ledger.record(RECORD_OPENED, by=by, child_id=child.id, makeup=child.makeup, about=Ref("record", record.id))
    return record


@transaction.atomic
def own_record(*, child: Child, by: Actor) -> Record:
    """The record through which this actor's team writes about the child: the newest it has, else a new one.

    Only a hub coordinator sees a child without having a record of it; the hub is then shown as having told us
    something, which is all it has done. Records what `open_record` records.
    """
    by.require(Permission.CONCERN_RAISE, child)
    found = my_record(child, by)
    if found is not None:
        return found
    if by.team_id is None:
        raise NotAllowed
    team = Team.objects.get(pk=by.team_id)
    return open_record(child=child, team=team, capacity=Capacity.CONTRIBUTOR, by=by, is_confirmed=True)
