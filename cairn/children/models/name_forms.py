"""Forms of names that a partnership knows itself."""

from typing import ClassVar

from django.db import models
from django.db.models import CheckConstraint, Q

from cairn.access.scopes import DataCare, Guarded
from cairn.children import scopes
from cairn.core.clock import now
from cairn.core.ids import uuid7
from cairn.partnership.models import Membership


class NameForms(Guarded):
    """Several forms of one name, such as Yusuf and Joseph, that matching then takes for one (R-002).

    Added by the hub beside those that come with Cairn; belongs to the partnership, not to a child. Never changed: a
    group that turned out wrong is retired, with who and why, and stays to be read. Kept as long as the partnership.
    """

    scope = scopes.NAME_FORMS
    care = DataCare(retention="partnership directory", personal=("forms", "reason", "retired_reason"))
    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    forms = models.JSONField()
    reason = models.CharField(max_length=1000)
    added_by = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")
    added_at = models.DateTimeField(default=now, editable=False)
    retired_by = models.ForeignKey(Membership, on_delete=models.PROTECT, null=True, related_name="+")
    retired_at = models.DateTimeField(null=True)
    retired_reason = models.CharField(max_length=1000, blank=True)

    class Meta:
        verbose_name_plural = "name forms"
        constraints: ClassVar = [
            CheckConstraint(condition=~Q(reason=""), name="name_forms_with_reason"),
            CheckConstraint(
                condition=Q(retired_at=None, retired_by=None, retired_reason="")
                | (Q(retired_at__isnull=False, retired_by__isnull=False) & ~Q(retired_reason="")),
                name="name_forms_retired_with_reason",
            ),
        ]

    def __str__(self) -> str:
        return str(self.id)
