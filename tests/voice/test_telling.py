"""Writing down that a child was told, what it said, and why it waits (R-062)."""

from datetime import timedelta

import pytest
import time_machine
from django.db import transaction

from cairn.access.binding import acting_as
from cairn.children.presenters.card import card_rows
from cairn.chronology import verbs as chronology
from cairn.chronology.kinds import EntryKind, HowKnown
from cairn.chronology.models import Citation, Entry
from cairn.core.clock import now, today
from cairn.core.errors import NotAllowed, NotFound, Refused
from cairn.core.ids import uuid7
from cairn.ledger.models import Event
from cairn.sharing.queries.compartments import Apart
from cairn.voice import verbs
from cairn.voice.kinds import Interpreting, NotYet, SheetLanguage, Shown, TellingKind, View
from cairn.voice.models import Telling
from cairn.voice.presenters import standing
from cairn.voice.queries.tellings import own_words
from cairn.voice.queries.tellings import standing as stands
from tests.children.pages import a_child
from tests.conftest import become
from tests.sharing.holding import GUARDIANS, POLICE, circle
from tests.voice.telling import AWAY, WORDS, conversation, happened, made, owed, seen, tells, waiting, waits


@pytest.fixture
def around(northmoor):
    return circle(northmoor)


def rows(northmoor, child, name="amara") -> dict[str, str]:
    by = northmoor.actor(name)
    with acting_as(by):
        return {str(row.label): row.value for row in card_rows(child, by, (), Apart())}


def entries(northmoor, child) -> list[Entry]:
    farid = northmoor.actor("farid")
    with acting_as(farid):
        return list(Entry.objects.visible_to(farid).filter(child=child, how_known=HowKnown.CHILD_SAYS))


def test_what_the_child_said_becomes_part_of_the_story_in_its_own_words(northmoor, around):
    telling = tells(northmoor, around.child)
    (entry,) = entries(northmoor, around.child)
    assert (entry.words, entry.kind) == (WORDS, EntryKind.CONTACT)
    assert entry.detail == {"alone": "yes", "language": "vi"}
    assert entry.pk == telling.entry_id
    with become("cairn_worker"):
        (leaning,) = Citation.objects.filter(entry=entry)
    assert (leaning.citing_kind, leaning.citing_id) == ("telling", telling.id)
    (event,) = happened(northmoor, around.child, "telling.told")
    assert event.detail == {"view": "disputes", "objects": True, "spoke": True}


def test_words_in_another_language_stand_beside_their_translation(northmoor, around):
    tells(northmoor, around.child, words="Con mệt.", english="I am tired.")
    (entry,) = entries(northmoor, around.child)
    assert entry.words == "Con mệt.\n\n(I am tired.)"


def test_a_child_that_said_nothing_is_given_no_words(northmoor, around):
    telling = tells(northmoor, around.child, words="", view=View.NOT_SAID, disputes="")
    assert telling.entry_id is None
    assert entries(northmoor, around.child) == []


def test_everybody_who_works_with_the_child_reads_it_and_nobody_else(northmoor, around):
    tells(northmoor, around.child)
    sees = {name: seen(northmoor, around.child, name) for name in ("amara", "bilal", "gwen", "farid", "efa", "chidi")}
    assert sees == {"amara": 1, "bilal": 1, "gwen": 1, "farid": 1, "efa": 0, "chidi": 0}


def test_the_objection_the_words_and_when_it_was_told_stand_on_the_card(northmoor, around):
    before = rows(northmoor, around.child, "bilal")
    assert before["Told who knows what"] == "Nobody has written that the child was told"
    tells(northmoor, around.child)
    after = rows(northmoor, around.child, "bilal")
    assert after["Told who knows what"].endswith("by Eastmoor Duty, in Vietnamese")
    assert after["What the child says"].startswith(f"“{WORDS}”")
    assert after["The child asks that somebody does not know"].startswith("Her school, about the flat")


OBJECTS = "The child asks that somebody does not know"


def objections(northmoor, child, name: str = "bilal") -> list[str]:
    """Whom the card says that the child does not want to know something."""
    by = northmoor.actor(name)
    with acting_as(by):
        return [row.value.partition(" (")[0] for row in card_rows(child, by, (), Apart()) if row.label == OBJECTS]


def test_an_objection_stays_on_the_card_though_nobody_spoke_of_it_again(northmoor, around):
    tells(northmoor, around.child)
    tells(northmoor, around.child, "gwen", objects_to="", weighed="", words="")
    for _ in range(21):
        waits(northmoor, around.child)
    assert objections(northmoor, around.child) == ["Her school, about the flat"]
    assert WORDS in rows(northmoor, around.child)["What the child says"]


