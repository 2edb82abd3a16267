"""Who knows a child in person, and from whom a child is kept for it (R-191)."""

from typing import ClassVar

from django.db import models
from django.db.models import CheckConstraint, F, Q, UniqueConstraint

from cairn.access.scopes import DataCare, Guarded
from cairn.core.clock import now
from cairn.core.ids import uuid7
from cairn.partnership.models import Membership, Practitioner, Team
from cairn.sharing import scopes
from cairn.sharing.kinds import BlockSource


class Declaration(Guarded):
    """What somebody answered before they first opened a child: do you, or somebody close to you, know them?

    Append-only; the latest counts. `child_id` is soft, because children live on a higher floor.
    """

    scope = scopes.DECLARATION
    care = DataCare(retention="child record", personal=("practitioner",))
    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    practitioner = models.ForeignKey(Practitioner, on_delete=models.PROTECT, related_name="+")
    membership = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")
    child_id = models.UUIDField()
    knows = models.BooleanField()
    said_at = models.DateTimeField(default=now)

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["practitioner", "child_id"], name="declared_about"),
            models.Index(fields=["child_id"], name="declared_of_child"),
        ]

    def __str__(self) -> str:
        return f"{self.practitioner_id} {self.child_id}"


class Conflict(Guarded):
    """A child kept from one practitioner or from one team, whatever way would lead them there.

    Seen by the team that leads alone: whoever is shut out in silence must not learn of it. Ended, never deleted.
    """

    scope = scopes.CONFLICT
    care = DataCare(retention="child record", personal=("practitioner", "reason", "ended_reason"))
    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    child_id = models.UUIDField()
    practitioner = models.ForeignKey(Practitioner, on_delete=models.PROTECT, null=True, related_name="+")
    from_team = models.ForeignKey(Team, on_delete=models.PROTECT, null=True, related_name="+")
    source = models.CharField(max_length=20, choices=BlockSource.choices)
    lead_team = models.ForeignKey(Team, on_delete=models.PROTECT, related_name="+")
    reason = models.CharField(max_length=500, blank=True)
    recorded_by = models.ForeignKey(Membership, on_delete=models.PROTECT, null=True, related_name="+")
    recorded_at = models.DateTimeField(default=now)
    ended_by = models.ForeignKey(Membership, on_delete=models.PROTECT, null=True, related_name="+")
    ended_at = models.DateTimeField(null=True)
    ended_reason = models.CharField(max_length=500, blank=True)

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["practitioner"], name="kept_from_person", condition=Q(ended_at=None)),
            models.Index(fields=["from_team"], name="kept_from_team", condition=Q(ended_at=None)),
            models.Index(fields=["child_id"], name="kept_of_child", condition=Q(ended_at=None)),
        ]
        constraints: ClassVar = [
            CheckConstraint(condition=Q(source__in=BlockSource.values), name="kept_source_known"),
            CheckConstraint(
                condition=Q(practitioner=None, from_team__isnull=False) | Q(practitioner__isnull=False, from_team=None),
                name="kept_from_one",
            ),
            CheckConstraint(condition=Q(ended_at=None) | Q(ended_at__gte=F("recorded_at")), name="kept_ends_after"),
            UniqueConstraint(
                fields=["child_id", "practitioner"], condition=Q(ended_at=None), name="kept_from_person_once"
            ),
            UniqueConstraint(fields=["child_id", "from_team"], condition=Q(ended_at=None), name="kept_from_team_once"),
        ]

    def __str__(self) -> str:
        return f"{self.source} {self.child_id}"
