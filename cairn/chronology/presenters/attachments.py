"""The files of an entry as pages show them: by name, never by picture."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from babel.numbers import format_decimal
from django.utils.translation import gettext as _

from cairn.chronology.kinds import FileKind, Finding
from cairn.chronology.models import Attachment, Entry
from cairn.ui.formats import babel_locale, day

_UNITS = ((1_000_000, "MB"), (1_000, "kB"))


@dataclass(frozen=True, slots=True)
class FileLine:
    """One file: its name, what it is, how large, who added it and when, and whether it may be opened."""

    id: UUID
    name: str
    about: str
    state: str
    may_open: bool
    is_refused: bool


def file_lines(entry: Entry) -> tuple[FileLine, ...]:
    """The files of an entry that was fetched with them. The team that wrote an entry is the one that added them."""
    files: Iterable[Attachment] = entry.attachments.all()
    return tuple(_line(one, entry) for one in files)


def size_words(size: int) -> str:
    """A size as people read it: "1.2 MB", "340 kB", "12 bytes"."""
    for unit, sign in _UNITS:
        if size >= unit:
            return f"{format_decimal(size / unit, format='#,##0.#', locale=babel_locale())} {sign}"
    return _("%(count)s bytes") % {"count": size}


def _line(one: Attachment, entry: Entry) -> FileLine:
    finding = one.finding
    parts = {
        "kind": FileKind(one.kind).label,
        "size": size_words(one.size),
        "team": entry.team.name,
        "day": day(one.recorded_at),
    }
    return FileLine(
        id=one.id,
        name=one.name,
        about=_("%(kind)s, %(size)s, added by %(team)s on %(day)s") % parts,
        state=_STATES[finding](),
        may_open=finding is Finding.CLEAN,
        is_refused=finding is Finding.HARMFUL,
    )


def _held_back() -> str:
    return _("This file is being held back until it can be checked for harmful programs. Nobody can open it yet.")


def _harmful() -> str:
    return _("Something harmful was found in this file. It was removed.")


_STATES = {
    Finding.CLEAN: lambda: _("Checked: nothing harmful was found"),
    Finding.NOT_CHECKED: _held_back,
    Finding.HARMFUL: _harmful,
}
