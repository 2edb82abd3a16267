"""Known forms of one name that no rule of sound joins: Huang and Wong, William and Bill, Yusuf and Joseph.

The shipped forms are product data, one TOML file to an origin; English short forms come from `nicknames`. A group
says that its forms are used for one name, not that two people with them are one: the words are evidence, no verdict.
"""

import hashlib
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Final

from nicknames import name_triplets

from cairn.matching.names import fold

FEWEST_LETTERS: Final = 2
_DIGEST = 12  # hexadecimal digits

Group = frozenset[str]


class VariantBook:
    """Groups of forms that stand for one name. Immutable; a form may be in several groups, which stay apart.

    So William meets Bill, and Bella both Isabella and Arabella, but Isabella never Arabella.
    """

    __slots__ = ("_forms", "_groups", "version")

    version: str
    """Short text that is equal for equal groups and changes with any of them; kept beside what was decided."""

    def __init__(self, groups: Iterable[Iterable[str]]) -> None:
        """From groups of forms as people write them. A form that is not one part of a name is left out."""
        read = (frozenset(filter(None, map(one_part, group))) for group in groups)
        self._groups: frozenset[Group] = frozenset(group for group in read if len(group) > 1)
        self._forms: Mapping[str, frozenset[str]] = MappingProxyType(_by_form(self._groups))
        self.version = _digest(self._groups)

    def __len__(self) -> int:
        """How many groups the book holds."""
        return len(self._groups)

    def variants(self, part: str) -> frozenset[str]:
        """Other forms, folded, of the name that a folded part stands for; empty for a part the book does not know."""
        return self._forms.get(part, frozenset())

    def same(self, one: str, other: str) -> bool:
        """Whether two folded parts are equal or forms of one group."""
        return one == other or other in self.variants(one)

    def extended(self, groups: Iterable[Iterable[str]]) -> "VariantBook":
        """A book with these groups too, such as those a partnership adds; this one stays as it is."""
        return VariantBook([*self._groups, *groups])


def one_part(form: str) -> str:
    """The folded part a form stands for; "" when it folds to none, to several, or to a single letter."""
    parts = fold(form)
    return parts[0] if len(parts) == 1 and len(parts[0]) >= FEWEST_LETTERS else ""


@cache
def shipped() -> VariantBook:
    """The book that comes with Cairn, read once. ValueError or KeyError for a file that does not hold together."""
    return VariantBook([*_curated(), *_english_short_forms()])


def curated_files() -> tuple[Mapping[str, object], ...]:
    """What each shipped file says: origin, version, since, source and groups, by file name."""
    folder = files("cairn.matching").joinpath("data")
    names = sorted(entry.name for entry in folder.iterdir() if entry.name.startswith("variants-"))
    return tuple(tomllib.loads(folder.joinpath(name).read_text(encoding="utf-8")) for name in names)


def _curated() -> Iterator[list[str]]:
    for content in curated_files():
        groups = content["groups"]
        if not isinstance(groups, list):
            raise ValueError(f"the forms of {content['origin']} are not a list of groups")
        yield from (group.split() for group in groups)


def _english_short_forms() -> Iterator[tuple[str, str]]:
    """Each short form with its full name only: Bill and Will meet William, whatever else they are short for."""
    for each in name_triplets():
        if each.relationship == "has_nickname":
            yield each.name1, each.name2


def _by_form(groups: Iterable[Group]) -> dict[str, frozenset[str]]:
    together: dict[str, set[str]] = {}
    for group in groups:
        for form in group:
            together.setdefault(form, set()).update(group)
    return {form: frozenset(others - {form}) for form, others in together.items()}


def _digest(groups: Iterable[Group]) -> str:
    lines = sorted(" ".join(sorted(group)) for group in groups)
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()[:_DIGEST]
