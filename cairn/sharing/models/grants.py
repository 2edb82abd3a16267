"""What was opened for an hour because somebody is in danger, and what a second person said of it (R-061, R-191)."""

from typing import ClassVar

from django.db import models
from django.db.models import CheckConstraint, F, Q

from cairn.access.scopes import DataCare, Guarded
from cairn.core.ids import uuid7
from cairn.partnership.models import Agency, Membership, Team
from cairn.sharing import scopes
from cairn.sharing.kinds import GlassFinding
from cairn.sharing.kinds.apart import TOLD, ApartKind


class Grant(Guarded):
    """One person saw one child's story for an hour, because somebody was in danger and nobody could be waited for.

    Where there is a `compartment_id`, it was not the story, which they saw already, but what is in that one
    compartment; `apart_kind` says of which sort, `holder_team` who held it. Made by a database function alone, which
    sets `opened_at` and `until` by the database's own clock. Read by that person, by the team that led then and the one
    that held it, by the hub and by the data-protection leads of these agencies. Only its early end and one finding are
    ever added; where records were joined, nobody ended it (`ended_by` is empty). `child_id` is soft, because children
    live on a higher floor; `breach_id` is the breach that was entered where it was not justified. Kept with the child's
    record.
    """

    scope = scopes.GRANT
    care = DataCare(
        retention="child record", personal=("danger", "why_now", "finding_words"), special=("danger", "why_now")
    )
    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    child_id = models.UUIDField()
    child_reference = models.CharField(max_length=16)
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    team = models.ForeignKey(Team, on_delete=models.PROTECT, related_name="+")
    opened_by = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")
    lead_agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    lead_team = models.ForeignKey(Team, on_delete=models.PROTECT, related_name="+")
    compartment_id = models.UUIDField(null=True)
    apart_kind = models.CharField(max_length=20, choices=ApartKind.choices, blank=True)
    holder_agency = models.ForeignKey(Agency, on_delete=models.PROTECT, null=True, related_name="+")
    holder_team = models.ForeignKey(Team, on_delete=models.PROTECT, null=True, related_name="+")
    danger = models.CharField(max_length=1000)
    why_now = models.CharField(max_length=1000)
    opened_at = models.DateTimeField()
    until = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    ended_by = models.ForeignKey(Membership, on_delete=models.PROTECT, null=True, related_name="+")
    finding = models.CharField(max_length=20, choices=GlassFinding.choices, blank=True)
    finding_words = models.CharField(max_length=1000, blank=True)
    found_by = models.ForeignKey(Membership, on_delete=models.PROTECT, null=True, related_name="+")
    found_at = models.DateTimeField(null=True)
    breach_id = models.UUIDField(null=True)

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["opened_by", "until"], name="glass_of_person", condition=Q(ended_at=None)),
            models.Index(fields=["child_id"], name="glass_of_child"),
            models.Index(fields=["opened_at"], name="glass_opened"),
        ]
        constraints: ClassVar = [
            CheckConstraint(condition=~Q(danger="") & ~Q(why_now=""), name="glass_says_why"),
            CheckConstraint(condition=Q(until__gt=F("opened_at")), name="glass_for_a_time"),
            CheckConstraint(
                condition=Q(ended_at=None, ended_by=None) | Q(ended_at__isnull=False, ended_at__gte=F("opened_at")),
                name="glass_ended_whole",
            ),
            CheckConstraint(
                condition=Q(finding="", found_by=None, found_at=None, breach_id=None)
                | Q(finding__in=GlassFinding.values, found_by__isnull=False, found_at__isnull=False)
                & ~Q(finding_words=""),
                name="glass_found_whole",
            ),
            CheckConstraint(
                condition=Q(compartment_id=None, apart_kind="", holder_agency=None, holder_team=None)
                | Q(
                    compartment_id__isnull=False,
                    apart_kind__in=TOLD,
                    holder_agency__isnull=False,
                    holder_team__isnull=False,
                ),
                name="glass_apart_whole",
            ),
            CheckConstraint(condition=Q(found_by=None) | ~Q(found_by=F("opened_by")), name="glass_found_by_another"),
        ]

    def __str__(self) -> str:
        return f"{self.child_reference} {self.opened_at}"
