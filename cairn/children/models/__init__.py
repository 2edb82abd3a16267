"""The child, the records linked to one, the circle around one, and the decisions that link them."""

from cairn.children.models.child import Child, OfRecord, Record
from cairn.children.models.circle import Involvement, InvolvementRequest, MyCircle, Responsibility
from cairn.children.models.claim import Claim, MatchKey
from cairn.children.models.linking import LinkDecision, LinkQuestion, Move

__all__ = [
    "Child",
    "Claim",
    "Involvement",
    "InvolvementRequest",
    "LinkDecision",
    "LinkQuestion",
    "MatchKey",
    "Move",
    "MyCircle",
    "OfRecord",
    "Record",
    "Responsibility",
]
