"""Taking out what was planned: a new row beside the old one, never in its place (R-012)."""

from collections.abc import Sequence
from uuid import UUID

from django.db import transaction

from cairn.access.actor import Actor
from cairn.access.permissions import Permission
from cairn.children.models import Child
from cairn.core.errors import NotAllowed, NotFound, Refused
from cairn.core.locks import one_at_a_time
from cairn.core.ref import Ref
from cairn.ledger import verbs as ledger
from cairn.planning.kinds import CONTACT_WITHDRAWN, WORK_WITHDRAWN
from cairn.planning.models import Contact, Suggestion, Withdrawal, Work
from cairn.planning.queries.plans import Plan, plan_of
from cairn.planning.queries.suggestions import asked
from cairn.planning.rules.saying import refuse_why
from cairn.planning.verbs.planning import beside
from cairn.planning.verbs.suggesting import settle


@transaction.atomic
def withdraw_work(*, child: Child, work_id: UUID, why: str, by: Actor) -> Withdrawal:
    """The own team does a piece of work no longer; its visits from today on go with it. Records WORK_WITHDRAWN.

    Refuses no reason (`withdraw_why_needed`) and what was taken out before (`withdrawn_already`). Raises NotAllowed for
    another team's, NotFound with the id noted for one out of sight.
    """
    by.require(Permission.PLAN_ADD, child)
    one_at_a_time(child.id)
    plan = plan_of(child, by)
    _refuse_gone(plan, work_id)
    work = plan.work(work_id)
    if work is None:
        raise _hidden("work", work_id, by)
    return _alone(child, work, why, plan, by)


@transaction.atomic
def withdraw_contact(*, child: Child, contact_id: UUID, why: str, by: Actor) -> Withdrawal:
    """The own team takes a visit or call out of the child's diary. Records CONTACT_WITHDRAWN.

    Refuses and raises what `withdraw_work` does.
    """
    by.require(Permission.PLAN_ADD, child)
    one_at_a_time(child.id)
    plan = plan_of(child, by)
    _refuse_gone(plan, contact_id)
    contact = plan.contact(contact_id)
    if contact is None:
        raise _hidden("contact", contact_id, by)
    return _alone(child, contact, why, plan, by)


def take_out(
    *, child: Child, things: Sequence[Work | Contact], why: str, by: Actor, suggestion: Suggestion | None = None
) -> list[Withdrawal]:
    """Take out work or visits of the own team. Called inside a verb that has asked, and settles afterwards."""
    refuse_why(why)
    if any(one.team_id not in by.team_ids for one in things):
        raise NotAllowed
    made = []
    for one in things:
        is_work = isinstance(one, Work)
        gone = Withdrawal(
            **beside(one, by),
            work_id=one.id if is_work else None,
            contact_id=None if is_work else one.id,
            suggestion=suggestion,
            why=why.strip(),
        )
        gone.save(force_insert=True)
        about = Ref("work" if is_work else "contact", one.id)
        ledger.record(WORK_WITHDRAWN if is_work else CONTACT_WITHDRAWN, by=by, child_id=child.id, about=about)
        made.append(gone)
    return made


def _alone(child: Child, thing: Work | Contact, why: str, plan: Plan, by: Actor) -> Withdrawal:
    before = asked(child, by, plan)
    (gone,) = take_out(child=child, things=[thing], why=why, by=by)
    settle(child=child, before=before, by=by)
    return gone


def _refuse_gone(plan: Plan, thing_id: UUID) -> None:
    if thing_id in plan.withdrawn:
        raise Refused("withdrawn_already")


def _hidden(kind: str, thing_id: UUID, by: Actor) -> NotFound:
    ledger.not_found_or_hidden(by=by, kind=kind, reference=thing_id)
    return NotFound()
