"""What a concern says, as plain values; the same for the form, the API, imports and the demonstration."""

from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True)
class NameSaid:
    """A whole name as heard; `kind` is one of children's NameKind."""

    text: str
    kind: str = "known_as"
    script: str = ""


@dataclass(frozen=True)
class BornSaid:
    """A birth date, a year, or an age from–to in completed years on the day it was said; and how that is known."""

    on: date | None = None
    year: int | None = None
    age_from: int | None = None
    age_to: int | None = None
    basis: str = "other_person_says"

    @property
    def text(self) -> str:
        """The same in as few words as it was given; shown beside its basis."""
        if self.on is not None:
            return self.on.isoformat()
        if self.year is not None:
            return str(self.year)
        if self.age_from == self.age_to or self.age_to is None:
            return f"{self.age_from}"
        return f"{self.age_from}–{self.age_to}" if self.age_from is not None else f"{self.age_to}"


@dataclass(frozen=True)
class ChildSaid:
    """Whatever is known of one child; every part may be empty, for a child nobody can name."""

    names: tuple[NameSaid, ...] = ()
    born: BornSaid | None = None
    sex: str = ""
    nationalities: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    identifiers: tuple[tuple[str, str], ...] = ()
    addresses: tuple[str, ...] = ()
    phones: tuple[str, ...] = ()
    school: str = ""


@dataclass(frozen=True)
class ConcernSaid:
    """A whole concern as its sender put it (contract, POST /concerns). Times carry an offset."""

    what_happened: str
    urgency: str
    children: tuple[ChildSaid, ...]
    occurred_from: datetime | None = None
    occurred_to: datetime | None = None
    how_known: str = "seen"
    where_text: str = ""
    postcode: str = ""
    area: str = ""
    other_children: str = ""
    adults: tuple[str, ...] = ()
    vehicles: tuple[str, ...] = ()
    must_not_be_told: tuple[str, ...] = ()
    child_wants: str = ""
    child_knows: bool | None = None
    parents_told: str = ""
    exploitation_types: tuple[str, ...] = ()
    source_protected: bool = False
    emergency_log_no: str = ""
    sender_contact: str = ""


def urgency_rank(urgency: str) -> int:
    """How urgent, as a number: 0 soon, 1 today, 2 danger now."""
    return ("soon", "today", "danger_now").index(urgency)
