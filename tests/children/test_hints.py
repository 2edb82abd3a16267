"""One hint, to one person, of one thing: that name and age agree."""

from dataclasses import replace

import pytest

from cairn.access.actor import job
from cairn.access.binding import acting_as
from cairn.children import tasks
from cairn.children.kinds import HINT_SEEN, MATCH_ALERT, MATCH_FOUND
from cairn.children.models import Child, LinkQuestion, Record
from cairn.children.verbs import hint_for, hints, tell_of_hint, tell_of_questions
from cairn.concerns.rules import BornSaid, ChildSaid, NameSaid
from cairn.ledger.models import Event
from cairn.notices.models import Notice
from cairn.partnership.queries import door_actor
from tests.builders import raised
from tests.children.linked import SAME, statements

ANOTHER = ChildSaid(names=(NameSaid("Biniam Tesfay"),), born=BornSaid(age_from=14, age_to=14))


def sent(northmoor, name, *children):
    """A concern about these children by somebody, and the records they made."""
    by = northmoor.actor(name)
    concern = raised(by, children=children, area="westmoor")
    with acting_as(by):
        return list(Record.objects.visible_to(by).filter(pk__in=concern.subjects.values("record_id")))


def hinted(northmoor, name, records):
    with acting_as(by := northmoor.actor(name)):
        return hint_for(records=records, by=by)


def test_name_and_age_agree_ring_the_hub_duty_desk(northmoor):
    raised(northmoor.actor("efa"))
    hint = hinted(northmoor, "chidi", sent(northmoor, "chidi", SAME))
    assert hint == hints.Hint(ring=northmoor.team("hub-duty"))


@pytest.mark.parametrize(
    "told",
    [
        pytest.param(replace(SAME, born=None), id="a name alone"),
        pytest.param(replace(SAME, names=()), id="an age alone"),
        pytest.param(replace(SAME, born=BornSaid(age_from=9, age_to=9)), id="another age"),
        pytest.param(replace(SAME, names=(NameSaid("Tang"),)), id="part of a name"),
        pytest.param(ANOTHER, id="nobody known"),
    ],
)
def test_less_than_two_independent_facts_give_no_hint(northmoor, told):
    raised(northmoor.actor("efa"))
    assert hinted(northmoor, "chidi", sent(northmoor, "chidi", told)) is None


def test_a_phone_or_a_number_is_never_confirmed(northmoor):
    numbers = {"phones": ("07700 900123",), "identifiers": (("nhs", "943 476 5919"),)}
    raised(northmoor.actor("efa"), children=(replace(SAME, **numbers),))
    told = ChildSaid(names=(NameSaid("Blessing Okafor"),), **numbers)
    assert hinted(northmoor, "chidi", sent(northmoor, "chidi", told)) is None


def test_no_hint_of_a_child_in_sight_nor_of_another_child_in_the_same_concern(northmoor):
    assert hinted(northmoor, "efa", sent(northmoor, "efa", SAME, SAME)) is None
    assert hinted(northmoor, "efa", sent(northmoor, "efa", SAME)) is None


def test_only_a_person_gets_a_hint_and_only_of_what_they_sent_themselves(northmoor):
    raised(northmoor.actor("efa"))
    door = door_actor()
    raised(door, children=(SAME,))
    records = sent(northmoor, "chidi", SAME)
    with acting_as(door):
        assert hint_for(records=records, by=door) is None
    by = replace(northmoor.actor("chidi"), kind="system")
    with acting_as(by):
        assert hint_for(records=records, by=by) is None
    assert hinted(northmoor, "wanda", records) is None
    assert hinted(northmoor, "chidi", []) is None


def test_a_no_confirm_child_gives_none_and_takes_the_same_statements_as_nobody(northmoor):
    records = sent(northmoor, "chidi", SAME)
    with statements() as absent:
        nobody = hinted(northmoor, "chidi", records)
    raised(northmoor.actor("efa"))
    with acting_as(farid := northmoor.actor("farid")):
        Child.objects.visible_to(farid).update(no_confirm=True)
    with statements() as guarded:
        kept = hinted(northmoor, "chidi", records)
    assert (nobody, kept) == (None, None)
    assert guarded == absent


