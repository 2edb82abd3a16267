"""After two children were taken apart, whoever wrote meanwhile says whose it is; nothing is taken away."""

import pytest
from django.urls import reverse

from cairn.access.binding import acting_as
from cairn.children.kinds import Basis, FactKind
from cairn.children.models import Claim, Involvement, Record
from cairn.children.verbs import Fact, add_fact
from cairn.chronology.kinds import EntryKind, Finding, HowKnown, Whose
from cairn.chronology.models import Attachment, Entry, FileCheck
from cairn.chronology.verbs import Said, SentFile, add_entry, attach, open_attachment, sort_entries
from cairn.core.errors import Conflict, NotFound, Refused
from cairn.duties.kinds import DutyKind
from cairn.ledger.models import Event
from tests.children.linked import decided, open_duties, pair, undone
from tests.children.pages import browser


@pytest.fixture
def scene(northmoor):
    """Efa, who has only told us something of the one child, wrote two entries and a fact while two were one."""
    two, efa, farid = pair(northmoor), northmoor.actor("efa"), northmoor.actor("farid")
    decision = decided(two.question, farid)
    with acting_as(efa):
        record = Record.objects.visible_to(efa).get(team=northmoor.team("outreach"))
        for words in ("She sat by the river.", "He asked for the bus."):
            add_entry(record=record, said=Said(EntryKind.CONTACT, words, HowKnown.SEEN), by=efa)
        add_fact(record=record, fact=Fact(FactKind.LANGUAGE, "vi", Basis.CHILD_SAYS), by=efa)
    undone(decision, farid)
    return two, decision, reverse("chronology:sort", args=[decision.pk])


def _ids(northmoor) -> tuple[list, list]:
    efa = northmoor.actor("efa")
    with acting_as(efa):
        entries = Entry.objects.visible_to(efa).filter(kind=EntryKind.CONTACT, corrects=None).order_by("recorded_at")
        facts = Claim.objects.visible_to(efa).filter(kind=FactKind.LANGUAGE)
        return [one.id for one in entries], [one.id for one in facts]


@pytest.mark.parametrize(("who", "status"), [("efa", 200), ("chidi", 404), ("farid", 403), ("dana", 403)])
def test_the_author_team_alone(northmoor, scene, who, status):
    assert browser(northmoor, who).get(scene[2]).status_code == status


def test_who_only_reads_may_not_say(northmoor):
    two, amara, farid = pair(northmoor), northmoor.actor("amara"), northmoor.actor("farid")
    decision = decided(two.question, farid)
    with acting_as(amara):
        record = Record.objects.visible_to(amara).filter(team=northmoor.team("eastmoor-duty"), child=two.known).first()
        add_entry(record=record, said=Said(EntryKind.CALL, "Rang the school.", HowKnown.SEEN), by=amara)
    undone(decision, farid)
    address = reverse("chronology:sort", args=[decision.pk])
    assert browser(northmoor, "amara").get(address).status_code == 200
    assert browser(northmoor, "robin").get(address).status_code == 403


def test_the_page_names_no_child_that_the_team_does_not_see(northmoor, scene):
    two, _, address = scene
    words = browser(northmoor, "efa").get(address).content.decode()
    assert "She sat by the river." in words
    assert "Vietnamese" in words
    assert two.known.reference in words
    assert two.new.reference not in words


def test_the_doors_lead_there(northmoor, scene):
    client = browser(northmoor, "efa")
    (owed,) = open_duties(DutyKind.SORT_CITATIONS, northmoor.actor("efa"))
    mine = client.get("/").content.decode()
    assert scene[2] in mine
    assert reverse("duties:duty", args=[owed.pk]) in mine, "the notice leads there as well"
    assert client.get(reverse("duties:duty", args=[owed.pk]))["Location"] == scene[2]


