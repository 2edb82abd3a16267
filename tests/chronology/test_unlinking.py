"""What is listed for sorting when two children are taken apart (R-003)."""

from cairn.access.binding import acting_as
from cairn.children.kinds import Outcome
from cairn.children.models import Child, Record
from cairn.children.verbs import decide_pair, undo_link
from cairn.chronology.kinds import EntryKind, HowKnown
from cairn.chronology.models import Entry
from cairn.chronology.verbs import Said, add_entry
from tests.builders import raised


def test_ten_more_entries_later_a_wrong_link_is_undone_with_nothing_lost(northmoor):
    efa, amara, farid = (northmoor.actor(name) for name in ("efa", "amara", "farid"))
    one, other = raised(efa, "First."), raised(northmoor.actor("bilal"), "Second.")
    with acting_as(farid):
        child = Child.objects.visible_to(farid).get(pk=one.subjects.get().child_id)
        second = Child.objects.visible_to(farid).get(pk=other.subjects.get().child_id)
        decision = decide_pair(child=child, other=second, outcome=Outcome.SAME, reason="Same van.", by=farid)
    with acting_as(amara):
        desk = northmoor.team("eastmoor-duty")
        mine = Record.objects.visible_to(amara).filter(team=desk, child=decision.other).first()
        for number in range(10):
            add_entry(record=mine, said=Said(EntryKind.CONTACT, f"Visit {number}", HowKnown.SEEN), by=amara)
    with acting_as(farid):
        before = set(Entry.objects.visible_to(farid).values_list("id", flat=True))
        decision.refresh_from_db()
        undone = undo_link(decision=decision, reason="Two girls.", revision=decision.revision, by=farid)
        assert set(Entry.objects.visible_to(farid).values_list("id", flat=True)) == before
        assert len([each for each in undone.to_sort if each.about.kind == "entry"]) >= 10
        assert Entry.objects.visible_to(farid).filter(child=child, words="First.").exists()
        assert Entry.objects.visible_to(farid).filter(child=second, words="Second.").exists()
