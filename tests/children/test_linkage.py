"""The night's comparison of all children: it asks, it never joins, and it remembers what was answered."""

import pytest

from cairn.access.actor import job
from cairn.access.binding import acting_as
from cairn.children.kinds import Basis, FactKind, Outcome
from cairn.children.models import Child, LinkQuestion, Move, Record
from cairn.children.queries.linkage import likely_pairs, records_told
from cairn.children.verbs import Fact, add_fact, link_overnight
from cairn.concerns.rules import BornSaid, ChildSaid, NameSaid
from cairn.core.errors import NotAllowed
from tests.builders import raised
from tests.children.linked import decided, pair

PEOPLE = ("Oluwaseun Adeyemi", "Grace Hollin", "Yonas Tesfay", "Marta Kowalczyk", "Ardit Hoxha", "Rebin Aram")
WORKER = job("linkage of all children")


@pytest.fixture
def a_night(as_role):
    """The job, under the worker's own role."""

    def run(most: int = 50):
        with as_role("cairn_worker"), acting_as(WORKER):
            return link_overnight(by=WORKER, most=most)

    return run


def unlike_others(northmoor):
    for age, name in enumerate(PEOPLE, start=8):
        raised(
            northmoor.actor("efa"),
            children=(ChildSaid(names=(NameSaid(name),), born=BornSaid(age_from=age, age_to=age)),),
        )


@pytest.fixture
def became_alike(northmoor):
    """Two children with nothing in common when they came; then the same number is added to both."""
    efa, chidi, farid = (northmoor.actor(name) for name in ("efa", "chidi", "farid"))
    unlike_others(northmoor)
    one = raised(efa, children=(ChildSaid(names=(NameSaid("Bao"),)),))
    other = raised(chidi, children=(ChildSaid(names=(NameSaid("Nguyen Van Bao"),)),), area="westmoor")
    for by, concern in ((efa, one), (chidi, other)):
        with acting_as(by):
            record = Record.objects.visible_to(by).get(pk=concern.subjects.get().record_id)
            said = Fact(FactKind.IDENTIFIER, "999 123 4560", Basis.SYSTEM, {"scheme": "nhs"})
            add_fact(record=record, fact=said, by=by)
    with acting_as(farid):
        LinkQuestion.objects.visible_to(farid).count()
    return one, other


def questions(northmoor):
    farid = northmoor.actor("farid")
    with acting_as(farid):
        return list(LinkQuestion.objects.visible_to(farid).filter(closed_at=None))


@pytest.mark.usefixtures("became_alike")
def test_two_records_that_became_alike_are_asked_about_and_stay_two(northmoor, a_night):
    farid = northmoor.actor("farid")
    with acting_as(farid):
        before = Child.objects.visible_to(farid).count()
    (asked,) = a_night()
    assert asked in {question.id for question in questions(northmoor)}
    with acting_as(farid):
        assert Child.objects.visible_to(farid).count() == before
        assert not Move.objects.visible_to(farid).exists()


@pytest.mark.usefixtures("became_alike")
def test_the_next_night_asks_nothing_twice(northmoor, a_night):
    a_night()
    before = questions(northmoor)
    assert a_night() == ()
    assert questions(northmoor) == before


def test_a_pair_that_somebody_answered_is_not_asked_again(northmoor, a_night, as_role):
    found = pair(northmoor)
    unlike_others(northmoor)
    with as_role("cairn_worker"), acting_as(WORKER):
        alike = likely_pairs(list(records_told(WORKER)))
    assert {found.known.id, found.new.id} in [{one[1], other[1]} for one, other, _ in alike]
    decided(found.question, northmoor.actor("farid"), Outcome.DIFFERENT)
    assert a_night() == ()
    assert questions(northmoor) == []


@pytest.mark.usefixtures("became_alike")
def test_a_night_asks_no_more_than_it_may(a_night):
    assert a_night(most=0) == ()


def test_nobody_but_a_job_compares_everybody(northmoor):
    efa = northmoor.actor("efa")
    with acting_as(efa), pytest.raises(NotAllowed):
        link_overnight(by=efa)
