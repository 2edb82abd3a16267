"""Opening a child's composite, a team's record of a child, and the page of one."""

from dataclasses import dataclass

from django.db import transaction
from django.db.models import F, UUIDField, Value

from cairn.access.actor import Actor
from cairn.access.permissions import Permission
from cairn.children.kinds import CHILD_CREATED, RECORD_OPENED, Capacity, ResponsibilityKind
from cairn.children.models import Child, Record, Responsibility
from cairn.children.queries.circle import my_record, place_of
from cairn.children.verbs.circle import join
from cairn.core.errors import AnswerFirst, NotAllowed, NotFound
from cairn.core.ref import Ref
from cairn.core.references import save_with_reference
from cairn.ledger import verbs as ledger
from cairn.partnership.models import Team
from cairn.sharing.scopes import HasAnswered


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
    child, or a team that was asked to act on it.
    """
    by.require(Permission.CONCERN_RAISE)
    record = Record(child=child, team=team, agency_id=team.agency_id, opened_by_id=by.membership_id)
    record.save(force_insert=True)
    ledger.record(RECORD_OPENED, by=by, child_id=child.id, makeup=child.makeup, about=Ref("record", record.id))
    join(record=record, capacity=capacity, by=by, doing=doing, is_confirmed=is_confirmed)
    return record


def find_child(*, reference: str, by: Actor) -> Child:
    """Fetch one child that is about to be changed. Whoever changes something leaves that in the ledger, not a look.

    Raises NotFound, and notes the refused reference, when there is none or none that this actor may see; the two take
    the same statements.
    """
    by.require(Permission.CHILD_OPEN)
    rows = Child.objects.visible_to(by).annotate(answered=HasAnswered(F("pk"), Value(by.practitioner_id, UUIDField())))
    found = rows.filter(reference=reference).first()
    if found is None:
        ledger.not_found_or_hidden(by=by, kind="child", reference=reference)
        raise NotFound
    found.has_answered = found.answered
    child: Child = found
    return child


def open_child(*, reference: str, by: Actor, purpose: str = "") -> Child:
    """Fetch one child to be shown. The look is in the ledger before anything is shown (R-063).

    Raises NotFound as `find_child` does, and AnswerFirst where a person has not said yet whether they, or somebody
    close to them, know the child (R-191).
    """
    child = find_child(reference=reference, by=by)
    if by.is_person and not child.has_answered:
        raise AnswerFirst
    with transaction.atomic(savepoint=False):
        ledger.looked(by=by, child_id=child.id, makeup=child.makeup, purpose=purpose)
    child.place = place_of(child, by)
    return child


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
