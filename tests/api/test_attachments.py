"""Files of an entry in the API: added, listed, opened, refused."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from cairn.access.binding import acting_as
from cairn.chronology.kinds import Finding
from cairn.chronology.models import Attachment, FileCheck
from cairn.core.ids import uuid7
from tests.api import calls
from tests.api.calls import is_problem

LETTER = b"She was not at school."


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    settings.CAIRN_FILES = str(tmp_path)


@pytest.fixture
def entry(charity, raised):
    child = f"/children/{raised['subjects'][0]['child']}"
    made = charity.post(f"{child}/entries", calls.ENTRY).json()
    return f"{child}/entries/{made['id']}"


def send(caller, path, name="absence.txt", body=LETTER, *, key=None, **more):
    headers = {**caller.headers, "Idempotency-Key": key or str(uuid7())}
    sent = {"file": SimpleUploadedFile(name, body), **more}
    return caller.client.post(f"{calls.ROOT}{path}/attachments", sent, headers=headers)


def checked(northmoor) -> None:
    """As after the scanner has come round."""
    by = northmoor.actor("farid")
    with acting_as(by):
        for each in Attachment.objects.visible_to(by):
            FileCheck(attachment=each, finding=Finding.CLEAN).save(force_insert=True)


def test_a_file_is_added_held_back_and_opened_once_it_was_checked(charity, entry, northmoor):
    made = send(charity, entry)
    assert made.status_code == 201, made.content
    said = made.json()
    assert (said["name"], said["kind"], said["size"], said["finding"]) == ("absence.txt", "text", 22, "not_checked")
    where = f"{entry}/attachments/{said['id']}"
    assert is_problem(charity.get(where), 422, "file_held_back")
    checked(northmoor)
    answer = charity.get(where)
    assert (answer.status_code, answer["Content-Type"]) == (200, "text/plain")
    assert b"".join(answer.streaming_content) == LETTER
    assert answer["Content-Disposition"] == 'attachment; filename="absence.txt"'
    listed = charity.get(f"{entry}/attachments").json()
    assert [(each["id"], each["finding"]) for each in listed["items"]] == [(said["id"], "clean")]
    assert listed["has_more"] is False


def test_the_same_key_makes_one_and_with_another_file_it_is_a_conflict(charity, entry):
    first, again = send(charity, entry, key="once"), send(charity, entry, key="once")
    assert (first.status_code, first.json()) == (again.status_code, again.json())
    assert is_problem(send(charity, entry, key="once", body=b"Other words."), 409)
    assert is_problem(send(charity, entry, "other.txt", key="once"), 409)


@pytest.mark.parametrize(
    ("name", "body", "code"),
    [
        ("a.pdf", b"%PDF-", "file_differs"),
        ("a.txt", b"", "file_empty"),
        ("a.txt", b"a" * 26_000_000, "file_too_large"),
        ("a.exe", b"MZ", "file_not_taken"),
    ],
)
def test_what_must_not_be_let_in(charity, entry, name, body, code):
    assert is_problem(send(charity, entry, name, body), 422, code)
    assert charity.get(f"{entry}/attachments").json()["items"] == []


def test_what_is_missing_or_does_not_belong_is_refused(charity, entry):
    headers = {**charity.headers, "Idempotency-Key": "k"}
    path = f"{calls.ROOT}{entry}/attachments"
    assert is_problem(charity.client.post(path, {}, headers=headers), 422, "fields_wrong")
    assert is_problem(charity.client.post(path, {"file": "words"}, headers=headers), 422, "fields_wrong")
    assert is_problem(charity.post(f"{entry}/attachments", {"file": "words"}), 422, "fields_wrong")
    assert is_problem(send(charity, entry, words="more"), 422, "fields_wrong")
    without = {"file": SimpleUploadedFile("a.txt", b"a")}
    assert is_problem(charity.client.post(path, without, headers=charity.headers), 400, "idempotency_key_missing")


def test_nobody_else_adds_lists_or_opens(charity, entry, stranger, northmoor):
    made = send(charity, entry).json()
    checked(northmoor)
    amara = calls.person(northmoor, "amara")
    assert is_problem(send(amara, entry, "other.txt", b"Ours."), 422, "not_your_teams_entry")
    for path in (f"{entry}/attachments", f"{entry}/attachments/{made['id']}"):
        assert is_problem(stranger.get(path), 404)
        assert is_problem(calls.nobody().get(path), 401)
    assert len(amara.get(f"{entry}/attachments").json()["items"]) == 1
    assert b"".join(amara.get(f"{entry}/attachments/{made['id']}").streaming_content) == LETTER
    assert is_problem(send(stranger, entry), 404)
    assert is_problem(charity.get(f"{entry}/attachments/{uuid7()}"), 404)
