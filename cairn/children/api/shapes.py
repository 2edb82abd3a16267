"""What others send about a child, and what is shown of one."""

import datetime as dt
from collections.abc import Iterator
from typing import Annotated, Literal, Self
from uuid import UUID

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from cairn.access.api.shapes import (
    Asked,
    Day,
    NeededLine,
    OneLine,
    Paragraph,
    Several,
    Short,
    Shown,
    Whole,
)
from cairn.children.kinds import Basis, FactKind, NameKind, Outcome, Scheme, Sex
from cairn.children.verbs import Fact
from cairn.matching.births import OLDEST, BirthFact, aged, born_in, born_on
from cairn.sharing.api.withholding import HeldBackShown, KeptApartShown

_SAYS = Basis.OTHER_PERSON_SAYS
Age = Annotated[Whole, Field(ge=0, le=OLDEST)]
YesNoUnknown = Literal["yes", "no", "unknown"]


class NameAsked(Asked):
    """A whole name as heard, in any script."""

    text: NeededLine
    kind: NameKind = NameKind.KNOWN_AS
    script: Short = ""


class BornAsked(Asked):
    """A birth date, or a year, or an age from–to in completed years; and how that is known. All may be absent."""

    date: Day | None = None
    year: Annotated[Whole, Field(ge=1900, le=2200)] | None = None
    age_from: Age | None = None
    age_to: Age | None = None
    basis: Basis = Basis.OTHER_PERSON_SAYS

    @model_validator(mode="after")
    def _one_way(self) -> Self:
        given = (self.date is not None, self.year is not None, bool(self.ages()))
        if sum(given) > 1:
            raise PydanticCustomError("one_of_these", "one of these")
        return self

    def ages(self) -> list[int]:
        """The ages given, youngest first."""
        return sorted(age for age in (self.age_from, self.age_to) if age is not None)

    def says_nothing(self) -> bool:
        """Whether nothing is said but how it is known."""
        return self.date is None and self.year is None and not self.ages()

    def fact(self, *, seen_on: dt.date, basis: Basis, said_at: dt.datetime | None = None) -> Fact:
        """The same as something said of a child. Only when something is said."""
        ages = self.ages()
        bounds, text = self._bounds(ages, seen_on), "–".join(str(age) for age in dict.fromkeys(ages))
        words = self.date.isoformat() if self.date else str(self.year or text)
        detail: dict[str, object] = {"precision": str(bounds.precision), "disputed": bounds.is_disputed}
        born = {"born_from": bounds.earliest, "born_to": bounds.latest}
        return Fact(FactKind.BIRTH, words, basis, detail, said_at=said_at, **born)

    def _bounds(self, ages: list[int], seen_on: dt.date) -> BirthFact:
        if self.date is not None:
            return born_on(self.date)
        if self.year is not None:
            return born_in(self.year)
        return aged(ages[0], ages[-1], seen_on=seen_on)


class IdentifierAsked(Asked):
    """A number by which an agency knows the child."""

    scheme: Scheme
    value: NeededLine


class ChildAsked(Asked):
    """Whatever is known of one child; every part may be absent, for a child nobody can name."""

    names: Annotated[list[NameAsked], Field(max_length=20)] = Field(default_factory=list)
    born: BornAsked | None = None
    sex: Sex | None = None
    nationalities: Several = Field(default_factory=list)
    languages: Several = Field(default_factory=list)
    identifiers: Annotated[list[IdentifierAsked], Field(max_length=20)] = Field(default_factory=list)
    addresses: Several = Field(default_factory=list)
    phones: Several = Field(default_factory=list)
    school: OneLine = ""

    def compared(self, *, seen_on: dt.date) -> Iterator[Fact]:
        """What a search compares: all but languages. Nothing of it is kept."""
        for name in self.names:
            yield Fact(FactKind.NAME, name.text, _SAYS, {"kind": str(name.kind)})
        if self.born is not None and not self.born.says_nothing():
            yield self.born.fact(seen_on=seen_on, basis=_SAYS)
        for each in self.identifiers:
            yield Fact(FactKind.IDENTIFIER, each.value, _SAYS, {"scheme": str(each.scheme)})
        several = {
            FactKind.SEX: [self.sex or ""],
            FactKind.NATIONALITY: self.nationalities,
            FactKind.PHONE: self.phones,
            FactKind.ADDRESS: self.addresses,
            FactKind.SCHOOL: [self.school],
        }
        for kind, texts in several.items():
            yield from (Fact(kind, text, _SAYS) for text in texts if text)


class SearchAsked(ChildAsked):
    """By what to look for a child: a name, a number or a phone at least."""


