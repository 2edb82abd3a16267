"""What is sent to raise a concern (contract, POST /concerns), and what is shown of one."""

from datetime import date, datetime
from typing import Annotated
from uuid import UUID

from pydantic import Field

from cairn.access.api.shapes import Asked, Moment, Needed, OneLine, Postcode, Several, Short, Shown, Slug, Words, YesNo
from cairn.children.api.shapes import CandidateShown, ChildAsked
from cairn.concerns.kinds import Exploitation, ParentsTold, Urgency

MOST_CHILDREN = 20


class WhereAsked(Asked):
    """Where the child lives or is found. `area` is the slug of an authority's area; it decides who must answer."""

    text: OneLine = ""
    postcode: Postcode = ""
    area: Slug = ""


class ConcernAsked(Asked):
    """A worry about one or more children. Each child may be empty: somebody whom nobody can name yet."""

    what_happened: Needed
    urgency: Urgency
    occurred_from: Moment | None = None
    occurred_to: Moment | None = None
    where: WhereAsked | None = None
    subjects: Annotated[list[ChildAsked], Field(min_length=1, max_length=MOST_CHILDREN)]
    other_children: Words = ""
    adults: Several = Field(default_factory=list)
    vehicles: Several = Field(default_factory=list)
    must_not_be_told: Several = Field(default_factory=list)
    child_wants: Words = ""
    child_knows: YesNo | None = None
    parents_told: ParentsTold | None = None
    exploitation_types: Annotated[list[Exploitation], Field(max_length=len(Exploitation))] = Field(default_factory=list)
    source_protected: YesNo = False
    emergency_log_no: Short = ""
    sender_contact: OneLine = ""


class HeldShown(Shown):
    """Who has it now: the team that must decide, and its telephone."""

    team: str
    agency: str
    phone: str


class SubjectShown(Shown):
    """The sender's own record of one child, and whom of the caller's own children that may be."""

    record: UUID
    child: str
    candidates: list[CandidateShown]


class RaisedShown(Shown):
    """A concern that was raised: who has it and by when they must have decided."""

    reference: str
    held_by: HeldShown | None
    answer_due_at: datetime | None
    subjects: list[SubjectShown]


class AnswerShown(Shown):
    """The answer for one child, in the nation's own words, with what it would take to change it."""

    outcome: str
    reasons: str
    feedback: str
    would_change: str
    no_capacity: bool
    answered_at: datetime
    review_on: date | None


class DeliveryShown(Shown):
    """One child put to one team. Delivered, read and "I have it" are three different things."""

    subject: int
    is_danger: bool
    team: str
    agency: str
    phone: str
    delivered_at: datetime
    read_at: datetime | None
    acknowledged_at: datetime | None
    due_at: datetime | None
    answer: AnswerShown | None


class RecordShown(Shown):
    """The sender's record of one child of the concern, and the child's reference."""

    record: UUID
    child: str


class ConcernShown(Shown):
    """A concern as the caller may see it, with what became of it."""

    reference: str
    raised_at: datetime
    agency: str
    team: str
    urgency: str
    held_by: HeldShown | None
    answer_due_at: datetime | None
    subjects: list[RecordShown]
    deliveries: list[DeliveryShown]
