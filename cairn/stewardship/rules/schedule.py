"""How long a record is kept: the schedule as it is written in a file, and the day until which one record is kept."""

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache
from importlib.resources import files
from typing import Any

from cairn.core.working_days import Nation
from cairn.duties.kinds import Certainty

_ALWAYS = "always"
_LEAP_DAY = (2, 29)


class CountedFrom(StrEnum):
    """What a period is counted from."""

    BIRTH = "birth"
    LAST_ACTIVITY = "last_activity"


class Mark(StrEnum):
    """What must be true of a record for a longer period to apply."""

    LOOKED_AFTER = "looked_after"
    SEXUAL_EXPLOITATION = "sexual_exploitation"


@dataclass(frozen=True, slots=True, kw_only=True)
class KeepRule:
    """One period of the schedule, with where it comes from and how sure that is. `applies` is empty for always."""

    code: str
    label: Mapping[str, str]
    nations: frozenset[Nation]
    counted_from: CountedFrom
    years: int
    applies: Mark | None
    source: str
    certainty: Certainty


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordClass:
    """One class of record: what it is, when its time ends in words, whether a machine sees to that, and its periods."""

    code: str
    label: Mapping[str, str]
    end: Mapping[str, str]
    is_enforced: bool
    rules: tuple[KeepRule, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Schedule:
    """One version of the whole schedule."""

    version: str
    effective_from: date
    classes: tuple[RecordClass, ...]

    def named(self, code: str) -> RecordClass:
        """One class of record. Raises LookupError for one that the schedule does not know."""
        for each in self.classes:
            if each.code == code:
                return each
        raise LookupError(code)

    def rule(self, code: str) -> KeepRule | None:
        """One period by its code, whatever its class; None for one of an older version."""
        return next((rule for each in self.classes for rule in each.rules if rule.code == code), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordFacts:
    """What the schedule asks about one child's record. `born_to` is the latest day of birth that anybody says.

    Where no birth is known the child counts as born on the day first written about: no record is let go too early for
    want of a date.
    """

    nation: Nation
    born_to: date | None
    first_written_on: date
    last_active_on: date
    marks: frozenset[Mark] = frozenset()


@dataclass(frozen=True, slots=True)
class KeptUntil:
    """The last day on which a record is kept, and the period that says so: the longest of those that apply."""

    on: date
    rule: KeepRule


def kept_until(facts: RecordFacts, rules: Iterable[KeepRule]) -> KeptUntil | None:
    """Until when a record is kept: the longest period that applies in its nation. None where none is known.

    Then nothing is ever due: a period is never assumed (R-198).
    """
    found = [KeptUntil(_end(facts, rule), rule) for rule in rules if _applies(facts, rule)]
    return max(found, key=lambda each: (each.on, each.rule.code), default=None)


def fewest_years(rules: Iterable[KeepRule]) -> int:
    """How many years at least any record is kept after anything was last written about it; 0 where nothing says so.

    A record younger than that need not be looked at: in every nation one such period must apply always.
    """
    always = [rule for rule in rules if rule.counted_from is CountedFrom.LAST_ACTIVITY and rule.applies is None]
    by_nation = [max((rule.years for rule in always if nation in rule.nations), default=0) for nation in Nation]
    return min(by_nation)


def schedule() -> Schedule:
    """The schedule that this installation follows."""
    return read(files("cairn.stewardship").joinpath("policies", "retention.toml").read_text(encoding="utf-8"))


@cache
def read(text: str) -> Schedule:
    """A schedule from a file's text. Raises KeyError, ValueError or TypeError where it does not hold together."""
    told = tomllib.loads(text)
    classes = tuple(_class(each) for each in told["class"])
    codes = [each.code for each in classes] + [rule.code for each in classes for rule in each.rules]
    if len(codes) != len(set(codes)):
        raise ValueError("two classes or periods with one code")
    return Schedule(version=told["version"], effective_from=told["effective_from"], classes=classes)


def _class(row: dict[str, Any]) -> RecordClass:
    return RecordClass(
        code=row["code"],
        label=row["label"],
        end=row["end"],
        is_enforced=row["is_enforced"],
        rules=tuple(_rule(each) for each in row.get("rule", ())),
    )


def _rule(row: dict[str, Any]) -> KeepRule:
    if not isinstance(row["years"], int) or row["years"] <= 0:
        raise ValueError(f"{row['code']} keeps nothing")
    return KeepRule(
        code=row["code"],
        label=row["label"],
        nations=frozenset(Nation(nation) for nation in row["nations"]),
        counted_from=CountedFrom(row["counted_from"]),
        years=row["years"],
        applies=None if row["applies"] == _ALWAYS else Mark(row["applies"]),
        source=row["source"],
        certainty=Certainty(row["certainty"]),
    )


def _applies(facts: RecordFacts, rule: KeepRule) -> bool:
    return facts.nation in rule.nations and (rule.applies is None or rule.applies in facts.marks)


def _end(facts: RecordFacts, rule: KeepRule) -> date:
    if rule.counted_from is CountedFrom.LAST_ACTIVITY:
        return _years_after(facts.last_active_on, rule.years)
    # Somebody may be said to be younger than the first word about them allows; the later day keeps longer.
    return _years_after(facts.born_to or facts.first_written_on, rule.years)


def _years_after(on: date, years: int) -> date:
    if (on.month, on.day) == _LEAP_DAY:
        on = on.replace(month=3, day=1)
    return on.replace(year=min(on.year + years, date.max.year))
