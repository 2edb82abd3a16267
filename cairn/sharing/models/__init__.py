"""What is held back, from whom and why; and from whom a child is kept; and questions to other agencies."""

from cairn.sharing.models.asking import Ask, AskAnswer
from cairn.sharing.models.compartments import Admission, Compartment, CompartmentAccount, CompartmentItem
from cairn.sharing.models.conflicts import Conflict, Declaration
from cairn.sharing.models.grants import Grant
from cairn.sharing.models.withholding import WithheldFrom, Withholding, WithholdingAccount

__all__ = (
    "Admission",
    "Ask",
    "AskAnswer",
    "Compartment",
    "CompartmentAccount",
    "CompartmentItem",
    "Conflict",
    "Declaration",
    "Grant",
    "WithheldFrom",
    "Withholding",
    "WithholdingAccount",
)
