"""Questions about concerns, each starting from what the actor may see."""

from cairn.concerns.queries.progress import Answered, Delivery, LookedFor, deliveries_of, on_progress
from cairn.concerns.queries.sent import (
    Told,
    concern_of_draft,
    concerns_of_my_team,
    concerns_seen,
    is_call_back_owed,
    names_told,
    told_by,
    urgency_now,
)
from cairn.concerns.queries.writing import area_choices, desks_by_area, draft_of, own_area, words_of

__all__ = [
    "Answered",
    "Delivery",
    "LookedFor",
    "Told",
    "area_choices",
    "concern_of_draft",
    "concerns_of_my_team",
    "concerns_seen",
    "deliveries_of",
    "desks_by_area",
    "draft_of",
    "is_call_back_owed",
    "names_told",
    "on_progress",
    "own_area",
    "told_by",
    "urgency_now",
    "words_of",
]
