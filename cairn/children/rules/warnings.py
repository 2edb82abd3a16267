"""Warnings about a person, for whoever visits: whose word it is, and until when it stands (R-053). Never of a place."""

import tomllib
from collections.abc import Mapping
from datetime import date, timedelta
from functools import cache
from importlib.resources import files

from cairn.children.rules.periods import last_day
from cairn.core.errors import Refused

_FILE = "policies/warnings.toml"


def refuse_warning(detail: Mapping[str, object], today: date, *, is_again: bool) -> None:
    """Refuse a warning without a source (`warning_source_needed`), without an end or one that is over already
    (`warning_until_needed`), one that stands too long (`warning_too_long`), and, said again, one without why.

    `is_again`: it is renewed or ended, which needs a reason (`warning_why_needed`); ended, its end may be past.
    """
    if not str(detail.get("source") or "").strip():
        raise Refused("warning_source_needed")
    end = last_day(str(detail.get("to") or ""))
    if end is None or (end < today and not is_again):
        raise Refused("warning_until_needed")
    if end > today + timedelta(days=most_days(today)):
        raise Refused("warning_too_long", most=most_days(today))
    if is_again and not str(detail.get("why") or "").strip():
        raise Refused("warning_why_needed")


def stands(detail: Mapping[str, object], today: date) -> bool:
    """Whether a warning is shown to whoever visits today."""
    end = last_day(str(detail.get("to") or ""))
    return end is not None and end >= today


def most_days(day: date) -> int:
    """How many days ahead the end of a warning may lie, by the policy in force on a day."""
    known = _versions()
    return next((days for begun, days in reversed(known) if begun <= day), known[0][1])


@cache
def _versions() -> tuple[tuple[date, int], ...]:
    data = tomllib.loads(files("cairn.children").joinpath(_FILE).read_text(encoding="utf-8"))
    return tuple(sorted((row["effective_from"], row["most_days"]) for row in data["version"]))