class RequestAsked(Asked):
    """What the caller's team is doing with the child."""

    doing: NeededLine


class LinesAsked(Asked):
    """What the caller's team says of its part around a child, in a line each, and the last contact."""

    why_here: NeededLine
    cannot_keep: NeededLine
    cannot_do: NeededLine
    last_contact_on: Day | None = None


class LinkAsked(Asked):
    """Which child a record is about: another child's reference, or "new" for none that is known here."""

    child: Annotated[str, Field(max_length=16)]
    outcome: Outcome
    reason: Paragraph


class AgreementShown(Shown):
    """How well one kind of fact agrees, and what that is worth. Never the fact."""

    field: str
    level: str
    weight: float


class CandidateShown(Shown):
    """A child that it may be, and the caller's own teams' records of that child."""

    child: str
    records: list[UUID]
    band: str
    weight: float
    evidence: list[AgreementShown]


class FoundShown(CandidateShown):
    """A child that a search found among those the caller may see, with the name by which it is shown."""

    name: str


class SearchShown(Shown):
    """What a search found, the likeliest first; at most 20."""

    items: list[FoundShown]


class MarkShown(Shown):
    """What somebody thinks of something that was said: how it stands, how that was checked, and why."""

    status: str
    how: list[str]
    reason: str
    team: str
    agency: str
    recorded_at: dt.datetime


class FactShown(Shown):
    """One thing said of a child: by which team, on what basis, when, and how it stands.

    `status` is the latest mark, else what it was said with, else how it is known. `checks` says of a number whether its
    check digit or letter is right; null where nothing can be checked. `about` is what a mark is about; `replaces` is
    what this says better.
    """

    id: UUID
    kind: str
    text: str
    detail: dict[str, str | bool]
    basis: str
    born_from: dt.date | None
    born_to: dt.date | None
    status: str
    checks: bool | None
    about: UUID | None
    replaces: UUID | None
    marks: list[MarkShown]
    team: str
    agency: str
    said_at: dt.datetime | None
    recorded_at: dt.datetime


class AgeShown(Shown):
    """How old by all views together, in completed years."""

    youngest: int
    oldest: int
    is_disputed: bool


class HolderShown(Shown):
    """Who is responsible in law, who leads, or who acts next."""

    kind: str
    team: str
    agency: str
    since: dt.datetime


class ChildShown(Shown):
    """A child as the caller may see it. `sees_story` is false for who has only told us something.

    `held_back` stands in the place of what others hold back from the caller's agency and say so.
    """

    reference: str
    revision: int
    name: str
    age: AgeShown | None
    sees_story: bool
    sees_circle: bool
    records: list[UUID]
    responsible: list[HolderShown]
    said: list[FactShown]
    held_back: list[HeldBackShown]
    kept_apart: list[KeptApartShown]


class InvolvementShown(Shown):
    """A team around the child, in what capacity and by which function; what it is doing, for who sees the story.

    `until` is when it ends by itself. What the team says of its part, in a line each, is empty until it has said it;
    both are for who sees the story.
    """

    team: str
    agency: str
    function: str
    phone: str
    capacity: str
    doing: str
    is_confirmed: bool
    since: dt.datetime
    until: dt.datetime | None
    why_here: str
    cannot_keep: str
    cannot_do: str
    last_contact_on: dt.date | None


class LinesShown(Shown):
    """The three lines as they stand now for that team, and when they were said."""

    id: UUID
    team: str
    agency: str
    why_here: str
    cannot_keep: str
    cannot_do: str
    last_contact_on: dt.date | None
    recorded_at: dt.datetime


class RequestShown(Shown):
    """A wish to work with the child, and by when somebody owes an answer."""

    id: UUID
    state: str
    doing: str
    reason: str
    asked_at: dt.datetime
    answer_due_at: dt.datetime | None


class LinkShown(Shown):
    """What was made of it: `proposed`, `provisional` until a second person confirms it, `confirmed` or `undone`."""

    record: UUID
    standing: str


class AboutShown(Shown):
    """What something is about, by its kind and id."""

    kind: str
    id: UUID


class DutyShown(Shown):
    """Something owed by or to the caller's own teams, with its clock and how sure the clock's length is."""

    id: UUID
    kind: str
    owed: Literal["by_us", "to_us"]
    about: AboutShown
    child: str | None
    by_team: str
    by_agency: str
    to_team: str | None
    to_agency: str | None
    started_at: dt.datetime
    due_at: dt.datetime
    state: str
    policy: str
    policy_version: str
    nation: str
    certainty: str
    source: str
