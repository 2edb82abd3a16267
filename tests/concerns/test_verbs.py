"""What can be done with a concern: each deed with its event, each refusal, and nothing half done."""

import pytest
from django.db import IntegrityError, transaction

from cairn.access.actor import job
from cairn.access.binding import acting_as
from cairn.chronology.models import Entry
from cairn.concerns import verbs
from cairn.concerns.kinds import Urgency
from cairn.concerns.models import Concern, UrgencyChange
from cairn.concerns.queries import Delivery, deliveries_of, on_progress, progress, urgency_now
from cairn.concerns.rules import BornSaid, CallMade, ChildSaid, NameSaid, urgency_rank
from cairn.core.errors import Conflict, NotAllowed, NotFound, Refused
from cairn.core.ids import uuid7
from cairn.duties.models import Duty
from cairn.ledger.models import Event
from tests.builders import MONDAY_MORNING, raised, said


@pytest.fixture
def efa(northmoor):
    return northmoor.actor("efa")


@pytest.fixture
def concern(efa):
    return raised(efa)


def broken(*_, **__):
    raise RuntimeError("the ledger is full")


def test_a_call_is_noted_for_every_child_and_remembered(northmoor, efa):
    concern = raised(efa, children=(ChildSaid(), ChildSaid(names=(NameSaid("Tang"),))))
    with acting_as(efa):
        entries = verbs.note_call(concern=concern, call=CallMade("no_answer"), by=efa)
        (event,) = Event.objects.visible_to(efa).filter(happening="concern.call_noted")
    assert len(entries) == 2
    assert len({entry.told_together for entry in entries}) == 1
    assert (event.about_id, event.detail) == (concern.id, {"outcome": "no_answer"})


def test_a_call_that_the_ledger_cannot_remember_is_not_noted(efa, concern, monkeypatch):
    monkeypatch.setattr("cairn.concerns.verbs.calling.ledger.record", broken)
    with acting_as(efa), pytest.raises(RuntimeError):
        verbs.note_call(concern=concern, call=CallMade("spoke"), by=efa)
    with acting_as(efa):
        assert not Entry.objects.visible_to(efa).filter(kind="call").exists()


def test_only_the_senders_team_notes_a_call(northmoor, concern):
    amara = northmoor.actor("amara")
    with acting_as(amara), pytest.raises(Refused, match="not_raised_by_your_team"):
        verbs.note_call(concern=concern, call=CallMade("spoke"), by=amara)


def test_a_concern_that_the_ledger_cannot_remember_is_not_raised(efa, monkeypatch):
    monkeypatch.setattr("cairn.concerns.verbs.raising.ledger.record", broken)
    with acting_as(efa), pytest.raises(RuntimeError):
        verbs.raise_concern(said=said(), send_key="k", by=efa)
    with acting_as(efa):
        assert not Concern.objects.visible_to(efa).exists()
        assert not Duty.objects.visible_to(efa).exists()


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"children": ()}, "child_needed"),
        ({"area": "atlantis"}, "no_such_area"),
        ({"what_happened": "  "}, "words_needed"),
        ({"what_happened": "x" * 15_001}, "words_too_long"),
        ({"children": (ChildSaid(born=BornSaid(age_from=130)),)}, "age_out_of_range"),
        ({"children": (ChildSaid(born=BornSaid(age_from=-1)),)}, "age_out_of_range"),
        ({"children": (ChildSaid(born=BornSaid()),)}, "age_out_of_range"),
        ({"occurred_from": MONDAY_MORNING.replace(year=2999)}, "time_in_future"),
    ],
)
def test_a_concern_that_cannot_be_is_refused_and_nothing_is_written(efa, change, code):
    words = change.pop("what_happened", "She was in a van.")
    with acting_as(efa), transaction.atomic(), pytest.raises(Refused, match=code):
        verbs.raise_concern(said=said(words, **change), send_key="k", by=efa)
    with acting_as(efa):
        assert not Concern.objects.visible_to(efa).exists()


def test_opening_notes_the_look_and_an_unseen_reference_notes_the_question(northmoor, efa, concern):
    chidi = northmoor.actor("chidi")
    with acting_as(efa):
        assert verbs.open_concern(reference=concern.reference, by=efa) == concern
        assert Event.objects.visible_to(efa).filter(happening="opened").count() == 1
    with acting_as(chidi), pytest.raises(NotFound):
        verbs.open_concern(reference=concern.reference, by=chidi)
    dana = northmoor.actor("dana")
    with acting_as(dana), pytest.raises(NotAllowed):
        verbs.open_concern(reference=concern.reference, by=dana)


