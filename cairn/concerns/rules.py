"""What a concern says, as plain values; the same for the form, the API, imports and the demonstration."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any


@dataclass(frozen=True)
class NameSaid:
    """A whole name as heard; `kind` is one of children's NameKind."""

    text: str
    kind: str = "known_as"
    script: str = ""


@dataclass(frozen=True)
class BornSaid:
    """A birth date, a year, or an age from–to in completed years on the day it was said; and how that is known.

    `words` are the sender's own, such as "about 14"; `is_guess` says that a date or year is only somebody's guess.
    """

    on: date | None = None
    year: int | None = None
    age_from: int | None = None
    age_to: int | None = None
    basis: str = "other_person_says"
    words: str = ""
    is_guess: bool = False

    def known_by(self, basis: str) -> "BornSaid":
        """The same, known in another way."""
        return replace(self, basis=basis)

    @property
    def text(self) -> str:
        """The same in as few words as it was given; shown beside its basis."""
        if self.words:
            return self.words
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
    """A whole concern as its sender put it (the API’s POST /concerns). Times carry an offset."""

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


@dataclass(frozen=True)
class CallMade:
    """A telephone call about a concern: one of kinds.CallOutcome, what was agreed, by which day."""

    outcome: str
    agreed: str = ""
    by_when: date | None = None


def urgency_rank(urgency: str) -> int:
    """How urgent, as a number: 0 soon, 1 today, 2 danger now."""
    return ("soon", "today", "danger_now").index(urgency)


def concern_from(payload: Mapping[str, Any]) -> ConcernSaid:
    """A concern from the shape other systems send (POST /concerns), already checked for types and unknown fields."""
    where = payload.get("where") or {}
    same: dict[str, Any] = {name: payload[name] for name in _SAME if payload.get(name) is not None}
    several: dict[str, Any] = {name: tuple(payload.get(name) or ()) for name in _SEVERAL}
    return ConcernSaid(
        children=tuple(child_from(child) for child in payload.get("subjects") or ()),
        where_text=where.get("text") or "",
        postcode=where.get("postcode") or "",
        area=where.get("area") or "",
        **same,
        **several,
    )


def child_from(told: Mapping[str, Any]) -> ChildSaid:
    """One child of a concern, from the shape other systems send; every part may be absent."""
    born = told.get("born")
    return ChildSaid(
        names=tuple(NameSaid(**{k: v for k, v in name.items() if v is not None}) for name in told.get("names") or ()),
        born=_born_from(born) if born else None,
        sex=told.get("sex") or "",
        nationalities=tuple(told.get("nationalities") or ()),
        languages=tuple(told.get("languages") or ()),
        identifiers=tuple((each["scheme"], each["value"]) for each in told.get("identifiers") or ()),
        addresses=tuple(told.get("addresses") or ()),
        phones=tuple(told.get("phones") or ()),
        school=told.get("school") or "",
    )


def _born_from(born: Mapping[str, Any]) -> BornSaid:
    on = born.get("date")
    return BornSaid(
        on=date.fromisoformat(on) if isinstance(on, str) else on,
        year=born.get("year"),
        age_from=born.get("age_from"),
        age_to=born.get("age_to"),
        basis=born.get("basis") or "other_person_says",
    )


_SAME = (
    "what_happened",
    "urgency",
    "occurred_from",
    "occurred_to",
    "other_children",
    "child_wants",
    "child_knows",
    "parents_told",
    "source_protected",
    "emergency_log_no",
    "sender_contact",
)
_SEVERAL = ("adults", "vehicles", "must_not_be_told", "exploitation_types")
