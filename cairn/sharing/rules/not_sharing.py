"""The grounds on which something may be held back, by nation and day: data with a source, read once (R-049)."""

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any

from cairn.core.errors import Refused
from cairn.core.working_days import Nation
from cairn.duties.kinds import Certainty
from cairn.sharing.rules.gateways import Start

_FILE = "policies/withholding_grounds.toml"
_NONE: Mapping[str, Start] = MappingProxyType({})


@dataclass(frozen=True, slots=True, kw_only=True)
class NotSharing:
    """One version of one ground for not sharing in one nation.

    `needs_words`: it is none without saying which order or provision. `starts_with` is the gateway from whose first day
    it holds, for one that has no day of its own.
    """

    code: str
    version: str
    nation: Nation
    label: Mapping[str, str]
    effective_from: date | None
    effective_to: date | None
    certainty: Certainty
    source: str
    note: str = ""
    needs_words: bool = False
    starts_with: str = ""

    def label_in(self, language: str) -> str:
        """The ground in a language, or in English where nobody has translated it yet."""
        return self.label.get(language, self.label["en"])


def every_ground() -> tuple[NotSharing, ...]:
    """Every version of every ground, in the order of the list."""
    return _register()


def grounds_on(nation: Nation, day: date, starts: Mapping[str, Start] = _NONE) -> tuple[NotSharing, ...]:
    """Those that hold in a nation on a day; both ends count."""
    return tuple(one for one in _register() if one.nation is nation and _holds(one, day, starts))


def ground_named(code: str, words: str, nation: Nation, day: date, starts: Mapping[str, Start] = _NONE) -> NotSharing:
    """The ground of a code. Refuses one that is not on the list (`withhold_ground_not_known`), one that does not hold
    in that nation on that day (`withhold_ground_not_in_force`), and one that needs words and has none
    (`withhold_ground_words_needed`).
    """
    if all(one.code != code for one in _register()):
        raise Refused("withhold_ground_not_known", ground=code)
    found = next((one for one in grounds_on(nation, day, starts) if one.code == code), None)
    if found is None:
        raise Refused("withhold_ground_not_in_force", nation=nation.value)
    if found.needs_words and not words.strip():
        raise Refused("withhold_ground_words_needed")
    return found


def _holds(one: NotSharing, day: date, starts: Mapping[str, Start]) -> bool:
    start = starts.get(one.starts_with)
    begins = one.effective_from or (start.on if start else None)
    return begins is not None and begins <= day and (one.effective_to is None or day <= one.effective_to)


@cache
def _register() -> tuple[NotSharing, ...]:
    return read_grounds(files("cairn.sharing").joinpath(_FILE).read_text(encoding="utf-8"))


def read_grounds(text: str) -> tuple[NotSharing, ...]:
    """The grounds in a list's text. Raises ValueError, KeyError or TypeError where a row makes no sense."""
    found = tuple(one for row in tomllib.loads(text)["ground"] for one in _expand(row))
    for one in found:
        if (one.effective_from is None) == (not one.starts_with) or not one.source.strip():
            raise ValueError(f"{one.code} needs a source, and either a day or what it begins with")
    return found


def _expand(row: dict[str, Any]) -> Iterator[NotSharing]:
    kept: dict[str, Any] = {
        "label": MappingProxyType({"en": row["label"]["en"]} | row.pop("label")),
        "effective_from": row.pop("from", None),
        "effective_to": row.pop("to", None),
        "certainty": Certainty(row.pop("certainty")),
    }
    for nation in row.pop("nations"):
        yield NotSharing(nation=Nation(nation), **kept, **row)
