"""Pure decisions about a child: which name to show, how old, and since when somebody has not looked."""

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import pairwise

from cairn.children.kinds import Basis, NameKind

ADULT_AT = 18  # years; "child" means under 18 (Children Act 1989 s105(1))
DISPUTED_FROM = 2  # years between two views of an age from which the header says that it is disputed
REVIEWED_ABOVE = 2  # years between two views above which somebody must look at them
ONE_VISIT = timedelta(minutes=30)  # pages opened with no longer pause than this are one visit

_NAME_ORDER = (NameKind.KNOWN_AS, NameKind.LEGAL, NameKind.ALIAS, NameKind.DOCUMENT)


@dataclass(frozen=True, slots=True)
class NameView:
    """One name that somebody gave: its kind and basis by value, and when it was said."""

    text: str
    kind: str
    basis: str
    at: datetime


@dataclass(frozen=True, slots=True)
class BirthView:
    """One view of when the child was born: the earliest and the latest day that fit.

    `is_believed_false`: whoever recorded it believes it false, such as a passport that a trafficker supplied (R-004).
    """

    earliest: date
    latest: date
    is_believed_false: bool = False


@dataclass(frozen=True, slots=True)
class AgeSpan:
    """Every view of an age together, in completed years: the youngest, the oldest, and how far two views differ."""

    low: int
    high: int
    differ_by: int

    @property
    def is_child(self) -> bool:
        """The benefit of the doubt: a child as long as anybody's view leaves room for being under 18 (R-005)."""
        return self.low < ADULT_AT

    @property
    def is_disputed(self) -> bool:
        """Whether two views lie so far apart that every page must say so."""
        return self.differ_by >= DISPUTED_FROM

    @property
    def needs_review(self) -> bool:
        """Whether two views lie so far apart that somebody must look at them together."""
        return self.differ_by > REVIEWED_ABOVE


def shown_name(names: Iterable[NameView]) -> str:
    """The name a page shows; empty when nobody gave one.

    What the child says comes first, whatever papers show (R-004). Then what the child is known as, a legal name,
    another name, a name on a document. Among equals one in Latin letters, which whoever stands at a door can read out;
    then the latest. A description is nobody's name.
    """
    named = [one for one in names if one.kind in _NAME_ORDER]
    if not named:
        return ""
    newest_first = sorted(named, key=lambda one: one.at, reverse=True)
    return min(newest_first, key=_name_rank).text


def _name_rank(name: NameView) -> tuple[bool, int, bool]:
    return name.basis != Basis.CHILD_SAYS, _NAME_ORDER.index(NameKind(name.kind)), not _is_latin(name.text)


def _is_latin(text: str) -> bool:
    return all(unicodedata.name(letter, "").startswith("LATIN") for letter in text if letter.isalpha())


def age_span(births: Iterable[BirthView], today: date) -> AgeSpan | None:
    """How old the child is today by all views together; None when there is no view, so the child counts as a child.

    A view believed false is shown where views are listed and counts for nothing here. Two views differ by as many years
    as their youngest or their oldest ages differ: 10–12 beside 10–16 differ by four.
    """
    ages = [(years(one.latest, today), years(one.earliest, today)) for one in births if not one.is_believed_false]
    if not ages:
        return None
    lows, highs = [low for low, _ in ages], [high for _, high in ages]
    return AgeSpan(min(lows), max(highs), max(max(lows) - min(lows), max(highs) - min(highs)))


def years(born: date, today: date) -> int:
    """Completed years on a day; 0 for a birth that is still to come."""
    return max(0, today.year - born.year - ((today.month, today.day) < (born.month, born.day)))


def last_visit(looks: Sequence[datetime]) -> datetime | None:
    """When the visit before this one ended, from a person's own looks, newest first; None for a first visit.

    The newest look is the one of now. Looks that follow one another within ONE_VISIT are one visit.
    """
    for later, look in pairwise(looks):
        if later - look > ONE_VISIT:
            return look
    return None
