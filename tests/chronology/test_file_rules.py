"""What a file is, by its name and its content, which must agree; pictures are drawn anew; archives are measured."""

import unicodedata
from dataclasses import replace
from datetime import date
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from cairn.chronology.kinds import FILE_REFUSALS, REFUSALS, FileKind
from cairn.chronology.rules import examined, limits_on
from cairn.chronology.rules.files import ENDINGS, LONGEST_NAME, MEDIA_TYPES, cleaned_name
from cairn.chronology.rules.limits import read
from cairn.core.errors import Refused
from tests.chronology import papers

LIMITS = limits_on(date(2026, 11, 22))
WINDOWS = "Naïve café “notes”".encode("cp1252")
EXCEL_AS_BASIC = papers.archive({**papers.WORD, "word/vbaProject.bin": b"x"})
BASIC_IN_TEXT = papers.archive({**papers.TEXT_DOCUMENT, "Basic/Standard/x.xml": b"x"})


def refusal(name: str, body: bytes, **limits: int) -> str:
    with pytest.raises(Refused) as refused:
        examined(name, body, replace(LIMITS, **limits))
    assert str(REFUSALS[refused.value.code]) % refused.value.params
    return refused.value.code


@pytest.mark.parametrize(
    ("name", "body", "kind"),
    [
        ("letter.pdf", papers.pdf(), FileKind.PDF),
        ("LETTER.PDF", papers.pdf(), FileKind.PDF),
        ("notes.txt", "She said: “no”.\r\n\tTwice.".encode(), FileKind.TEXT),
        ("notes.txt", "Ngày mai".encode("utf-16"), FileKind.TEXT),
        ("notes.txt", b"\xef\xbb\xbfwith a mark", FileKind.TEXT),
        ("notes.txt", WINDOWS, FileKind.TEXT),
        ("notes.txt", b"%PDF-", FileKind.TEXT),
        ("absence.eml", papers.email(), FileKind.EMAIL),
        ("report.docx", papers.docx(), FileKind.DOCX),
        ("list.xlsx", papers.archive(papers.SHEET), FileKind.XLSX),
        ("report.odt", papers.archive(papers.TEXT_DOCUMENT), FileKind.ODT),
    ],
)
def test_what_people_add_is_kept_as_it_is(name, body, kind):
    found = examined(name, body, LIMITS)
    assert (found.name, found.kind, found.body) == (name, kind, body)
    assert found.media_type == MEDIA_TYPES[kind]


@pytest.mark.parametrize(
    ("name", "body"),
    [
        ("letter.pdf", b"#!/bin/sh\n" + papers.pdf()),
        ("letter.pdf", papers.pdf()[:20]),
        ("letter.pdf", b"MZ\x90\x00" + bytes(200)),
        ("letter.pdf", papers.stored(papers.drawing(), "PNG")),
        ("photo.jpg", papers.stored(papers.drawing(), "PNG")),
        ("photo.png", papers.photograph()),
        ("photo.webp", b"RIFF\x00\x00\x00\x00WAVE"),
        ("notes.txt", papers.pdf()),
        ("notes.txt", papers.docx()),
        ("notes.txt", b"\x7fELF" + bytes(100)),
        ("notes.txt", b"bell \x07"),
        ("notes.txt", b"\xff\xfe\x00"),
        ("notes.txt", b"\x81\x8d"),
        ("absence.eml", b"Only some words, and nothing of a letter."),
        ("report.docx", papers.archive(papers.SHEET)),
        ("report.docx", papers.archive({"[Content_Types].xml": b"", "other.xml": b""})),
        ("report.docx", papers.WORD["word/document.xml"]),
        ("report.docx", papers.docx()[:-30]),
        ("report.docx", papers.docx()[:60]),
        ("report.docx", b"junk" + papers.docx()),
        ("report.docx", papers.of_another_packing()),
        ("report.odt", papers.archive({**papers.TEXT_DOCUMENT, "mimetype": b"application/epub+zip"})),
        ("report.odt", papers.docx()),
        ("photo.jpg", b"<svg xmlns='http://www.w3.org/2000/svg'/>"),
    ],
)
def test_a_file_that_lies_about_its_type_is_refused(name, body):
    assert refusal(name, body) == "file_differs"


@pytest.mark.parametrize(
    "name", ["page.html", "drawing.svg", "run.exe", "letter.pdf.exe", "old.doc", "all.zip", "letter", "pdf", "x.docm"]
)
def test_what_is_not_on_the_list_is_refused_and_the_list_is_said(name):
    assert refusal(name, papers.pdf()) == "file_not_taken"
    with pytest.raises(Refused) as refused:
        examined(name, papers.pdf(), LIMITS)
    assert refused.value.params["kinds"] == ", ".join(ENDINGS)


