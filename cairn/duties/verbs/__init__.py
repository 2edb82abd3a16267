"""What can be done about what is owed: owing, taking, doing, handing on, climbing its ladder; and keeping drafts."""

from cairn.duties.verbs.climbing import climb, on_due, tick
from cairn.duties.verbs.drafts import DraftMoved, clear_old_drafts, discard_draft, mark_sent, save_draft
from cairn.duties.verbs.owing import close, finish, hand_on, owe, take
from cairn.duties.verbs.renewals import remind_of_renewals

__all__ = (
    "DraftMoved",
    "clear_old_drafts",
    "climb",
    "close",
    "discard_draft",
    "finish",
    "hand_on",
    "mark_sent",
    "on_due",
    "owe",
    "remind_of_renewals",
    "save_draft",
    "take",
    "tick",
)
