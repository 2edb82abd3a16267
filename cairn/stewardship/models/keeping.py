"""Legal hold, disposal of a record past its time, and the certificate that stays when the record is gone."""

from typing import ClassVar

from django.db import models
from django.db.models import CheckConstraint, F, Q, UniqueConstraint

from cairn.access.scopes import DataCare, Guarded
from cairn.core.clock import now
from cairn.core.ids import reference, uuid7
from cairn.partnership.models import Agency, Membership
from cairn.stewardship import scopes
from cairn.stewardship.kinds import OPEN_DISPOSALS, Action, DisposalState


def certificate_number() -> str:
    """A number people can read aloud, such as D-7F3K-Q2. Random: it says nothing about the child or the order."""
    return reference("D", 4, 2)


class LegalHold(Guarded):
    """A record that nobody may dispose of before the hold is released: a court, an inquiry, a claim for harm done.

    Placed and released by a data-protection lead, each with a reason. Holds whatever was ever joined with the child as
    well, because a hold must survive a link and its undoing. Kept with the child's record.
    """

    scope = scopes.DESK
    care = DataCare(retention="child record", personal=("reason", "release_reason"))
    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    child_id = models.UUIDField(db_index=True)
    child_reference = models.CharField(max_length=16)
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    reason = models.CharField(max_length=1000)
    placed_by = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")
    placed_at = models.DateTimeField(default=now)
    release_reason = models.CharField(max_length=1000, blank=True)
    released_by = models.ForeignKey(Membership, on_delete=models.PROTECT, null=True, related_name="+")
    released_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            CheckConstraint(condition=~Q(reason=""), name="hold_with_reason"),
            CheckConstraint(
                condition=Q(released_at=None, released_by=None, release_reason="")
                | (Q(released_at__isnull=False, released_by__isnull=False) & ~Q(release_reason="")),
                name="hold_released_with_reason",
            ),
            UniqueConstraint(fields=["child_id"], condition=Q(released_at=None), name="hold_once_a_child"),
        ]

    def __str__(self) -> str:
        return str(self.id)


class Disposal(Guarded):
    """A record past its time, found by the clock: which rule says so, and what two people decided about it.

    `agency` is the authority responsible in law then. `kept_until`: somebody decided to keep it longer, with a reason.
    Holds no word about the child beside the reasons that leads gave; kept as the account of what became of the record.
    """

    scope = scopes.DISPOSAL
    care = DataCare(retention="disposal certificate", personal=("reason",))
    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    child_id = models.UUIDField(db_index=True)
    child_reference = models.CharField(max_length=16)
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    nation = models.CharField(max_length=20)
    rule = models.CharField(max_length=60)
    policy_version = models.CharField(max_length=40)
    due_on = models.DateField()
    found_at = models.DateTimeField(default=now)
    state = models.CharField(max_length=20, choices=DisposalState.choices, default=DisposalState.DUE)
    action = models.CharField(max_length=20, choices=Action.choices, blank=True)
    reason = models.CharField(max_length=1000, blank=True)
    proposed_by = models.ForeignKey(Membership, on_delete=models.PROTECT, null=True, related_name="+")
    proposed_at = models.DateTimeField(null=True)
    approved_by = models.ForeignKey(Membership, on_delete=models.PROTECT, null=True, related_name="+")
    approved_at = models.DateTimeField(null=True)
    kept_by = models.ForeignKey(Membership, on_delete=models.PROTECT, null=True, related_name="+")
    kept_until = models.DateField(null=True)
    ended_at = models.DateTimeField(null=True)
    revision = models.PositiveIntegerField(default=1)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["due_on"], name="disposal_open", condition=Q(ended_at=None))]
        constraints: ClassVar = [
            CheckConstraint(condition=Q(state__in=DisposalState.values), name="disposal_state_known"),
            CheckConstraint(condition=Q(action__in=["", *Action.values]), name="disposal_action_known"),
            CheckConstraint(
                condition=~Q(state__in=[DisposalState.PROPOSED, DisposalState.APPROVED, DisposalState.DONE])
                | (Q(proposed_by__isnull=False, proposed_at__isnull=False) & ~Q(reason="") & ~Q(action="")),
                name="disposal_proposed_whole",
            ),
            CheckConstraint(
                condition=~Q(state__in=[DisposalState.APPROVED, DisposalState.DONE])
                | (Q(approved_by__isnull=False, approved_at__isnull=False) & ~Q(approved_by=F("proposed_by"))),
                name="disposal_by_two_people",
            ),
            CheckConstraint(
                condition=~Q(state=DisposalState.KEPT)
                | (Q(kept_by__isnull=False, kept_until__isnull=False) & ~Q(reason="")),
                name="disposal_kept_with_reason",
            ),
            UniqueConstraint(
                fields=["child_id"], condition=Q(state__in=OPEN_DISPOSALS), name="disposal_open_once_a_child"
            ),
        ]

    def __str__(self) -> str:
        return str(self.id)


class Certificate(Guarded):
    """What stays when a record is gone: what, how many rows by class, when, by whom, under which rule; and a digest.

    `counts` has the number of rows for each kind of thing; `stayed` those that also belong to another child and so
    stay. Append-only; holds no name and no word of the record.
    """

    scope = scopes.CERTIFICATE
    care = DataCare(retention="disposal certificate")
    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    number = models.CharField(max_length=16, unique=True, default=certificate_number, editable=False)
    disposal = models.OneToOneField(Disposal, on_delete=models.PROTECT, related_name="certificate")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    action = models.CharField(max_length=20, choices=Action.choices)
    counts = models.JSONField()
    stayed = models.PositiveIntegerField(default=0)
    done_at = models.DateTimeField(default=now)
    digest = models.CharField(max_length=64)

    class Meta:
        constraints: ClassVar = [
            CheckConstraint(condition=Q(action__in=Action.values), name="certificate_action_known")
        ]

    def __str__(self) -> str:
        return self.number
