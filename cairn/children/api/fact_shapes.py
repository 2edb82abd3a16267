"""What others send to say something of a child, to say it better, or to say what they think of it."""

import datetime as dt
from collections.abc import Iterable
from typing import Annotated, Any, Self
from uuid import UUID

from pydantic import AfterValidator, BeforeValidator, Field, model_validator
from pydantic_core import PydanticCustomError

from cairn.access.api.shapes import Asked, OneLine, Paragraph, Past, Postcode, Short, Words, YesNo
from cairn.children.api.shapes import BornAsked, YesNoUnknown
from cairn.children.kinds import (
    Arrangement,
    Basis,
    Check,
    FactKind,
    Grown,
    NameKind,
    ParentalBy,
    PlaceKind,
    Scheme,
    Sex,
    Status,
)
from cairn.children.rules import WITH_PERIOD, first_day
from cairn.children.verbs import Fact, Mark
from cairn.core.kept_sealed import HANDLING
from cairn.sharing.api.withholding import ApartAsked, WithholdAsked

_DOUBTABLE = frozenset({FactKind.NAME, FactKind.BIRTH, FactKind.NATIONALITY, FactKind.IDENTIFIER})


def _stripped(value: Any) -> Any:
    return value.strip() if isinstance(value, str) else value


def _part_of_a_day(value: str) -> str:
    if first_day(value) is None:
        raise PydanticCustomError("day_wrong", "no day")
    return value


# A year, a month or a day, as exactly as it is known: "2026", "2026-03", "2026-03-14".
PartDay = Annotated[str, Field(max_length=10), BeforeValidator(_stripped), AfterValidator(_part_of_a_day)]


class BornToldAsked(BornAsked):
    """A birth as for a concern; or `unknown`, when somebody says that nobody knows."""

    unknown: YesNo = False

    @model_validator(mode="after")
    def _known_or_not(self) -> Self:
        if self.unknown and not self.says_nothing():
            raise PydanticCustomError("one_of_these", "one of these")
        return self

    def is_told(self) -> bool:
        """Whether anything is said, were it that nobody knows."""
        return self.unknown or not self.says_nothing()

    def told(self, *, seen_on: dt.date, basis: Basis, said_at: dt.datetime | None) -> Fact:
        """The same as something said of a child. Only when something is said."""
        if self.unknown:
            return Fact(FactKind.BIRTH, "unknown", basis, {"precision": "unknown"}, said_at=said_at)
        return self.fact(seen_on=seen_on, basis=basis, said_at=said_at)


