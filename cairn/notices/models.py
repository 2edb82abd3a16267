"""Notices in the in-app inbox."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from cairn.access.scopes import DataCare, Guarded
from cairn.core.clock import now
from cairn.core.ids import uuid7
from cairn.notices import scopes
from cairn.partnership.models import Membership, Team


class Notice(Guarded):
    """Something to read for a team, or for one of its members. Points at what it is about; says nothing itself.

    Kept for a year after it was read. `code` is the kind of news; `emailed_at` when the contentless e-mail went out.
    """

    scope = scopes.NOTICE
    care = DataCare(retention="notice")
    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    team = models.ForeignKey(Team, on_delete=models.PROTECT, related_name="+")
    member = models.ForeignKey(Membership, on_delete=models.PROTECT, null=True, related_name="+")
    code = models.CharField(max_length=60)
    about_kind = models.CharField(max_length=40)
    about_id = models.UUIDField()
    left_at = models.DateTimeField(default=now)
    emailed_at = models.DateTimeField(null=True)
    read_at = models.DateTimeField(null=True)
    read_by = models.ForeignKey(Membership, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        indexes: ClassVar = [models.Index(fields=["team", "left_at"], name="notice_unread", condition=Q(read_at=None))]

    def __str__(self) -> str:
        return f"{self.code} {self.id}"
