"""Who may bring whom into the circle around a child, for how long, and who may leave it (R-011). Lengths are data."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from importlib.resources import files

from cairn.children.kinds import Capacity
from cairn.children.kinds.circle import FOR_A_TIME, STAYS
from cairn.children.rules.limits import in_force, versions

_FILE = "policies/circle.toml"
LONGEST_LINE = 300
LONGEST_WORDS = 500
# Who sees the story may call an interpreter to a talk; who holds the child decides about everybody else. Nobody is
# brought in by another as one that told us something, was asked to decide, leads, stepped in or is on shift.
_BY_WHO_SEES = frozenset({Capacity.INTERPRETER})
_BY_HOLDERS = _BY_WHO_SEES | {Capacity.WORKING, Capacity.GUARDIAN, Capacity.LEGAL}
BROUGHT_IN_AS = tuple(each for each in Capacity if each in _BY_HOLDERS)


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """One version of the policy.

    `step_in_working_days`: how many working days a colleague who steps in works with the child. `most_days`: how many
    days at most an interpreter or a legal adviser is there before it is asked for again.
    """

    version: str
    effective_from: date
    step_in_working_days: int
    most_days: int
    certainty: str
    source: str
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class BroughtIn:
    """What somebody says who brings a team in: as what, on what basis, and, for a time, until which day."""

    capacity: Capacity
    basis: str
    until: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Lines:
    """What a team says of its part in a line each, and when it last met or spoke with the child."""

    why_here: str
    cannot_keep: str
    cannot_do: str
    last_contact_on: date | None = None


def fault_in(said: BroughtIn, *, holds: bool, today: date, limits: Limits) -> str | None:
    """The first reason why somebody cannot be brought in so, as the code of its sentence; None when they can.

    `holds`: whoever says it leads, is the authority or the hub. Anybody else sees the story.
    """
    checks = (
        ("not_brought_in", said.capacity not in _BY_HOLDERS),
        ("brings_in_holders", not holds and said.capacity not in _BY_WHO_SEES),
        ("basis_needed", not said.basis.strip()),
        ("words_too_long", len(said.basis) > LONGEST_WORDS),
        *_times(said, today, limits),
    )
    return next((code for code, is_so in checks if is_so), None)


def _times(said: BroughtIn, today: date, limits: Limits) -> Iterable[tuple[str, bool]]:
    is_for_a_time = said.capacity in FOR_A_TIME
    yield "until_needed", is_for_a_time and said.until is None
    yield "until_not_asked", not is_for_a_time and said.until is not None
    if said.until is not None:
        yield "until_past", said.until < today
        yield "until_too_far", said.until > today + timedelta(days=limits.most_days)


def fault_in_lines(said: Lines, *, today: date) -> str | None:
    """The first reason why three lines cannot be said so, as the code of its sentence; None when they can."""
    lines = (said.why_here, said.cannot_keep, said.cannot_do)
    checks = (
        ("lines_needed", not all(each.strip() for each in lines)),
        ("line_too_long", any(len(each) > LONGEST_LINE for each in lines)),
        ("contact_in_future", said.last_contact_on is not None and said.last_contact_on > today),
    )
    return next((code for code, is_so in checks if is_so), None)


def leaves_nobody(leaving: Capacity, others: Collection[Capacity]) -> bool:
    """Whether the child would be left with no team that goes on working with it. Only who works there can do that."""
    return leaving in STAYS and not STAYS & set(others)


def limits_on(day: date) -> Limits:
    """The version of the policy in force on a day. Raises LookupError for a day before the first."""
    return in_force(_known(), day)


@cache
def _known() -> tuple[Limits, ...]:
    return versions(files("cairn.children").joinpath(_FILE).read_text(encoding="utf-8"), Limits)
