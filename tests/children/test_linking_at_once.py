"""Two desks decide, confirm, undo and write in the same second: one of them is told, and nothing is lost."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from threading import Barrier

import pytest
from django.apps import apps
from django.db import IntegrityError, connection, transaction

from cairn.access.binding import acting_as
from cairn.access.stale import as_refusal
from cairn.children.kinds import Basis, FactKind, Outcome, Standing
from cairn.children.models import Child, LinkDecision, Move, Record, Responsibility
from cairn.children.models.child import OfRecord
from cairn.children.verbs import Fact, add_fact, confirm_link, decide_link, decide_pair, own_record, undo_link
from cairn.chronology.kinds import EntryKind, HowKnown
from cairn.chronology.models import Entry
from cairn.chronology.verbs import Said, add_entry
from cairn.concerns.rules import ChildSaid
from cairn.core.errors import CairnError
from cairn.duties.kinds import DutyKind
from tests.builders import Northmoor, northmoor, raised
from tests.children.linked import Pair, open_duties, pair


@dataclass
class Desks:
    """Two who may be one, committed; and a way for two people to do something at the same moment."""

    northmoor: Northmoor
    two: Pair

    def at_once(self, **deeds: Callable[..., object]) -> list[str]:
        """Each does their deed in a transaction of their own; the codes of those who were refused, else "done"."""
        ready = Barrier(len(deeds))

        def do(name: str) -> str:
            by = self.northmoor.actor(name)
            try:
                with acting_as(by), transaction.atomic():
                    ready.wait(timeout=30)
                    deeds[name](by)
            except (CairnError, IntegrityError) as error:
                refusal = as_refusal(error)
                return refusal.code if refusal else f"a fault: {error}"
            finally:
                connection.close()
            return "done"

        with ThreadPoolExecutor(len(deeds)) as desks:
            return sorted(desks.map(do, deeds))

    def does(self, name: str, deed: Callable[..., object]) -> object:
        """One of them alone."""
        by = self.northmoor.actor(name)
        with acting_as(by), transaction.atomic():
            return deed(by)


@pytest.fixture
def desks(own_database) -> Desks:
    with transaction.atomic():
        place = northmoor()
        return Desks(place, pair(place))


def same(question, **more):
    return lambda by: decide_link(question=question, outcome=Outcome.SAME, reason="Same scar.", by=by, **more)


def joining(child, other):
    return lambda by: decide_pair(child=child, other=other, outcome=Outcome.SAME, reason="Same scar.", by=by)


def undoing(decision):
    def undo(by):
        current = LinkDecision.objects.visible_to(by).get(pk=decision.pk)
        return undo_link(decision=current, reason="Two cousins.", revision=1, by=by)

    return undo


def is_sound(desks: Desks) -> bool:
    """Every record has a child that is awake and for whom somebody is responsible in all three ways; no other is."""

    def ask(by):
        awake = set(Child.objects.visible_to(by).filter(is_asleep=False).values_list("id", flat=True))
        with_records = set(Record.objects.visible_to(by).values_list("child_id", flat=True))
        held = Responsibility.objects.visible_to(by).filter(until=None)
        return awake == with_records and all(held.filter(child_id=one).count() == 3 for one in awake)

    return bool(desks.does("farid", ask))


def test_one_of_two_desks_gets_a_conflict_and_nothing_moves_twice(desks):
    answers = desks.at_once(farid=same(desks.two.question), fatima=same(desks.two.question))
    assert answers == ["done", "question_answered_already"]
    farid = desks.northmoor.actor("farid")
    with acting_as(farid), transaction.atomic():
        assert LinkDecision.objects.visible_to(farid).count() == 1
        assert Move.objects.visible_to(farid).count() == len(desks.two.new_concern.subjects.all()) * 2
    assert is_sound(desks)


def test_two_desks_that_join_the_same_two_in_opposite_ways_make_one_link(desks):
    two = desks.two
    answers = desks.at_once(farid=joining(two.new, two.known), fatima=joining(two.known, two.new))
    assert answers == ["done", "same_already"]
    assert is_sound(desks)


def test_two_links_of_a_chain_in_the_same_second_are_made_one_after_the_other(desks):
    two, farid = desks.two, desks.northmoor.actor("farid")
    with transaction.atomic():
        concern = raised(desks.northmoor.actor("efa"), children=(ChildSaid(),))
    with acting_as(farid), transaction.atomic():
        third = concern.subjects.get().child
    answers = desks.at_once(farid=same(two.question), fatima=joining(two.known, third))
    # Whoever comes second finds the pair as it is by then: the question is about the third child, or it still stands.
    assert answers in (["done", "done"], ["done", "question_answered_already"])
    assert is_sound(desks)


def test_two_desks_that_confirm_and_undo_at_once_do_one_of_the_two(desks):
    decision = desks.does("farid", same(desks.two.question))
    answers = desks.at_once(
        amara=lambda by: confirm_link(decision=decision, revision=1, by=by), fatima=undoing(decision)
    )
    assert answers == ["done", "link_changed_already"]
    assert is_sound(desks)


def test_undone_from_two_desks_at_once_it_goes_back_once(desks):
    decision = desks.does("farid", same(desks.two.question))
    assert desks.at_once(farid=undoing(decision), fatima=undoing(decision)) == ["done", "link_changed_already"]
    back = desks.does("farid", lambda by: Move.objects.visible_to(by).filter(reverses__isnull=False).count())
    assert back == 2
    assert is_sound(desks)


def written(desks: Desks) -> dict[str, tuple[object, object]]:
    """Everything that hangs from a record of a child: by id, from which record and about which child it is now."""

    def ask(by):
        models = [model for model in apps.get_models() if issubclass(model, OfRecord)]
        rows = (row for model in models for row in model.objects.visible_to(by).filter(**_current(model)))
        return {str(row.pk): (row.record_id, row.child_id) for row in rows}

    found = desks.does("farid", ask)
    assert isinstance(found, dict)
    return found


def _current(model):
    # A place in the circle that was lowered and raised again is another row each time; only the current one counts.
    return {"pk": None} if model.__name__ == "Involvement" else {}


def ten_more(desks: Desks, decision: LinkDecision) -> None:
    """What three teams write while both are held to be one: ten entries and a fact."""

    def of(by, number):
        child = Child.objects.visible_to(by).get(pk=decision.other_id)
        record = own_record(child=child, by=by)
        return add_entry(record=record, said=Said(EntryKind.CONTACT, f"Visit {number}", HowKnown.SEEN), by=by)

    for number, name in enumerate(("amara", "efa", "chidi", "amara", "chidi", "efa", "amara", "chidi", "amara", "efa")):
        desks.does(name, lambda by, number=number: of(by, number))

    def fact(by):
        child = Child.objects.visible_to(by).get(pk=decision.other_id)
        record = own_record(child=child, by=by)
        return add_fact(record=record, fact=Fact(FactKind.SCHOOL, "Market Road", Basis.CHILD_SAYS), by=by)

    desks.does("chidi", fact)


def test_ten_entries_later_a_wrong_link_is_undone_from_two_desks_with_nothing_lost(desks):
    before = written(desks)
    decision = desks.does("farid", same(desks.two.question))
    desks.does("amara", lambda by: confirm_link(decision=decision, revision=1, by=by))
    ten_more(desks, decision)
    joined = written(desks)
    assert len(joined) >= len(before) + 11

    def undo(by):
        current = LinkDecision.objects.visible_to(by).get(pk=decision.pk)
        return undo_link(decision=current, reason="Two cousins.", revision=2, by=by)

    assert desks.at_once(farid=undo, fatima=undo) == ["done", "link_changed_already"]
    after = written(desks)
    assert set(after) >= set(joined)
    assert {each: after[each] for each in before} == before
    # Every line is with the child of the record that brought it, and its words are what they were.
    records = desks.does("farid", lambda by: dict(Record.objects.visible_to(by).values_list("id", "child_id")))
    assert all(records[record_id] == child_id for record_id, child_id in after.values())
    words = desks.does("farid", lambda by: set(Entry.objects.visible_to(by).values_list("words", flat=True)))
    assert words >= {f"Visit {number}" for number in range(10)}
    assert is_sound(desks)
    for name, team in (("amara", "eastmoor-duty"), ("efa", "outreach"), ("chidi", "westmoor-nurses")):
        with transaction.atomic():
            owed = open_duties(DutyKind.SORT_CITATIONS, desks.northmoor.actor(name))
        assert team in {one.owner_team.slug for one in owed}, name
    standing = desks.does("farid", lambda by: LinkDecision.objects.visible_to(by).get().standing)
    assert standing == Standing.UNDONE


def test_a_line_written_while_a_link_is_undone_is_kept_or_its_writer_is_told(desks):
    decision = desks.does("farid", same(desks.two.question))

    def write(by):
        child = Child.objects.visible_to(by).get(pk=decision.other_id)
        record = own_record(child=child, by=by)
        return add_entry(record=record, said=Said(EntryKind.CONTACT, "At the door.", HowKnown.SEEN), by=by)

    answers = desks.at_once(farid=undoing(decision), chidi=write)
    assert answers in (["done", "done"], ["done", "record_moved"])
    kept = desks.does("farid", lambda by: Entry.objects.visible_to(by).filter(words="At the door.").count())
    assert kept == answers.count("done") - 1
    assert is_sound(desks)
