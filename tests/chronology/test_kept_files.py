"""What becomes of files that are kept: checked again, removed, sealed again, guarded by the database, tidied up."""

import os
from datetime import timedelta

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction

from cairn.access.actor import job
from cairn.access.binding import acting_as
from cairn.chronology import tasks
from cairn.chronology.kinds import FILE_REFUSED, Finding, NotChecked
from cairn.chronology.models import Attachment, FileCheck
from cairn.chronology.verbs import SentFile, check_one, check_waiting, seal_names, tidy_files
from cairn.chronology.verbs.checking import OLD
from cairn.core import files, sealed
from cairn.core.crypto import SealBroken, new_key
from cairn.core.errors import Refused
from cairn.core.postgres import OWNER, WORKER
from cairn.notices.models import Notice
from cairn.partnership.verbs import keys
from tests.chronology.attaching import HARMFUL, LETTER, adds, checks, events, finding, opens

pytestmark = pytest.mark.xdist_group("clamd")
CHECKER = job("check files")


def test_held_back_files_are_checked_when_the_scanner_is_back(northmoor, entry, as_role, settings, daemon):
    attachment = adds(northmoor, entry)
    with as_role(WORKER):
        assert check_waiting(by=CHECKER) == 0
        settings.CAIRN_CLAMD = "/nowhere/at/all"
        assert check_waiting(by=CHECKER) == 0
        assert check_waiting(by=CHECKER) == 0
        settings.CAIRN_CLAMD = daemon
        assert check_waiting(by=CHECKER) == 1
        assert check_waiting(by=CHECKER) == 0
    assert checks(northmoor, attachment) == [("not_checked", "no_scanner"), ("not_checked", "no_answer"), ("clean", "")]
    assert opens(northmoor, attachment) == LETTER.body
    assert [each.detail for each in events(as_role, "attachment.checked")] == [
        {"finding": "not_checked"},
        {"finding": "clean"},
    ]


def test_one_found_harmful_later_is_removed_kept_out_and_told(  # noqa: PLR0917 (fixtures)
    northmoor, entry, as_role, scanner_is_back, folder, django_capture_on_commit_callbacks
):
    attachment = adds(northmoor, entry, HARMFUL)
    scanner_is_back()
    with django_capture_on_commit_callbacks(execute=True), as_role(WORKER):
        assert tasks.check_files(timestamp=0) is None
    assert list(folder.glob("*/*")) == []
    assert finding(northmoor, attachment) is Finding.HARMFUL
    with pytest.raises(Refused, match="file_was_harmful"):
        opens(northmoor, attachment)
    by = northmoor.actor("amara")
    with acting_as(by):
        (told,) = Notice.objects.visible_to(by).filter(code=FILE_REFUSED)
    assert (told.team_id, told.about_kind, told.about_id) == (entry.team_id, "child", entry.child_id)


def test_a_check_that_was_settled_meanwhile_or_cannot_be_made_changes_nothing(
    northmoor, entry, as_role, settings, daemon
):
    gone, done = adds(northmoor, entry), adds(northmoor, entry, SentFile("b.txt", b"Words."))
    files.remove(gone.storage_name)
    settings.CAIRN_CLAMD = daemon
    with as_role(WORKER):
        assert check_waiting(by=CHECKER) == 1
        assert check_one(attachment_id=done.id, by=CHECKER) is None
    assert finding(northmoor, gone) is Finding.NOT_CHECKED


def test_many_files_are_checked_batch_by_batch(northmoor, entry, as_role, scanner_is_back, monkeypatch):
    monkeypatch.setattr("cairn.chronology.verbs.checking.BATCH", 2)
    for number in range(5):
        adds(northmoor, entry, SentFile(f"{number}.txt", b"Words %d" % number))
    scanner_is_back()
    with as_role(WORKER):
        assert check_waiting(by=CHECKER) == 5


@pytest.mark.usefixtures("scanning")
def test_a_key_moved_to_another_row_opens_nothing(northmoor, entry, as_role):
    one, other = adds(northmoor, entry), adds(northmoor, entry, SentFile("b.txt", b"Words."))
    with as_role(WORKER), connection.cursor() as cursor:
        cursor.execute("update chronology_attachment set sealed_key = %s where id = %s", [one.sealed_key, other.id])
    with pytest.raises(SealBroken):
        opens(northmoor, other)


@pytest.mark.parametrize(
    "statement",
    ["set name = 'b.pdf'", "set sealed_name = 'b.pdf'", "set sealed_key = 'v1.a.b', size = 1", "set digest = 'x'"],
)
def test_the_worker_seals_again_and_changes_nothing_else(northmoor, entry, as_role, statement):
    attachment = adds(northmoor, entry)
    with pytest.raises(IntegrityError, match="never changed"), as_role(WORKER), connection.cursor() as cursor:
        cursor.execute(f"update chronology_attachment {statement} where id = %s", [attachment.id])


def test_the_application_does_not_even_seal_again(northmoor, entry, as_role):
    attachment = adds(northmoor, entry)
    with acting_as(northmoor.actor("amara")), connection.cursor() as cursor:
        cursor.execute("update chronology_attachment set sealed_key = 'v1.a.b' where id = %s", [attachment.id])
        assert cursor.rowcount == 0
    with pytest.raises(IntegrityError, match="never changed"), as_role(OWNER), connection.cursor() as cursor:
        cursor.execute("update chronology_attachment set sealed_key = 'v1.a.b' where id = %s", [attachment.id])


