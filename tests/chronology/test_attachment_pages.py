"""Adding a file to the story on its pages, seeing what became of it, and opening it."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from cairn.access.binding import acting_as
from cairn.chronology.models import Attachment, Entry
from cairn.chronology.verbs import SentFile, attach
from tests.children.pages import a_child, browser, read, statements, writes
from tests.chronology import papers

pytestmark = pytest.mark.xdist_group("clamd")
TYPED = {"words": "The school wrote to us.", "kind": "school", "how_known": "document"}
LETTER = papers.pdf(b"12 Harbour Street")
NEVER = "Never photograph, copy or upload a sexual image of a child"
HELD_BACK = "This file is being held back until it can be checked"


@pytest.fixture
def child(northmoor):
    return a_child(northmoor)


def file(name: str = "absence.pdf", body: bytes = LETTER) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, body)


def add(client: Client, child, **typed):
    return client.post(f"/children/{child.reference}/story/add/", {**TYPED, **typed})


def newest(northmoor) -> tuple[Entry, list[Attachment]]:
    by = northmoor.actor("farid")
    with acting_as(by):
        entry = Entry.objects.visible_to(by).order_by("-recorded_at", "-id")[0]
        return entry, list(Attachment.objects.visible_to(by).filter(entry=entry))


def count(northmoor) -> int:
    by = northmoor.actor("farid")
    with acting_as(by):
        return Entry.objects.visible_to(by).count()


def content(answer) -> bytes:
    """What a file holds, as it was handed out."""
    return b"".join(answer.streaming_content)


def address(child, attachment: Attachment) -> str:
    return f"/children/{child.reference}/story/{attachment.entry_id}/file/{attachment.id}/"


def test_the_warning_stands_before_the_file_on_both_pages(northmoor, child):
    entry = writes(northmoor, "amara", child, "Words")
    for section in ("story/add/", f"story/{entry.id}/file/"):
        page = read(browser(northmoor, "amara"), child, section)
        assert page.index(NEVER) < page.index('type="file"')
        assert 'enctype="multipart/form-data"' in page
        assert 'href="tel:999"' in page


@pytest.mark.usefixtures("scanning")
def test_words_and_a_file_are_added_together_shown_and_opened(northmoor, child):
    amara = browser(northmoor, "amara")
    assert add(amara, child, file=file()).status_code == 302
    entry, (attachment,) = newest(northmoor)
    page = read(amara, child, "story/")
    for words in (
        "absence.pdf",
        "PDF document",
        f"{len(LETTER)} bytes",
        "added by Eastmoor Duty on",
        "nothing harmful was found",
    ):
        assert words in page
    assert f'href="{address(child, attachment)}"' in page
    assert entry.words == TYPED["words"]
    answer = amara.get(address(child, attachment))
    assert answer.status_code == 200
    assert content(answer) == LETTER


@pytest.mark.usefixtures("scanning")
def test_a_file_is_handed_out_so_that_no_browser_runs_or_keeps_it(northmoor, child):
    amara = browser(northmoor, "amara")
    add(amara, child, file=file("thư của “cô”.txt", b"<script>alert(1)</script>"))
    _, (attachment,) = newest(northmoor)
    answer = amara.get(address(child, attachment))
    assert content(answer).startswith(b"<script>")
    assert answer["Content-Type"] == "text/plain"
    assert answer["Content-Disposition"].startswith("attachment; filename*=utf-8''th%C6%B0")
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Security-Policy"].startswith("sandbox; default-src 'none'")
    assert "no-store" in answer["Cache-Control"]
    assert answer["Content-Length"] == "25"
    head = amara.head(address(child, attachment))
    assert (head.status_code, head["Content-Length"], content(head)) == (200, "25", b"")


def test_without_a_scanner_the_page_says_why_nobody_can_open_it(northmoor, child):
    amara = browser(northmoor, "amara")
    assert add(amara, child, file=file()).status_code == 302
    _, (attachment,) = newest(northmoor)
    page = read(amara, child, "story/")
    assert HELD_BACK in page
    assert address(child, attachment) not in page
    answer = amara.get(address(child, attachment))
    assert answer.status_code == 422
    assert HELD_BACK in answer.content.decode()


@pytest.mark.parametrize(
    ("sent", "words"),
    [
        (file("absence.pdf", b""), "This file is empty"),
        (file("absence.pdf", b"a" * 26_000_000), "the limit is 25 MB"),
        (file("absence.pdf", papers.docx()), "What is inside this file is not what its name says"),
        (file("run.exe", b"MZ"), "Files of this sort are not taken. These are: .pdf"),
        (file("absence.docx", papers.bomb()), "unpacks to far more"),
        (file("fdp.\u202egnp", papers.pdf()), "Files of this sort are not taken"),
    ],
    ids=["empty", "large", "lying", "unknown", "bomb", "turned"],
)
def test_what_is_refused_is_said_at_the_field_and_nothing_typed_is_lost(northmoor, child, sent, words):
    amara, before = browser(northmoor, "amara"), count(northmoor)
    answer = add(amara, child, file=sent, place="by the <sea>")
    page = answer.content.decode()
    assert answer.status_code == 200
    assert page.count(words) == 2  # in the summary and at the field
    assert 'href="#id_file"' in page
    assert "by the &lt;sea&gt;" in page
    assert TYPED["words"] in page
    assert count(northmoor) == before


@pytest.mark.usefixtures("scanning")
def test_something_harmful_is_said_and_nothing_is_added(northmoor, child):
    before = count(northmoor)
    page = add(browser(northmoor, "amara"), child, file=file(body=papers.pdf(papers.HARM))).content.decode()
    assert "Something harmful was found in this file" in page
    assert count(northmoor) == before


def test_a_browser_forgets_the_file_when_something_else_is_wrong(northmoor, child):
    page = add(browser(northmoor, "amara"), child, words="", file=file()).content.decode()
    assert "Write what happened" in page
    assert "Choose the file again: it was not kept." in page
    assert "Choose the file again" not in add(browser(northmoor, "amara"), child, words="").content.decode()


def test_a_path_that_an_old_browser_sends_along_is_left_away(northmoor, child):
    body = (
        b'--x\r\nContent-Disposition: form-data; name="file"; filename="C:\\letters\\absence.pdf"\r\n\r\n'
        + papers.pdf()
        + b"\r\n--x--\r\n"
    )
    entry = writes(northmoor, "amara", child, "Words")
    where = f"/children/{child.reference}/story/{entry.id}/file/"
    answer = browser(northmoor, "amara").generic("POST", where, body, "multipart/form-data; boundary=x")
    assert answer.status_code == 302
    assert newest(northmoor)[1][0].name == "absence.pdf"


def test_a_second_file_for_an_entry_of_the_own_team(northmoor, child):
    entry = writes(northmoor, "amara", child, "Words")
    where, amara = f"/children/{child.reference}/story/{entry.id}/file/", browser(northmoor, "amara")
    assert where in read(amara, child, "story/")
    assert "Choose a file." in amara.post(where, {}).content.decode()
    assert "This file is empty" in amara.post(where, {"file": file(body=b"")}).content.decode()
    for sent in (file(), file("second.txt", b"More.")):
        answer = amara.post(where, {"file": sent})
        assert answer["Location"] == f"/children/{child.reference}/story/#entry-{entry.id}"
    assert [each.name for each in newest(northmoor)[1]] == ["absence.pdf", "second.txt"]


def test_another_teams_entry_takes_no_file_of_ours(northmoor, child):
    theirs = writes(northmoor, "efa", child, "We saw her.")
    where, amara = f"/children/{child.reference}/story/{theirs.id}/file/", browser(northmoor, "amara")
    assert where not in read(amara, child, "story/")
    page = amara.post(where, {"file": file()}).content.decode()
    assert "Only the team that wrote an entry" in page


@pytest.mark.usefixtures("scanning")
def test_the_access_trio_of_files(northmoor, child):
    entry = writes(northmoor, "amara", child, "Words")
    by = northmoor.actor("amara")
    with acting_as(by):
        attachment = attach(entry=entry, sent=SentFile("a.txt", b"Words."), by=by)
    page = f"/children/{child.reference}/story/{entry.id}/file/"
    for who, form, opened in (("amara", 200, 200), ("robin", 403, 200), ("chidi", 404, 404), ("efa", 404, 404)):
        client = browser(northmoor, who)
        assert client.get(page).status_code == form, who
        answer = client.get(address(child, attachment))
        assert answer.status_code == opened, who
        if opened == 200:
            assert content(answer) == b"Words."
    other = a_child(northmoor)
    assert browser(northmoor, "amara").get(address(other, attachment)).status_code == 404


@pytest.mark.usefixtures("scanning")
def test_a_contributor_sees_and_opens_the_files_of_their_own_entries_alone(northmoor, child):
    efa = browser(northmoor, "efa")
    add(efa, child, file=file("ours.pdf"))
    _, (ours,) = newest(northmoor)
    add(browser(northmoor, "amara"), child, file=file("theirs.pdf"))
    page = read(efa, child)
    assert "ours.pdf" in page
    assert address(child, ours) in page
    assert "theirs.pdf" not in page + read(efa, child, "story/")


def test_signed_out_nothing_that_is_sent_is_even_held(northmoor):
    from django.conf import settings as conf

    answer = Client().post("/concerns/door/", {"what_happened": "Shouting.", "phone": "01632 960777", "file": file()})
    assert answer.status_code in {200, 302}
    assert conf.FILE_UPLOAD_HANDLERS == ["cairn.core.uploads.InMemory"]


def test_files_cost_the_story_the_same_few_statements_however_many_there_are(northmoor, child):
    amara, by = browser(northmoor, "amara"), northmoor.actor("amara")
    entry = writes(northmoor, "amara", child, "Words")
    story = f"/children/{child.reference}/story/"

    def costs() -> int:
        status, found = statements(amara, story)
        assert status == 200
        return len(found)

    def one_more(number: int) -> None:
        with acting_as(by):
            attach(entry=entry, sent=SentFile(f"{number}.txt", b"Words %d" % number), by=by)

    costs()  # the first visit writes down that it was one
    without = costs()
    one_more(0)
    one = costs()
    for number in range(1, 6):
        one_more(number)
    assert costs() == one == without + 1


def test_two_files_at_once_are_refused_before_they_are_held(northmoor, child):
    amara = Client(raise_request_exception=False)
    from tests.partnership.people import sign_in

    sign_in(amara, northmoor.practitioner("amara"))
    assert add(amara, child, file=file(), another=file()).status_code == 400
