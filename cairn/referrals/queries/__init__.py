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

__all__ = [
    "Begun",
    "answer_to",
    "begun_by",
    "danger_undecided",
    "decided_elsewhere",
    "facts_of",
    "hub_contact",
    "like_cases",
    "look_back_owed",
    "progress",
    "puts_of",
    "referrals_seen",
    "told_of",
    "was_called_again",
]
