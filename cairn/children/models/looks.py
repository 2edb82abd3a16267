"""Who has looked at a child: released by name, given to who speaks for the child, and unusual looking of a week."""

from typing import ClassVar

from django.db import models
from django.db.models import CheckConstraint, F, Q, UniqueConstraint

from cairn.access.scopes import DataCare, Guarded
from cairn.children import scopes
from cairn.children.kinds import FlagOutcome, SpeaksFor
from cairn.children.models.child import Child
from cairn.children.rules.looking import Sign
from cairn.core.clock import now
from cairn.core.ids import uuid7
from cairn.partnership.models import Agency, Membership


class NamesReleased(Guarded):
    """A data-protection lead lets a child's circle see by name, for a time, who of some agencies looked at the child.

    `agencies` are those whose data the lead looked after then, by id. Ends on its day, or when a lead ends it.
    """

    scope = scopes.RELEASE
    care = DataCare(retention="child record", personal=("reason",))
    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    child = models.ForeignKey(Child, on_delete=models.PROTECT, related_name="+")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    agencies = models.JSONField(default=list)
    reason = models.CharField(max_length=1000)
    released_by = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")
    released_at = models.DateTimeField(default=now)
    until = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    ended_by = models.ForeignKey(Membership, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name_plural = "names released"
        indexes: ClassVar = [models.Index(fields=["child", "until"], name="release_of_child")]
        constraints: ClassVar = [
            CheckConstraint(condition=~Q(reason=""), name="release_with_reason"),
            CheckConstraint(condition=Q(until__gt=F("released_at")), name="release_for_a_time"),
            CheckConstraint(
                condition=Q(ended_at=None, ended_by=None) | Q(ended_at__isnull=False, ended_by__isnull=False),
                name="release_ended_whole",
            ),
        ]

    def __str__(self) -> str:
        return str(self.id)


class LooksGiven(Guarded):
    """The list of who has looked at a child was given to the child or to who speaks for the child: to whom and when.

    Holds how many looks were on it and the newest of them in the ledger, so that the same page can be shown again.
    """

    scope = scopes.LOOKS_GIVEN
    care = DataCare(retention="child record", personal=("given_to",))
    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    child = models.ForeignKey(Child, on_delete=models.PROTECT, related_name="+")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    given_to = models.CharField(max_length=200)
    speaks_as = models.CharField(max_length=20, choices=SpeaksFor.choices)
    given_on = models.DateField()
    given_by = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(default=now)
    newest = models.BigIntegerField()
    count = models.PositiveIntegerField()

    class Meta:
        verbose_name_plural = "looks given"
        indexes: ClassVar = [models.Index(fields=["child", "-recorded_at"], name="looks_given_of_child")]
        constraints: ClassVar = [
            CheckConstraint(condition=~Q(given_to=""), name="looks_given_to_somebody"),
            CheckConstraint(condition=Q(speaks_as__in=SpeaksFor.values), name="looks_given_as_known"),
        ]

    def __str__(self) -> str:
        return str(self.id)


class LooksWeek(Guarded):
    """The unusual looking of one agency's people in one week was counted: how many signs, none included.

    `monday` is the first day of the week. Written by the worker alone.
    """

    scope = scopes.LOOKS_WEEK
    care = DataCare(retention="operation")
    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    monday = models.DateField()
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    flags = models.PositiveIntegerField()
    policy_version = models.CharField(max_length=40)
    counted_at = models.DateTimeField(default=now)

    class Meta:
        constraints: ClassVar = [UniqueConstraint(fields=["monday", "agency"], name="looks_week_once")]

    def __str__(self) -> str:
        return f"{self.monday} {self.agency_id}"


class LookFlag(Guarded):
    """Somebody's looking of one week bore a sign that calls for asking. A reason to ask, never a finding.

    `children` are the ids of those it was about, `count` how many times. Reviewed once, by a data-protection lead.
    """

    scope = scopes.LOOK_FLAG
    care = DataCare(retention="operation", personal=("reason", "membership"))
    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    monday = models.DateField()
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    membership = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")
    sign = models.CharField(max_length=20, choices=[(sign.value, sign.value) for sign in Sign])
    count = models.PositiveIntegerField()
    children = models.JSONField(default=list)
    policy_version = models.CharField(max_length=40)
    outcome = models.CharField(max_length=20, choices=FlagOutcome.choices, blank=True)
    reason = models.CharField(max_length=1000, blank=True)
    reviewed_by = models.ForeignKey(Membership, on_delete=models.PROTECT, null=True, related_name="+")
    reviewed_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            UniqueConstraint(fields=["monday", "membership", "sign"], name="look_flag_once"),
            CheckConstraint(condition=Q(sign__in=[sign.value for sign in Sign]), name="look_flag_sign_known"),
            CheckConstraint(
                condition=Q(outcome="", reason="", reviewed_by=None, reviewed_at=None)
                | (
                    Q(outcome__in=FlagOutcome.values, reviewed_by__isnull=False, reviewed_at__isnull=False)
                    & ~Q(reason="")
                ),
                name="look_flag_reviewed_whole",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.sign} {self.id}"
