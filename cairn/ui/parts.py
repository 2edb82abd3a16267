"""What the components show. Presenters of every app fill these; the templates only lay them out."""

from dataclasses import dataclass
from datetime import datetime

from cairn.ui.shell import Contact


@dataclass(frozen=True, slots=True, kw_only=True)
class ContactCard:
    """Whom to ring: a person or a team. Parts left empty are not shown."""

    name: str
    role: str = ""
    team: str = ""
    agency: str = ""
    number: str = ""
    email: str = ""
    out_of_hours: Contact | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CardRow:
    """One fact of a card. `is_warning` draws a bar beside it, so its words must carry the warning too."""

    label: str
    value: str
    is_warning: bool = False
    href: str = ""
    link_text: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One step on a progress line; without `at` it has not happened yet."""

    text: str
    at: datetime | None = None
    detail: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One column of a table. `sort` is the word the server sorts by; empty for a column that cannot be sorted."""

    label: str
    sort: str = ""
    is_numeric: bool = False
