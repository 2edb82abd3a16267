"""Whether what was said to protect a child is used to enforce immigration law: by nation and day, and off (R-060)."""

import tomllib
from dataclasses import dataclass, fields
from datetime import date
from functools import cache
from importlib.resources import files

_FILE = "policies/enforcement.toml"


@dataclass(frozen=True, slots=True, kw_only=True)
class EnforcementUse:
    """One version of one nation's policy. Not used: enforcement teams join no circle and see no child."""

    version: str
    nation: str
    effective_from: date
    is_used: bool
    certainty: str
    source: str
    note: str = ""


def enforcement_use(nation: str, day: date) -> EnforcementUse | None:
    """The version in force in a nation on a day; None where there is none, which means that it is not used."""
    known = [one for one in _versions() if one.nation == nation and one.effective_from <= day]
    return max(known, key=lambda one: one.effective_from, default=None)


def is_used(nation: str, day: date) -> bool:
    """Whether a nation's policy lets enforcement use it on that day. Without a policy it does not."""
    found = enforcement_use(nation, day)
    return found is not None and found.is_used


@cache
def _versions() -> tuple[EnforcementUse, ...]:
    data = tomllib.loads(files("cairn.sharing").joinpath(_FILE).read_text(encoding="utf-8"))
    names = {field.name for field in fields(EnforcementUse)}
    return tuple(
        EnforcementUse(**{key: value for key, value in row.items() if key in names}) for row in data["version"]
    )
