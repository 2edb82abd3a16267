"""While nobody has checked who speaks for a child, somebody sees the child alone, by a clock (R-006)."""

from cairn.access.actor import Actor
from cairn.children.models import Move, Record
from cairn.children.queries.ages import is_anybody_unchecked
from cairn.children.verbs.ages import owe_to_lead
from cairn.core.locks import one_at_a_time
from cairn.core.ref import Ref
from cairn.duties import verbs as duties
from cairn.duties.kinds import DutyKind


def owe_seeing_alone(*, record: Record, by: Actor) -> bool:
    """The lead's team owes seeing the child alone while anybody around the child is unchecked; then no more (R-006).

    Called inside verbs that have asked already: when somebody says who a person is to the child, and when somebody has
    checked. Returns whether it is owed. Records DUTY_CLOSED when the last one was checked.
    """
    one_at_a_time(record.child_id)
    if is_anybody_unchecked(record.id):
        owe_to_lead(kind=DutyKind.SEE_ALONE, policy="see_alone", record=record, by=by)
        return True
    joined = Move.objects.visible_to(by).filter(to_child_id=record.child_id, reverses=None, reversed_by=None)
    for child_id in {record.child_id, *joined.values_list("from_child_id", flat=True)}:
        duties.close(kind=DutyKind.SEE_ALONE, about=Ref("child", child_id), by=by)
    return False
