"""Limits from which something is unusual enough to be asked about: versions in a policy file, each from a day on."""

import tomllib
from collections.abc import Iterable
from dataclasses import fields
from datetime import date
from typing import Protocol, TypeVar


class Versioned(Protocol):
    """One version of a policy: a frozen dataclass that says from which day it holds."""

    @property
    def effective_from(self) -> date:
        """The first day."""


One = TypeVar("One", bound=Versioned)


def versions(text: str, kind: type[One]) -> tuple[One, ...]:
    """The versions in the text of a policy file, by the day from which they hold.

    Raises ValueError for limits under 1 or two versions from one day, TypeError and KeyError for other parts.
    """
    found = tuple(
        sorted((_one(row, kind) for row in tomllib.loads(text)["version"]), key=lambda one: one.effective_from)
    )
    if len({one.effective_from for one in found}) != len(found):
        raise ValueError("two versions of the limits begin on one day")
    return found


def in_force(known: Iterable[One], day: date) -> One:
    """The version in force on a day. Raises LookupError for a day before the first."""
    found = [one for one in known if one.effective_from <= day]
    if not found:
        raise LookupError(f"no limits are known for {day.isoformat()}")
    return found[-1]


def _one(row: dict[str, object], kind: type[One]) -> One:
    one = kind(**row)
    numbers = [getattr(one, each.name) for each in fields(one) if each.type is int]  # type: ignore[arg-type]  # fields of a frozen dataclass
    if min(numbers) < 1:
        raise ValueError("a limit under 1 would call everybody unusual")
    return one
