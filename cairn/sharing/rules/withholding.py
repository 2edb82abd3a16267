"""When holding something back is refused (R-049). The lengths are data; a partnership adds versions."""

import tomllib
from collections.abc import Collection
from dataclasses import dataclass, fields
from datetime import date, timedelta
from functools import cache
from importlib.resources import files
from uuid import UUID

from cairn.sharing.kinds import SILENT_REASONS, Mode, Reason

_FILE = "policies/withholding.toml"


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """One version of the policy: how many days something may be held back before it is looked at again."""

    version: str
    effective_from: date
    most_days: int
    most_days_silent: int
    certainty: str
    source: str
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class HoldBack:
    """What somebody says who holds something back: from which agencies, why, on what ground, until when.

    `second` is the membership named to agree; without one the partnership's own order finds somebody.
    `keeps_from_later`: also from agencies that join the circle later. `ground` is the code of a ground for not sharing,
    `ground_words` what is said beside it, such as which order.
    """

    agencies: frozenset[UUID]
    reason: Reason | None
    ground: str
    words: str
    until: date
    mode: Mode = Mode.DECLARED
    second: UUID | None = None
    keeps_from_later: bool = False
    ground_words: str = ""


def longest(mode: Mode, limits: Limits) -> int:
    """The most days of a mode."""
    return limits.most_days_silent if mode is Mode.SILENT else limits.most_days


def fault(said: HoldBack, *, own: UUID, everybody: Collection[UUID], today: date, limits: Limits) -> str | None:
    """The first reason why this cannot be held back so, as the code of its sentence; None when it can.

    `own` is the agency that holds it back, `everybody` all agencies of the partnership, that one included.
    """
    checks = (
        ("withhold_reason_needed", said.reason is None or not said.words.strip()),
        ("withhold_ground_needed", not said.ground.strip()),
        ("withhold_from_nobody", not said.agencies),
        ("withhold_from_oneself", own in said.agencies),
        ("withhold_no_such_agency", not said.agencies <= set(everybody)),
        ("withhold_from_everybody", said.agencies >= set(everybody) - {own}),
        ("withhold_not_silent", said.mode is Mode.SILENT and said.reason not in SILENT_REASONS),
        ("withhold_until_past", said.until <= today),
        ("withhold_until_too_far", said.until > today + timedelta(days=longest(said.mode, limits))),
        ("withhold_second_needed", said.mode is Mode.SILENT and said.second is None),
    )
    return next((code for code, is_so in checks if is_so), None)


def limits_at(day: date) -> Limits:
    """The version in force on a day: the last that began by then, the first for days before them all."""
    known = _versions()
    return next((one for one in reversed(known) if one.effective_from <= day), known[0])


@cache
def _versions() -> tuple[Limits, ...]:
    data = tomllib.loads(files("cairn.sharing").joinpath(_FILE).read_text(encoding="utf-8"))
    names = {field.name for field in fields(Limits)}
    found = (Limits(**{key: value for key, value in row.items() if key in names}) for row in data["version"])
    return tuple(sorted(found, key=lambda one: one.effective_from))
