"""Holding back something about a child from named agencies, for a reason, until a day (R-049)."""

from typing import ClassVar

from django.db import models
from django.db.models import CheckConstraint, F, Q, UniqueConstraint

from cairn.access.scopes import DataCare, Guarded
from cairn.core.clock import now
from cairn.core.ids import uuid7
from cairn.partnership.models import Agency, Membership, Team
from cairn.sharing import scopes
from cairn.sharing.kinds import ENDED, STANDING, ItemKind, Mode, Reason, State


class Withholding(Guarded):
    """One thing that an agency holds back. The row itself is the placeholder that others see in its place.

    It says who holds it, until when and whom to ask, and never why: that is the account's. `item_id` and `child_id` are
    soft, because what is held back lives on higher floors; `child_id` follows the record. `mode` says whether those it
    is kept from may know; `keeps_from_later` whether agencies that join the circle later see it or not.
    `review_team` answers whether it is rightly held back. It works from its first second, agreed to or not.
    """

    scope = scopes.WITHHOLDING
    care = DataCare(retention="child record")
    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    item_kind = models.CharField(max_length=20, choices=ItemKind.choices)
    item_id = models.UUIDField()
    child_id = models.UUIDField()
    record_id = models.UUIDField()
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    team = models.ForeignKey(Team, on_delete=models.PROTECT, related_name="+")
    recorded_by = models.ForeignKey(Membership, on_delete=models.PROTECT, null=True, related_name="+")
    recorded_at = models.DateTimeField(default=now, editable=False)
    mode = models.CharField(max_length=20, choices=Mode.choices)
    until = models.DateField()
    keeps_from_later = models.BooleanField(default=False)
    review_team = models.ForeignKey(Team, on_delete=models.PROTECT, related_name="+")
    review_by = models.ForeignKey(Membership, on_delete=models.PROTECT, null=True, related_name="+")
    state = models.CharField(max_length=20, choices=State.choices, default=State.WAITING)
    ended_at = models.DateTimeField(null=True)
    revision = models.PositiveIntegerField(default=1)

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["child_id"], name="withheld_of_child", condition=Q(ended_at=None)),
            models.Index(fields=["agency", "-recorded_at"], name="withheld_by_agency"),
            models.Index(fields=["until"], name="withheld_until", condition=Q(ended_at=None)),
        ]
        constraints: ClassVar = [
            CheckConstraint(condition=Q(item_kind__in=ItemKind.values), name="withheld_kind_known"),
            CheckConstraint(condition=Q(mode__in=Mode.values), name="withheld_mode_known"),
            CheckConstraint(
                condition=(Q(state__in=STANDING) & Q(ended_at=None)) | (Q(state__in=ENDED) & Q(ended_at__isnull=False)),
                name="withheld_ends_whole",
            ),
            UniqueConstraint(fields=["item_id"], condition=Q(ended_at=None), name="withheld_once"),
        ]

    def __str__(self) -> str:
        return f"{self.mode} {self.item_kind} {self.id}"


class WithholdingAccount(Guarded):
    """Why something is held back, and what was decided about it since: append-only, for those who decide alone.

    `happened` is the state it was brought to, or *waiting* for the first line. `ground_code` is the ground on
    the list of grounds for not sharing (empty on older lines), `ground` what was said beside it, or in its place.
    `seen_by` are the agencies that had looked at the child since the item was written, as the ledger knew it then.
    """

    scope = scopes.ACCOUNT
    care = DataCare(retention="child record", personal=("words", "ground"), special=("words",))
    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    withholding = models.ForeignKey(Withholding, on_delete=models.PROTECT, related_name="account")
    team = models.ForeignKey(Team, on_delete=models.PROTECT, related_name="+")
    review_team = models.ForeignKey(Team, on_delete=models.PROTECT, related_name="+")
    happened = models.CharField(max_length=20, choices=State.choices)
    reason = models.CharField(max_length=30, choices=Reason.choices, blank=True)
    ground_code = models.CharField(max_length=60, blank=True)
    ground = models.CharField(max_length=500, blank=True)
    words = models.TextField(max_length=15_000, blank=True)
    until = models.DateField(null=True)
    seen_by = models.JSONField(default=list)
    said_by = models.ForeignKey(Membership, on_delete=models.PROTECT, null=True, related_name="+")
    said_at = models.DateTimeField(default=now)

    class Meta:
        constraints: ClassVar = [
            CheckConstraint(condition=Q(happened__in=State.values), name="withheld_account_known"),
        ]

    def __str__(self) -> str:
        return f"{self.happened} {self.withholding_id}"


class WithheldFrom(Guarded):
    """One thing, by its id, kept from one agency. What row security asks, so its columns say all that counts.

    A withholding keeps more than the item: a silent one also itself and what is owed about it, which would be a trace.
    """

    scope = scopes.KEPT
    care = DataCare(retention="child record")
    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    withholding = models.ForeignKey(Withholding, on_delete=models.PROTECT, related_name="kept")
    item_id = models.UUIDField()
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    team = models.ForeignKey(Team, on_delete=models.PROTECT, related_name="+")
    review_team = models.ForeignKey(Team, on_delete=models.PROTECT, related_name="+")
    is_declared = models.BooleanField()
    is_active = models.BooleanField(default=True)
    since = models.DateTimeField(default=now)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name_plural = "withheld from"
        indexes: ClassVar = [
            models.Index(fields=["agency", "item_id"], name="withheld_from", condition=Q(is_active=True)),
            models.Index(fields=["agency", "ended_at"], name="shared_again", condition=Q(is_active=False)),
        ]
        constraints: ClassVar = [
            CheckConstraint(
                condition=Q(is_active=True, ended_at=None) | Q(is_active=False, ended_at__gte=F("since")),
                name="withheld_from_ends_whole",
            ),
            UniqueConstraint(
                fields=["withholding", "item_id", "agency"], condition=Q(is_active=True), name="withheld_from_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.item_id} {self.agency_id}"
