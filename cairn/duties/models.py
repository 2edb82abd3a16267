"""What somebody owes somebody, by when; and what somebody has begun to write."""

from typing import ClassVar

from django.db import models
from django.db.models import CheckConstraint, F, Q, UniqueConstraint

from cairn.access.scopes import DataCare, Guarded
from cairn.core.clock import now
from cairn.core.ids import uuid7
from cairn.duties import scopes
from cairn.duties.kinds import DraftKind, DutyKind
from cairn.partnership.models import Agency, Membership, Practitioner, Team


class Duty(Guarded):
    """An answer, feedback, review or action that a team owes, with its clock and its ladder (house, idea 7).

    `about` is a soft reference to what it concerns (a referral, a link question …); `child_id` and `record_id` are soft
    too, because children live on a higher floor, and follow the record when it moves. Closed once, never deleted.
    """

    scope = scopes.DUTY
    care = DataCare(retention="child record")
    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    kind = models.CharField(max_length=40, choices=DutyKind.choices)
    about_kind = models.CharField(max_length=40)
    about_id = models.UUIDField()
    child_id = models.UUIDField(null=True)
    record_id = models.UUIDField(null=True)
    owner_team = models.ForeignKey(Team, on_delete=models.PROTECT, related_name="+")
    owner_agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    owner = models.ForeignKey(Membership, on_delete=models.PROTECT, null=True, related_name="+")
    owed_to_team = models.ForeignKey(Team, on_delete=models.PROTECT, null=True, related_name="+")
    owed_to = models.ForeignKey(Membership, on_delete=models.PROTECT, null=True, related_name="+")
    policy = models.CharField(max_length=60)
    policy_version = models.CharField(max_length=40)
    nation = models.CharField(max_length=20)
    started_at = models.DateTimeField(default=now)
    due_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)
    closed_by = models.ForeignKey(Membership, on_delete=models.PROTECT, null=True, related_name="+")
    revision = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name_plural = "duties"
        indexes: ClassVar = [
            models.Index(fields=["owner_team", "due_at"], name="duty_owed_by", condition=Q(closed_at=None)),
            models.Index(fields=["owed_to_team", "due_at"], name="duty_owed_to", condition=Q(closed_at=None)),
            models.Index(fields=["due_at"], name="duty_open", condition=Q(closed_at=None)),
            models.Index(fields=["child_id"], name="duty_of_child"),
            models.Index(fields=["about_kind", "about_id"], name="duty_about"),
        ]
        constraints: ClassVar = [
            CheckConstraint(condition=Q(kind__in=DutyKind.values), name="duty_kind_known"),
            CheckConstraint(condition=Q(closed_at=None) | Q(closed_at__gte=F("started_at")), name="duty_closes_after"),
            UniqueConstraint(
                fields=["kind", "about_kind", "about_id", "owner_team"], condition=Q(closed_at=None), name="duty_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.id}"


class DutyStep(Guarded):
    """A step of a duty's ladder that was climbed: who was told, when. One a rule and due time."""

    scope = scopes.STEP
    care = DataCare(retention="child record")
    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    duty = models.ForeignKey(Duty, on_delete=models.PROTECT, related_name="steps")
    owner_team = models.ForeignKey(Team, on_delete=models.PROTECT, related_name="+")
    rule = models.CharField(max_length=60)
    due_at = models.DateTimeField()
    told_at = models.DateTimeField(default=now)

    class Meta:
        constraints: ClassVar = [UniqueConstraint(fields=["duty", "rule", "due_at"], name="step_once")]

    def __str__(self) -> str:
        return f"{self.rule} {self.duty_id}"


class Draft(Guarded):
    """What a practitioner has begun to write and not sent. Saved while typing, sealed, seen by nobody else.

    Kept until sent, discarded, or 30 days untouched. Saving one is not an event: nobody has been told anything yet.
    """

    scope = scopes.DRAFT
    care = DataCare(retention="draft", personal=("sealed",), special=("sealed",))
    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    kind = models.CharField(max_length=40, choices=DraftKind.choices)
    practitioner = models.ForeignKey(Practitioner, on_delete=models.PROTECT, related_name="+")
    membership = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")
    about_kind = models.CharField(max_length=40, blank=True)
    about_id = models.UUIDField(null=True)
    sealed = models.TextField(blank=True)
    started_at = models.DateTimeField(default=now)
    saved_at = models.DateTimeField(default=now)
    sent_at = models.DateTimeField(null=True)
    discarded_at = models.DateTimeField(null=True)
    revision = models.PositiveIntegerField(default=1)

    class Meta:
        indexes: ClassVar = [
            models.Index(
                fields=["practitioner", "kind"], name="draft_unsent", condition=Q(sent_at=None, discarded_at=None)
            )
        ]
        constraints: ClassVar = [CheckConstraint(condition=Q(kind__in=DraftKind.values), name="draft_kind_known")]

    def __str__(self) -> str:
        return f"{self.kind} {self.id}"


class Tick(Guarded):
    """When one of the clock's jobs last ran to its end, one row each. Kept and overwritten as long as Cairn runs.

    `stuck` counts the duties whose ladder could not be climbed then; anything but 0 needs an operator.
    """

    scope = scopes.TICK
    care = DataCare(retention="operation")
    name = models.CharField(max_length=40, primary_key=True)
    ran_at = models.DateTimeField()
    stuck = models.PositiveIntegerField(default=0)

    def __str__(self) -> str:
        return self.name
