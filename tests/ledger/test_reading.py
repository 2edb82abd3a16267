"""Who reads the ledger: the hub, the child's circle, and everybody their own events. Policy and QuerySet agree."""

import pytest
from django.db.utils import DatabaseError

from cairn.access.actor import Actor, ActorKind, job
from cairn.access.binding import acting_as
from cairn.core.ids import uuid7
from cairn.ledger import kinds, queries, verbs
from cairn.ledger.models import Event
from tests.ledger.actors import circle_of, coordinator, stranger

pytestmark = pytest.mark.django_db


@pytest.fixture
def child():
    """A child opened by one, listed by another and matched by a third."""
    child = uuid7()
    verbs.looked(by=stranger(), child_id=child, makeup=1)
    verbs.listed(by=stranger(), child_ids=[child, uuid7()])
    verbs.matched(by=stranger(), child_ids=[child])
    return child


def happenings(child, actor):
    with acting_as(actor):
        return [trace.happening for trace in queries.events_about(child, actor=actor)]


def test_a_stranger_sees_no_event_of_a_child(child):
    assert happenings(child, stranger()) == []
    with acting_as(stranger()):
        assert not Event.objects.filter(child_id=child).exists()  # the database's own answer, without visible_to


def test_nobody_sees_anything_before_it_is_known_who_asks(child):
    assert not Event.objects.exists()


@pytest.mark.parametrize("actor", [Actor(kind=ActorKind.DOOR), Actor(kind=ActorKind.SYSTEM, agency_id=uuid7())])
def test_a_door_and_a_system_without_a_team_see_nothing(child, actor):
    assert happenings(child, actor) == []


def test_the_hub_sees_who_opened_listed_and_compared(child):
    farid = coordinator()
    assert happenings(child, farid) == [kinds.MATCHED, kinds.LISTED, kinds.OPENED]


def test_saying_that_one_is_the_hub_does_not_make_it_so(child):
    pretender = Actor(kind=ActorKind.PRACTITIONER, practitioner_id=uuid7(), membership_id=uuid7(), is_hub=True)
    assert happenings(child, pretender) == []


def test_the_working_circle_sees_who_opened_listed_and_compared(child):
    circle_of(child)
    assert happenings(child, stranger()) == [kinds.MATCHED, kinds.LISTED, kinds.OPENED]


def test_a_contributor_outside_the_working_circle_sees_none(child):
    circle_of(child, sees_story=False)
    assert happenings(child, stranger()) == []


def test_a_list_shows_the_circle_none_of_the_other_children(child):
    circle_of(child)
    bilal = stranger()
    with acting_as(bilal):
        (listing,) = Event.objects.raw(
            "select * from ledger_listings(%s, 999999999, 9) where happening = 'listed'", [child]
        )
        assert (listing.child_id, listing.detail) == (child, {})
        assert not Event.objects.visible_to(bilal).filter(happening=kinds.LISTED).exists()


def test_everybody_sees_their_own_looks(child):
    amara, other = stranger(), uuid7()
    verbs.looked(by=amara, child_id=child)
    verbs.listed(by=amara, child_ids=[child, other])
    verbs.record(kinds.SIGNED_IN, by=amara)
    with acting_as(amara):
        looks = list(queries.my_looks(amara))
    assert [look.happening for look in looks] == [kinds.LISTED, kinds.OPENED]
    assert str(other) in looks[0].detail["children"]
    assert happenings(child, amara) == [kinds.OPENED]


def test_a_system_sees_its_own_events(child):
    system = Actor(kind=ActorKind.SYSTEM, token_id=uuid7())
    verbs.looked(by=system, child_id=child)
    assert happenings(child, system) == [kinds.OPENED]
    with acting_as(system):
        assert list(queries.my_looks(system)) == []


def test_the_trail_comes_in_pages(child):
    farid = coordinator()
    with acting_as(farid):
        first = queries.events_about(child, actor=farid, limit=2)
        rest = queries.events_about(child, actor=farid, limit=2, before=first[-1].id)
    assert [trace.happening for trace in (*first, *rest)] == [kinds.MATCHED, kinds.LISTED, kinds.OPENED]


def test_a_trace_says_who_and_how(child):
    farid, amara = coordinator(), stranger()
    verbs.looked(by=amara, child_id=child, makeup=4, purpose="duty")
    with acting_as(farid):
        trace = queries.events_about(child, actor=farid)[0]
    assert (trace.practitioner_id, trace.agency_id, trace.makeup) == (amara.practitioner_id, amara.agency_id, 4)
    assert (str(trace.sentence), trace.is_look, trace.purpose) == ("opened the record", True, "duty")


def test_the_trail_takes_two_questions_of_the_database(child, django_assert_num_queries):
    farid = coordinator()
    with acting_as(farid), django_assert_num_queries(2):
        queries.events_about(child, actor=farid)


def test_the_worker_reads_only_through_its_functions(child, as_role):
    with pytest.raises(DatabaseError, match="permission denied"), as_role("cairn_worker"):
        list(Event.objects.visible_to(job("curiosity")))
    with as_role("cairn_worker"):
        assert [trace.happening for trace in queries.newest(child_id=child)] == [kinds.OPENED]


def test_looking_into_looking_is_read_by_its_author_alone(child):
    farid, petra = coordinator(), stranger()
    circle_of(child)
    verbs.record(kinds.INVESTIGATED, by=petra, child_id=child)
    for by, seen in ((farid, 0), (stranger(), 0), (petra, 1)):
        with acting_as(by):
            asked = Event.objects.visible_to(by).filter(happening=kinds.INVESTIGATED)
            assert asked.count() == seen
            assert Event.objects.filter(happening=kinds.INVESTIGATED).count() == seen
