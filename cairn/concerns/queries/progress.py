"""What became of a concern. A higher floor knows; it registers here who can be asked."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from cairn.access.actor import Actor
from cairn.concerns.models import Concern


@dataclass(frozen=True, slots=True, kw_only=True)
class Answered:
    """The answer to one child of a concern, as its sender may read it (R-022).

    `marked` says in a sentence why the decision is marked; empty where it is not (R-055).
    """

    outcome: str
    reasons: str
    feedback: str
    would_change: str
    no_capacity: bool
    answered_at: datetime
    answered_by: str
    review_on: date | None
    marked: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class LookedFor:
    """What the deciding team looks for before it decides, told to the sender (R-055). It stops no clock.

    `source` says from whom it is wanted, `why` why from a statutory officer alone; `met_at` is None while it is open.
    """

    missing: str
    source: str
    why: str
    at: datetime
    met_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery:
    """One child of a concern, put to one team: delivered, read, "I have it", answered. Moments in UTC.

    `child` is the child's place in the concern, from 0. `due_at` is when the team must have decided, or in danger
    when a person must have said "I have it".
    """

    child: int
    is_danger: bool
    team: str
    agency: str
    phone: str
    delivered_at: datetime
    read_at: datetime | None = None
    read_by: str = ""
    acknowledged_at: datetime | None = None
    acknowledged_by: str = ""
    due_at: datetime | None = None
    answer: Answered | None = None
    looked_for: tuple[LookedFor, ...] = ()


Progress = Mapping[UUID, tuple[Delivery, ...]]
Provider = Callable[[Sequence[Concern], Actor], Progress]
_PROVIDERS: list[Provider] = []


def on_progress(provider: Provider) -> None:
    """Register who knows what became of concerns. A higher floor does, from its apps.py."""
    if provider not in _PROVIDERS:
        _PROVIDERS.append(provider)


def deliveries_of(concerns: Sequence[Concern], actor: Actor) -> dict[UUID, tuple[Delivery, ...]]:
    """For each concern, to whom it was put and what became of that, as far as this actor may see; oldest first."""
    found: dict[UUID, tuple[Delivery, ...]] = {concern.id: () for concern in concerns}
    for provider in _PROVIDERS:
        for concern_id, deliveries in provider(concerns, actor).items():
            found[concern_id] += deliveries
    return found
