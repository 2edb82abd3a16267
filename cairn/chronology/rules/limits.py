"""How large files may be, how many somebody may add, and how far an archive is unpacked to look inside: data."""

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, fields
from datetime import date
from functools import cache
from importlib.resources import files

_FILE = "policies/attachments.toml"


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """One version of the policy; each number is the most that is still taken.

    `file_bytes`: one file as it was sent. `files_a_day`, `bytes_a_day`: one person in the last 24 hours.
    `bytes_a_child`: all files of a child that the person sees. `archive_entries`, `archive_bytes`: what a document of
    many parts may unpack to. `archive_ratio`: how many times its own size that may be. `image_pixels`: width × height.
    """

    version: str
    effective_from: date
    file_bytes: int
    files_a_day: int
    bytes_a_day: int
    bytes_a_child: int
    archive_entries: int
    archive_bytes: int
    archive_ratio: int
    image_pixels: int
    certainty: str
    source: str
    note: str = ""


def limits_on(day: date) -> Limits:
    """The version in force on a day. Raises LookupError for a day before the first."""
    in_force = [one for one in _versions() if one.effective_from <= day]
    if not in_force:
        raise LookupError(f"no limits for files on {day.isoformat()}")
    return in_force[-1]


def read(text: str) -> tuple[Limits, ...]:
    """The versions in the text of a policy file, by the day from which they hold.

    Raises ValueError for limits under 1 or two versions from one day, TypeError and KeyError for other parts.
    """
    found = tuple(sorted(_each(text), key=lambda one: one.effective_from))
    if len({one.effective_from for one in found}) != len(found):
        raise ValueError("two versions of the limits begin on one day")
    return found


def _each(text: str) -> Iterator[Limits]:
    for row in tomllib.loads(text)["version"]:
        one = Limits(**row)
        if min(getattr(one, each.name) for each in fields(one) if each.type is int) < 1:
            raise ValueError("a limit under 1 would let nobody add anything")
        yield one


@cache
def _versions() -> tuple[Limits, ...]:
    return read(files("cairn.chronology").joinpath(_FILE).read_text(encoding="utf-8"))
