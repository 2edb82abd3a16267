"""One child becomes two again, and nobody is left with what is not theirs unasked."""

from dataclasses import replace

import pytest

from cairn.access.binding import acting_as
from cairn.children.kinds import Basis, FactKind, Outcome, ResponsibilityKind, Standing
from cairn.children.models import (
    LinkDecision,
    Move,
    Record,
    Responsibility,
)
from cairn.children.verbs import (
    Fact,
    ToSort,
    add_fact,
    decide_pair,
    on_unlinked,
    undo_link,
    unlinking,
)
from cairn.chronology.models import Entry
from cairn.core.errors import Conflict, NotFound, Refused
from cairn.core.ref import Ref
from cairn.duties.kinds import DutyKind
from tests.builders import raised
from tests.children.linked import SAME, again, decided, open_duties, pair, records_of, undone


def test_undoing_returns_every_record_and_wakes_the_child(northmoor):
    farid, wanda, two = northmoor.actor("farid"), northmoor.actor("wanda"), pair(northmoor)
    decision = decided(two.question, farid)
    result = undone(decision, farid)
    assert (len(result.returned), result.left) == (2, ())
    assert records_of(two.new, farid) == {"westmoor-nurses", "westmoor-duty"}
    assert records_of(two.known, farid) == {"outreach", "eastmoor-duty"}
    assert not again(two.new, farid).is_asleep
    assert (again(two.new, farid).makeup, again(two.known, farid).makeup) == (3, 3)
    with acting_as(wanda):
        held = Responsibility.objects.visible_to(wanda).filter(child=two.new, until=None)
        assert {each.kind for each in held} == set(ResponsibilityKind.values)
        assert {each.team.slug for each in held} == {"westmoor-duty"}
        assert Entry.objects.visible_to(wanda).filter(child=two.new).exists()
    with acting_as(farid):
        undone_row = LinkDecision.objects.visible_to(farid).get(pk=decision.pk)
        assert (undone_row.standing, undone_row.undone_reason) == (Standing.UNDONE, "Two cousins.")
        assert Move.objects.visible_to(farid).filter(reverses__isnull=False).count() == 2
    assert open_duties(DutyKind.CONFIRM_LINK, farid) == []


def test_undoing_leaves_what_has_moved_on(northmoor):
    farid, efa, two = northmoor.actor("farid"), northmoor.actor("efa"), pair(northmoor)
    first = decided(two.question, farid)
    raised(efa, children=(replace(SAME, names=()),))
    with acting_as(farid):
        third = Record.objects.visible_to(farid).order_by("-opened_at").first().child
        decide_pair(child=two.known, other=third, outcome=Outcome.SAME, reason="All one.", by=farid)
    result = undone(first, farid)
    assert (result.returned, len(result.left)) == ((), 2)
    assert again(two.new, farid).is_asleep


def test_undoing_asks_authors_to_sort_and_the_hub_to_review_looks(northmoor):
    farid, efa, two = northmoor.actor("farid"), northmoor.actor("efa"), pair(northmoor)
    decision = decided(two.question, farid)
    with acting_as(efa):
        record = Record.objects.visible_to(efa).get(team=northmoor.team("outreach"))
        claim = add_fact(record=record, fact=Fact(FactKind.SCHOOL, "Market Road", Basis.CHILD_SAYS), by=efa)
    result = undone(decision, farid)
    assert ToSort(Ref("claim", claim.id), northmoor.team("outreach").id) in result.to_sort
    (owed,) = open_duties(DutyKind.SORT_CITATIONS, efa)
    assert owed.about_id == decision.id
    assert open_duties(DutyKind.REVIEW_LOOKS, farid)[0].owner_team.slug == "hub-duty"


def test_a_higher_floor_adds_what_it_knows_of(northmoor, monkeypatch):
    monkeypatch.setattr(unlinking, "_ON_UNLINKED", [])
    farid, two = northmoor.actor("farid"), pair(northmoor)
    asked = []
    more = ToSort(Ref("record", two.new.id), northmoor.team("police-desk").id)

    def handler(parting, by):
        asked.append(parting)
        return [more]

    on_unlinked(handler)
    on_unlinked(handler)
    result = undone(decided(two.question, farid), farid)
    assert more in result.to_sort
    assert [(each.child_id, each.other_id, len(each.records)) for each in asked] == [(two.new.id, two.known.id, 2)]


def test_undoing_twice_an_old_version_or_nothing_at_all_is_refused(northmoor):
    farid, two = northmoor.actor("farid"), pair(northmoor)
    decision = decided(two.question, farid)
    with acting_as(farid), pytest.raises(Conflict):
        undo_link(decision=decision, reason="No.", revision=7, by=farid)
    undone(decision, farid)
    with pytest.raises(Refused, match="nothing_to_undo"):
        undone(decision, farid)
    with acting_as(northmoor.actor("efa")), pytest.raises(NotFound):
        undo_link(decision=decision, reason="No.", revision=2, by=northmoor.actor("efa"))
