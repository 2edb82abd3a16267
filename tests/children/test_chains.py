"""Links upon links: in a circle, in a chain, of a child with itself; and everybody's place in them."""

from datetime import UTC, datetime

import pytest
from django.db import ProgrammingError, connection, transaction

from cairn.access.binding import acting_as
from cairn.children.kinds import Capacity, Outcome, Standing
from cairn.children.models import Involvement, LinkDecision, LinkQuestion, Record, Responsibility
from cairn.children.verbs import decide_link, decide_pair, open_record
from cairn.concerns.rules import ChildSaid
from cairn.core.errors import Conflict, Refused
from cairn.duties.kinds import DutyKind
from tests.builders import raised
from tests.children.linked import SAME, again, confirmed, decided, open_duties, pair, records_of, undone

LONG_AGO = datetime(2026, 1, 1, tzinfo=UTC)


def third_of(northmoor, *, is_alike=False):
    """One more child, raised by Efa; alike enough that the hub is asked whether it is one of the two, or not at all."""
    concern = raised(northmoor.actor("efa"), children=(SAME if is_alike else ChildSaid(),))
    farid = northmoor.actor("farid")
    with acting_as(farid):
        return concern.subjects.get().child


def joined(child, other, by, **more):
    with acting_as(by):
        return decide_pair(child=child, other=other, outcome=Outcome.SAME, reason="Same scar.", by=by, **more)


def place(northmoor, team, child):
    farid = northmoor.actor("farid")
    with acting_as(farid):
        rows = Involvement.objects.visible_to(farid).filter(team=northmoor.team(team), child=child, ended_at=None)
        return {one.is_confirmed for one in rows}


@pytest.mark.parametrize("is_turned", [False, True])
def test_two_that_are_one_already_are_not_joined_again(northmoor, is_turned):
    farid, two = northmoor.actor("farid"), pair(northmoor)
    decided(two.question, farid)
    pairs = (two.known, two.new) if is_turned else (two.new, two.known)
    with pytest.raises(Refused, match="same_already"):
        joined(*pairs, farid)
    assert again(two.new, farid).is_asleep
    assert records_of(two.known, farid) == {"outreach", "eastmoor-duty", "westmoor-nurses", "westmoor-duty"}


def test_a_chain_comes_apart_link_by_link_from_its_end(northmoor):
    farid, two = northmoor.actor("farid"), pair(northmoor)
    last = third_of(northmoor)
    first = decided(two.question, farid)
    second = joined(two.known, last, farid)
    assert records_of(last, farid) >= {"outreach", "westmoor-nurses"}
    with acting_as(farid):
        held = Responsibility.objects.visible_to(farid).filter(until=None)
        assert set(held.values_list("child_id", flat=True)) == {last.id}
    assert len(undone(second, farid).returned) == 4
    result = undone(first, farid)
    assert (len(result.returned), result.left) == (2, ())
    assert records_of(two.new, farid) == {"westmoor-nurses", "westmoor-duty"}
    assert records_of(two.known, farid) == {"outreach", "eastmoor-duty"}
    for child in (two.new, two.known, last):
        assert not again(child, farid).is_asleep
        with acting_as(farid):
            assert Responsibility.objects.visible_to(farid).filter(child=child, until=None).count() == 3


def test_a_chain_that_is_undone_at_its_beginning_leaves_what_went_on(northmoor):
    farid, two = northmoor.actor("farid"), pair(northmoor)
    last = third_of(northmoor)
    first = decided(two.question, farid)
    joined(two.known, last, farid)
    result = undone(first, farid)
    assert (result.returned, len(result.left)) == ((), 2)
    assert again(two.new, farid).is_asleep


def test_undoing_gives_each_team_the_place_it_had(northmoor):
    farid, two = northmoor.actor("farid"), pair(northmoor)
    with acting_as(farid):
        open_record(child=two.new, team=northmoor.team("guardians"), capacity=Capacity.CONTRIBUTOR, by=farid)
    assert place(northmoor, "guardians", two.new) == {False}
    decision = decided(two.question, farid)
    assert place(northmoor, "guardians", two.known) == {False}
    assert place(northmoor, "westmoor-nurses", two.known) == {False}
    confirmed(decision, northmoor.actor("fatima"))
    # That the two are one child says nothing about a record that nobody was sure of before.
    assert place(northmoor, "guardians", two.known) == {False}
    assert place(northmoor, "westmoor-nurses", two.known) == {True}
    undone(decision, farid)
    assert place(northmoor, "guardians", two.new) == {False}
    assert place(northmoor, "westmoor-nurses", two.new) == {True}


def test_a_link_that_still_waits_stays_so_when_a_later_one_is_undone_or_confirmed(northmoor):
    farid, fatima, two = northmoor.actor("farid"), northmoor.actor("fatima"), pair(northmoor)
    last = third_of(northmoor)
    first = decided(two.question, farid)
    second = joined(two.known, last, farid)
    confirmed(second, fatima)
    assert place(northmoor, "westmoor-nurses", last) == {False}
    assert place(northmoor, "outreach", last) == {True}
    undone(second, farid)
    assert place(northmoor, "westmoor-nurses", two.known) == {False}
    confirmed(first, fatima)
    assert place(northmoor, "westmoor-nurses", two.known) == {True}


