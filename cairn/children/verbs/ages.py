"""Views of a child's age that lie too far apart are looked at by somebody, by a clock (R-005)."""

from django.db import IntegrityError, transaction

from cairn.access.actor import Actor
from cairn.access.permissions import Permission
from cairn.children.kinds import ResponsibilityKind
from cairn.children.models import Child, Move, Record, Responsibility
from cairn.children.queries.ages import every_birth_of
from cairn.children.rules import age_span
from cairn.core.clock import now, today
from cairn.core.locks import one_at_a_time
from cairn.core.ref import Ref
from cairn.duties import verbs as duties
from cairn.duties.kinds import DutyKind
from cairn.partnership.models import Team
from cairn.partnership.queries import hub_on_call, nation_of


def owe_age_review(*, record: Record, by: Actor) -> bool:
    """The lead's team owes a look at the ages, if two views of the child's age lie more than two years apart (R-005).

    Called inside verbs that have asked already: when a view is added, and when two children are joined. The hub owes it
    where the one who adds the view may not know who leads. Returns whether the views lie that far apart.
    """
    span = age_span(every_birth_of(record.id), today())
    if span is None or not span.needs_review:
        return False
    one_at_a_time(record.child_id)
    owe_to_lead(kind=DutyKind.REVIEW_AGE, policy="review_age", record=record, by=by)
    return True


def owe_to_lead(*, kind: DutyKind, policy: str, record: Record, by: Actor) -> None:
    """The lead's team owes this about a record's child, unless it does already.

    The hub owes it where the one who acts may not know who leads. Called under the child's lock.
    """
    owner = _who_looks(record, by)
    try:
        # It may be owed already where this actor cannot see it; the database alone knows.
        with transaction.atomic():
            duties.owe(
                kind=kind,
                about=Ref("child", record.child_id),
                policy=policy,
                nation=nation_of(owner),
                owner_team=owner,
                child_id=record.child_id,
                record_id=record.id,
            )
    except IntegrityError:
        pass


@transaction.atomic
def settle_ages(*, child: Child, by: Actor) -> int:
    """A team has looked at the differing ages with the others: nothing is owed any more until another view is added.

    Every view stays. Returns how many duties that closed. Records DUTY_CLOSED.
    """
    by.require(Permission.FACT_ADD, child)
    joined = Move.objects.visible_to(by).filter(to_child=child, reverses=None, reversed_by=None)
    # What was owed about a child whose records were joined to this one is settled here: that child has no page now.
    owed = {child.id, *joined.values_list("from_child_id", flat=True)}
    return sum(duties.close(kind=DutyKind.REVIEW_AGE, about=Ref("child", each), by=by) for each in owed)


def _who_looks(record: Record, by: Actor) -> Team:
    held = Responsibility.objects.visible_to(by).filter(
        child_id=record.child_id, kind=ResponsibilityKind.LEAD, until=None
    )
    lead = held.select_related("team").first()
    return lead.team if lead else hub_on_call(now())
