"""Clock policies: versioned rows of TOML, one file to a code, read once and never written.

A file gives what all its rows share (code, trigger, follows, label, due_soon, ladder) and then one `[[version]]` for
each length, naming its nations; a version may say any of the shared things differently.
"""

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any

from cairn.core.errors import Refused
from cairn.core.working_days import Nation, local_day
from cairn.duties.kinds import Certainty, Follows, Tell, Unit, When

_DAYS = {Unit.WORKING_DAY, Unit.CALENDAR_DAY}
_ELAPSED = {Unit.HOUR, Unit.MINUTE}


@dataclass(frozen=True, slots=True)
class Offset:
    """So long before or after a due moment. Day units also say at what local time of that day."""

    length: int
    unit: Unit
    at: time = time()


@dataclass(frozen=True, slots=True)
class Step:
    """One step of an escalation ladder: how far from the due moment, on which side, and whom to tell."""

    when: When
    offset: Offset
    tell: tuple[Tell, ...]

    @property
    def rule(self) -> str:
        """A name that stays the same while the step does, such as `after_1_working_day`."""
        return f"{self.when}_{self.offset.length}_{self.offset.unit}"


@dataclass(frozen=True, slots=True, kw_only=True)
class ClockPolicy:
    """One version of one clock in one nation, with where its length comes from and how sure that is."""

    code: str
    version: str
    nation: Nation
    effective_from: date
    trigger: str
    length: int
    unit: Unit
    source: str
    certainty: Certainty
    follows: Follows
    label: Mapping[str, str]
    due_soon: Offset
    ladder: tuple[Step, ...]
    note: str = ""

    def label_in(self, language: str) -> str:
        """The policy's name in a language, or in English where nobody has translated it yet."""
        return self.label.get(language, self.label["en"])


def policy_for(code: str, nation: Nation | str, at: datetime) -> ClockPolicy:
    """The version in force on the local day a clock starts.

    Refuses `unknown_policy`, `unknown_nation`, `no_policy_for_nation`, `no_policy_in_force`, `time_without_offset`.
    """
    versions = _versions().get(code)
    if versions is None:
        raise Refused("unknown_policy", policy=code, known=", ".join(_versions()))
    where = Nation.named(nation)
    local = [policy for policy in versions if policy.nation is where]
    if not local:
        raise Refused("no_policy_for_nation", policy=code, nation=where.value)
    in_force = [policy for policy in local if policy.effective_from <= local_day(at)]
    if not in_force:
        raise Refused("no_policy_in_force", policy=code, nation=where.value, first=local[0].effective_from.isoformat())
    return in_force[-1]


def policy_version(code: str, nation: Nation | str, version: str) -> ClockPolicy:
    """The version a duty was begun under, whatever is in force today. Refuses `unknown_policy`, `unknown_nation`."""
    where = Nation.named(nation)
    for policy in _versions().get(code, ()):
        if (policy.nation, policy.version) == (where, version):
            return policy
    raise Refused("unknown_policy", policy=f"{code} {version}", known=", ".join(_versions()))


def every_policy() -> tuple[ClockPolicy, ...]:
    """Every version of every policy, by code, then nation, then the day it began."""
    return tuple(policy for versions in _versions().values() for policy in versions)


def read(text: str) -> tuple[ClockPolicy, ...]:
    """The policies in one file's text. Raises ValueError, KeyError or TypeError where they do not hold together."""
    shared = tomllib.loads(text)
    rows = shared.pop("version")
    found = sorted((policy for row in rows for policy in _expand(shared | row)), key=_order)
    if len({_order(policy) for policy in found}) != len(found):
        raise ValueError(f"two versions of {shared['code']} begin on one day")
    return tuple(found)


@cache
def _versions() -> Mapping[str, tuple[ClockPolicy, ...]]:
    folder = files("cairn.duties").joinpath("policies")
    names = sorted(entry.name for entry in folder.iterdir() if entry.name.endswith(".toml"))
    found = {name.removesuffix(".toml"): read(folder.joinpath(name).read_text(encoding="utf-8")) for name in names}
    return MappingProxyType(found)


def _order(policy: ClockPolicy) -> tuple[str, date]:
    return policy.nation.value, policy.effective_from


def _expand(row: dict[str, Any]) -> Iterator[ClockPolicy]:
    ladder = tuple(_step(step) for step in row.pop("ladder"))
    kept: dict[str, Any] = {
        "ladder": ladder,
        "due_soon": _offset(row.pop("due_soon")),
        "unit": Unit(row.pop("unit")),
        "certainty": Certainty(row.pop("certainty")),
        "follows": Follows(row.pop("follows")),
        "label": MappingProxyType({"en": row["label"]["en"]} | row.pop("label")),
    }
    for nation in row.pop("nations"):
        yield ClockPolicy(nation=Nation(nation), **kept, **row)


def _step(row: dict[str, Any]) -> Step:
    return Step(When(row["when"]), _offset(row), tuple(Tell(whom) for whom in row["tell"]))


def _offset(row: dict[str, Any]) -> Offset:
    offset = Offset(length=row["length"], unit=Unit(row["unit"]), at=row.get("at", time()))
    if offset.unit not in _DAYS | _ELAPSED or (offset.unit in _ELAPSED and "at" in row):
        raise ValueError(f"a step cannot stand {row}")
    return offset
