"""When somebody's searching is unusual enough for the data-protection lead to ask about it. The limits are data."""

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, fields
from datetime import date
from enum import StrEnum
from functools import cache
from importlib.resources import files

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
    in_force = [one for one in _versions() if one.effective_from <= day]
    if not in_force:
        raise LookupError(f"no limits for unusual searching on {day.isoformat()}")
    return in_force[-1]


def read(text: str) -> tuple[Limits, ...]:
    """The versions in the text of a policy file, by the day from which they hold.

    Raises ValueError for limits under 1 or two versions from one day, TypeError and KeyError for other parts.
    """
    found = tuple(sorted(_each(text), key=lambda one: one.effective_from))
    if len({one.effective_from for one in found}) != len(found):
        raise ValueError("two versions of the limits begin on one day")
    return found


def _each(text: str) -> Iterator[Limits]:
    for row in tomllib.loads(text)["version"]:
        one = Limits(**row)
        numbers = [getattr(one, each.name) for each in fields(one) if each.type is int]
        if min(numbers) < 1:
            raise ValueError("a limit under 1 would call everybody unusual")
        yield one


@cache
def _versions() -> tuple[Limits, ...]:
    return read(files("cairn.children").joinpath(_FILE).read_text(encoding="utf-8"))
