"""What is held back, from whom and why; and from whom a child is kept."""

from cairn.sharing.models.conflicts import Conflict, Declaration
from cairn.sharing.models.withholding import WithheldFrom, Withholding, WithholdingAccount

__all__ = ("Conflict", "Declaration", "WithheldFrom", "Withholding", "WithholdingAccount")
