"""How old a child is by everything that was said, with the benefit of the doubt (R-005)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

ADULT_AT = 18  # years; "child" means under 18 (Children Act 1989 s105(1))
DISPUTED_FROM = 2  # years between two views of an age from which the header says that it is disputed
REVIEWED_ABOVE = 2  # years between two views above which somebody must look at them


@dataclass(frozen=True, slots=True)
class BirthView:
    """One view of when the child was born: the earliest and the latest day that fit.

    `is_believed_false`: whoever recorded it, or whoever looked at it last, believes it false, such as a passport that a
    trafficker supplied (R-004). `is_own_word`: the child says so. `is_assessed`: the outcome of an age assessment that
    is concluded and that nobody disputes.
    """

    earliest: date
    latest: date
    is_believed_false: bool = False
    is_own_word: bool = False
    is_assessed: bool = False


@dataclass(frozen=True, slots=True)
class AgeSpan:
    """Every view of an age together, in completed years: the youngest, the oldest, and how far two views differ.

    `assessed_low` is the youngest age of a concluded assessment; None while there is none.
    """

    low: int
    high: int
    differ_by: int
    assessed_low: int | None = None

    @property
    def is_child(self) -> bool:
        """The benefit of the doubt: a child as long as anybody's view leaves room for being under 18 (R-005).

        Once an age assessment is concluded, as long as that leaves room for it.
        """
        return (self.low if self.assessed_low is None else self.assessed_low) < ADULT_AT

    @property
    def is_disputed(self) -> bool:
        """Whether two views lie so far apart that every page must say so."""
        return self.differ_by >= DISPUTED_FROM

    @property
    def needs_review(self) -> bool:
        """Whether two views lie so far apart that somebody must look at them together."""
        return self.differ_by > REVIEWED_ABOVE


def age_span(births: Iterable[BirthView], today: date) -> AgeSpan | None:
    """How old the child is today by all views together; None when there is no view, so the child counts as a child.

    A view believed false is shown where views are listed and counts for nothing here; only the child's own word that
    leaves room for being under 18 always counts. Two views differ by as many years as their youngest or their oldest
    ages differ: 10–12 beside 10–16 differ by four.
    """
    counted = [one for one in births if _counts(one, today)]
    if not counted:
        return None
    lows, highs = [years(one.latest, today) for one in counted], [years(one.earliest, today) for one in counted]
    assessed = [years(one.latest, today) for one in counted if one.is_assessed]
    apart = max(max(lows) - min(lows), max(highs) - min(highs))
    return AgeSpan(min(lows), max(highs), apart, min(assessed) if assessed else None)


def _counts(view: BirthView, today: date) -> bool:
    return not view.is_believed_false or (view.is_own_word and years(view.latest, today) < ADULT_AT)


def years(born: date, today: date) -> int:
    """Completed years on a day; 0 for a birth that is still to come."""
    return max(0, today.year - born.year - ((today.month, today.day) < (born.month, born.day)))