def test_an_empty_file_and_one_that_is_too_large_are_refused():
    assert refusal("notes.txt", b"") == "file_empty"
    assert examined("notes.txt", b"a" * 25_000_000, LIMITS).kind is FileKind.TEXT
    assert refusal("notes.txt", b"a" * 25_000_001) == "file_too_large"
    assert refusal("notes.txt", b"a" * 26_000_000) == "file_too_large"


@pytest.mark.parametrize("name", ["photo.heic", "photo.jpg"])
def test_heic_is_named_by_its_content(name):
    assert refusal(name, bytes(4) + b"ftypheic" + bytes(50)) == "file_heic"


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_a_picture_is_upright_and_tells_nothing_of_place_time_or_camera(kind):
    body = papers.photograph(kind)
    assert b"SecretCam" in body
    found = examined(f"photo.{kind.lower()}", body, LIMITS)
    assert b"SecretCam" not in found.body
    with Image.open(BytesIO(found.body)) as seen:
        assert seen.format == kind
        assert dict(seen.getexif()) == {}
        assert not {"exif", "xmp", "comment", "icc_profile", "XML:com.adobe.xmp"} & set(seen.info)
        assert seen.size == (20, 40)  # it lay on its side
        top, bottom = seen.convert("RGB").getpixel((10, 5)), seen.convert("RGB").getpixel((10, 35))
    assert top[1] < 90
    assert min(bottom) > 200


def test_words_hidden_in_a_picture_are_gone():
    from PIL.PngImagePlugin import PngInfo

    told = PngInfo()
    told.add_text("Comment", "taken at 12 Harbour Street")
    told.add_itxt("XML:com.adobe.xmp", "<x>12 Harbour Street</x>")
    png = papers.stored(papers.drawing(), "PNG", pnginfo=told, icc_profile=b"12 Harbour Street")
    jpeg = papers.stored(papers.drawing(), "JPEG", comment=b"12 Harbour Street", icc_profile=b"12 Harbour Street")
    trailing = papers.stored(papers.drawing(), "JPEG") + b"PK\x03\x04 12 Harbour Street"
    for name, body in (("a.png", png), ("a.jpg", jpeg), ("b.jpg", trailing)):
        assert b"Harbour" in body or name == "a.png"
        assert b"Harbour" not in examined(name, body, LIMITS).body
    with Image.open(BytesIO(examined("a.png", png, LIMITS).body)) as seen:
        assert seen.info == {}


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGB", "RGBA", "I;16"])
def test_every_sort_of_png_can_be_drawn_anew(mode):
    body = papers.stored(Image.new(mode, (8, 8)), "PNG")
    with Image.open(BytesIO(examined("a.png", body, LIMITS).body)) as seen:
        assert seen.size == (8, 8)
        assert (seen.mode == "RGBA") == (mode in {"LA", "RGBA"})


def test_a_printers_jpeg_is_drawn_in_the_colours_of_a_screen():
    body = papers.stored(Image.new("CMYK", (8, 8)), "JPEG")
    with Image.open(BytesIO(examined("a.jpg", body, LIMITS).body)) as seen:
        assert seen.mode == "RGB"


def test_a_picture_that_would_fill_the_memory_is_refused_before_it_is_unpacked():
    assert refusal("a.png", papers.huge_picture()) == "image_too_large"
    assert refusal("a.png", papers.huge_picture(10_000, 9_500)) == "image_too_large"
    assert refusal("a.png", papers.stored(papers.drawing(), "PNG"), image_pixels=799) == "image_too_large"


@pytest.mark.parametrize(
    ("name", "body"),
    [
        ("a.jpg", papers.photograph()[:200]),
        ("a.png", papers.stored(papers.drawing(), "PNG")[:-30]),
        ("a.png", papers.huge_picture(10, 10)),
        ("a.webp", b"RIFF\x00\x00\x00\x00WEBPVP8 "),
    ],
)
def test_a_damaged_picture_is_refused(name, body):
    assert refusal(name, body) == "image_unreadable"


@pytest.mark.parametrize(
    "body", [papers.bomb(), papers.lying_bomb(), papers.many_parts()], ids=["big", "lying", "many"]
)
def test_an_archive_bomb_is_refused(body):
    assert len(body) < 1_000_000
    assert refusal("report.docx", body) in {"archive_too_much", "file_differs"}


