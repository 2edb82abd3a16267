"""When somebody's searching is unusual enough for the data-protection lead to ask about it. The limits are data."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache
from importlib.resources import files

from cairn.children.rules.limits import in_force, versions

_FILE = "policies/unusual_searching.toml"


class Sign(StrEnum):
    """What was unusual. Each has innocent reasons too: a busy desk, a name with many spellings."""

    MANY_NAMES = "many_names"
    OUT_OF_SIGHT = "out_of_sight"
    VARIATIONS = "variations"
    HINTS = "hints"


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """One version of the policy. Each limit is the number from which something is unusual; `over_days` the period.

    `names_in_a_day`: different names asked for. `out_of_sight_in_a_day`: times that a child out of the asker's sight
    fitted. `variations_of_a_name`: one name asked with so many different other details in a day. `hints`: times in the
    period that the asker was told to ring the hub.
    """

    version: str
    effective_from: date
    over_days: int
    names_in_a_day: int
    out_of_sight_in_a_day: int
    variations_of_a_name: int
    hints: int
    certainty: str
    source: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Asking:
    """How somebody searched in the period: the most in any one day, and the hints of all its days."""

    names: int
    out_of_sight: int
    variations: int
    hints: int


def signs(asking: Asking, limits: Limits) -> tuple[Sign, ...]:
    """What was unusual about it; empty when nothing was."""
    reached = (
        (Sign.MANY_NAMES, asking.names >= limits.names_in_a_day),
        (Sign.OUT_OF_SIGHT, asking.out_of_sight >= limits.out_of_sight_in_a_day),
        (Sign.VARIATIONS, asking.variations >= limits.variations_of_a_name),
        (Sign.HINTS, asking.hints >= limits.hints),
    )
    return tuple(sign for sign, is_reached in reached if is_reached)


def limits_on(day: date) -> Limits:
    """The version in force on a day. Raises LookupError for a day before the first."""
    return in_force(_versions(), day)


def read(text: str) -> tuple[Limits, ...]:
    """The versions in the text of a policy file. Raises what `limits.versions` raises."""
    return versions(text, Limits)


@cache
def _versions() -> tuple[Limits, ...]:
    return read(files("cairn.children").joinpath(_FILE).read_text(encoding="utf-8"))