def test_every_objection_stands_until_the_child_no_longer_minds(northmoor, around):
    tells(northmoor, around.child)
    tells(northmoor, around.child, "gwen", objects_to="Her aunt, about the doctor")
    assert objections(northmoor, around.child) == ["Her aunt, about the doctor", "Her school, about the flat"]
    tells(northmoor, around.child, "gwen", objects_to="Her aunt, about anything", minds_no_more=True)
    assert objections(northmoor, around.child) == ["Her aunt, about anything"]
    over = tells(northmoor, around.child, objects_to="", weighed="", minds_no_more=True)
    assert objections(northmoor, around.child) == []
    assert over.minds_no_more


def test_an_objection_that_is_held_back_is_not_on_the_card_of_those_it_is_kept_from(northmoor, around):
    tells(northmoor, around.child)
    around.hold("amara", entries(northmoor, around.child)[0], POLICE)
    assert objections(northmoor, around.child, "bilal") == []
    assert objections(northmoor, around.child, "gwen") == ["Her school, about the flat"]


def test_what_is_held_back_of_it_is_held_back_whole(northmoor, around):
    telling = tells(northmoor, around.child)
    entry = entries(northmoor, around.child)[0]
    around.hold("amara", entry, GUARDIANS)
    assert seen(northmoor, around.child, "gwen") == 0
    assert seen(northmoor, around.child, "bilal") == 1
    assert "What the child says" not in rows(northmoor, around.child, "gwen")
    assert around.sees("amara", telling)


def test_what_is_held_back_without_a_trace_leaves_none_in_the_ledger(northmoor, around):
    tells(northmoor, around.child)
    around.silent("amara", entries(northmoor, around.child)[0], GUARDIANS)
    gwen = northmoor.actor("gwen")
    with acting_as(gwen):
        events = Event.objects.visible_to(gwen).filter(child_id=around.child.id)
        assert not events.filter(happening="telling.told").exists()
        assert events.filter(happening="entry.added").count() == 1, "what the charity told, and nothing more"
    assert rows(northmoor, around.child, "gwen")["Told who knows what"].startswith("Nobody has written")


def test_words_that_were_corrected_are_read_as_corrected(northmoor, around):
    telling, amara = tells(northmoor, around.child), northmoor.actor("amara")
    with acting_as(amara):
        entry = Entry.objects.visible_to(amara).select_related("record").get(pk=telling.entry_id)
        said = chronology.Said(EntryKind.CONTACT, "I like the man with the green coat.", HowKnown.CHILD_SAYS)
        better = chronology.correct_entry(entry=entry, said=said, by=amara)
        assert own_words([telling], amara) == {telling.id: "I like the man with the green coat."}
        chronology.mark_in_error(entry=better, reason="Another child said it.", by=amara)
        assert own_words([telling], amara) == {}


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ({"told": ""}, "told_words_needed"),
        ({"told_on": today() + timedelta(days=1)}, "told_on_future"),
        ({"interpreter": ""}, "interpreter_needed"),
        ({"weighed": " "}, "weighed_needed"),
        ({"shown": Shown.AWAY}, "no_take_away_copy"),
    ],
)
def test_what_is_refused_leaves_nothing_behind(northmoor, around, more, code):
    with pytest.raises(Refused) as refused:
        tells(northmoor, around.child, **more)
    assert refused.value.code == code
    assert seen(northmoor, around.child, "farid") == 0
    assert entries(northmoor, around.child) == []


def test_a_copy_was_taken_away_only_if_the_own_team_made_one(northmoor, around):
    made(northmoor, around.child, said=AWAY)
    tells(northmoor, around.child, shown=Shown.AWAY)
    with pytest.raises(Refused):
        tells(northmoor, around.child, "gwen", shown=Shown.AWAY)


@pytest.mark.parametrize(
    ("name", "refusal"),
    [("efa", NotAllowed), ("farid", NotAllowed), ("robin", NotAllowed), ("chidi", NotFound), ("dana", NotFound)],
)
def test_only_who_works_with_the_child_tells_it(northmoor, around, name, refusal):
    for deed in (tells, waits):
        with pytest.raises(refusal):
            deed(northmoor, around.child, name)


def test_the_same_form_sent_twice_is_one_conversation(northmoor, around):
    amara, key = northmoor.actor("amara"), uuid7()
    with acting_as(amara):
        first = verbs.note_told(child=around.child, said=conversation(), by=amara, send_key=key)
        again = verbs.note_told(child=around.child, said=conversation(), by=amara, send_key=key)
        waited = verbs.note_not_yet(child=around.child, said=waiting(), by=amara, send_key=uuid7())
        assert first.pk == again.pk != waited.pk
    assert len(entries(northmoor, around.child)) == 1
    assert len(happened(northmoor, around.child, "telling.told")) == 1


