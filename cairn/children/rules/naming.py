"""Which of the names that people gave a page shows."""

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from cairn.children.kinds import Basis, NameKind
from cairn.matching.names import is_placeholder

_ORDER = (
    NameKind.KNOWN_AS,
    NameKind.LEGAL,
    NameKind.BIRTH_REGISTERED,
    NameKind.ALIAS,
    NameKind.NICKNAME,
    NameKind.STREET,
    NameKind.DOCUMENT,
)


@dataclass(frozen=True, slots=True)
class NameView:
    """One name that somebody gave: its kind and basis by value, when it was said, and whether anybody doubts it."""

    text: str
    kind: str
    basis: str
    at: datetime
    is_doubted: bool = False


def shown_name(names: Iterable[NameView]) -> str:
    """The name a page shows; empty when nobody gave one.

    Words that name nobody ("unknown", "baby of …") come last, then a name that somebody believes false. What the child
    says comes first, whatever papers show (R-004). Then what the child is known as, a legal name, one registered at
    birth, another name, a nickname, a street name, a name on a document. Among equals one in Latin letters, which
    whoever stands at a door can read out; then the latest. A description is nobody's name.
    """
    named = [one for one in names if one.kind in _ORDER]
    if not named:
        return ""
    newest_first = sorted(named, key=lambda one: one.at, reverse=True)
    return min(newest_first, key=_rank).text


def _rank(name: NameView) -> tuple[bool, bool, bool, int, bool]:
    is_own_word = name.basis == Basis.CHILD_SAYS
    # Words that name nobody ("unknown", "baby of …") give way to any name, unless the child gave them.
    is_nobody = not is_own_word and is_placeholder(name.text)
    order = _ORDER.index(NameKind(name.kind))
    return is_nobody, name.is_doubted, not is_own_word, order, not _is_latin(name.text)


def _is_latin(text: str) -> bool:
    return all(unicodedata.name(letter, "").startswith("LATIN") for letter in text if letter.isalpha())
