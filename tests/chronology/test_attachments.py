"""Files that hang from entries: looked at, checked, kept encrypted, opened by those who see the entry, remembered."""

import json
from datetime import timedelta

import pytest
from django.db import DatabaseError

from cairn.access.binding import acting_as
from cairn.chronology import verbs
from cairn.chronology.kinds import FILE_REFUSALS, Finding, NotChecked
from cairn.chronology.models import Attachment, Entry
from cairn.chronology.rules import limits
from cairn.chronology.verbs import SentFile
from cairn.core.clock import now
from cairn.core.crypto import SealBroken
from cairn.core.errors import NotAllowed, NotFound, Refused
from cairn.core.files import FileLost
from tests.children.pages import writes
from tests.chronology import papers
from tests.chronology.attaching import HARMFUL, LETTER, adds, checks, events, finding, opens, refused

pytestmark = pytest.mark.xdist_group("clamd")


@pytest.mark.usefixtures("scanning")
def test_a_file_is_checked_kept_and_opened_again(northmoor, entry, as_role):
    attachment = adds(northmoor, entry)
    assert (attachment.name, attachment.kind, attachment.size) == ("a letter.pdf", "pdf", len(LETTER.body))
    assert finding(northmoor, attachment) is Finding.CLEAN
    assert (attachment.record_id, attachment.child_id) == (entry.record_id, entry.child_id)
    assert opens(northmoor, attachment) == LETTER.body
    (added,) = events(as_role, "attachment.added")
    assert (added.child_id, added.about_id, added.detail["finding"]) == (entry.child_id, attachment.id, "clean")
    assert "letter" not in json.dumps(added.detail)


@pytest.mark.usefixtures("scanning")
def test_nothing_of_it_lies_readable_in_the_database_or_on_the_disk(northmoor, entry, folder):
    attachment = adds(northmoor, entry)
    (kept,) = folder.glob("*/*")
    assert b"Harbour" not in kept.read_bytes()
    assert attachment.name not in kept.name
    assert attachment.sealed_key.startswith("v1.")
    assert len(attachment.digest) == 64


@pytest.mark.usefixtures("scanning")
def test_opening_is_in_the_ledger_before_a_byte_is_read(northmoor, entry, as_role, folder):
    attachment = adds(northmoor, entry)
    opens(northmoor, attachment, "farid")
    (looked,) = events(as_role, "attachment.opened")
    assert (looked.about_id, looked.child_id, looked.detail) == (
        attachment.id,
        entry.child_id,
        {"entry": str(entry.id)},
    )
    assert [each.purpose for each in events(as_role, "opened")] == ["file"]


@pytest.mark.usefixtures("scanning")
def test_without_the_ledger_nothing_is_opened_and_nothing_is_added(northmoor, entry, monkeypatch):
    attachment = adds(northmoor, entry)

    def fail(*_args: object, **_more: object) -> None:
        raise DatabaseError

    monkeypatch.setattr("cairn.ledger.verbs.record", fail)
    with pytest.raises(DatabaseError):
        opens(northmoor, attachment)
    with pytest.raises(DatabaseError):
        adds(northmoor, entry, SentFile("b.txt", b"Another."))
    by = northmoor.actor("amara")
    with acting_as(by):
        assert Attachment.objects.visible_to(by).count() == 1


@pytest.mark.usefixtures("scanning")
def test_who_sees_the_entry_sees_the_file_and_nobody_else(northmoor, child, entry):
    attachment = adds(northmoor, entry)
    assert opens(northmoor, attachment, "farid") == opens(northmoor, attachment, "robin") == LETTER.body
    for stranger in ("efa", "chidi", "rhys"):
        with pytest.raises(NotFound):
            opens(northmoor, attachment, stranger)
    with pytest.raises(NotAllowed):
        opens(northmoor, attachment, "dana")
    own = writes(northmoor, "efa", child, "What we saw.")
    assert opens(northmoor, adds(northmoor, own, who="efa"), "efa") == LETTER.body


@pytest.mark.usefixtures("scanning")
def test_a_file_of_another_entry_is_none_and_the_asking_is_noted(northmoor, child, entry, as_role):
    attachment, other = adds(northmoor, entry), writes(northmoor, "amara", child, "Something else.")
    with pytest.raises(NotFound):
        opens(northmoor, attachment, entry_id=other.id)
    noted = events(as_role, "not_found_or_hidden")
    # Among others: such a note is written apart, and outlives the test that it was written in.
    assert [each.about_kind for each in noted if each.about_id == attachment.id] == ["attachment"]


def test_only_the_team_that_wrote_an_entry_adds_files_to_it(northmoor, child, entry):
    refused("not_your_teams_entry", northmoor, entry, who="farid")
    with pytest.raises(NotAllowed):
        adds(northmoor, entry, who="robin")
    for stranger in ("chidi", "efa"):
        with pytest.raises(NotFound):
            adds(northmoor, entry, who=stranger)


def test_without_a_scanner_a_file_is_held_back_and_nobody_opens_it(northmoor, entry, as_role):
    attachment = adds(northmoor, entry)
    assert checks(northmoor, attachment) == [(Finding.NOT_CHECKED, NotChecked.NO_SCANNER)]
    for name in ("amara", "farid"):
        with pytest.raises(Refused, match="file_held_back"):
            opens(northmoor, attachment, name)
    assert events(as_role, "attachment.opened") == []


