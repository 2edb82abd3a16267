"""Breaches as their pages show them."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils.functional import Promise

from cairn.access.actor import Actor
from cairn.core.clock import now
from cairn.duties import rules as clocks
from cairn.partnership.queries import nation_of
from cairn.stewardship.kinds import BreachOutcome, BreachStep, Risk
from cairn.stewardship.models import Breach
from cairn.stewardship.presenters.words import certainty_words, who
from cairn.stewardship.queries.breaches import breaches, decided_about_regulator, notes_of
from cairn.stewardship.verbs.breaching import CLOCK


@dataclass(frozen=True, slots=True)
class NoteLine:
    """One thing that was done or decided."""

    step: Promise | str
    words: str
    who: str
    at: datetime


@dataclass(frozen=True, slots=True)
class BreachLine:
    """One breach. What is empty is not known yet."""

    id: UUID
    reference: str
    agency: str
    what_happened: str
    how_many: int | None
    known_at: datetime
    due_at: datetime
    is_late: bool
    is_decided: bool
    source: str
    certainty: Promise
    reported_by: str
    reported_at: datetime
    decision_id: UUID | None
    risk: Promise | str
    outcome: Promise | str
    outcome_reason: str
    closed_at: datetime | None


def breach_lines(by: Actor) -> tuple[BreachLine, ...]:
    """Breaches that the lead sees, open ones first."""
    return tuple(breach_line(each, by) for each in breaches(by))


def breach_line(breach: Breach, by: Actor) -> BreachLine:
    """One breach."""
    policy = clocks.policy_for(CLOCK, nation_of(breach.reported_by.team), breach.known_at)
    is_decided = decided_about_regulator(breach, by)
    return BreachLine(
        id=breach.pk,
        reference=breach.reference,
        agency=breach.agency.name,
        what_happened=breach.what_happened,
        how_many=breach.how_many,
        known_at=breach.known_at,
        due_at=breach.due_at,
        is_late=not is_decided and breach.due_at < now(),
        is_decided=is_decided,
        source=policy.source,
        certainty=certainty_words(policy.certainty),
        reported_by=who(breach.reported_by),
        reported_at=breach.reported_at,
        decision_id=breach.decision_id,
        risk=Risk(breach.risk).label if breach.risk else "",
        outcome=BreachOutcome(breach.outcome).label if breach.outcome else "",
        outcome_reason=breach.outcome_reason,
        closed_at=breach.closed_at,
    )


def note_lines(breach: Breach, by: Actor) -> tuple[NoteLine, ...]:
    """What was done about a breach, the oldest first."""
    return tuple(
        NoteLine(BreachStep(each.step).label, each.words, who(each.noted_by), each.noted_at)
        for each in notes_of(breach, by)
    )
