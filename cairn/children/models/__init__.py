"""The child, the records linked to one, the circle around one, and the decisions that link them."""

from cairn.children.models.child import Child, OfRecord, Record
from cairn.children.models.circle import (
    CircleLines,
    Involvement,
    InvolvementRequest,
    MyCircle,
    Responsibility,
    at_present,
)
from cairn.children.models.claim import Claim, KeyBuild, KeyFrequency, MatchFacts, MatchKey
from cairn.children.models.enforcement import EnforcementQuestion, EnforcementReply, EnforcementRequest
from cairn.children.models.linking import LinkDecision, LinkQuestion, Move
from cairn.children.models.looks import LookFlag, LooksGiven, LooksWeek, NamesReleased
from cairn.children.models.name_forms import NameForms

__all__ = [
    "Child",
    "CircleLines",
    "Claim",
    "EnforcementQuestion",
    "EnforcementReply",
    "EnforcementRequest",
    "Involvement",
    "InvolvementRequest",
    "KeyBuild",
    "KeyFrequency",
    "LinkDecision",
    "LinkQuestion",
    "LookFlag",
    "LooksGiven",
    "LooksWeek",
    "MatchFacts",
    "MatchKey",
    "Move",
    "MyCircle",
    "NameForms",
    "NamesReleased",
    "OfRecord",
    "Record",
    "Responsibility",
    "at_present",
]
