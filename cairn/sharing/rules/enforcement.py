"""Whether anybody may ask for what was said to protect a child, to enforce immigration law: off (R-060).

By nation and day. Nothing is ever shown by itself, whatever a version says: on, it may be asked for, and people answer.
"""

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass, fields
from datetime import date
from functools import cache
from importlib.resources import files

from cairn.core.working_days import Nation
from cairn.duties.kinds import Certainty

_FILE = "policies/enforcement.toml"


@dataclass(frozen=True, slots=True, kw_only=True)
class EnforcementUse:
    """One version of one nation's policy. `is_used`: it may be asked for, on a ground; otherwise not even that."""

    version: str
    nation: str
    effective_from: date
    is_used: bool
    certainty: str
    source: str
    note: str = ""


def enforcement_use(nation: str, day: date, own: Iterable[EnforcementUse] = ()) -> EnforcementUse | None:
    """The version in force in a nation on a day; None where there is none, which means that it is not used.

    `own` are the versions of an installation, which win over those that come with Cairn and began no later.
    """
    known = [one for one in (*own, *_versions()) if one.nation == nation and one.effective_from <= day]
    return max(known, key=lambda one: one.effective_from, default=None)


def is_used(nation: str, day: date, own: Iterable[EnforcementUse] = ()) -> bool:
    """Whether a nation's policy lets it be asked for on that day. Without a policy it does not."""
    found = enforcement_use(nation, day, own)
    return found is not None and found.is_used


def read_uses(text: str) -> tuple[EnforcementUse, ...]:
    """The versions in a policy's text. Raises ValueError, KeyError or TypeError for what makes no sense.

    Each needs its nation, its day, a plain yes or no, and who says so.
    """
    names = {field.name for field in fields(EnforcementUse)}
    rows = tomllib.loads(text).get("version", [])
    found = tuple(EnforcementUse(**{key: value for key, value in row.items() if key in names}) for row in rows)
    for one in found:
        Nation(one.nation), Certainty(one.certainty)
        if (type(one.effective_from), type(one.is_used)) != (date, bool) or not one.source.strip():
            raise ValueError(f"version {one.version} does not say from which day, whether, and who says so")
    return found


@cache
def _versions() -> tuple[EnforcementUse, ...]:
    return read_uses(files("cairn.sharing").joinpath(_FILE).read_text(encoding="utf-8"))
