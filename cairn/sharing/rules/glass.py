"""For how long, and how often, a record is opened because somebody is in danger. The lengths are data."""

import tomllib
from dataclasses import dataclass, fields
from datetime import date
from functools import cache
from importlib.resources import files

_FILE = "policies/glass.toml"
LONGEST_MINUTES = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class GlassLimits:
    """One version of the policy: for how many minutes, and how often by one person in 24 hours.

    `tried_a_day` counts references under which nothing could be opened.
    """

    version: str
    effective_from: date
    minutes: int
    opened_a_day: int
    tried_a_day: int
    certainty: str
    source: str
    note: str = ""


def glass_limits(day: date) -> GlassLimits:
    """The version in force on a day: the last that began by then, the first for days before them all."""
    known = _versions()
    return next((one for one in reversed(known) if one.effective_from <= day), known[0])


def read_limits(text: str) -> tuple[GlassLimits, ...]:
    """The versions in a policy's text, by the day from which they hold. Raises ValueError for lengths out of reason."""
    names = {field.name for field in fields(GlassLimits)}
    rows = tomllib.loads(text)["version"]
    found = [GlassLimits(**{key: value for key, value in row.items() if key in names}) for row in rows]
    for one in found:
        if not 1 <= one.minutes <= LONGEST_MINUTES or min(one.opened_a_day, one.tried_a_day) < 1:
            raise ValueError(f"version {one.version} opens for too long, or never")
    return tuple(sorted(found, key=lambda one: one.effective_from))


@cache
def _versions() -> tuple[GlassLimits, ...]:
    return read_limits(files("cairn.sharing").joinpath(_FILE).read_text(encoding="utf-8"))
