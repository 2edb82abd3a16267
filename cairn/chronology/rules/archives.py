"""Documents that are archives of many parts: which one it is, and that it does not unpack to more than is sensible."""

import zlib
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from cairn.chronology.kinds import FileKind
from cairn.chronology.rules.limits import Limits
from cairn.core.errors import Refused

ZIP = b"PK\x03\x04"
_ENTRY = b"PK\x01\x02"
_CHUNK = 65_536
# A small document of repeated words unpacks to many times its size and harms nobody.
_HARMLESS = 5_000_000
_IS_LOCKED = 0x1
_PARTS = {FileKind.DOCX: "word/document.xml", FileKind.XLSX: "xl/workbook.xml"}
_TYPES = "[Content_Types].xml"
_ODT = b"application/vnd.oasis.opendocument.text"
_PROGRAMS = ("vbaproject.bin", "vbadata.xml")
_PROGRAM_FOLDERS = ("basic/", "scripts/")
_UNREADABLE = (BadZipFile, zlib.error, EOFError, OSError, ValueError, RuntimeError, KeyError, OverflowError)


def office_kind(body: bytes, limits: Limits) -> FileKind | None:
    """Which kind of document an archive is; None for any other archive and for one that cannot be read.

    The parts are unpacked to be measured, because what their headers say of their size may be a lie, and thrown away
    as they come. Refuses too many parts or too much in them (`archive_too_much`), a document that needs a password
    (`file_locked`) and one that holds programs (`file_has_programs`).
    """
    # Counted before the list of parts is read: the list alone could fill the memory.
    if body.count(_ENTRY) > limits.archive_entries:
        raise Refused("archive_too_much")
    try:
        with ZipFile(BytesIO(body)) as archive:
            return _kind(archive, len(body), limits)
    except _UNREADABLE:
        return None


def _kind(archive: ZipFile, size: int, limits: Limits) -> FileKind | None:
    parts = archive.infolist()
    if any(part.flag_bits & _IS_LOCKED for part in parts):
        raise Refused("file_locked")
    kind = _kind_by_parts(archive, {part.filename for part in parts})
    if kind is None or any(part.compress_type not in (ZIP_STORED, ZIP_DEFLATED) for part in parts):
        return None
    if any(_is_program(part) for part in parts):
        raise Refused("file_has_programs")
    _measure(archive, parts, size, limits)
    return kind


def _kind_by_parts(archive: ZipFile, names: set[str]) -> FileKind | None:
    for kind, part in _PARTS.items():
        if {part, _TYPES} <= names:
            return kind
    if {"mimetype", "content.xml"} <= names:
        with archive.open("mimetype") as told:
            return FileKind.ODT if told.read(len(_ODT) + 1) == _ODT else None
    return None


def _is_program(part: ZipInfo) -> bool:
    name = part.filename.lower()
    return name.endswith(_PROGRAMS) or name.startswith(_PROGRAM_FOLDERS)


def _measure(archive: ZipFile, parts: list[ZipInfo], size: int, limits: Limits) -> None:
    most, unpacked = min(limits.archive_bytes, max(_HARMLESS, limits.archive_ratio * size)), 0
    for part in parts:
        with archive.open(part) as opened:
            while chunk := opened.read(_CHUNK):
                unpacked += len(chunk)
                if unpacked > most:
                    raise Refused("archive_too_much")
