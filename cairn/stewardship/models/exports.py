"""Facts about several children that somebody takes out of Cairn in one file, by leave of a second person."""

from typing import ClassVar

from django.db import models
from django.db.models import CheckConstraint, F, Q

from cairn.access.scopes import DataCare, Guarded
from cairn.core.clock import now
from cairn.core.ids import reference, uuid7
from cairn.partnership.models import Agency, Membership, Team
from cairn.stewardship import scopes
from cairn.stewardship.kinds import ExportShape, ExportState


def export_reference() -> str:
    """A reference people can read aloud, such as X-7F3K-Q2. Random: it says nothing about the children."""
    return reference("X", 4, 2)


class Export(Guarded):
    """A wish to take facts about children of one's own team out of Cairn, and what became of it (R-198).

    `children` are their ids and `kinds` the sorts of facts; `ground` and `sentence` the lawful ground as it read then.
    A data-protection lead agrees or refuses; then whoever asked makes the file, once, until `expires_at`. The file is
    kept nowhere: `digest` (SHA-256) and `lines` tell later whether a file is this one. Guarded by a trigger.
    """

    scope = scopes.EXPORT
    care = DataCare(retention="data protection desk", personal=("purpose", "words"))
    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    reference = models.CharField(max_length=16, unique=True, default=export_reference, editable=False)
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    team = models.ForeignKey(Team, on_delete=models.PROTECT, related_name="+")
    asked_by = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(default=now)
    children = models.JSONField(default=list)
    kinds = models.JSONField(default=list)
    shape = models.CharField(max_length=10, choices=ExportShape.choices)
    purpose = models.CharField(max_length=1000)
    ground = models.CharField(max_length=120)
    sentence = models.TextField(max_length=2000)
    state = models.CharField(max_length=10, choices=ExportState.choices, default=ExportState.ASKED)
    decided_by = models.ForeignKey(Membership, on_delete=models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    words = models.CharField(max_length=1000, blank=True)
    expires_at = models.DateTimeField(null=True)
    given_at = models.DateTimeField(null=True)
    digest = models.CharField(max_length=64, blank=True)
    lines = models.PositiveIntegerField(null=True)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["agency", "-asked_at"], name="exports_of_agency")]
        constraints: ClassVar = [
            CheckConstraint(condition=Q(state__in=ExportState.values), name="export_state_known"),
            CheckConstraint(condition=Q(shape__in=ExportShape.values), name="export_shape_known"),
            CheckConstraint(
                condition=~Q(purpose="") & ~Q(ground="") & ~Q(sentence="") & ~Q(children=[]) & ~Q(kinds=[]),
                name="export_says_what_and_why",
            ),
            CheckConstraint(condition=Q(decided_by=None) | ~Q(decided_by=F("asked_by")), name="export_two_people"),
            CheckConstraint(
                condition=Q(state=ExportState.ASKED, decided_by=None, decided_at=None)
                | ~Q(state=ExportState.ASKED) & Q(decided_by__isnull=False, decided_at__isnull=False) & ~Q(words=""),
                name="export_decided_whole",
            ),
            CheckConstraint(
                condition=Q(state=ExportState.GIVEN, given_at__lte=F("expires_at"), lines__isnull=False) & ~Q(digest="")
                | ~Q(state=ExportState.GIVEN) & Q(given_at=None, digest="", lines=None),
                name="export_given_whole",
            ),
        ]

    def __str__(self) -> str:
        return self.reference