def test_a_link_is_confirmed_wherever_its_records_have_gone_since(northmoor):
    farid, fatima, two = northmoor.actor("farid"), northmoor.actor("fatima"), pair(northmoor)
    last = third_of(northmoor)
    first = decided(two.question, farid)
    confirmed(joined(two.known, last, farid), fatima)
    confirmed(first, fatima)
    assert place(northmoor, "westmoor-nurses", last) == {True}


def test_a_question_follows_the_child_it_is_about_and_comes_back(northmoor):
    farid, two = northmoor.actor("farid"), pair(northmoor)
    new = third_of(northmoor, is_alike=True)
    with acting_as(farid):
        about = LinkQuestion.objects.visible_to(farid).filter(child=new, closed_at=None)
        asked = {each.candidate_id: each.id for each in about}
    assert set(asked) == {two.known.id, two.new.id}
    with acting_as(farid):
        LinkQuestion.objects.visible_to(farid).filter(pk=asked[two.known.id]).update(closed_at=LONG_AGO)
    decision = decided(two.question, farid)
    with acting_as(farid):
        moved = LinkQuestion.objects.visible_to(farid).get(pk=asked[two.new.id])
        assert (moved.candidate_id, moved.closed_at) == (two.known.id, None)
        assert LinkDecision.objects.visible_to(farid).get().rerouted == [str(moved.id)]
    undone(decision, farid)
    with acting_as(farid):
        back = LinkQuestion.objects.visible_to(farid).get(pk=asked[two.new.id])
        assert (back.child_id, back.candidate_id, back.closed_at) == (new.id, two.new.id, None)


def test_a_new_child_that_becomes_another_still_resembles_the_third(northmoor):
    farid, two = northmoor.actor("farid"), pair(northmoor)
    new = third_of(northmoor, is_alike=True)
    with acting_as(farid):
        mine = LinkQuestion.objects.visible_to(farid).get(child=new, candidate=two.known, closed_at=None)
        LinkQuestion.objects.visible_to(farid).filter(pk=two.question.pk).update(closed_at=LONG_AGO)
        other = LinkQuestion.objects.visible_to(farid).get(child=new, candidate=two.new, closed_at=None)
    decided(mine, farid)
    with acting_as(farid):
        followed = LinkQuestion.objects.visible_to(farid).get(pk=other.pk)
        assert (followed.child_id, followed.candidate_id, followed.closed_at) == (two.known.id, two.new.id, None)
    assert other.pk in {each.about_id for each in open_duties(DutyKind.LINK, farid)}


def test_a_question_that_was_answered_for_what_the_child_became_ends(northmoor):
    farid, two = northmoor.actor("farid"), pair(northmoor)
    new = third_of(northmoor, is_alike=True)
    with acting_as(farid):
        same = LinkQuestion.objects.visible_to(farid).get(child=new, candidate=two.known, closed_at=None)
        other = LinkQuestion.objects.visible_to(farid).get(child=new, candidate=two.new, closed_at=None)
    decided(two.question, farid, Outcome.DIFFERENT)
    decided(same, farid)
    with acting_as(farid):
        assert LinkQuestion.objects.visible_to(farid).get(pk=other.pk).closed_at is not None
        assert not LinkQuestion.objects.visible_to(farid).filter(closed_at=None).exists()


def test_a_question_about_what_sleeps_by_now_cannot_be_answered_with_an_old_page(northmoor):
    farid, two = northmoor.actor("farid"), pair(northmoor)
    new = third_of(northmoor, is_alike=True)
    with acting_as(farid):
        stale = LinkQuestion.objects.visible_to(farid).get(child=new, candidate=two.new, closed_at=None)
    decided(two.question, farid)
    with acting_as(farid), pytest.raises(Conflict):
        decide_link(question=stale, outcome=Outcome.SAME, reason="Hm.", by=farid)


def test_a_team_granted_work_while_linked_has_its_old_place_back(northmoor):
    farid, two = northmoor.actor("farid"), pair(northmoor)
    with acting_as(farid):
        open_record(child=two.new, team=northmoor.team("guardians"), capacity=Capacity.GUARDIAN, by=farid)
    decision = decided(two.question, farid)
    with acting_as(farid):
        Involvement.objects.visible_to(farid).filter(team=northmoor.team("guardians"), ended_at=None).update(
            capacity=Capacity.WORKING, sees_story=True
        )
    undone(decision, farid)
    with acting_as(farid):
        (mine,) = Involvement.objects.visible_to(farid).filter(team=northmoor.team("guardians"), ended_at=None)
        assert (mine.capacity, mine.child_id) == (Capacity.GUARDIAN, two.new.id)
        assert Record.objects.visible_to(farid).get(team=northmoor.team("guardians")).child_id == two.new.id


@pytest.mark.parametrize(
    "function", ["cairn_settle_places('{}')", "cairn_reroute(null, null, null)", "cairn_place(null)"]
)
def test_inner_functions_are_not_for_the_application(northmoor, function):
    with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
        connection.cursor().execute(f"select {function}")


def test_in_danger_a_chain_is_no_surer_than_its_weakest_link(northmoor):
    farid, two = northmoor.actor("farid"), pair(northmoor)
    last = third_of(northmoor)
    decided(two.question, farid)
    with acting_as(farid):
        question = LinkQuestion.objects.create(child=two.known, candidate=last, weight=1.0, model_version="1")
    decision = decided(question, farid, in_danger=True)
    assert decision.standing == Standing.CONFIRMED
    assert place(northmoor, "westmoor-nurses", last) == {False}
    assert place(northmoor, "eastmoor-duty", last) == {True}
