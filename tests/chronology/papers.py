"""Real files, made in memory: what people add, and what must not be let in."""

import zlib
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from PIL import Image

HARM = b"a phrase that is harmful in these tests alone"
GPS = 0x8825
ORIENTATION, SOFTWARE = 0x0112, 0x0131


def pdf(words: bytes = b"A letter.") -> bytes:
    return b"%PDF-1.7\n1 0 obj<</Type/Catalog>>endobj\n%" + words + b"\ntrailer<</Root 1 0 R>>\n%%EOF\n"


def drawing(size: tuple[int, int] = (40, 20), mode: str = "RGB") -> Image.Image:
    """A picture whose left half is red."""
    picture = Image.new(mode, size, "white")
    picture.paste("red", (0, 0, size[0] // 2, size[1]))
    return picture


def stored(picture: Image.Image, kind: str, **more) -> bytes:
    kept = BytesIO()
    picture.save(kept, format=kind, **more)
    return kept.getvalue()


def photograph(kind: str = "JPEG", orientation: int = 6, **more) -> bytes:
    """A photograph that tells where it was taken, with what, and which way up it is."""
    exif = Image.Exif()
    exif[ORIENTATION], exif[SOFTWARE] = orientation, "SecretCam 3000"
    exif.get_ifd(GPS).update({1: "N", 2: (51.0, 30.0, 26.0), 3: "W", 4: (0.0, 7.0, 39.0)})
    return stored(drawing(), kind, exif=exif, **more)


def archive(parts: dict[str, bytes], compression: int = ZIP_DEFLATED) -> bytes:
    kept = BytesIO()
    with ZipFile(kept, "w", compression) as whole:
        for name, body in parts.items():
            whole.writestr(name, body, ZIP_STORED if name == "mimetype" else compression)
    return kept.getvalue()


WORD = {"[Content_Types].xml": b"<Types/>", "word/document.xml": b"<document>A report.</document>"}
SHEET = {"[Content_Types].xml": b"<Types/>", "xl/workbook.xml": b"<workbook/>"}
TEXT_DOCUMENT = {"mimetype": b"application/vnd.oasis.opendocument.text", "content.xml": b"<office/>"}


def docx(**more: bytes) -> bytes:
    return archive({**WORD, **more})


def email() -> bytes:
    return b"From: head@school.example\r\nTo: duty@eastmoor.example\r\nSubject: Absence\r\n\r\nShe was not here.\r\n"


def bomb(parts: int = 3, each: int = 100_000_000) -> bytes:
    """A document of a few kilobytes that unpacks to hundreds of megabytes."""
    kept, nothing = BytesIO(), bytes(1_000_000)
    with ZipFile(kept, "w", ZIP_DEFLATED) as whole:
        for name, body in WORD.items():
            whole.writestr(name, body)
        for number in range(parts):
            with whole.open(f"word/media/{number}.bin", "w") as part:
                for _ in range(each // len(nothing)):
                    part.write(nothing)
    return kept.getvalue()


def lying_bomb() -> bytes:
    """The same, whose headers say that each part is a few bytes long."""
    body = bytearray(bomb(parts=1))
    for mark, at in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
        start = 0
        while (start := body.find(mark, start)) >= 0:
            size = body[start + at : start + at + 4]
            if int.from_bytes(size, "little") > 1_000_000:
                body[start + at : start + at + 4] = (10).to_bytes(4, "little")
            start += 4
    return bytes(body)


def many_parts(count: int = 2_100) -> bytes:
    return archive({**WORD, **{f"word/{number}.xml": b"" for number in range(count)}})


def locked() -> bytes:
    """A document whose parts say that they need a password."""
    body = bytearray(docx())
    for mark, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        start = 0
        while (start := body.find(mark, start)) >= 0:
            body[start + at] |= 1
            start += 4
    return bytes(body)


def of_another_packing() -> bytes:
    kept = BytesIO()
    with ZipFile(kept, "w") as whole:
        for name, body in WORD.items():
            whole.writestr(ZipInfo(name), body, compress_type=12)
    return kept.getvalue()


def huge_picture(width: int = 60_000, height: int = 60_000) -> bytes:
    """A PNG of a few bytes that says that it is enormous."""

    def part(kind: bytes, body: bytes) -> bytes:
        return len(body).to_bytes(4, "big") + kind + body + zlib.crc32(kind + body).to_bytes(4, "big")

    head = width.to_bytes(4, "big") + height.to_bytes(4, "big") + bytes([8, 2, 0, 0, 0])
    return b"\x89PNG\r\n\x1a\n" + part(b"IHDR", head) + part(b"IDAT", zlib.compress(b"")) + part(b"IEND", b"")
