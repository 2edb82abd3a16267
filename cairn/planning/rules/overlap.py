"""What one team could do in place of several: the same work twice at once, and weeks with many visits (R-012)."""

import unicodedata
from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import combinations
from uuid import UUID

from cairn.planning.kinds import OTHER


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of work that an agency does with a child, from a day until a day; without `until` it goes on."""

    id: UUID
    agency_id: UUID
    purpose: str
    words: str
    start: date
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Visit:
    """A day on which a team sees or rings a child."""

    id: UUID
    on: date


@dataclass(frozen=True, slots=True)
class Pair:
    """Two pieces of work that one of two agencies could do, the older id first."""

    one: UUID
    other: UUID


@dataclass(frozen=True, slots=True)
class FullWeek:
    """A week, by its Monday, with more visits than the limit, and which they are."""

    monday: date
    visits: frozenset[UUID]


def monday_of(day: date) -> date:
    """The Monday of a day's week."""
    return day - timedelta(days=day.weekday())


def is_same_work(one: Piece, other: Piece) -> bool:
    """Whether two agencies carry one purpose in overlapping time. Said in words, the words must be the same."""
    if one.agency_id == other.agency_id or one.purpose != other.purpose:
        return False
    if one.purpose == OTHER and (not folded(one.words) or folded(one.words) != folded(other.words)):
        return False
    return _begins_by_end(one, other) and _begins_by_end(other, one)


def same_work(pieces: Iterable[Piece]) -> frozenset[Pair]:
    """Every two pieces that one of two agencies could do."""
    ordered = sorted(pieces, key=lambda one: one.id)
    return frozenset(Pair(one.id, other.id) for one, other in combinations(ordered, 2) if is_same_work(one, other))


def full_weeks(visits: Iterable[Visit], most: int) -> tuple[FullWeek, ...]:
    """The weeks with more than `most` visits, in the order of time."""
    weeks: dict[date, set[UUID]] = defaultdict(set)
    for one in visits:
        weeks[monday_of(one.on)].add(one.id)
    return tuple(FullWeek(monday, frozenset(ids)) for monday, ids in sorted(weeks.items()) if len(ids) > most)


def is_new(week: FullWeek, made: Collection[FullWeek]) -> bool:
    """Whether a visit was added to a full week since it was last asked about; taking visits out asks nothing anew."""
    asked: frozenset[UUID] = frozenset().union(*(one.visits for one in made if one.monday == week.monday))
    return not week.visits <= asked


def folded(words: str) -> str:
    """Words as they are compared: without case, marks of width and spare spaces."""
    return " ".join(unicodedata.normalize("NFKC", words).casefold().split())


def _begins_by_end(one: Piece, other: Piece) -> bool:
    return other.until is None or one.start <= other.until
