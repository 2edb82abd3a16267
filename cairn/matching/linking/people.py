"""Rows of a file as what can be compared, in columns for a table: folded names, births as numbers, bare identifiers."""

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import islice
from typing import Any, Final

import pyarrow as pa

from cairn.matching.births import BirthFact
from cairn.matching.facts import IdentifierFact, PersonFacts, normal_phone
from cairn.matching.kinds import BirthPrecision
from cairn.matching.linking.columns import MOST_SCHEMES, ColumnMap
from cairn.matching.linking.dates import reader
from cairn.matching.names import fold, is_placeholder, significant

BATCH: Final = 20_000  # rows
SCHEMA: Final = pa.schema(
    [
        ("side", pa.int8()),
        ("parts", pa.list_(pa.string())),
        ("year", pa.int32()),
        ("month", pa.int32()),
        ("day", pa.int32()),
        ("is_real", pa.bool_()),
        ("sex", pa.string()),
        ("nationality", pa.string()),
        ("address", pa.list_(pa.string())),
        ("postcode", pa.string()),
        ("outcode", pa.string()),
        ("phone", pa.string()),
        *((f"identifier_{place}", pa.string()) for place in range(MOST_SCHEMES)),
    ]
)
_POSTCODE = re.compile(r"[A-Z]{1,2}\d[A-Z\d]?\d[A-Z]{2}")
_NOT_ALPHANUMERIC = re.compile(r"[^A-Z0-9]")
_WORDS = re.compile(r"[a-z0-9]+")
_SEXES: Final = {"m": "m", "male": "m", "boy": "m", "1": "m", "f": "f", "female": "f", "girl": "f", "2": "f"}
_SCHEMES: Final = ("nhs", "upn", "home_office", "pnc", "nrm", "passport")
_NOT_TELLING: Final = frozenset({"", "unknown", "not known", "other", "n/k", "nk"})
_Cells = dict[str, str]


def batches(rows: Iterator[list[str]], columns: ColumnMap, side: int) -> Iterator[tuple[pa.RecordBatch, int, int]]:
    """The rows of one file in tables of at most BATCH, each with how many births it gave and how many cannot be."""
    read = reader(columns.birth_format)
    while chunk := list(islice(rows, BATCH)):
        people = [_person(dict(zip(columns.columns, row, strict=True)), columns, read, side) for row in chunk]
        told = [person for person in people if person[2] is not None or person[5] is False]
        values = [
            pa.array(column, type=kind.type) for column, kind in zip(zip(*people, strict=True), SCHEMA, strict=True)
        ]
        yield pa.record_batch(values, schema=SCHEMA), len(told), sum(person[5] is False for person in told)


def of_facts(people: Iterable[PersonFacts]) -> Iterator[pa.RecordBatch]:
    """People known by their facts, in the same tables. What has a handling is left out, but for names and numbers."""
    rows = iter(people)
    while chunk := [_told_of(person) for person in islice(rows, BATCH)]:
        values = [
            pa.array(column, type=kind.type) for column, kind in zip(zip(*chunk, strict=True), SCHEMA, strict=True)
        ]
        yield pa.record_batch(values, schema=SCHEMA)


def _told_of(person: PersonFacts) -> tuple[Any, ...]:
    birth = min(person.births, key=_vagueness, default=None)
    year, month, day = _day(birth) if birth else (None, None, None)
    addresses = [each for each in person.addresses if not each.has_handling]
    postcode = _bare(next((each.postcode for each in addresses if each.postcode), ""))
    is_full = _POSTCODE.fullmatch(postcode) is not None
    numbers = {each.scheme: each.value for each in reversed(person.identifiers) if each.value}
    phones = [each.number for each in person.phones if each.number and not each.has_handling]
    return (
        0,
        list(dict.fromkeys(part for name in person.names for part in name.parts)),
        *(year, month, day, True if birth else None),
        next((_SEXES[each] for each in person.sexes if each in _SEXES), None),
        next(iter(person.nationalities), None),
        [word for each in addresses[:1] for word in _words(each.words)],
        postcode if is_full else None,
        (postcode[:-3] if is_full else postcode) or None,
        next(iter(phones), None),
        *(numbers.get(scheme) for scheme in _SCHEMES),
        *[None] * (MOST_SCHEMES - len(_SCHEMES)),
    )


def _vagueness(birth: BirthFact) -> tuple[bool, bool, int]:
    return not birth.is_exact, birth.is_disputed, (birth.latest - birth.earliest).days


def _day(birth: BirthFact) -> tuple[int, int, int]:
    if birth.precision is BirthPrecision.DATE:
        return birth.earliest.year, birth.earliest.month, birth.earliest.day
    middle = birth.earliest + (birth.latest - birth.earliest) / 2
    return middle.year, 0, 0


def _person(cells: _Cells, columns: ColumnMap, read: Callable[[str], Any], side: int) -> tuple[Any, ...]:
    written = cells.get(columns.birth_date, "")
    birth = read(written) if written else None
    postcode = _bare(cells.get(columns.postcode, ""))
    identifiers = [_identifier(scheme, cells[column]) for scheme, column in columns.identifiers.items()]
    return (
        side,
        _parts(tuple(cells[name] for name in columns.names)),
        birth.year if birth else None,
        birth.month if birth else None,
        birth.day if birth else None,
        birth.is_real if birth else (False if written else None),
        _SEXES.get(cells.get(columns.sex, "").lower()),
        _told(cells.get(columns.nationality, "")),
        [word for name in columns.address for word in _words(cells[name])],
        postcode or None,
        postcode[:-3] if _POSTCODE.fullmatch(postcode) else None,
        normal_phone(cells.get(columns.phone, "")) or None,
        *identifiers,
        *[None] * (MOST_SCHEMES - len(identifiers)),
    )


def _parts(names: Sequence[str]) -> list[str]:
    """The parts of all names of one row, each once, in the order in which they stand."""
    return list(dict.fromkeys(part for name in names for part in _folded(name)))


@lru_cache(maxsize=200_000)
def _folded(name: str) -> tuple[str, ...]:
    return () if is_placeholder(name) else significant(fold(name))


@lru_cache(maxsize=200_000)
def _words(text: str) -> tuple[str, ...]:
    return tuple(_WORDS.findall(unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()))


def _bare(text: str) -> str:
    return _NOT_ALPHANUMERIC.sub("", text.upper())


def _identifier(scheme: str, text: str) -> str | None:
    return (IdentifierFact.of(scheme, text).value or None) if text else None


def _told(text: str) -> str | None:
    return None if text.lower() in _NOT_TELLING else text.lower()
