"""Raising a concern, saying how urgent it is, reading it again, and noting calls about it."""

from cairn.concerns.verbs.calling import note_call, note_call_back
from cairn.concerns.verbs.looking import copy_concern, open_concern
from cairn.concerns.verbs.raising import on_raised, raise_concern
from cairn.concerns.verbs.sending import begin_draft, hint_after, keep_words, send, send_by_the_door
from cairn.concerns.verbs.urgency import change_urgency, on_urgency

__all__ = [
    "begin_draft",
    "change_urgency",
    "copy_concern",
    "hint_after",
    "keep_words",
    "note_call",
    "note_call_back",
    "on_raised",
    "on_urgency",
    "open_concern",
    "raise_concern",
    "send",
    "send_by_the_door",
]
