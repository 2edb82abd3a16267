"""Everything that can be done on this floor, as one list."""

from cairn.planning.verbs.answering import go_on, leave_to_others
from cairn.planning.verbs.planning import arrange_contact, say_work
from cairn.planning.verbs.suggesting import look_over_all
from cairn.planning.verbs.withdrawing import withdraw_contact, withdraw_work
from cairn.planning.verbs.withholding import withhold_work

__all__ = [
    "arrange_contact",
    "go_on",
    "leave_to_others",
    "look_over_all",
    "say_work",
    "withdraw_contact",
    "withdraw_work",
    "withhold_work",
]
