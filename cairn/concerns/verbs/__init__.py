"""Raising a concern and saying how urgent it is."""

from cairn.concerns.verbs.raising import on_raised, raise_concern
from cairn.concerns.verbs.urgency import change_urgency, on_urgency

__all__ = ["change_urgency", "on_raised", "on_urgency", "raise_concern"]
