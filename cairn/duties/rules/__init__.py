"""Pure decisions about what is owed: which clock policy holds, when something is due, whom to tell and when."""

from cairn.duties.rules.clocks import DueAnswer, due, due_under, moment
from cairn.duties.rules.ladder import StepDue, state_of, steps, steps_due
from cairn.duties.rules.policies import ClockPolicy, Offset, Step, every_policy, policy_for, policy_version

__all__ = [
    "ClockPolicy",
    "DueAnswer",
    "Offset",
    "Step",
    "StepDue",
    "due",
    "due_under",
    "every_policy",
    "moment",
    "policy_for",
    "policy_version",
    "state_of",
    "steps",
    "steps_due",
]