def test_waiting_is_owed_until_its_day_and_told_to_the_circle(northmoor, around):
    waits(northmoor, around.child)
    (duty,) = owed(northmoor, around.child)
    assert (duty.owner_team.slug, duty.due_at.date()) == ("eastmoor-duty", today() + timedelta(days=5))
    assert rows(northmoor, around.child, "gwen")["Told who knows what"].startswith("Not told yet. Nobody could see")
    (event,) = happened(northmoor, around.child, "telling.not_yet")
    assert event.detail == {"reason": "not_alone"}


def test_waiting_longer_says_again_why_and_is_owed_once(northmoor, around):
    waits(northmoor, around.child)
    waits(northmoor, around.child, reason=NotYet.NO_INTERPRETER)
    assert len(owed(northmoor, around.child)) == 1


def test_whoever_tells_the_child_ends_what_another_team_owed(northmoor, around):
    waits(northmoor, around.child, "bilal")
    tells(northmoor, around.child, "gwen")
    assert owed(northmoor, around.child) == []


@pytest.mark.parametrize(
    ("more", "code"),
    [({"why": ""}, "not_yet_why_needed"), ({"review_on": today()}, "review_on_wrong")],
)
def test_waiting_without_reason_or_end_is_refused(northmoor, around, more, code):
    with pytest.raises(Refused) as refused:
        waits(northmoor, around.child, **more)
    assert refused.value.code == code
    assert owed(northmoor, around.child) == []


def test_how_it_stands_is_the_newest_word(northmoor, around):
    amara = northmoor.actor("amara")
    waits(northmoor, around.child, reason=NotYet.UNSAFE)
    with acting_as(amara):
        assert stands(around.child, amara).is_unsafe
    tells(northmoor, around.child)
    waits(northmoor, around.child, "bilal", reason=NotYet.NOT_NOW)
    with acting_as(amara):
        now = stands(around.child, amara)
        assert (now.newest.kind, now.told.kind, now.is_unsafe) == (TellingKind.NOT_YET, TellingKind.TOLD, False)
        assert len(standing.page(around.child, amara).told) == 3


def test_somebody_the_child_knows_as_interpreter_is_marked(northmoor, around):
    tells(northmoor, around.child, interpreting=Interpreting.KNOWN, interpreter="An aunt")
    amara = northmoor.actor("amara")
    with acting_as(amara):
        (told,) = standing.page(around.child, amara).told
    warned = [row.value for row in told.rows if row.is_warning]
    assert len(warned) == 1
    assert "no tie to anybody" in warned[0]


def test_it_follows_the_record_to_another_child(northmoor, around):
    telling, other = tells(northmoor, around.child), a_child(northmoor)
    with become("cairn_owner"):
        from django.db import connection

        with connection.cursor() as cursor:
            cursor.execute("update children_record set child_id = %s where id = %s", [other.id, telling.record_id])
        assert Telling.objects.get(pk=telling.pk).child_id == other.id


@pytest.mark.parametrize("deed", [tells, waits])
def test_without_the_ledger_nothing_is_written(northmoor, around, monkeypatch, deed):
    def fail(*_args, **_more):
        raise RuntimeError("the ledger cannot be written")

    monkeypatch.setattr("cairn.voice.verbs.telling.ledger.record", fail)
    with pytest.raises(RuntimeError), transaction.atomic():
        deed(northmoor, around.child)
    monkeypatch.undo()
    assert seen(northmoor, around.child, "farid") == 0
    assert entries(northmoor, around.child) == []
    assert owed(northmoor, around.child) == []


def test_the_sheet_s_language_is_the_first_of_the_child_s_that_there_is():
    there = tuple(SheetLanguage)
    for spoken, found in (
        (["vi", "ar"], "ar"),
        (["cym"], "cy"),
        (["Cymraeg", "en"], "cy"),
        (["ar-SD"], "ar"),
        (["Tigrinya"], "en"),
        ([], "en"),
    ):
        assert standing.sheet_language(spoken, there).value == found


def test_two_conversations_of_one_day_have_headings_of_their_own(northmoor, around):
    tells(northmoor, around.child)
    with time_machine.travel(now() + timedelta(minutes=2)):
        tells(northmoor, around.child, "gwen")
    by = northmoor.actor("amara")
    with acting_as(by):
        headings = [one.heading for one in standing.page(around.child, by).told]
    assert len(set(headings)) == 2
    assert all("written down" in one for one in headings)
