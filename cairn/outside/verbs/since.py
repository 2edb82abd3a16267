"""What is done with it afterwards, from inside: looked at again, printed, withdrawn (R-064)."""

from uuid import UUID

from django.db import transaction

from cairn.access.actor import Actor
from cairn.access.permissions import Permission
from cairn.core.errors import Conflict, NotFound, Refused
from cairn.core.locks import one_at_a_time
from cairn.core.ref import Ref
from cairn.ledger import verbs as ledger
from cairn.outside.kinds import OUTSIDE_PRINTED, OUTSIDE_WITHDRAWN, Standing, StepKind, Way
from cairn.outside.models import OutsideShare, OutsideStep
from cairn.outside.queries import shares as queries
from cairn.outside.rules import Frozen, may_withdraw, state_of

_MAY_PRINT = frozenset({Standing.WAITS, Standing.SILENT})


def find_share(*, share_id: UUID, by: Actor) -> OutsideShare:
    """Fetch one share with its child, for a page on which the child was opened, or to do something with it.

    Raises NotFound, and notes the refused id, when there is none or none that this actor may see.
    """
    by.require(Permission.CHILD_OPEN)
    found = queries.one_share(share_id, by)
    if found is None:
        ledger.not_found_or_hidden(by=by, kind="outside_share", reference=share_id)
        raise NotFound
    return found


@transaction.atomic
def withdraw_share(*, share: OutsideShare, by: Actor) -> None:
    """Take it back before it is opened, or printed again. Records OUTSIDE_WITHDRAWN.

    For the team that shared it, whoever sees the story, and the hub. Raises Conflict when it is over already
    (`outside_over`); what was read or printed cannot be taken back.
    """
    by.require(Permission.OUTSIDE_WITHDRAW, share)
    one_at_a_time(share.pk)
    happened = {one.kind for one in queries.steps_of(share, by)}
    state = state_of(share.way, queries.standings([share])[share.pk], happened)
    if not may_withdraw(share.way, state):
        raise Conflict("outside_over")
    OutsideStep(share=share, kind=StepKind.WITHDRAWN, by_id=by.membership_id).save(force_insert=True)
    _record(OUTSIDE_WITHDRAWN, share, by)


@transaction.atomic
def print_pack(*, share: OutsideShare, by: Actor) -> list[Frozen]:
    """The lines, to be printed now; every time is remembered. Records OUTSIDE_PRINTED.

    For the team that made it. Leaves out what has been held back without a trace since. Refuses a link
    (`outside_not_paper`) and what was withdrawn, closed or is too old (`outside_over`).
    """
    by.require(Permission.OUTSIDE_PRINT, share)
    if share.way != Way.PRINT:
        raise Refused("outside_not_paper")
    one_at_a_time(share.pk)
    if queries.standings([share])[share.pk] not in _MAY_PRINT:
        raise Refused("outside_over")
    gone = queries.left_out(share)
    items = [one for one in queries.items_of(share, by) if one.pk not in gone]
    OutsideStep(share=share, kind=StepKind.PRINTED, by_id=by.membership_id).save(force_insert=True)
    _record(OUTSIDE_PRINTED, share, by, count=len(items))
    return queries.lines_of(items)


def _record(happening: str, share: OutsideShare, by: Actor, **detail: object) -> None:
    about = Ref("outside_share", share.pk)
    ledger.record(happening, by=by, child_id=share.child_id, about=about, detail=detail)
