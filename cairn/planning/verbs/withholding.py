"""Holding back a piece of work with a child from named agencies (R-012, R-049)."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from uuid import UUID

from django.db import transaction

from cairn.access.actor import Actor
from cairn.access.permissions import Permission
from cairn.children.models import Child
from cairn.children.verbs.withholding import held_of
from cairn.core.clock import today
from cairn.core.locks import one_at_a_time
from cairn.core.ref import Ref
from cairn.duties import verbs as duties
from cairn.duties.kinds import DutyKind
from cairn.planning.models import Work
from cairn.planning.queries.plans import contacts, plan_of
from cairn.planning.queries.suggestions import suggestions
from cairn.planning.rules.lists import week_limit_on
from cairn.planning.rules.overlap import monday_of
from cairn.sharing import verbs as sharing
from cairn.sharing.kinds import ItemKind
from cairn.sharing.models import Withholding
from cairn.sharing.rules import HoldBack


@transaction.atomic
def withhold_work(*, child: Child, work: Work, said: HoldBack, by: Actor, seen_by: tuple[str, ...] = ()) -> Withholding:
    """Keep a piece of work of the own team from named agencies from now on, with its visits and calls, also those that
    are arranged later, and with what was asked of several teams because of it.

    What was asked because of it is owed by nobody any more: an answer would tell of it. `seen_by` are the agencies that
    have looked since it was said. Records and refuses what `sharing.withhold` does.
    """
    by.require(Permission.WITHHOLD, child)
    one_at_a_time(child.id)
    visits = {one.id: monday_of(one.on) for one in contacts(child, by).filter(work=work)}
    asked = tuple(_asked_because(work, visits, child, by))
    held = replace(held_of(ItemKind.WORK, work.id, work.record, seen_by), besides=(*visits, *asked))
    withholding = sharing.withhold(held=held, said=said, by=by)
    for suggestion_id in asked:
        duties.close(kind=DutyKind.SHARE_WORK, about=Ref("shared_work", suggestion_id), by=by)
    return withholding


def _asked_because(work: Work, visits: Mapping[UUID, date], child: Child, by: Actor) -> Iterator[UUID]:
    """What would not have been asked without this work: the same work twice, and weeks that its visits alone fill."""
    plan, most = plan_of(child, by), week_limit_on(today()).most
    for one in suggestions(child, by):
        if one.monday is None:
            is_because = work.id in {one.one_id, one.other_id}
        else:
            others = [each for each in plan.contacts_in(one.monday) if each.id not in visits]
            is_because = one.monday in visits.values() and len(others) <= most
        if is_because:
            yield one.id
