"""Something that only named people read, and who they are."""

from typing import Any
from uuid import UUID

from cairn.access.binding import acting_as
from cairn.children import verbs as children
from cairn.children.kinds import Basis, FactKind
from cairn.children.models import Claim
from cairn.children.verbs import Fact
from cairn.chronology import verbs as chronology
from cairn.chronology.kinds import EntryKind, HowKnown
from cairn.chronology.models import Entry
from cairn.core.kept_sealed import HANDLING
from cairn.sharing import verbs
from cairn.sharing.kinds.apart import TRACELESS, ApartKind
from cairn.sharing.models import Admission, Compartment
from cairn.sharing.verbs import Whom
from tests.conftest import become
from tests.sharing.holding import Circle

WHY = "She trusts one person."


def keep(around: Circle, name: str, thing: Entry | Claim, kind: ApartKind = ApartKind.THERAPY, why: str = WHY):
    """Somebody of the team that wrote it lets only named people read it."""
    by, second = around.northmoor.actor(name), _second(around, name, kind)
    with acting_as(by):
        if isinstance(thing, Entry):
            return chronology.keep_entry_apart(entry=thing, kind=kind, reason=why, by=by, second=second)
        return children.keep_fact_apart(fact=thing, kind=kind, reason=why, by=by, second=second)


def _second(around: Circle, name: str, kind: ApartKind) -> UUID | None:
    """The manager of the desk that leads, who is neither the hub nor the police, where a second person is needed."""
    who = "fatima" if name == "amaras_manager" else "amaras_manager"
    return around.northmoor.memberships[who].id if kind in TRACELESS else None


def told_apart(around: Circle, name: str, words: str, kind: ApartKind = ApartKind.THERAPY) -> Entry:
    """Somebody writes an entry that only named people read from the first."""
    said = chronology.Said(
        EntryKind.MEETING,
        words,
        HowKnown.CHILD_SAYS,
        place=f"At {words}",
        detail={HANDLING: kind.value},
    )
    by, record = around.northmoor.actor(name), around.record(name)
    with acting_as(by):
        entry = chronology.add_entry(record=record, said=said, by=by)
        second = _second(around, name, kind)
        chronology.keep_entry_apart(entry=entry, kind=kind, reason=WHY, by=by, second=second)
    return entry


def mark(around: Circle, name: str, why: str = "Her uncle looks for her.") -> Compartment:
    """Somebody says that the child is at a safe address."""
    by = around.northmoor.actor(name)
    with acting_as(by):
        return children.mark_safe_address(child=around.child, reason=why, by=by)


def says(around: Circle, name: str, kind: FactKind, text: str, **detail: Any) -> Claim:
    """Somebody adds what is known."""
    by, record = around.northmoor.actor(name), around.record(name)
    with acting_as(by):
        fact = Fact(kind, text, Basis.CHILD_SAYS, detail)
        return children.add_fact(record=record, fact=fact, by=by)


def admit(around: Circle, name: str, compartment: Compartment, *, person: str = "", team: str = "", why: str = WHY):
    """Somebody lets in a person, or a team."""
    by = around.northmoor.actor(name)
    whom = Whom(
        member_id=around.northmoor.memberships[person].id if person else None,
        team_id=around.northmoor.team(team).id if team else None,
        reason=why,
    )
    with acting_as(by):
        return verbs.admit(compartment=compartment, whom=whom, by=by)


def let_out(around: Circle, name: str, admission: Admission, why: str = WHY) -> None:
    """Somebody lets them in no longer."""
    by = around.northmoor.actor(name)
    with acting_as(by):
        verbs.end_admission(admission=admission, reason=why, by=by)


def seal(around: Circle) -> int:
    """What the worker does after something was kept apart."""
    from cairn.access.actor import job
    from cairn.core.postgres import WORKER

    by = job("seal what is kept apart")
    with become(WORKER), acting_as(by):
        found = children.seal_apart(child_id=around.child.id, by=by)
        return found + chronology.seal_apart(child_id=around.child.id, by=by)
