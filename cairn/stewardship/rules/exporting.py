"""Facts in one file: which sorts may be taken out at all, for how long, and how the file is written. Pure."""

import csv
import io
import json
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, fields
from datetime import date
from functools import cache
from importlib.resources import files

from cairn.children.kinds import FactKind, Scheme
from cairn.duties.kinds import Certainty

# Where a child is, how to reach it, who must not find out, who is close to it and what is known of its immigration
# never leaves in a list. A new sort of fact is not among these until somebody puts it here.
EXPORTABLE = (
    FactKind.NAME,
    FactKind.BIRTH,
    FactKind.SEX,
    FactKind.GENDER,
    FactKind.NATIONALITY,
    FactKind.LANGUAGE,
    FactKind.IDENTIFIER,
    FactKind.CARE_STATUS,
)
# Of numbers those of health and school: a Home Office reference tells of immigration, others of the police.
EXPORTABLE_SCHEMES = frozenset({Scheme.NHS.value, Scheme.UPN.value})
# A spreadsheet takes what begins so for a formula and runs it.
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")


@dataclass(frozen=True, slots=True)
class ExportPolicy:
    """How many children at most, for how many days it may be taken, where that comes from and how sure it is."""

    version: str
    effective_from: date
    most_children: int
    open_days: int
    certainty: Certainty
    source: str


@dataclass(frozen=True, slots=True)
class ExportLine:
    """One fact about one child: of whom, what, how it is known, how it stands, which agency says so, when."""

    child: str
    sort: str
    words: str
    parts: str
    known_from: str
    stands: str
    agency: str
    recorded_on: str


def may_leave(kind: str, detail: Mapping[str, object]) -> bool:
    """Whether something said of an exportable sort may stand in a file: of numbers not every one."""
    return kind != FactKind.IDENTIFIER or detail.get("scheme") in EXPORTABLE_SCHEMES


@cache
def export_policy() -> ExportPolicy:
    """The policy of this installation. Raises KeyError or ValueError where the file does not hold together."""
    text = files("cairn.stewardship").joinpath("policies", "exporting.toml").read_text(encoding="utf-8")
    told = tomllib.loads(text)
    return ExportPolicy(**{**told, "certainty": Certainty(told["certainty"])})


def as_csv(lines: Iterable[ExportLine]) -> bytes:
    """A table with a row of names first, in UTF-8 with a mark; nothing in it can be taken for a formula."""
    text = io.StringIO()
    written = csv.writer(text, quoting=csv.QUOTE_ALL)
    written.writerow(field.name for field in fields(ExportLine))
    for line in lines:
        written.writerow(plain(value) for value in asdict(line).values())
    return text.getvalue().encode("utf-8-sig", "replace")


def as_json(lines: Iterable[ExportLine]) -> bytes:
    """A list of facts."""
    return json.dumps([asdict(line) for line in lines], ensure_ascii=False, indent=1).encode("utf-8", "replace")


def plain(value: str) -> str:
    """A value as a cell: one that a spreadsheet would take for a formula begins with an apostrophe."""
    return f"'{value}" if value.lstrip(" ").startswith(_FORMULA) else value
