"""Somebody asks what is held about them: the request, what was collected for it, and what is blacked out and why."""

from typing import ClassVar

from django.db import models
from django.db.models import CheckConstraint, F, Q, UniqueConstraint

from cairn.access.scopes import DataCare, Guarded
from cairn.core.clock import now
from cairn.core.ids import reference, uuid7
from cairn.partnership.models import Agency, Membership
from cairn.stewardship import scopes
from cairn.stewardship.kinds import AskedBy, Ruling, StateOfRequest, Why


def request_reference() -> str:
    """A reference people can read aloud, such as Q-7F3K-Q2. Random: it says nothing about the child or the order."""
    return reference("Q", 4, 2)


class AccessRequest(Guarded):
    """A person, or somebody for them, asks to see what is held about one child; two leads answer it (R-198).

    `lead` and `second` alone see what was collected. `given_out_at`: the pack was downloaded, once. Kept with the
    child's record.
    """

    scope = scopes.DESK
    care = DataCare(
        retention="child record", personal=("asked_by", "how_checked", "extension_reason", "closing_reason")
    )
    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    reference = models.CharField(max_length=16, unique=True, default=request_reference, editable=False)
    child_id = models.UUIDField(db_index=True)
    child_reference = models.CharField(max_length=16)
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    nation = models.CharField(max_length=20)
    asked_by = models.CharField(max_length=200)
    relation = models.CharField(max_length=20, choices=AskedBy.choices)
    how_checked = models.CharField(max_length=1000)
    received_at = models.DateTimeField()
    due_at = models.DateTimeField()
    extended_at = models.DateTimeField(null=True)
    extension_reason = models.CharField(max_length=1000, blank=True)
    state = models.CharField(max_length=20, choices=StateOfRequest.choices, default=StateOfRequest.COLLECTING)
    lead = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")
    second = models.ForeignKey(Membership, on_delete=models.PROTECT, null=True, related_name="+")
    opened_at = models.DateTimeField(default=now)
    collected_at = models.DateTimeField(null=True)
    agreed_at = models.DateTimeField(null=True)
    given_out_at = models.DateTimeField(null=True)
    given_out_by = models.ForeignKey(Membership, on_delete=models.PROTECT, null=True, related_name="+")
    closed_at = models.DateTimeField(null=True)
    closing_reason = models.CharField(max_length=1000, blank=True)
    revision = models.PositiveIntegerField(default=1)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["due_at"], name="request_open", condition=Q(closed_at=None))]
        constraints: ClassVar = [
            CheckConstraint(condition=Q(state__in=StateOfRequest.values), name="held_request_state_known"),
            CheckConstraint(condition=Q(relation__in=AskedBy.values), name="held_request_relation_known"),
            CheckConstraint(condition=Q(second=None) | ~Q(second=F("lead")), name="held_request_two_people"),
            CheckConstraint(
                condition=~Q(state__in=[StateOfRequest.AGREED, StateOfRequest.GIVEN_OUT])
                | Q(second__isnull=False, agreed_at__isnull=False),
                name="held_request_agreed_whole",
            ),
        ]

    def __str__(self) -> str:
        return self.reference


class PackItem(Guarded):
    """One row about the child as it was when it was collected, sealed: who said it, when, and each part in words.

    Written by a job; read by the two leads of the request alone. Emptied some time after the pack was given out.
    `file`, sealed, says for a file where it lies and its key; empty for everything else, and where nobody may open it.
    """

    scope = scopes.PACK
    care = DataCare(retention="request pack", personal=("sealed",), special=("sealed", "file"))
    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    request = models.ForeignKey(AccessRequest, on_delete=models.PROTECT, related_name="items")
    order = models.PositiveIntegerField()
    thing = models.CharField(max_length=60)
    row = models.CharField(max_length=40)
    sealed = models.TextField()
    file = models.TextField(blank=True)

    class Meta:
        constraints: ClassVar = [UniqueConstraint(fields=["request", "order"], name="pack_item_order")]

    def __str__(self) -> str:
        return f"{self.thing} {self.row}"


class Redaction(Guarded):
    """A proposal to black out words, or a whole part, of one item of a pack; a lead rules on each, with their name.

    `words`, sealed, is empty where the whole part goes. `proposed_by` is empty where the collecting proposed it.
    """

    scope = scopes.REDACTION
    care = DataCare(retention="request pack", personal=("words", "reason"))
    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    request = models.ForeignKey(AccessRequest, on_delete=models.PROTECT, related_name="redactions")
    item = models.ForeignKey(PackItem, on_delete=models.PROTECT, related_name="redactions")
    part = models.CharField(max_length=60)
    words = models.TextField(blank=True)
    why = models.CharField(max_length=20, choices=Why.choices)
    proposed_by = models.ForeignKey(Membership, on_delete=models.PROTECT, null=True, related_name="+")
    ruling = models.CharField(max_length=20, choices=Ruling.choices, blank=True)
    reason = models.CharField(max_length=1000, blank=True)
    ruled_by = models.ForeignKey(Membership, on_delete=models.PROTECT, null=True, related_name="+")
    ruled_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            CheckConstraint(condition=Q(why__in=Why.values), name="redaction_why_known"),
            CheckConstraint(condition=Q(ruling__in=["", *Ruling.values]), name="redaction_ruling_known"),
            CheckConstraint(
                condition=Q(ruling="", ruled_at=None) | (~Q(ruling="") & Q(ruled_at__isnull=False)),
                name="redaction_ruled_whole",
            ),
            CheckConstraint(
                condition=~Q(ruling=Ruling.LET_STAND) | ~Q(reason=""), name="redaction_let_stand_with_reason"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.why} {self.item_id}"
