"""A pair that somebody has answered about is asked again on new evidence, and on nothing else."""

from datetime import timedelta

import pytest
import time_machine
from hypothesis import given
from hypothesis import strategies as st

from cairn.access.actor import job
from cairn.access.binding import acting_as
from cairn.children.kinds import Basis, FactKind, Outcome, Standing
from cairn.children.models import LinkDecision, LinkQuestion, Record
from cairn.children.queries.candidates import Candidate
from cairn.children.queries.linking import open_questions
from cairn.children.rules.remembering import STRONGER_BY, TELLS_FROM, is_news, rests_until, weighed
from cairn.children.verbs import Fact, add_fact, ask_remembering, decide_pair, look_again
from cairn.concerns.rules import BornSaid, ChildSaid, NameSaid
from cairn.core.clock import now
from cairn.core.postgres import WORKER
from cairn.duties.kinds import DutyKind
from cairn.matching.evidence import Evidence
from cairn.matching.kinds import Band, Field, Level
from cairn.matching.scoring import MODEL_VERSION
from cairn.notices.models import Notice
from tests.builders import raised
from tests.children.linked import confirmed, decided, open_duties, pair, undone
from tests.conftest import become

JOB = job("these tests")
kinds = st.sampled_from([field.value for field in Field])
evidence = st.dictionaries(kinds, st.floats(-12, 14, allow_nan=False), max_size=6)


@given(evidence, st.booleans())
def test_nothing_is_news_against_itself(told, same_model):
    assert not is_news(told, told, same_model=same_model)


@given(evidence, evidence, st.booleans())
def test_losing_evidence_is_never_news(then, lost, same_model):
    today = {field: min(weight, lost.get(field, weight)) for field, weight in then.items()}
    assert not is_news(then, today, same_model=same_model)


@given(evidence, kinds, st.floats(TELLS_FROM, 14))
def test_a_kind_of_fact_that_now_agrees_is_news_whichever_model_weighed_it(then, field, weight):
    then[field] = min(then.get(field, 0.0), 0.0)
    assert is_news(then, {**then, field: weight}, same_model=False)


@given(evidence, kinds, st.floats(STRONGER_BY + 0.01, 12))
def test_much_stronger_is_news_by_the_same_model_alone(then, field, more):
    then[field] = max(then.get(field, 0.1), 0.1)
    today = {**then, field: then[field] + more}
    assert is_news(then, today, same_model=True)
    assert not is_news(then, today, same_model=False)


@given(evidence, st.dictionaries(kinds, st.floats(-12, 0), max_size=3), st.booleans())
def test_evidence_against_is_never_a_reason(then, against, same_model):
    today = {**then, **{field: min(weight, then.get(field, 0.0)) for field, weight in against.items()}}
    assert not is_news(then, today, same_model=same_model)


@pytest.mark.parametrize(
    ("stored", "read"),
    [
        ([{"field": "name", "level": "agrees", "weight": 9}], {"name": 9.0}),
        ([{"field": "name", "weight": 2.0}, {"field": "name", "weight": 5.0}], {"name": 5.0}),
        (["nonsense", {"field": "", "weight": 1}, {"field": "sex"}, {"field": "birth", "weight": "much"}], {}),
    ],
)
def test_stored_evidence_is_read_and_what_cannot_be_read_counts_for_nothing(stored, read):
    assert weighed(stored) == read


def test_a_question_comes_back_before_its_answer_is_owed():
    assert rests_until(now()) < now()


def like(other, *facts, weight=14.0, band=Band.STRONG):
    return Candidate(other.id, tuple(Evidence(*each) for each in facts), weight, band)


NAME = (Field.NAME, Level.AGREES, 9.0)
BIRTH = (Field.BIRTH, Level.AGREES, 6.0)
PHONE = (Field.PHONE, Level.AGREES, 7.0)


def asked_again(two, *facts):
    with become(WORKER), acting_as(JOB):
        return ask_remembering(child_id=two.new.id, candidates=[like(two.known, *facts)], by=JOB)


def stored(two):
    return [(Field(each["field"]), Level(each["level"]), each["weight"]) for each in two.question.evidence]


def test_not_the_same_is_asked_again_with_a_new_kind_of_fact_and_not_before(northmoor):
    farid, two = northmoor.actor("farid"), pair(northmoor)
    decided(two.question, farid, Outcome.DIFFERENT)
    assert asked_again(two, *stored(two)) == ()
    (again,) = asked_again(two, *stored(two), PHONE)
    with acting_as(farid):
        question = open_questions(farid).get()
        assert (question.id, question.band, question.weight) == (again, Band.STRONG, 14.0)
        assert {"field": "phone", "level": "agrees", "weight": 7.0} in question.evidence
    (owed,) = open_duties(DutyKind.LINK, farid)
    assert (owed.about_id, owed.policy) == (again, "link_decision")
    assert asked_again(two, *stored(two), PHONE) == ()


