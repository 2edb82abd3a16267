"""Questions about referrals and their answers, each starting from what the actor may see."""

from cairn.referrals.queries.asked import (
    Begun,
    answer_to,
    begun_by,
    danger_undecided,
    decided_elsewhere,
    facts_of,
    hub_contact,
    like_cases,
    look_back_owed,
    puts_of,
    referrals_seen,
    told_of,
    was_called_again,
)
from cairn.referrals.queries.became import progress
from cairn.referrals.queries.corroboration import ParityCount, at_the_decision, looked_for, parity_counts, what_met

__all__ = [
    "Begun",
    "ParityCount",
    "answer_to",
    "at_the_decision",
    "begun_by",
    "danger_undecided",
    "decided_elsewhere",
    "facts_of",
    "hub_contact",
    "like_cases",
    "look_back_owed",
    "looked_for",
    "parity_counts",
    "progress",
    "puts_of",
    "referrals_seen",
    "told_of",
    "was_called_again",
    "what_met",
]
