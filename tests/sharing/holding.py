"""A child with a circle around it, something written, and somebody who holds it back."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from cairn.access.binding import acting_as
from cairn.children import verbs as children
from cairn.children.kinds import Basis, Capacity, FactKind
from cairn.children.models import Child, Claim, Record
from cairn.children.verbs import Fact
from cairn.chronology import verbs as chronology
from cairn.chronology.kinds import EntryKind, HowKnown
from cairn.chronology.models import Entry
from cairn.core.clock import today
from cairn.ledger.models import Event
from cairn.notices.models import Notice
from cairn.sharing import verbs
from cairn.sharing.kinds import Mode, Reason
from cairn.sharing.models import Withholding
from cairn.sharing.rules import HoldBack
from tests.builders import Northmoor, child_of, raised
from tests.conftest import become

POLICE, EASTMOOR, HUB, CHARITY, GUARDIANS = "police-desk", "eastmoor-duty", "hub-duty", "outreach", "guardians"
WORDS = "The man from the car wash asked for her again."


@dataclass(frozen=True)
class Circle:
    """Efa raised it, Amara's desk was asked; the police and the guardians work with the child as well."""

    northmoor: Northmoor
    child: Child

    def record(self, name: str) -> Record:
        """The record that somebody's team has of the child."""
        by = self.northmoor.actor(name)
        with acting_as(by):
            return children.own_record(child=self.child, by=by)

    def told(self, name: str, words: str = WORDS, **more: Any) -> Entry:
        """Somebody adds to the story."""
        record, by = self.record(name), self.northmoor.actor(name)
        with acting_as(by):
            return chronology.add_entry(record=record, said=said(words), by=by, **more)

    def fact(self, name: str, text: str = "01632 960177", kind: FactKind = FactKind.PHONE) -> Claim:
        """Somebody adds what is known."""
        record, by = self.record(name), self.northmoor.actor(name)
        with acting_as(by):
            return children.add_fact(record=record, fact=Fact(kind, text, Basis.CHILD_SAYS), by=by)

    def hold(self, name: str, thing: Entry | Claim | Record, *slugs: str, **more: Any) -> Withholding:
        """Somebody of the agency that wrote it holds it back from the agencies of these teams."""
        by, back = self.northmoor.actor(name), self.back(*slugs, **more)
        with acting_as(by):
            if isinstance(thing, Entry):
                return chronology.withhold_entry(entry=thing, said=back, by=by)
            if isinstance(thing, Claim):
                return children.withhold_fact(fact=thing, said=back, by=by)
            return children.withhold_part(record=thing, said=back, by=by)

    def back(self, *slugs: str, second: str = "", days: int = 10, **more: Any) -> HoldBack:
        """What is said by whoever holds something back from the agencies of these teams."""
        whole: dict[str, Any] = {
            "agencies": frozenset(self.northmoor.team(slug).agency_id for slug in slugs),
            "reason": Reason.SAFETY,
            "ground": "harm_to_person",
            "ground_words": "Children Act 1989 s47",
            "words": "He has a cousin at the desk.",
            "until": today() + timedelta(days=days),
            "second": self.northmoor.memberships[second].id if second else None,
        }
        return HoldBack(**{**whole, **more})

    def silent(
        self, name: str, thing: Entry | Claim | Record, *slugs: str, second: str = "amaras_manager"
    ) -> Withholding:
        """The same without a trace."""
        return self.hold(name, thing, *slugs, second=second, mode=Mode.SILENT, reason=Reason.STAFF_ALLEGATION)

    def sees(self, name: str, thing: Any) -> bool:
        """Whether somebody sees it; the database alone must say the same."""
        by, model = self.northmoor.actor(name), type(thing)
        with acting_as(by):
            asked = model.objects.visible_to(by).filter(pk=thing.pk).exists()
            assert asked == model.objects.filter(pk=thing.pk).exists()
            return bool(asked)


def said(words: str = WORDS) -> chronology.Said:
    """Something that happened."""
    return chronology.Said(EntryKind.MEETING, words, HowKnown.SEEN)


def circle(northmoor: Northmoor, **more: Any) -> Circle:
    """A child known to Eastmoor, the charity, the police and the guardians."""
    farid = northmoor.actor("farid")
    child = child_of(raised(northmoor.actor("efa"), **more), farid)
    with acting_as(farid):
        for slug in (POLICE, GUARDIANS):
            team = northmoor.team(slug)
            children.open_record(child=child, team=team, capacity=Capacity.WORKING, by=farid, is_confirmed=True)
    return Circle(northmoor, child)


def kept(model: Any, **where: Any) -> list[Any]:
    """Rows as the worker sees them: all there are."""
    with become("cairn_worker"):
        return list(model.objects.filter(**where).order_by("pk"))


def answer(around, name, withholding, *, agrees=True, words="I looked at it.", revision=1):
    """The second person answers."""
    by = around.northmoor.actor(name)
    with acting_as(by):
        verbs.answer_withholding(withholding=withholding, agrees=agrees, words=words, revision=revision, by=by)


def extend(around, name, withholding, *, days=20, words="Still so.", revision=1):
    """The second person holds it back for longer."""
    by, until = around.northmoor.actor(name), today() + timedelta(days=days)
    with acting_as(by):
        verbs.extend_withholding(withholding=withholding, until=until, words=words, revision=revision, by=by)


def end(around, name, withholding, revision=1):
    """Somebody shares it."""
    by = around.northmoor.actor(name)
    with acting_as(by):
        verbs.end_withholding(withholding=withholding, words="He was moved away.", revision=revision, by=by)


def state(withholding):
    """How it stands."""
    return kept(Withholding, pk=withholding.pk)[0].state


def happened(around):
    """What the ledger knows of it, as the hub reads it, from which nothing is held back here."""
    farid = around.northmoor.actor("farid")
    with acting_as(farid):
        rows = Event.objects.visible_to(farid).filter(child_id=around.child.id, happening__startswith="sharing.")
        return list(rows.order_by("id").values_list("happening", flat=True))


def told(code):
    """The teams that were told this news."""
    return sorted(one.team.slug for one in kept(Notice, code=code))
