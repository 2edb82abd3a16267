"""What teams plan with a child, as the tests of this floor need it."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID

from cairn.access.actor import Actor
from cairn.access.binding import acting_as
from cairn.children.models import Child
from cairn.core.clock import today
from cairn.duties.kinds import DutyKind
from cairn.duties.models import Duty
from cairn.ledger.models import Event
from cairn.planning import verbs
from cairn.planning.models import Contact, Work
from cairn.planning.queries.plans import Plan, plan_of
from cairn.planning.queries.suggestions import Asked
from cairn.planning.queries.suggestions import asked as suggested
from cairn.planning.rules.lists import week_limit_on
from cairn.planning.rules.overlap import monday_of
from cairn.planning.rules.saying import ContactSaid, WorkSaid
from tests.builders import Northmoor
from tests.conftest import become

MOST = week_limit_on(today()).most
# A whole week ahead, whatever day it is today.
MONDAY = monday_of(today()) + timedelta(days=7)
WHY = "The other desk knows her better."


def planned(child: Child, by: Actor, *, words: str, who: str, visits: int) -> tuple[Any, ...]:
    """A piece of work in words, and so many visits for it in one week."""
    said = WorkSaid(purpose="other", words=words, start=today())
    work = verbs.say_work(child=child, said=said, by=by)
    days = [MONDAY + timedelta(days=each % 7) for each in range(visits)]
    return work, *(
        verbs.arrange_contact(child=child, said=ContactSaid(work_id=work.id, on=on, who=who), by=by) for on in days
    )


def does(northmoor: Northmoor, child: Child, name: str, purpose: str = "benefits", **more: Any) -> Work:
    """Somebody says what their team does with the child: for four weeks from today, unless said otherwise."""
    by = northmoor.actor(name)
    whole = {"purpose": purpose, "start": today(), "until": today() + timedelta(days=28), **more}
    with acting_as(by):
        return verbs.say_work(child=child, said=WorkSaid(**whole), by=by)


def comes(northmoor: Northmoor, child: Child, name: str, work: Work, on: date = MONDAY, **more: Any) -> Contact:
    """Somebody puts a visit into the child's diary."""
    by = northmoor.actor(name)
    said = ContactSaid(work_id=work.id, on=on, **{"who": f"{name.title()}, who knows her", **more})
    with acting_as(by):
        return verbs.arrange_contact(child=child, said=said, by=by)


def takes_out(northmoor: Northmoor, child: Child, name: str, thing: Work | Contact, why: str = WHY) -> None:
    """Somebody takes out work or a visit."""
    by = northmoor.actor(name)
    with acting_as(by):
        if isinstance(thing, Work):
            verbs.withdraw_work(child=child, work_id=thing.id, why=why, by=by)
        else:
            verbs.withdraw_contact(child=child, contact_id=thing.id, why=why, by=by)


def leaves(northmoor: Northmoor, child: Child, name: str, one: Asked, *visits: UUID, why: str = WHY) -> None:
    """Somebody leaves it to the others."""
    by = northmoor.actor(name)
    with acting_as(by):
        verbs.leave_to_others(child=child, suggestion_id=one.suggestion.id, why=why, by=by, contact_ids=visits)


def keeps(northmoor: Northmoor, child: Child, name: str, one: Asked, why: str = "He asked for us.") -> None:
    """Somebody goes on."""
    by = northmoor.actor(name)
    with acting_as(by):
        verbs.go_on(child=child, suggestion_id=one.suggestion.id, why=why, by=by)


def plan(northmoor: Northmoor, child: Child, name: str) -> Plan:
    """What stands, for somebody."""
    by = northmoor.actor(name)
    with acting_as(by):
        return plan_of(child, by)


def asked(northmoor: Northmoor, child: Child, name: str) -> list[Asked]:
    """What is asked, for somebody."""
    by = northmoor.actor(name)
    with acting_as(by):
        return suggested(child, by, plan_of(child, by))


def seen(northmoor: Northmoor, child: Child, name: str, model: Any) -> int:
    """How many rows somebody sees; the database alone must say the same."""
    by = northmoor.actor(name)
    with acting_as(by):
        found = model.objects.visible_to(by).filter(child=child).count()
        assert found == model.objects.filter(child=child).count()
        return int(found)


def owing(child: Child) -> set[str]:
    """The teams that owe an answer whether one can do it."""
    with become("cairn_worker"):
        rows = Duty.objects.filter(child_id=child.id, kind=DutyKind.SHARE_WORK, closed_at=None)
        return set(rows.values_list("owner_team__slug", flat=True))


def happened(northmoor: Northmoor, child: Child, code: str) -> list[Event]:
    """What the ledger holds of it."""
    farid = northmoor.actor("farid")
    with acting_as(farid):
        return list(Event.objects.visible_to(farid).filter(happening=code, child_id=child.id))


def fill(northmoor: Northmoor, child: Child, name: str, work: Work, number: int) -> list[Contact]:
    """So many visits in one week."""
    return [comes(northmoor, child, name, work, MONDAY + timedelta(days=each % 7)) for each in range(number)]
