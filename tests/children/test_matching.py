"""A new concern is compared with every child, and its sender learns nothing of those out of sight."""

from pathlib import Path

import pytest
from django.db import connection, transaction
from django.db.utils import ProgrammingError

from cairn.access.binding import acting_as
from cairn.children.kinds import Basis, FactKind
from cairn.children.models import Child, LinkQuestion, MatchKey, Record
from cairn.children.verbs import CouldNotSearch, Fact, add_fact, candidates_for, matching, search_children
from cairn.concerns.rules import BornSaid, ChildSaid, NameSaid
from cairn.core.errors import NotAllowed, NotFound, Refused
from cairn.duties.kinds import DutyKind
from cairn.duties.models import Duty
from cairn.ledger.models import Event
from cairn.matching.asking import Asked
from cairn.matching.kinds import Band, Field, Level
from cairn.partnership.queries import door_actor
from tests.builders import northmoor as northmoor_now
from tests.builders import raised
from tests.children.linked import statements

ROOT = Path(__file__).resolve().parents[2]
SAME = ChildSaid(names=(NameSaid("Tang Nguyen"),), born=BornSaid(age_from=14, age_to=14))
ANOTHER = ChildSaid(names=(NameSaid("Oluwaseun Adeyemi"),), born=BornSaid(age_from=9, age_to=9))
NAMED = Fact(FactKind.NAME, "Tang Nguyen", Basis.OTHER_PERSON_SAYS)


def record_of(concern, by):
    with acting_as(by), transaction.atomic():
        return Record.objects.visible_to(by).get(pk=concern.subjects.order_by("order")[0].record_id)


def child_id(concern, northmoor):
    with acting_as(northmoor.actor("farid")):
        return concern.subjects.get().child_id


def test_a_second_concern_asks_the_hub_whether_it_is_the_same_child(northmoor):
    efa, chidi, farid = (northmoor.actor(name) for name in ("efa", "chidi", "farid"))
    known = raised(efa)
    new = raised(chidi, children=(SAME,), area="westmoor")
    with acting_as(farid):
        question = LinkQuestion.objects.visible_to(farid).get()
        duty = Duty.objects.visible_to(farid).get(kind=DutyKind.LINK)
    assert question.child_id == child_id(new, northmoor)
    assert question.candidate_id == child_id(known, northmoor)
    assert {"field": "name", "level": "any_order"}.items() <= question.evidence[0].items()
    assert (duty.about_id, duty.owner_team.slug, duty.policy) == (question.id, "hub-duty", "link_decision")
    assert duty.record_id == record_of(new, chidi).id


def test_neither_sender_sees_the_question_nor_the_duty(northmoor):
    efa, chidi = northmoor.actor("efa"), northmoor.actor("chidi")
    raised(efa)
    raised(chidi, children=(SAME,), area="westmoor")
    for sender in (efa, chidi):
        with acting_as(sender):
            assert not LinkQuestion.objects.visible_to(sender).exists()
            assert not Duty.objects.visible_to(sender).filter(kind=DutyKind.LINK).exists()
            assert Child.objects.visible_to(sender).count() == 1


def test_the_lead_of_the_child_sees_the_question(northmoor):
    raised(northmoor.actor("efa"))
    raised(northmoor.actor("chidi"), children=(SAME,), area="westmoor")
    amara, wanda = northmoor.actor("amara"), northmoor.actor("wanda")
    with acting_as(amara):
        assert LinkQuestion.objects.visible_to(amara).count() == 1
    with acting_as(wanda):
        assert not LinkQuestion.objects.visible_to(wanda).exists()


def test_the_signed_out_door_asks_as_well_and_reads_nothing(northmoor):
    raised(northmoor.actor("efa"))
    door, farid = door_actor(), northmoor.actor("farid")
    raised(door, children=(SAME,))
    with acting_as(farid):
        assert LinkQuestion.objects.visible_to(farid).count() == 1
    with acting_as(door), connection.cursor() as cursor:
        cursor.execute("select count(*) from children_claim")
        assert cursor.fetchone() == (0,)