def test_the_limits_of_an_archive_are_those_of_the_policy():
    body = papers.docx(**{"word/media/a.bin": bytes(6_000_000)})
    assert refusal("report.docx", body) == "archive_too_much"  # a thousand times its own size
    assert refusal("report.docx", papers.many_parts(), archive_bytes=10**9) == "archive_too_much"
    assert examined("report.docx", body, replace(LIMITS, archive_ratio=5_000)).kind is FileKind.DOCX
    assert refusal("report.docx", body, archive_ratio=5_000, archive_bytes=5_500_000) == "archive_too_much"
    assert refusal("report.docx", papers.docx(), archive_entries=1) == "archive_too_much"


def test_documents_with_passwords_and_with_programs_are_refused():
    assert refusal("report.docx", papers.locked()) == "file_locked"
    assert refusal("report.docx", EXCEL_AS_BASIC) == "file_has_programs"
    assert refusal("report.odt", BASIC_IN_TEXT) == "file_has_programs"


@pytest.mark.parametrize(
    "name",
    [
        "../letter.pdf",
        "a/b.pdf",
        "C:\\letters\\a.pdf",
        "a\x00.pdf",
        "a\n.pdf",
        "fdp.\u202egnp",
        " ",
        "...",
        "",
        "\ud800.pdf",
    ],
)
def test_a_name_that_is_more_than_a_name_is_refused(name):
    assert refusal(name, papers.pdf()) == "file_name_wrong"


@pytest.mark.parametrize(
    ("name", "cleaned"),
    [
        ("  My   letter .pdf ", "My letter .pdf"),
        ("Re: what she said?.pdf", "Re- what she said-.pdf"),
        ("thư.pdf", "thư.pdf"),
        ("e\u0301.pdf", "é.pdf"),
        ("a" * 300 + ".pdf", "a" * (LONGEST_NAME - 4) + ".pdf"),
    ],
)
def test_a_name_is_kept_on_one_line_and_of_a_sensible_length(name, cleaned):
    assert cleaned_name(name) == cleaned


@given(st.text())
def test_whatever_a_file_is_called_its_cleaned_name_can_be_stored_anywhere(name):
    try:
        cleaned = cleaned_name(name)
    except Refused:
        return
    assert 0 < len(cleaned) <= LONGEST_NAME
    assert not set(cleaned) & set('/\\:*?"<>|\n\r\t')
    assert not any(unicodedata.category(one) == "Cc" for one in cleaned)
    assert cleaned_name(cleaned) == cleaned


@given(st.sampled_from(ENDINGS), st.binary(max_size=300))
def test_bytes_of_any_sort_are_kept_or_refused_with_a_sentence(ending, body):
    try:
        kind, code = examined(f"file{ending}", body, LIMITS).kind, ""
    except Refused as refused:
        kind, code = None, refused.code
    assert kind is FileKind.TEXT or code in FILE_REFUSALS


PICTURES = {f"a.{kind.lower()}": papers.photograph(kind) for kind in ("JPEG", "PNG", "WEBP")}


@pytest.mark.filterwarnings("ignore::UserWarning")  # a picture whose place cannot be read is said to be so, and drawn
@given(st.sampled_from(sorted(PICTURES)), st.dictionaries(st.integers(0, 400), st.integers(0, 255), min_size=1))
def test_a_picture_damaged_anywhere_is_drawn_anew_or_refused(name, damage):
    body = bytearray(PICTURES[name])
    for at, byte in damage.items():
        body[at % len(body)] = byte
    try:
        kept, code = examined(name, bytes(body), LIMITS).body, ""
    except Refused as refused:
        kept, code = b"", refused.code
    assert kept or code in {"file_differs", "image_unreadable", "image_too_large"}
    assert b"SecretCam" not in kept


ONE = """
[[version]]
version = "1"
effective_from = 2020-01-01
certainty = "local"
source = "x"
file_bytes = {0}
files_a_day = 1
bytes_a_day = 1
bytes_a_child = 1
archive_entries = 1
archive_bytes = 1
archive_ratio = 1
image_pixels = 1
"""


def test_limits_are_versions_by_date():
    later = ONE.format(2).replace("2020", "2030")
    assert [one.file_bytes for one in read(later + ONE.format(1))] == [1, 2]
    with pytest.raises(LookupError):
        limits_on(date(2019, 12, 31))
    with pytest.raises(ValueError, match="begin on one day"):
        read(ONE.format(1) * 2)
    with pytest.raises(ValueError, match="under 1"):
        read(ONE.format(0))


def test_an_upload_is_read_as_far_as_the_policy_allows(settings):
    assert LIMITS.file_bytes <= settings.CAIRN_LARGEST_UPLOAD