@pytest.mark.parametrize("is_undone", [False, True])
def test_same_is_not_asked_again_and_undone_only_on_news(northmoor, is_undone):
    farid, two = northmoor.actor("farid"), pair(northmoor)
    decision = decided(two.question, farid)
    if is_undone:
        confirmed(decision, northmoor.actor("fatima"))
        undone(decision, farid)
        assert asked_again(two, *stored(two)) == ()
    assert len(asked_again(two, *stored(two), PHONE)) == is_undone


def test_not_sure_rests_until_its_day(northmoor):
    farid, two = northmoor.actor("farid"), pair(northmoor)
    decided(two.question, farid, Outcome.UNSURE)
    (owed,) = open_duties(DutyKind.LINK, farid)
    assert owed.policy == "link_unsure"
    with acting_as(farid):
        assert not open_questions(farid).exists()
        with time_machine.travel(owed.due_at - timedelta(hours=12)):
            assert open_questions(farid).get().id == two.question.id


def test_not_sure_comes_back_at_once_with_news_and_the_hubs_clock_is_the_short_one(northmoor):
    farid, two = northmoor.actor("farid"), pair(northmoor)
    decided(two.question, farid, Outcome.UNSURE)
    assert asked_again(two, *stored(two)) == ()
    assert asked_again(two, *stored(two), PHONE) == (two.question.id,)
    with acting_as(farid):
        assert open_questions(farid).get().rests_until is None
    (owed,) = open_duties(DutyKind.LINK, farid)
    assert (owed.policy, owed.about_id) == ("link_decision", two.question.id)


def test_a_question_nobody_has_answered_takes_the_new_evidence_and_keeps_its_clock(northmoor):
    farid, two = northmoor.actor("farid"), pair(northmoor)
    (before,) = open_duties(DutyKind.LINK, farid)
    assert asked_again(two, *stored(two), PHONE) == (two.question.id,)
    with acting_as(farid):
        assert open_questions(farid).get().band == Band.STRONG
    assert [each.id for each in open_duties(DutyKind.LINK, farid)] == [before.id]


def test_a_decision_keeps_the_evidence_and_the_model_as_they_were(northmoor):
    farid, two = northmoor.actor("farid"), pair(northmoor)
    with acting_as(farid):
        LinkQuestion.objects.visible_to(farid).update(model_version="older-1")
    decision = decided(two.question, farid, Outcome.DIFFERENT)
    assert (decision.evidence, decision.model_version) == (two.question.evidence, "older-1")


def test_what_a_person_asked_is_weighed_when_it_is_answered(northmoor):
    farid, efa = northmoor.actor("farid"), northmoor.actor("efa")
    same = ChildSaid(names=(NameSaid("Oluwaseun Adeyemi"),), born=BornSaid(age_from=9, age_to=9))
    one, other = raised(efa), raised(efa, children=(same,))
    with acting_as(farid):
        children = [concern.subjects.get().child for concern in (one, other)]
        decision = decide_pair(
            child=children[0], other=children[1], outcome=Outcome.DIFFERENT, reason="Two boys.", by=farid
        )
    assert decision.model_version == MODEL_VERSION
    assert {each["field"]: each["level"] for each in decision.evidence}["name"] == "differs"


def test_a_fact_added_later_makes_the_hub_be_asked(northmoor):
    efa, farid, amara = (northmoor.actor(name) for name in ("efa", "farid", "amara"))
    raised(efa)
    new = raised(northmoor.actor("chidi"), children=(ChildSaid(),), area="westmoor")
    with acting_as(northmoor.actor("chidi")):
        chidi = northmoor.actor("chidi")
        record = Record.objects.visible_to(chidi).get(pk=new.subjects.get().record_id)
        for kind, text in ((FactKind.NAME, "Tang Nguyen"), (FactKind.SEX, "male")):
            add_fact(record=record, fact=Fact(kind, text, Basis.CHILD_SAYS), by=chidi)
    with acting_as(farid):
        assert not LinkQuestion.objects.visible_to(farid).exists()
    with become(WORKER), acting_as(JOB):
        (asked,) = look_again(record_id=record.id, by=JOB)
        assert look_again(record_id=record.id, by=JOB) == ()
        assert look_again(record_id=asked, by=JOB) == ()
    with acting_as(farid):
        assert open_questions(farid).get().child_id == record.child_id
    assert [each.about_id for each in open_duties(DutyKind.LINK, farid)] == [asked]
    with acting_as(amara):
        assert Notice.objects.visible_to(amara).filter(code="match.found", about_id=asked).count() == 1


def test_a_proposal_is_no_answer(northmoor):
    farid, two = northmoor.actor("farid"), pair(northmoor)
    assert decided(two.question, northmoor.actor("amara"), Outcome.DIFFERENT).standing == Standing.PROPOSED
    with acting_as(farid):
        LinkQuestion.objects.visible_to(farid).update(closed_at=now())
    assert len(asked_again(two, *stored(two))) == 1
    with acting_as(farid):
        assert LinkDecision.objects.visible_to(farid).count() == 1
