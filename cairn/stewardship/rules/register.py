"""Why the partnership may hold what it holds: the register of activities, as it is written in a file."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files

from cairn.duties.kinds import Certainty

Label = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Activity:
    """One activity: for what, about whom, on what ground, who gets it, how long it is kept, and how sure that is.

    `retention` names classes of the schedule; `covers` the floors whose tables belong to it.
    """

    code: str
    label: Label
    purpose: Label
    people: Label
    basis: Label
    condition: Label
    recipients: Label
    retention: tuple[str, ...]
    covers: frozenset[str]
    certainty: Certainty
    source: str


@dataclass(frozen=True, slots=True)
class Register:
    """One version of the register."""

    version: str
    effective_from: date
    activities: tuple[Activity, ...]


@cache
def register() -> Register:
    """The register of this installation. Raises KeyError, TypeError or ValueError where it does not hold together."""
    told = tomllib.loads(
        files("cairn.stewardship").joinpath("policies", "lawful_basis.toml").read_text(encoding="utf-8")
    )
    activities = tuple(
        Activity(
            **{
                **row,
                "retention": tuple(row["retention"]),
                "covers": frozenset(row["covers"]),
                "certainty": Certainty(row["certainty"]),
            }
        )
        for row in told["activity"]
    )
    return Register(told["version"], told["effective_from"], activities)