def test_the_children_of_one_concern_are_not_taken_for_one_another(northmoor):
    efa, farid = northmoor.actor("efa"), northmoor.actor("farid")
    raised(efa, children=(SAME, SAME))
    with acting_as(farid):
        assert not LinkQuestion.objects.visible_to(farid).exists()


def test_at_most_five_questions_about_one_child(northmoor):
    efa, chidi, farid = (northmoor.actor(name) for name in ("efa", "chidi", "farid"))
    for _ in range(7):
        raised(efa, children=(SAME, SAME))
    new = raised(chidi, children=(SAME,), area="westmoor")
    with acting_as(farid):
        asked = LinkQuestion.objects.visible_to(farid).filter(child_id=child_id(new, northmoor))
        assert asked.count() == matching.MOST_ASKED
        assert Duty.objects.visible_to(farid).filter(kind=DutyKind.LINK, about_id__in=asked.values("id")).count() == 1


def test_sending_takes_the_same_statements_whether_or_not_somebody_is_found(northmoor):
    chidi = northmoor.actor("chidi")
    raised(chidi, children=(ANOTHER,), area="westmoor")
    with statements() as absent:
        raised(chidi, children=(SAME,), area="westmoor")
    raised(northmoor.actor("efa"), children=(ANOTHER,))
    with statements() as hidden:
        raised(chidi, children=(ANOTHER,), area="westmoor")
    assert hidden == absent


def test_candidates_take_the_same_statements_for_a_hidden_child_and_for_none(northmoor):
    efa, chidi = northmoor.actor("efa"), northmoor.actor("chidi")
    record = record_of(raised(chidi, children=(SAME,), area="westmoor"), chidi)
    with acting_as(chidi):
        candidates_for(record=record, by=chidi)
        with statements() as absent:
            assert candidates_for(record=record, by=chidi) == ()
    raised(efa)
    with acting_as(chidi), statements() as hidden:
        assert candidates_for(record=record, by=chidi) == ()
    raised(chidi, area="westmoor")
    with acting_as(chidi), statements() as visible:
        found = candidates_for(record=record, by=chidi)
    assert hidden == absent == visible
    assert len(found) == 1


def test_a_candidate_says_how_well_it_agrees_and_holds_no_value(northmoor):
    chidi = northmoor.actor("chidi")
    known = raised(chidi, area="westmoor")
    record = record_of(raised(chidi, children=(SAME,), area="westmoor"), chidi)
    with acting_as(chidi):
        (found,) = candidates_for(record=record, by=chidi)
    levels = {each.field: each.level for each in found.evidence}
    assert found.child_id == child_id(known, northmoor)
    assert (levels[Field.NAME], levels[Field.BIRTH], found.band) == (Level.ANY_ORDER, Level.WITHIN_RANGE, Band.POSSIBLE)
    assert "Nguyen" not in repr(found)


def test_the_senders_own_trail_names_no_child_out_of_sight(northmoor):
    efa, chidi, amara = (northmoor.actor(name) for name in ("efa", "chidi", "amara"))
    known = raised(efa)
    raised(chidi, children=(SAME,), area="westmoor")
    hidden = str(child_id(known, northmoor))
    with acting_as(chidi):
        own = Event.objects.visible_to(chidi)
        assert own.filter(happening="matched").exists()
        assert not any(hidden in str(event.detail) or str(event.child_id) == hidden for event in own)
    with acting_as(amara), connection.cursor() as cursor:
        cursor.execute("select happening from ledger_listings(%s, 9223372036854775807, 10)", [hidden])
        assert cursor.fetchall() == [("matched",)]


def test_candidates_of_a_record_out_of_sight_are_not_found(northmoor):
    efa, chidi = northmoor.actor("efa"), northmoor.actor("chidi")
    record = record_of(raised(efa), efa)
    with acting_as(chidi), pytest.raises(NotFound):
        candidates_for(record=record, by=chidi)


def test_a_fact_added_later_makes_the_child_findable(northmoor):
    efa, chidi, farid = (northmoor.actor(name) for name in ("efa", "chidi", "farid"))
    nameless = raised(efa, children=(ChildSaid(),))
    with acting_as(efa):
        add_fact(record=record_of(nameless, efa), fact=NAMED, by=efa)
    raised(chidi, children=(SAME,), area="westmoor")
    with acting_as(farid):
        assert LinkQuestion.objects.visible_to(farid).get().candidate_id == child_id(nameless, northmoor)