def test_only_ones_own_concern_is_copied(northmoor, efa, concern):
    amara = northmoor.actor("amara")
    with acting_as(efa):
        assert verbs.copy_concern(reference=concern.reference, by=efa) == concern
        assert Event.objects.visible_to(efa).filter(happening="concern.copied").count() == 1
    with acting_as(amara), pytest.raises(NotFound):
        verbs.copy_concern(reference=concern.reference, by=amara)


def test_a_draft_becomes_one_concern_and_other_words_are_a_conflict(efa):
    with acting_as(efa):
        draft = verbs.begin_draft(by=efa)
        first = verbs.send(draft=draft, said=said(), by=efa)
        assert verbs.send(draft=draft, said=said(), by=efa) == first
        with pytest.raises(Conflict, match="draft_sent_already"):
            verbs.send(draft=draft, said=said("Something else"), by=efa)
        draft.refresh_from_db()
    assert (draft.sealed, draft.sent_at is None) == ("", False)


@pytest.mark.parametrize(
    "more",
    [
        {"urgency": "danger_now"},
        {"adults": ("a man with a scar",)},
        {"children": (ChildSaid(), ChildSaid())},
    ],
)
def test_what_was_changed_after_send_does_not_pass_for_sent(efa, more):
    with acting_as(efa):
        draft = verbs.begin_draft(by=efa)
        verbs.send(draft=draft, said=said(), by=efa)
        with pytest.raises(Conflict, match="draft_sent_already"):
            verbs.send(draft=draft, said=said(**more), by=efa)


def test_words_kept_from_an_older_page_win_because_they_came_last(efa):
    with acting_as(efa):
        draft = verbs.begin_draft(by=efa)
        newer = verbs.keep_words(draft=draft, words={"what_happened": ["one"]}, by=efa)
        newest = verbs.keep_words(draft=draft, words={"what_happened": ["two"]}, by=efa)
    assert (draft.revision, newer.revision, newest.revision) == (1, 2, 3)


def test_urgency_is_what_was_said_last(efa, concern):
    with acting_as(efa):
        verbs.change_urgency(concern=concern, to=Urgency.DANGER_NOW, reason="", by=efa)
        assert urgency_now(concern) is Urgency.DANGER_NOW
        with pytest.raises(Refused, match="reason_needed"):
            verbs.change_urgency(concern=concern, to=Urgency.SOON, reason=" ", by=efa)
        verbs.change_urgency(concern=concern, to=Urgency.SOON, reason="She is at home", by=efa)
        assert urgency_now(concern) is Urgency.SOON
        with pytest.raises(Refused, match="urgency_is_that"):
            verbs.change_urgency(concern=concern, to=Urgency.SOON, reason="again", by=efa)
        happened = Event.objects.visible_to(efa).filter(happening__startswith="concern.urgency")
        assert sorted(happened.values_list("happening", flat=True)) == [
            "concern.urgency_lowered",
            "concern.urgency_raised",
        ]


def test_urgency_is_said_in_a_teams_name(concern, as_role):
    with as_role("cairn_worker"), pytest.raises(NotAllowed):
        verbs.change_urgency(concern=concern, to=Urgency.SOON, reason="x", by=job("a test"))


def test_urgencies_are_ranked():
    assert sorted(Urgency.values, key=urgency_rank) == ["soon", "today", "danger_now"]


def test_the_database_knows_only_the_urgencies_there_are(efa, concern):
    change = UrgencyChange(concern=concern, agency_id=efa.agency_id, team_id=efa.team_id, urgency="whenever")
    with acting_as(efa), transaction.atomic(), pytest.raises(IntegrityError, match="change_urgency_known"):
        change.save(force_insert=True)


def test_a_higher_floor_says_what_became_of_a_concern(efa, concern, monkeypatch):
    found = Delivery(child=0, is_danger=False, team="T", agency="A", phone="", delivered_at=concern.raised_at)
    monkeypatch.setattr(progress, "_PROVIDERS", [])

    def provider(concerns, _actor):
        return {concerns[0].id: (found,)}

    on_progress(provider)
    on_progress(provider)
    assert deliveries_of([concern], efa) == {concern.id: (found,)}


def test_a_concern_nobody_knows_anything_of_has_no_deliveries(efa, monkeypatch):
    monkeypatch.setattr(progress, "_PROVIDERS", [])
    stray = Concern(id=uuid7())
    assert deliveries_of([stray], efa) == {stray.id: ()}