@pytest.mark.usefixtures("scanning")
def test_rotate_drop_the_old_key_and_every_file_still_opens(northmoor, entry, as_role, monkeypatch):
    old, new, root = new_key(), new_key(), new_key()
    monkeypatch.setenv("CAIRN_KEYS", f"old:{old},digest:{root}")
    attachment = adds(northmoor, entry)
    monkeypatch.setenv("CAIRN_KEYS", f"new:{new},old:{old},digest:{root}")
    with as_role(WORKER):
        assert keys.reseal(by=CHECKER).done == len(("its key", "its name"))
    monkeypatch.setenv("CAIRN_KEYS", f"new:{new},digest:{root}")
    assert opens(northmoor, attachment) == LETTER.body
    assert named(northmoor, attachment) == LETTER.name
    known = {column.label for column in sealed.columns()}
    assert {"chronology.Attachment.sealed_key", "chronology.Attachment.sealed_name"} <= known


def named(northmoor, attachment, who: str = "amara") -> str:
    """What a file is called, as somebody reads it."""
    by = northmoor.actor(who)
    with acting_as(by):
        return Attachment.objects.visible_to(by).get(pk=attachment.pk).name


def lies_there(as_role, attachment) -> tuple[str, str]:
    """What the database holds of a file's name: plain, and sealed."""
    with as_role(WORKER), connection.cursor() as cursor:
        cursor.execute("select name, sealed_name from chronology_attachment where id = %s", [attachment.id])
        return cursor.fetchone()


def from_before(northmoor, entry, monkeypatch, sent=LETTER) -> Attachment:
    """A file that was added before names were sealed."""
    with monkeypatch.context() as before:
        before.setattr(Attachment, "insert", lambda row: row.save(force_insert=True))
        return adds(northmoor, entry, sent)


def test_a_name_does_not_lie_plain_and_is_read_by_those_who_see_the_file(northmoor, entry, as_role):
    attachment = adds(northmoor, entry)
    plain, kept = lies_there(as_role, attachment)
    assert plain == ""
    assert kept.startswith("v1.")
    assert "letter" not in kept
    assert attachment.name == named(northmoor, attachment) == named(northmoor, attachment, "farid") == LETTER.name


def test_a_name_moved_to_another_row_is_not_read(northmoor, entry, as_role):
    one, other = adds(northmoor, entry), adds(northmoor, entry, SentFile("b.txt", b"Words."))
    kept = lies_there(as_role, one)[1]
    with as_role(WORKER), connection.cursor() as cursor:
        cursor.execute("update chronology_attachment set sealed_name = %s where id = %s", [kept, other.id])
    with pytest.raises(SealBroken):
        named(northmoor, other)


def test_names_from_before_are_read_and_sealed_by_the_next_night(northmoor, entry, as_role, monkeypatch):
    old = from_before(northmoor, entry, monkeypatch, SentFile("v1.plan.txt", b"A plan."))
    new = adds(northmoor, entry, SentFile("v1.report.txt", b"Words."))
    assert [named(northmoor, one) for one in (old, new)] == ["v1.plan.txt", "v1.report.txt"]
    assert lies_there(as_role, old) == ("v1.plan.txt", "")
    kept = lies_there(as_role, new)
    with as_role(WORKER):
        tasks.tidy_files(timestamp=0)
        assert seal_names(by=CHECKER) == 0
    assert lies_there(as_role, old)[0] == ""
    assert lies_there(as_role, new) == kept
    assert [named(northmoor, one) for one in (old, new)] == ["v1.plan.txt", "v1.report.txt"]


def test_what_is_known_of_a_file_is_said_once(northmoor, entry):
    attachment = adds(northmoor, entry)
    with acting_as(northmoor.actor("amara")):
        FileCheck(attachment=attachment, finding=Finding.HARMFUL).save(force_insert=True)
        for again in (Finding.CLEAN, Finding.HARMFUL):
            with pytest.raises(IntegrityError, match="file_found_once"), transaction.atomic():
                FileCheck(attachment=attachment, finding=again).save(force_insert=True)
        for wrong in ({"finding": Finding.NOT_CHECKED}, {"finding": Finding.CLEAN, "reason": NotChecked.NO_ANSWER}):
            with pytest.raises(IntegrityError, match="file_not_checked_says_why"), transaction.atomic():
                FileCheck(attachment=attachment, **wrong).save(force_insert=True)
    assert finding(northmoor, attachment) is Finding.HARMFUL


def test_nobody_says_anything_of_a_file_that_they_do_not_see(northmoor, entry):
    attachment = adds(northmoor, entry)
    with (
        acting_as(northmoor.actor("chidi")),
        pytest.raises(DatabaseError, match="row-level security"),
        transaction.atomic(),
    ):
        FileCheck(attachment=attachment, finding=Finding.CLEAN).save(force_insert=True)


def test_tidying_removes_what_no_row_knows_and_names_what_a_killed_process_left(northmoor, entry, as_role, folder):
    attachment = adds(northmoor, entry)  # under its temporary name: nothing is committed in these tests
    orphan = files.new_name()
    files.write(orphan, b"an undone transaction", files.new_key())
    with as_role(WORKER):
        assert tidy_files(by=CHECKER) == (0, 0)
    for each in folder.glob("*/*"):
        os.utime(each, (0, 0))
    young = files.new_name()
    files.write(young, b"a transaction that is still open", files.new_key())
    with as_role(WORKER):
        assert tidy_files(by=CHECKER) == (1, 1)
        assert tasks.tidy_files(timestamp=0) is None
    names = {each.name for each in folder.glob("*/*")}
    assert names == {attachment.storage_name, f"{young}.part"}
    assert timedelta(hours=1) < OLD


def test_after_the_commit_a_file_has_its_own_name(northmoor, entry, folder, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        attachment = adds(northmoor, entry)
    assert [each.name for each in folder.glob("*/*")] == [attachment.storage_name]
