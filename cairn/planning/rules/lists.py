"""What teams do with children, and how many visits are many: versioned rows of data, read once and never written."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any, TypeVar

from cairn.planning.kinds import OTHER


@dataclass(frozen=True, slots=True)
class Purpose:
    """One sort of work, by its code, with its name by language."""

    code: str
    label: Mapping[str, str]

    def label_in(self, language: str) -> str:
        """Its name in a language, or in English where nobody has translated it yet."""
        return self.label.get(language, self.label["en"])


@dataclass(frozen=True, slots=True, kw_only=True)
class Purposes:
    """One version of the list of what teams do, with where it comes from and how sure that is."""

    version: str
    effective_from: date
    certainty: str
    source: str
    note: str
    purposes: tuple[Purpose, ...]

    def find(self, code: str) -> Purpose | None:
        """The purpose of this code; None where the list has none."""
        return next((one for one in self.purposes if one.code == code), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class WeekLimit:
    """One version of how many visits and calls by professionals in a week, Monday to Sunday, are not yet too many."""

    version: str
    effective_from: date
    most: int
    certainty: str
    source: str
    note: str


Version = TypeVar("Version", Purposes, WeekLimit)


def purposes_on(day: date) -> Purposes:
    """The list in force on a day: the last that began by then, the first for days before them all."""
    return _in_force(_lists(), day)


def week_limit_on(day: date) -> WeekLimit:
    """The limit in force on a day: the last that began by then, the first for days before them all."""
    return _in_force(_limits(), day)


def purpose_label(code: str, version: str, language: str) -> str:
    """A purpose as its version of the list calls it; the code itself where that version or the purpose is gone."""
    listed = next((one for one in _lists() if one.version == version), None)
    found = listed.find(code) if listed else None
    return found.label_in(language) if found else code


def read_purposes(text: str) -> tuple[Purposes, ...]:
    """The versions in a list's text. Raises ValueError for a code named twice, or a list without "something else"."""
    found = [_purposes(row) for row in tomllib.loads(text)["version"]]
    for one in found:
        codes = [each.code for each in one.purposes]
        if len(set(codes)) != len(codes) or OTHER not in codes:
            raise ValueError(f"version {one.version} names a purpose twice, or leaves no way to say it in words")
    return tuple(sorted(found, key=lambda one: one.effective_from))


def read_limits(text: str) -> tuple[WeekLimit, ...]:
    """The versions in a policy's text. Raises ValueError for a limit below one."""
    found = [WeekLimit(**_known(WeekLimit, row)) for row in tomllib.loads(text)["version"]]
    for one in found:
        if one.most < 1:
            raise ValueError(f"version {one.version} lets nobody see a child")
    return tuple(sorted(found, key=lambda one: one.effective_from))


def _purposes(row: dict[str, Any]) -> Purposes:
    listed = tuple(Purpose(each["code"], MappingProxyType(dict(each["label"]))) for each in row["purposes"])
    return Purposes(**{**_known(Purposes, row), "purposes": listed})


def _known(shape: type[Any], row: dict[str, Any]) -> dict[str, Any]:
    return {field.name: row[field.name] for field in fields(shape)}


def _in_force(versions: tuple[Version, ...], day: date) -> Version:
    return next((one for one in reversed(versions) if one.effective_from <= day), versions[0])


@cache
def _lists() -> tuple[Purposes, ...]:
    return read_purposes(_text("purposes.toml"))


@cache
def _limits() -> tuple[WeekLimit, ...]:
    return read_limits(_text("week.toml"))


def _text(name: str) -> str:
    return files("cairn.planning").joinpath("policies", name).read_text(encoding="utf-8")
