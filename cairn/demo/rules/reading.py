"""The stories as they are written down, in the order in which they happen."""

import tomllib
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from cairn.demo.rules.times import moment_of

CONTENT = Path(__file__).resolve().parent.parent / "northmoor"
_TIMES = ("occurred_from", "occurred_to")


@dataclass(frozen=True)
class Step:
    """One thing somebody does in a story: when, who, what, and the rest as written."""

    at: datetime
    by: str
    does: str
    concern: str
    written: dict[str, Any]


def read_partnership() -> dict[str, Any]:
    """Areas, agencies, teams and practitioners of Northmoor."""
    return tomllib.loads((CONTENT / "partnership.toml").read_text(encoding="utf-8"))


def read_steps(prepared_at: datetime) -> list[Step]:
    """Every step of every story by time; years of birth are moved on so that each child is as old as the words say."""
    stories = tomllib.loads((CONTENT / "stories.toml").read_text(encoding="utf-8"))
    years = prepared_at.year - int(stories["written_for"])
    steps = [_step(step, prepared_at, years) for story in stories["stories"] for step in story["steps"]]
    return sorted(steps, key=lambda step: step.at)


def _step(written: dict[str, Any], prepared_at: datetime, years: int) -> Step:
    payload = written.get("payload", {})
    for name in _TIMES:
        if name in payload:
            payload[name] = moment_of(payload[name], prepared_at)
    for told in [*payload.get("subjects", []), written.get("facts", {})]:
        _grow(told.get("born") or {}, years)
    for said in written.get("said", []):
        if "since" in said:
            said["from"] = moment_of(said.pop("since"), prepared_at).date().isoformat()
    if "child_knows" in payload:
        payload["child_knows"] = {"yes": True, "no": False}[payload["child_knows"]]
    if "occurred" in written:
        written["occurred"] = moment_of(written["occurred"], prepared_at)
    at = moment_of(written["at"], prepared_at)
    return Step(at, written["by"], written["does"], written["concern"], written)


def _grow(born: dict[str, Any], years: int) -> None:
    if "year" in born:
        born["year"] += years
    if "date" in born:
        year, rest = str(born["date"]).split("-", 1)
        born["date"] = f"{int(year) + years}-{rest}"


def cast_addresses() -> list[str]:
    """E-mail addresses of the cast who are offered at the demonstration's door, in the order of introduction."""
    return [one["email"] for one in read_partnership()["practitioners"] if one.get("cast")]