def test_at_most_five_hints_a_day(northmoor, monkeypatch):
    monkeypatch.setattr(hints, "MOST_A_DAY", 2)
    raised(northmoor.actor("efa"))
    raised(northmoor.actor("efa"), children=(ANOTHER,))
    given = [hinted(northmoor, "chidi", sent(northmoor, "chidi", told)) for told in (SAME, ANOTHER)]
    raised(northmoor.actor("efa"), children=(replace(SAME, names=(NameSaid("Dinh Pham Bao"),)),))
    third = sent(northmoor, "chidi", replace(SAME, names=(NameSaid("Dinh Pham Bao"),)))
    assert all(given)
    assert hinted(northmoor, "chidi", third) is None
    assert hinted(northmoor, "wanda", sent(northmoor, "wanda", SAME)) is not None


def test_asking_again_is_the_same_hint_and_no_second_event(northmoor):
    raised(northmoor.actor("efa"))
    records = sent(northmoor, "chidi", SAME)
    assert hinted(northmoor, "chidi", records) == hinted(northmoor, "chidi", records)
    with acting_as(chidi := northmoor.actor("chidi")):
        assert Event.objects.visible_to(chidi).filter(happening="hint.given").count() == 1


def test_a_hint_is_in_the_childs_trail_with_its_receiver_who_does_not_read_the_child(northmoor):
    known = raised(northmoor.actor("efa"))
    hinted(northmoor, "chidi", sent(northmoor, "chidi", SAME))
    chidi, amara = northmoor.actor("chidi"), northmoor.actor("amara")
    with acting_as(amara):
        event = Event.objects.visible_to(amara).get(happening="hint.given")
        assert event.child_id == known.subjects.get().child_id
        assert event.membership_id == chidi.membership_id
    with acting_as(chidi):
        assert Event.objects.visible_to(chidi).get(happening="hint.given").child_id is None


def told(northmoor, name, code):
    with acting_as(by := northmoor.actor(name)):
        return Notice.objects.visible_to(by).filter(code=code).count()


def test_the_lead_is_told_of_a_hint(northmoor, as_role):
    known = raised(northmoor.actor("efa"))
    with acting_as(northmoor.actor("farid")):
        child_id = known.subjects.get().child_id
    with as_role("cairn_worker"):
        tasks.tell_of_hint(str(child_id))
    assert told(northmoor, "amara", HINT_SEEN) == 1


@pytest.mark.parametrize(("guarded", "code", "hub"), [(False, MATCH_FOUND, 0), (True, MATCH_ALERT, 1)])
def test_the_lead_is_told_of_a_question_and_the_hub_when_nothing_may_be_confirmed(
    northmoor, as_role, guarded, code, hub
):
    raised(northmoor.actor("efa"))
    with acting_as(farid := northmoor.actor("farid")):
        Child.objects.visible_to(farid).update(no_confirm=guarded)
    (record,) = sent(northmoor, "chidi", SAME)
    for _ in range(2):
        with as_role("cairn_worker"):
            tasks.tell_of_questions(str(record.id))
    assert (told(northmoor, "amara", code), told(northmoor, "farid", code)) == (1, hub)
    assert told(northmoor, "chidi", code) == told(northmoor, "wanda", code) == 0


def test_a_record_that_is_gone_tells_nobody(northmoor, as_role):
    by = job("tell")
    with as_role("cairn_worker"), acting_as(by):
        tell_of_questions(record_id=northmoor.team("outreach").id, by=by)
        tell_of_hint(child_id=northmoor.team("outreach").id, by=by)
        assert not Notice.objects.visible_to(by).exists()
        assert not LinkQuestion.objects.visible_to(by).exists()
