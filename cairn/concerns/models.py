"""The concern as it was sent. What happened lives in the chronology; the concern points down at it."""

from typing import ClassVar

from django.db import models
from django.db.models import CheckConstraint, Q, UniqueConstraint

from cairn.access.scopes import DataCare, Guarded
from cairn.children.models import OfRecord
from cairn.chronology.models import Entry
from cairn.concerns import scopes
from cairn.concerns.kinds import ParentsTold, Urgency
from cairn.core.clock import now
from cairn.core.ids import reference, uuid7
from cairn.partnership.models import Agency, Area, Membership, Team


def concern_reference() -> str:
    """A reference people can read aloud, such as N-4GK7-2D. Random: it says nothing about the child or the order."""
    return reference("N", 4, 2)


class Concern(Guarded):
    """A worry about one or more children, as sent. Append-only; kept with the children's records (R-019, R-025).

    A signed-out sender's concern belongs to the hub until a call back has verified it (`call_back_needed`).
    `send_key` is the form's or the caller's own key, so that a double submit makes one concern.
    """

    scope = scopes.CONCERN
    care = DataCare(
        retention="child record",
        personal=(
            "where_text",
            "postcode",
            "other_children",
            "must_not_be_told",
            "sender_contact",
            "adults",
            "vehicles",
        ),
        special=("child_wants", "child_knows", "exploitation_types"),
    )
    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    reference = models.CharField(max_length=16, unique=True, default=concern_reference, editable=False)
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    team = models.ForeignKey(Team, on_delete=models.PROTECT, related_name="+")
    raised_by = models.ForeignKey(Membership, on_delete=models.PROTECT, null=True, related_name="+")
    raised_at = models.DateTimeField(default=now)
    send_key = models.CharField(max_length=80)
    urgency = models.CharField(max_length=20, choices=Urgency.choices)
    area = models.ForeignKey(Area, on_delete=models.PROTECT, null=True, related_name="+")
    nation = models.CharField(max_length=20)
    where_text = models.CharField(max_length=500, blank=True)
    postcode = models.CharField(max_length=12, blank=True)
    other_children = models.TextField(max_length=15_000, blank=True)
    adults = models.JSONField(default=list)
    vehicles = models.JSONField(default=list)
    must_not_be_told = models.JSONField(default=list)
    child_wants = models.TextField(max_length=15_000, blank=True)
    child_knows = models.BooleanField(null=True)
    parents_told = models.CharField(max_length=20, choices=ParentsTold.choices, blank=True)
    exploitation_types = models.JSONField(default=list)
    source_protected = models.BooleanField(default=False)
    emergency_log_no = models.CharField(max_length=60, blank=True)
    sender_contact = models.CharField(max_length=500, blank=True)
    call_back_needed = models.BooleanField(default=False)

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["team", "-raised_at"], name="concerns_of_team"),
            models.Index(fields=["raised_at"], name="concerns_raised_at"),
        ]
        constraints: ClassVar = [
            CheckConstraint(condition=Q(urgency__in=Urgency.values), name="concern_urgency_known"),
            CheckConstraint(condition=Q(parents_told__in=["", *ParentsTold.values]), name="concern_parents_told_known"),
            UniqueConstraint(fields=["team", "send_key"], name="concern_sent_once"),
        ]

    def __str__(self) -> str:
        return self.reference


class ConcernSubject(OfRecord):
    """One child in a concern: the sender's record of that child and the entry that holds what happened."""

    scope = scopes.CONCERN_SUBJECT
    care = DataCare(retention="child record")
    concern = models.ForeignKey(Concern, on_delete=models.PROTECT, related_name="subjects")
    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="+")
    order = models.PositiveSmallIntegerField()

    class Meta:
        constraints: ClassVar = [UniqueConstraint(fields=["concern", "order"], name="concern_subject_order")]

    def __str__(self) -> str:
        return f"{self.concern_id} {self.order}"


class UrgencyChange(Guarded):
    """Somebody said that a concern is more urgent, or, with a reason, less. The latest one counts."""

    scope = scopes.URGENCY_CHANGE
    care = DataCare(retention="child record", personal=("reason",))
    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    concern = models.ForeignKey(Concern, on_delete=models.PROTECT, related_name="urgency_changes")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    team = models.ForeignKey(Team, on_delete=models.PROTECT, related_name="+")
    changed_by = models.ForeignKey(Membership, on_delete=models.PROTECT, null=True, related_name="+")
    changed_at = models.DateTimeField(default=now)
    urgency = models.CharField(max_length=20, choices=Urgency.choices)
    reason = models.CharField(max_length=1000, blank=True)

    class Meta:
        constraints: ClassVar = [CheckConstraint(condition=Q(urgency__in=Urgency.values), name="change_urgency_known")]

    def __str__(self) -> str:
        return f"{self.urgency} {self.concern_id}"