class FactAsked(Asked):
    """One thing said of a child. `text` for every kind but a birth, which takes `born`; a number also its `scheme`.

    The text of a sex, a care status and an immigration status is one of their codes; of a relationship the person; of
    living, where and with whom; of parental responsibility, who holds it; of a warning, what somebody must know before
    they visit, with its `source`, its end, and `why` where it is renewed or ended. Periods and their days are a year, a
    month or a day, as exactly as they are known. `replaces` is the caller's own team's claim that this says better. The
    kind `standing` says what the caller thinks of another claim, `about`: its `status`, why (`text`), and of a
    relationship `how` it was checked.
    """

    kind: FactKind
    basis: Basis
    text: Words = ""
    withhold: WithholdAsked | None = None
    apart: ApartAsked | None = None
    born: BornToldAsked | None = None
    name_kind: NameKind | None = None
    script: Short | None = None
    language: Short | None = None
    scheme: Scheme | None = None
    safe: YesNoUnknown | None = None
    known: YesNo | None = None
    interpreter: YesNoUnknown | None = None
    status: Status | None = None
    supplied_by: OneLine | None = None
    assessed_by: OneLine | None = None
    concluded_on: PartDay | None = None
    postcode: Postcode | None = None
    place_kind: PlaceKind | None = None
    period_from: PartDay | None = None
    period_to: PartDay | None = None
    arrangement: Arrangement | None = None
    parental_by: ParentalBy | None = None
    application: OneLine | None = None
    applied_on: PartDay | None = None
    decision: OneLine | None = None
    decided_on: PartDay | None = None
    representative: OneLine | None = None
    next_step: OneLine | None = None
    next_on: PartDay | None = None
    relation: OneLine | None = None
    grown: Grown | None = None
    cares: YesNoUnknown | None = None
    said_by: OneLine | None = None
    own_account: Paragraph | None = None
    person: OneLine | None = None
    source: OneLine | None = None
    why: OneLine | None = None
    how: Annotated[list[Check], Field(max_length=len(Check))] | None = None
    about: UUID | None = None
    replaces: UUID | None = None
    said_at: Past | None = None

    @model_validator(mode="after")
    def _fits(self) -> Self:
        kind = FactKind(self.kind)
        for name, kinds in _BELONGS.items():
            if getattr(self, name) is not None and kind not in kinds:
                raise PydanticCustomError("not_with_this_kind", "does not belong")
        is_birth = kind is FactKind.BIRTH
        if (is_birth and bool(self.text)) or (kind is FactKind.SEX and self.text not in ("", *Sex.values)):
            raise PydanticCustomError("not_with_this_kind", "does not belong")
        is_said = self.born is not None and self.born.is_told() if is_birth else bool(self.text)
        if not is_said or any(getattr(self, name) is None for name in _NEEDED.get(kind, ())):
            raise PydanticCustomError("needed_for_this_kind", "needed")
        return self

    def mark(self) -> Mark:
        """The same as what somebody thinks of something said. Only of the kind `standing`."""
        how = tuple(Check(one) for one in self.how or ())
        return Mark(Status(self.status or Status.DISPUTED), self.text, how, Basis(self.basis))

    def fact(self, *, today: dt.date) -> Fact:
        """The same, as the verb takes it. An age counts back from the day it was said."""
        basis, detail = Basis(self.basis), self._detail()
        if self.born is not None:
            seen_on = self.said_at.date() if self.said_at else today
            told = self.born.told(seen_on=seen_on, basis=basis, said_at=self.said_at)
            born = {"born_from": told.born_from, "born_to": told.born_to}
            return Fact(told.kind, told.text, basis, told.detail | detail, said_at=self.said_at, **born)
        return Fact(FactKind(self.kind), self.text, basis, detail, said_at=self.said_at)

    def _detail(self) -> dict[str, object]:
        told = {part: getattr(self, name) for name, part in _PARTS.items()}
        if self.known is not None:
            told["known"] = "yes" if self.known else "no"
        if self.kind == FactKind.NAME:
            told["kind"] = self.name_kind or NameKind.KNOWN_AS.value
        if self.apart is not None:
            told[HANDLING] = self.apart.kind
        return {part: str(value) for part, value in told.items() if value is not None}


def _only(*kinds: FactKind) -> frozenset[FactKind]:
    return frozenset(kinds)


def _each(names: str, kinds: Iterable[FactKind]) -> dict[str, frozenset[FactKind]]:
    return dict.fromkeys(names.split(), frozenset(kinds))


_BELONGS: dict[str, frozenset[FactKind]] = {
    **_each("born assessed_by concluded_on", _only(FactKind.BIRTH)),
    **_each("name_kind script language", _only(FactKind.NAME)),
    **_each("scheme", _only(FactKind.IDENTIFIER)),
    **_each("safe", _only(FactKind.PHONE, FactKind.WHEREABOUTS)),
    **_each("known", _only(FactKind.WHEREABOUTS)),
    **_each("interpreter", _only(FactKind.LANGUAGE)),
    **_each("status", _DOUBTABLE | {FactKind.STANDING}),
    **_each("supplied_by", _DOUBTABLE),
    **_each("postcode place_kind", _only(FactKind.ADDRESS)),
    **_each("period_from period_to", WITH_PERIOD | {FactKind.WARNING}),
    **_each("person source why", _only(FactKind.WARNING)),
    **_each("arrangement", _only(FactKind.LIVING)),
    **_each("parental_by", _only(FactKind.PARENTAL)),
    **_each("application applied_on decision decided_on representative next_step next_on", _only(FactKind.IMMIGRATION)),
    **_each("relation grown cares said_by own_account", _only(FactKind.RELATIONSHIP)),
    **_each("about how", _only(FactKind.STANDING)),
    "replaces": frozenset(FactKind) - {FactKind.STANDING},
}
_NEEDED: dict[FactKind, tuple[str, ...]] = {
    FactKind.IDENTIFIER: ("scheme",),
    FactKind.RELATIONSHIP: ("relation", "said_by"),
    FactKind.STANDING: ("about", "status"),
    FactKind.WARNING: ("source", "period_to"),
}
_RENAMED = {"period_from": "from", "period_to": "to", "parental_by": "by"}
# By the name in the call, the name under which the part is kept; those treated by themselves are left out.
_PARTS = {
    name: _RENAMED.get(name, name)
    for name in _BELONGS
    if name not in {"born", "name_kind", "known", "about", "how", "replaces"}
}
