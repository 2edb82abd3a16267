"""When somebody's looking at children is unusual enough to be asked about. The limits are data; every sign has innocent
reasons too, so none of them is a finding."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from functools import cache
from importlib.resources import files
from uuid import UUID

from cairn.children.rules.limits import in_force, versions
from cairn.partnership.rules import Hours, is_open

_FILE = "policies/unusual_looking.toml"
MOST_CHILDREN = 100  # ids that one sign keeps


class Sign(StrEnum):
    """What was unusual."""

    MANY_CHILDREN = "many_children"
    ODD_HOURS = "odd_hours"
    SAME_SURNAME = "same_surname"
    NOT_INVOLVED = "not_involved"
    ONCE_ONLY = "once_only"


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """One version of the policy; each limit is the number from which something is unusual.

    `children_in_a_day`: different children opened in one day, `children_in_a_day_hub` for hub coordinators.
    `odd_hours`: openings in the week outside the team's and the person's usual hours. `opened_once`: children opened
    once in the week and never in the `over_days` before. `usual_days`: on so many of those days an hour must have been
    worked to be usual. `excepted_purposes`: looks without involvement that have a reason of their own.
    """

    version: str
    effective_from: date
    over_days: int
    children_in_a_day: int
    children_in_a_day_hub: int
    odd_hours: int
    usual_days: int
    opened_once: int
    excepted_purposes: Sequence[str]
    certainty: str
    source: str
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Opening:
    """A child opened by somebody within one hour: how often, what for, and what is known of the two.

    `at` is a local time. `is_new`: they had not opened the child in the days before the week.
    """

    child_id: UUID
    at: datetime
    times: int = 1
    purposes: tuple[str, ...] = ()
    is_new: bool = False
    is_involved: bool = True
    has_same_surname: bool = False
    is_holiday: bool = False


@dataclass(frozen=True, slots=True)
class Habits:
    """When somebody works: the team's hours, and on how many of the days before the week each hour was worked."""

    hours: Hours
    days_by_hour: tuple[tuple[int, int], ...] = ()
    is_hub: bool = False


@dataclass(frozen=True, slots=True)
class Unusual:
    """One sign: how much of it, and the children it was about, the first hundred."""

    sign: Sign
    count: int
    children: tuple[UUID, ...]


def unusual(openings: Sequence[Opening], habits: Habits, limits: Limits) -> tuple[Unusual, ...]:
    """The signs in one person's looking of one week, in the order of `Sign`; empty when nothing was unusual."""
    return tuple(
        Unusual(sign, count, tuple(sorted(set(children)))[:MOST_CHILDREN])
        for sign, count, children in _signs(openings, habits, limits)
    )


def _signs(openings: Sequence[Opening], habits: Habits, limits: Limits) -> Iterator[tuple[Sign, int, Iterable[UUID]]]:
    busiest = _busiest_day(openings)
    if len(busiest) >= (limits.children_in_a_day_hub if habits.is_hub else limits.children_in_a_day):
        yield Sign.MANY_CHILDREN, len(busiest), busiest
    odd = [one for one in openings if is_odd(one, habits, limits)]
    if (times := sum(one.times for one in odd)) >= limits.odd_hours:
        yield Sign.ODD_HOURS, times, {one.child_id for one in odd}
    if alike := {one.child_id for one in openings if one.has_same_surname}:
        yield Sign.SAME_SURNAME, len(alike), alike
    if strange := {one.child_id for one in openings if _is_strange(one, habits, limits)}:
        yield Sign.NOT_INVOLVED, len(strange), strange
    once = _once(openings)
    if len(once) >= limits.opened_once:
        yield Sign.ONCE_ONLY, len(once), once


def is_odd(one: Opening, habits: Habits, limits: Limits) -> bool:
    """Whether an opening lies outside the hours of the team and those that the person usually works.

    A team that always answers has no hours; then the person's own count alone, once there are enough of them.
    """
    usual = {hour for hour, days in habits.days_by_hour if days >= limits.usual_days}
    if one.at.hour in usual:
        return False
    if habits.hours.opens is None or habits.hours.closes is None:
        return bool(usual)
    return not is_open(habits.hours, one.at, is_holiday=one.is_holiday)


def _busiest_day(openings: Sequence[Opening]) -> set[UUID]:
    by_day: dict[date, set[UUID]] = {}
    for one in openings:
        by_day.setdefault(one.at.date(), set()).add(one.child_id)
    return max(by_day.values(), key=len, default=set())


def _is_strange(one: Opening, habits: Habits, limits: Limits) -> bool:
    excepted = bool(one.purposes) and set(one.purposes) <= set(limits.excepted_purposes)
    return not one.is_involved and not habits.is_hub and not excepted


def _once(openings: Sequence[Opening]) -> set[UUID]:
    times: Counter[UUID] = Counter()
    for one in openings:
        times[one.child_id] += one.times
    new = {one.child_id for one in openings if one.is_new}
    return {child_id for child_id, count in times.items() if count == 1 and child_id in new}


def limits_on(day: date) -> Limits:
    """The version in force on a day. Raises LookupError for a day before the first."""
    return in_force(_versions(), day)


def read(text: str) -> tuple[Limits, ...]:
    """The versions in the text of a policy file. Raises what `limits.versions` raises."""
    return versions(text, Limits)


@cache
def _versions() -> tuple[Limits, ...]:
    return read(files("cairn.children").joinpath(_FILE).read_text(encoding="utf-8"))