@pytest.mark.usefixtures("scanning")
def test_a_harmful_file_is_not_kept_and_the_attempt_is_known(northmoor, entry, folder, monkeypatch):
    apart = []
    monkeypatch.setattr("cairn.ledger.verbs.record_apart", lambda code, **more: apart.append((code, more["detail"])))
    refused("file_infected", northmoor, entry, HARMFUL)
    assert list(folder.glob("*/*")) == []
    assert apart == [("attachment.refused", {"kind": "pdf", "entry": entry.id})]


@pytest.mark.usefixtures("scanning")
def test_what_a_picture_tells_of_its_place_is_not_kept(northmoor, entry):
    kept = opens(northmoor, adds(northmoor, entry, SentFile("door.jpg", papers.photograph())))
    assert kept.startswith(b"\xff\xd8\xff")
    assert b"SecretCam" not in kept


@pytest.mark.parametrize(
    ("sent", "code"),
    [
        (SentFile("a.pdf", b""), "file_empty"),
        (SentFile("a.pdf", b"a" * 26_000_000), "file_too_large"),
        (SentFile("../a.pdf", papers.pdf()), "file_name_wrong"),
        (SentFile("a.pdf", papers.docx()), "file_differs"),
        (SentFile("a.docx", papers.bomb()), "archive_too_much"),
    ],
)
def test_what_must_not_be_let_in_leaves_nothing(northmoor, entry, sent, code, folder):
    refused(code, northmoor, entry, sent)
    assert not folder.exists()


def test_the_same_file_twice_on_one_entry_is_one(northmoor, child, entry, folder):
    first, again = adds(northmoor, entry), adds(northmoor, entry)
    assert first == again
    assert len(list(folder.glob("*/*"))) == 1
    other = adds(northmoor, writes(northmoor, "amara", child, "Another."))
    assert other != first


def test_limits_of_a_day_and_of_a_child(northmoor, child, entry, monkeypatch):
    from dataclasses import replace

    policy = limits.limits_on(now().date())

    def only(**most: int) -> None:
        monkeypatch.setattr("cairn.chronology.verbs.attaching.limits_on", lambda _day: replace(policy, **most))

    adds(northmoor, entry, SentFile("1.txt", b"a" * 1000))
    for most, code in (
        ({"files_a_day": 1}, "too_many_files"),
        ({"bytes_a_day": 1500}, "too_much_a_day"),
        ({"bytes_a_child": 1500}, "too_much_of_child"),
    ):
        only(**most)
        refused(code, northmoor, entry, SentFile("2.txt", b"b" * 1000))
    own = writes(northmoor, "efa", child, "We saw.")
    only(files_a_day=1, bytes_a_child=1500)
    adds(northmoor, own, SentFile("3.txt", b"c" * 1000), "efa")  # another person, who sees no other file
    only(files_a_day=2, bytes_a_day=2000, bytes_a_child=3000)
    assert adds(northmoor, entry, SentFile("4.txt", b"d" * 1000)).size == 1000


def test_yesterdays_files_do_not_count(northmoor, entry, monkeypatch):
    from dataclasses import replace

    adds(northmoor, entry, SentFile("1.txt", b"a"))
    policy = replace(limits.limits_on(now().date()), files_a_day=1)
    monkeypatch.setattr("cairn.chronology.verbs.attaching.limits_on", lambda _day: policy)
    later = now() + timedelta(days=1, minutes=1)
    monkeypatch.setattr("cairn.chronology.verbs.attaching.now", lambda: later)
    assert adds(northmoor, entry, SentFile("2.txt", b"b")).name == "2.txt"


def test_a_disk_that_takes_nothing_is_said_and_nothing_is_added(northmoor, entry, folder):
    folder.write_text("a file where the folder should be")
    refused("file_not_stored", northmoor, entry)
    folder.unlink()
    assert adds(northmoor, entry).name == "a letter.pdf"


def test_an_entry_and_its_file_are_added_together_or_not_at_all(northmoor, child):
    from cairn.children.verbs import own_record
    from cairn.chronology.kinds import EntryKind, HowKnown

    by = northmoor.actor("amara")
    with acting_as(by):
        record, said = own_record(child=child, by=by), verbs.Said(EntryKind.OTHER, "With a file", HowKnown.SEEN)
        before = Entry.objects.visible_to(by).count()
        with pytest.raises(Refused):
            verbs.add_entry_with_file(record=record, said=said, sent=SentFile("a.exe", b"x"), by=by)
        assert Entry.objects.visible_to(by).count() == before
        made = verbs.add_entry_with_file(record=record, said=said, sent=LETTER, by=by)
        assert made.attachments.count() == 1
        assert verbs.add_entry_with_file(record=record, said=said, sent=None, by=by).attachments.count() == 0


@pytest.mark.usefixtures("scanning")
def test_a_file_that_is_lost_or_altered_is_said_before_anything_is_sent(northmoor, entry, folder):
    attachment = adds(northmoor, entry)
    (kept,) = folder.glob("*/*")
    kept.write_bytes(bytes(kept.stat().st_size))
    with pytest.raises(SealBroken):
        opens(northmoor, attachment)
    kept.unlink()
    with pytest.raises(FileLost):
        opens(northmoor, attachment)
    assert FileLost.code in FILE_REFUSALS
