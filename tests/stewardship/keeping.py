"""Records that nobody has worked with for a lifetime, made by the verbs; and what tests ask of them."""

from datetime import timedelta
from uuid import UUID

from django.db import connection

from cairn.access.actor import job
from cairn.access.binding import acting_as
from cairn.children.models import Child, Involvement, Responsibility
from cairn.core.clock import now, pretending
from cairn.core.postgres import LEDGER, OWNER, WORKER
from cairn.duties.models import Duty
from cairn.ledger.models import Event
from cairn.stewardship import verbs
from cairn.stewardship.kinds import Action
from cairn.stewardship.models import Disposal
from cairn.stewardship.queries.holdings import holdings
from tests.builders import Northmoor
from tests.children.pages import a_child
from tests.conftest import become

CLOCK = job("these tests")
LATER = timedelta(days=60 * 366)
WHY = "Nobody has asked for it."


def at_rest(northmoor: Northmoor, **more) -> Child:
    """A child with whom nobody works any more and about whom nothing is owed."""
    child = a_child(northmoor, **more)
    rest(child)
    return child


def rest(child: Child) -> None:
    with become(WORKER):
        Duty.objects.filter(child_id=child.pk).update(closed_at=now() + timedelta(days=1))
        held = Responsibility.objects.filter(until=None, child=child).values("team")
        Involvement.objects.filter(child=child, ended_at=None).exclude(team__in=held).update(ended_at=now())


def find() -> int:
    """What the clock does every night, a lifetime later."""
    with become(WORKER), acting_as(CLOCK), pretending(now() + LATER):
        return verbs.find_due(by=CLOCK)


def a_disposal(northmoor: Northmoor, child: Child) -> Disposal:
    find()
    with become(WORKER):
        return Disposal.objects.get(child_id=child.pk, ended_at=None)


def proposed(northmoor: Northmoor, disposal: Disposal, action: Action = Action.DELETE, who: str = "petra") -> Disposal:
    with acting_as(by := northmoor.actor(who)):
        verbs.propose_disposal(disposal=disposal, action=action, reason=WHY, revision=disposal.revision, by=by)
        disposal.refresh_from_db()
    return disposal


def agreed(northmoor: Northmoor, disposal: Disposal, action: Action = Action.DELETE) -> Disposal:
    proposed(northmoor, disposal, action)
    with acting_as(by := northmoor.actor("pavel")):
        verbs.approve_disposal(disposal=disposal, revision=disposal.revision, by=by)
        disposal.refresh_from_db()
    return disposal


def carry_out(disposal: Disposal):
    """What the job does, a lifetime later; the checks that wait for the end of a transaction are made at once."""
    with become(WORKER), acting_as(CLOCK), pretending(now() + LATER):
        certificate = verbs.dispose(disposal_id=disposal.pk, by=CLOCK)
        with connection.cursor() as cursor:
            cursor.execute("set constraints all immediate")
            cursor.execute("set constraints all deferred")
    return certificate


def left_of(child_id: UUID) -> dict[str, int]:
    """How many rows of each kind there still are about a child."""
    left = {}
    with become(OWNER), connection.cursor() as cursor:
        for each in holdings():
            where = each.where("%(children)s::uuid[]")
            cursor.execute(f"select count(*) from {each.table} where {where}", {"children": [child_id]})
            left[each.label] = cursor.fetchone()[0]
    return {label: count for label, count in left.items() if count}


def happened(child_id: UUID) -> list[str]:
    with become(LEDGER):
        return list(Event.objects.filter(child_id=child_id).values_list("happening", flat=True))
