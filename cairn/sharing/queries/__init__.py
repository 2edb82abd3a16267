"""Questions to the sharing floor: what is held back, from whom a child is kept, who must agree."""

from cairn.sharing.queries.conflicts import kept_of
from cairn.sharing.queries.withholding import (
    account_of,
    held_by,
    held_on,
    open_withholding,
    placeholders,
    second_person,
    shared_since,
    to_agree,
)

__all__ = (
    "account_of",
    "held_by",
    "held_on",
    "kept_of",
    "open_withholding",
    "placeholders",
    "second_person",
    "shared_since",
    "to_agree",
)