def test_stays_moves_and_both(northmoor, scene):
    two, _, address = scene
    (first, second), (fact,) = _ids(northmoor)
    client, efa, wanda = browser(northmoor, "efa"), northmoor.actor("efa"), northmoor.actor("wanda")
    missing = client.post(address, {f"whose-{first}": "moves"})
    assert "Say whose it is." in missing.content.decode()
    sent = {f"whose-{first}": "moves", f"whose-{second}": "stays", f"whose-{fact}": "both"}
    assert client.post(address, sent).status_code == 302
    with acting_as(efa):
        old = Entry.objects.visible_to(efa).get(pk=first)
        assert (old.child_id, old.corrected_by.get().detail) == (two.known.id, {"in_error": True})
        assert not Entry.objects.visible_to(efa).get(pk=second).corrected_by.exists()
        mine = Involvement.objects.visible_to(efa).get(child_id=two.new.id, team_id=efa.team_id)
        assert (mine.capacity, mine.sees_story, mine.is_confirmed) == ("contributor", False, False)
    with acting_as(wanda):
        moved = Entry.objects.visible_to(wanda).get(child=two.new, kind=EntryKind.CONTACT)
        assert (moved.words, moved.detail["said_again"]) == ("She sat by the river.", str(first))
        assert Claim.objects.visible_to(wanda).get(child=two.new, kind=FactKind.LANGUAGE).detail == {
            "said_again": str(fact)
        }
        events = Event.objects.visible_to(wanda).filter(happening="entries.sorted", child_id=two.new.id)
        assert events.get().detail == {"moves": 1, "stays": 1, "both": 1}
    assert open_duties(DutyKind.SORT_CITATIONS, efa) == []
    assert "Your team has sorted this" in client.get(address).content.decode()


def test_the_files_of_an_entry_go_along_but_for_harmful_ones(northmoor, scene):
    two, decision, _ = scene
    (first, second), (fact,) = _ids(northmoor)
    efa, wanda = northmoor.actor("efa"), northmoor.actor("wanda")
    with acting_as(efa):
        entry = Entry.objects.visible_to(efa).get(pk=first)
        for name, finding in (("clean", Finding.CLEAN), ("waiting", None), ("harmful", Finding.HARMFUL)):
            file = attach(entry=entry, sent=SentFile(f"{name}.txt", name.encode()), by=efa)
            if finding:
                FileCheck(attachment=file, finding=finding).save(force_insert=True)
        said = {first: Whose.MOVES, second: Whose.STAYS, fact: Whose.STAYS}
        sort_entries(decision_id=decision.pk, said=said, by=efa)
    with acting_as(wanda):
        moved = Entry.objects.visible_to(wanda).get(child=two.new, kind=EntryKind.CONTACT)
        clean, waiting = Attachment.objects.visible_to(wanda).filter(entry=moved).order_by("name")
        assert (clean.name, clean.finding, waiting.finding) == ("clean.txt", Finding.CLEAN, Finding.NOT_CHECKED)
        child = two.new.reference
        opened = open_attachment(reference=child, entry_id=moved.id, attachment_id=clean.id, by=wanda)
        assert b"".join(opened.chunks) == b"clean"


def test_half_an_answer_a_moving_fact_and_a_second_answer_are_refused(northmoor, scene):
    _, decision, _ = scene
    entries, facts = _ids(northmoor)
    efa = northmoor.actor("efa")
    all_stay = dict.fromkeys([*entries, *facts], Whose.STAYS)
    with acting_as(efa):
        for said in ({entries[0]: Whose.STAYS}, {**all_stay, facts[0]: Whose.MOVES}):
            with pytest.raises(Refused, match="sort_every_one"):
                sort_entries(decision_id=decision.pk, said=said, by=efa)
        sort_entries(decision_id=decision.pk, said=all_stay, by=efa)
        with pytest.raises(Conflict, match="duty_taken_already"):
            sort_entries(decision_id=decision.pk, said=all_stay, by=efa)
    chidi = northmoor.actor("bilal")
    with acting_as(chidi), pytest.raises(NotFound):
        sort_entries(decision_id=decision.pk, said=all_stay, by=chidi)


def test_another_teams_duty_stays_open(northmoor):
    two, farid = pair(northmoor), northmoor.actor("farid")
    decision = decided(two.question, farid)
    for name, slug in (("efa", "outreach"), ("chidi", "westmoor-nurses")):
        by = northmoor.actor(name)
        with acting_as(by):
            record = Record.objects.visible_to(by).get(team=northmoor.team(slug))
            add_entry(record=record, said=Said(EntryKind.CALL, f"{name} rang.", HowKnown.SEEN), by=by)
    undone(decision, farid)
    efa = northmoor.actor("efa")
    with acting_as(efa):
        entry = Entry.objects.visible_to(efa).get(words="efa rang.")
        sort_entries(decision_id=decision.pk, said={entry.id: Whose.STAYS}, by=efa)
    assert [one.owner_team.slug for one in open_duties(DutyKind.SORT_CITATIONS, farid)] == ["westmoor-nurses"]
    again = browser(northmoor, "chidi").get(reverse("chronology:sort", args=[decision.pk])).content.decode()
    assert "chidi rang." in again
    assert "efa rang." not in again
