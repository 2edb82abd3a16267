"""What a file is: by its name and by what is inside, which must agree. Anything not on the list is refused."""

import re
import unicodedata
from dataclasses import dataclass
from email.parser import BytesHeaderParser

from cairn.chronology.kinds import FileKind
from cairn.chronology.rules.archives import ZIP, office_kind
from cairn.chronology.rules.images import redrawn
from cairn.chronology.rules.limits import Limits
from cairn.core.errors import Refused

LONGEST_NAME = 120
MEGABYTE = 1_000_000

_ENDINGS = {
    "pdf": FileKind.PDF,
    "jpg": FileKind.JPEG,
    "jpeg": FileKind.JPEG,
    "png": FileKind.PNG,
    "webp": FileKind.WEBP,
    "txt": FileKind.TEXT,
    "eml": FileKind.EMAIL,
    "docx": FileKind.DOCX,
    "xlsx": FileKind.XLSX,
    "odt": FileKind.ODT,
}
ENDINGS = tuple(f".{one}" for one in _ENDINGS)
MEDIA_TYPES = {
    FileKind.PDF: "application/pdf",
    FileKind.JPEG: "image/jpeg",
    FileKind.PNG: "image/png",
    FileKind.WEBP: "image/webp",
    FileKind.TEXT: "text/plain",
    FileKind.EMAIL: "text/plain",
    FileKind.DOCX: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    FileKind.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    FileKind.ODT: "application/vnd.oasis.opendocument.text",
}
_IMAGES = frozenset({FileKind.JPEG, FileKind.PNG, FileKind.WEBP})
_TEXTS = frozenset({FileKind.TEXT, FileKind.EMAIL})
_PDF = re.compile(rb"%PDF-[12]\.\d")
_PDF_ENDS_WITHIN = 2048
# The family of HEIC and HEIF, which cannot be drawn anew here.
_HEIC = re.compile(rb"(?s).{4}ftyp(heic|heix|heim|heis|hevc|hevx|mif1|msf1)")
# Marks that turn the direction of writing: with them a name can show another ending than it has.
_TURNING = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_NOT_IN_A_NAME = frozenset({"Cc", "Cs", "Co", "Zl", "Zp"})
_UNWELCOME = re.compile('[:*?"<>|]')  # some systems cannot store a file with one of these in its name
_NOT_IN_A_TEXT = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f]")
_UTF16 = (b"\xff\xfe", b"\xfe\xff")
_HEADERS = frozenset({"from", "to", "date", "subject", "message-id", "received"})
_FEWEST_HEADERS = 2


@dataclass(frozen=True, slots=True)
class Examined:
    """A file that may be kept: its cleaned name, its kind, and what is kept of it. A picture has been drawn anew."""

    name: str
    kind: FileKind
    body: bytes

    @property
    def media_type(self) -> str:
        """Its media type, which follows from the kind and never from what a sender said."""
        return MEDIA_TYPES[self.kind]


def examined(name: str, body: bytes, limits: Limits) -> Examined:
    """Look at a file by its name and by its content, and give back what may be kept.

    Refuses a name with a path, control characters or marks that turn the writing (`file_name_wrong`), an empty file
    (`file_empty`), one over the limit (`file_too_large`), an ending that is not on the list (`file_not_taken`), content
    that is not what the ending says (`file_differs`), HEIC (`file_heic`), and what archives and pictures refuse.
    """
    cleaned = cleaned_name(name)
    if not body:
        raise Refused("file_empty")
    if len(body) > limits.file_bytes:
        raise Refused("file_too_large", most=limits.file_bytes // MEGABYTE)
    if _HEIC.match(body[:12]):
        raise Refused("file_heic")
    kind = _ENDINGS.get(cleaned.rpartition(".")[2].lower())
    if kind is None or "." not in cleaned:
        raise Refused("file_not_taken", kinds=", ".join(ENDINGS))
    if not _is(kind, body, limits):
        raise Refused("file_differs")
    return Examined(cleaned, kind, redrawn(body, kind, limits) if kind in _IMAGES else body)


def cleaned_name(name: str) -> str:
    """A file's name on one line and of a sensible length. Refuses one that is more than a name (`file_name_wrong`)."""
    plain = unicodedata.normalize("NFC", name)
    if any(one in "/\\" or one in _TURNING or unicodedata.category(one) in _NOT_IN_A_NAME for one in plain):
        raise Refused("file_name_wrong")
    plain = " ".join(_UNWELCOME.sub("-", plain).split()).strip(" .")
    stem, _dot, ending = plain.rpartition(".")
    if not (stem or ending).strip(" ."):
        raise Refused("file_name_wrong")
    if len(plain) <= LONGEST_NAME:
        return plain
    return f"{stem[: LONGEST_NAME - 1 - len(ending)].rstrip()}.{ending}" if stem else plain[:LONGEST_NAME]


def _is(kind: FileKind, body: bytes, limits: Limits) -> bool:
    """Whether what is inside is of this kind."""
    found = _by_signature(body)
    if found is None and kind in _TEXTS:
        return _is_text(body) and (kind is FileKind.TEXT or _is_email(body))
    if body.startswith(ZIP):
        found = office_kind(body, limits)
    return found is kind


def _by_signature(body: bytes) -> FileKind | None:
    if _PDF.match(body) and b"%%EOF" in body[-_PDF_ENDS_WITHIN:]:
        return FileKind.PDF
    if body.startswith(b"\xff\xd8\xff"):
        return FileKind.JPEG
    if body.startswith(b"\x89PNG\r\n\x1a\n"):
        return FileKind.PNG
    if body.startswith(b"RIFF") and body[8:12] == b"WEBP":
        return FileKind.WEBP
    return None


def _is_text(body: bytes) -> bool:
    words = _decoded(body)
    return words is not None and not _NOT_IN_A_TEXT.search(words)


def _decoded(body: bytes) -> str | None:
    # What people's editors write: UTF-16 with its mark, UTF-8, else the letters of Western Windows.
    for encoding in ("utf-16",) if body.startswith(_UTF16) else ("utf-8-sig", "cp1252"):
        try:
            return body.decode(encoding)
        except UnicodeDecodeError:
            continue
    return None


def _is_email(body: bytes) -> bool:
    headers = BytesHeaderParser().parsebytes(body)
    return len(_HEADERS & {name.lower() for name in headers}) >= _FEWEST_HEADERS
