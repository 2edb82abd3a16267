"""What is asked about duties and drafts: what I owe, what is owed to me, what nobody has done, how the clock runs."""

from cairn.duties.queries.climbing import Recipient, has_steps_due, recipients, steps_not_taken
from cairn.duties.queries.clock import CLOCK, ClockState, clock_state
from cairn.duties.queries.drafts import content_of, unsent_drafts
from cairn.duties.queries.owed import (
    Owed,
    Page,
    capped_count,
    is_ours,
    open_about,
    owed_by_me,
    owed_to_me,
    visible_duty,
)

__all__ = (
    "CLOCK",
    "ClockState",
    "Owed",
    "Page",
    "Recipient",
    "capped_count",
    "clock_state",
    "content_of",
    "has_steps_due",
    "is_ours",
    "open_about",
    "owed_by_me",
    "owed_to_me",
    "recipients",
    "steps_not_taken",
    "unsent_drafts",
    "visible_duty",
)
