"""The stories as they are written down, in the order in which they happen."""

import tomllib
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from cairn.demo.rules.times import day_offset, moment_of

CONTENT = Path(__file__).resolve().parent.parent / "northmoor"
_FILES = ("stories.toml", "sharing.toml")
_TIMES = ("occurred_from", "occurred_to")
_MOMENTS = ("occurred", "met")


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
    stories, sharing = (tomllib.loads((CONTENT / name).read_text(encoding="utf-8")) for name in _FILES)
    years = prepared_at.year - int(stories["written_for"])
    told = [*stories["stories"], *sharing["stories"]]
    steps = [_step(step, prepared_at, years) for story in told for step in story["steps"]]
    return sorted(steps, key=lambda step: step.at)


def _step(written: dict[str, Any], prepared_at: datetime, years: int) -> Step:
    payload = written.get("payload", {})
    _at(payload, _TIMES, prepared_at)
    _at(written, _MOMENTS, prepared_at)
    if "on" in written:
        written["on"] = day_offset(written["on"], prepared_at)
    for told in [*payload.get("subjects", []), written.get("facts", {})]:
        _grow(told.get("born") or {}, years)
    for said in written.get("said", []):
        _span(said, prepared_at)
    if "child_knows" in payload:
        payload["child_knows"] = {"yes": True, "no": False}[payload["child_knows"]]
    at = moment_of(written["at"], prepared_at)
    return Step(at, written["by"], written["does"], written["concern"], written)


def _at(written: dict[str, Any], names: tuple[str, ...], prepared_at: datetime) -> None:
    for name in names:
        if name in written:
            written[name] = moment_of(written[name], prepared_at)


def _span(said: dict[str, Any], prepared_at: datetime) -> None:
    if "since" in said:
        said["from"] = moment_of(said.pop("since"), prepared_at).date().isoformat()
    if "until" in said:
        said["to"] = day_offset(said.pop("until"), prepared_at).isoformat()


def _grow(born: dict[str, Any], years: int) -> None:
    if "year" in born:
        born["year"] += years
    if "date" in born:
        year, rest = str(born["date"]).split("-", 1)
        born["date"] = f"{int(year) + years}-{rest}"


def cast_addresses() -> list[str]:
    """E-mail addresses of the cast who are offered at the demonstration's door, in the order of introduction."""
    return [one["email"] for one in read_partnership()["practitioners"] if one.get("cast")]