def test_a_description_is_nobodys_name(northmoor):
    efa, farid = northmoor.actor("efa"), northmoor.actor("farid")
    raised(efa, children=(ChildSaid(names=(NameSaid("Red Coat Tall", kind="described"),)),))
    raised(efa, children=(ChildSaid(names=(NameSaid("Red Coat Tall", kind="described"),)),))
    with acting_as(farid):
        assert not LinkQuestion.objects.visible_to(farid).exists()


def test_nobody_reads_a_key(northmoor):
    farid = northmoor.actor("farid")
    raised(northmoor.actor("efa"))
    with acting_as(farid):
        assert not MatchKey.objects.visible_to(farid).exists()
        with connection.cursor() as cursor:
            cursor.execute("select count(*) from children_matchkey")
            assert cursor.fetchone() == (0,)


def test_facts_of_a_record_are_given_to_nobody_without_a_part_in_it(own_database):
    # Committed, because a transaction always has a part in what it has itself just written.
    partnership = northmoor_now()
    efa, chidi = partnership.actor("efa"), partnership.actor("chidi")
    record = record_of(raised(efa), efa)
    for actor, rows in ((efa, 2), (chidi, 0), (None, 0), (partnership.actor("farid"), 2), (door_actor(), 0)):
        with acting_as(actor), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("select count(*) from cairn_facts_of(%s)", [record.id])
            assert cursor.fetchone()[0] == rows


def test_the_functions_answer_nobody_who_is_not_bound(northmoor):
    raised(northmoor.actor("efa"))
    with connection.cursor() as cursor:
        cursor.execute(
            "select count(*) from cairn_candidates((select array_agg(key) from children_matchkey), '{1}', '{}', '{1}',"
            " '{name}', '{}')"
        )
        assert cursor.fetchone() == (0,)


@pytest.mark.parametrize("function", ["cairn_written_now('1'::xid)", "cairn_settle_child(null, null, null, null)"])
def test_inner_functions_are_not_for_the_application(northmoor, function):
    with pytest.raises(ProgrammingError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"select {function}")


def test_only_one_module_calls_the_candidates_function():
    callers = [
        str(path.relative_to(ROOT))
        for path in sorted((ROOT / "cairn").rglob("*.py"))
        if "from cairn_candidates(" in path.read_text(encoding="utf-8")
    ]
    assert callers == ["cairn/children/queries/candidates.py"]


def test_a_search_shows_only_children_in_sight(northmoor):
    efa, chidi, farid = (northmoor.actor(name) for name in ("efa", "chidi", "farid"))
    raised(efa)
    for actor, shown in ((efa, 1), (chidi, 0), (farid, 1)):
        with acting_as(actor):
            found = search_children(said=[NAMED], by=actor)
        assert len(found) == shown
    with acting_as(farid):
        assert found[0].child.reference.startswith("C-")
        assert (
            Event.objects.visible_to(farid).filter(happening="matched", practitioner_id=farid.practitioner_id).exists()
        )


def test_a_search_needs_something_to_find_somebody_by(northmoor):
    farid = northmoor.actor("farid")
    with acting_as(farid), pytest.raises(Refused, match="search_needs_more"):
        search_children(said=[Fact(FactKind.SEX, "female", Basis.OTHER_PERSON_SAYS)], by=farid)


def test_a_search_that_fails_says_so(northmoor, monkeypatch):
    farid = northmoor.actor("farid")
    no_key = Asked(keys=(1 << 70,), masks=(1,), sounds=(), things={})
    monkeypatch.setattr("cairn.children.queries.candidates.keys_asked", lambda facts, forms: no_key)
    with acting_as(farid), pytest.raises(CouldNotSearch):
        search_children(said=[NAMED], by=farid)


def test_an_administrator_may_not_search(northmoor):
    dana = northmoor.actor("dana")
    with acting_as(dana), pytest.raises(NotAllowed):
        search_children(said=[NAMED], by=dana)
