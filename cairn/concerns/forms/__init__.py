"""Reading what was typed into plain values. Nothing is saved here and nothing typed is ever lost."""

from cairn.concerns.forms.call import CallBackForm, CallForm, UrgencyForm
from cairn.concerns.forms.concern import Choices
from cairn.concerns.forms.door import DoorForm
from cairn.concerns.forms.whole import HOW_MANY, MOST_CHILDREN, WholeConcern, titles

__all__ = [
    "HOW_MANY",
    "MOST_CHILDREN",
    "CallBackForm",
    "CallForm",
    "Choices",
    "DoorForm",
    "UrgencyForm",
    "WholeConcern",
    "titles",
]
