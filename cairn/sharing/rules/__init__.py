"""What may be held back, from whom and for how long: pure, from what is said alone."""

from cairn.sharing.rules.withholding import HoldBack, Limits, fault, limits_at, longest

__all__ = ("HoldBack", "Limits", "fault", "limits_at", "longest")
