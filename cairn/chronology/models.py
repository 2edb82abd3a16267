"""Entries of the chronology, and what leans on them."""

from typing import ClassVar

from django.db import models
from django.db.models import CheckConstraint, F, Q

from cairn.access.scopes import DataCare
from cairn.children.models import OfRecord
from cairn.chronology import scopes
from cairn.chronology.kinds import EntryKind, Exactness, HowKnown
from cairn.core.clock import now


class Entry(OfRecord):
    """One thing that happened to or around a child, in the words of whoever says so (R-009).

    When it happened (from, to, how exact), when it was known, when it was recorded. The words live here once and are
    never changed: a correction is a new entry that points at the old one. `told_together` joins the entries that one
    concern made for several children.
    """

    scope = scopes.ENTRY
    care = DataCare(retention="child record", personal=("words", "place", "detail"), special=("words",))
    kind = models.CharField(max_length=20, choices=EntryKind.choices)
    words = models.TextField(max_length=15_000)
    how_known = models.CharField(max_length=30, choices=HowKnown.choices)
    occurred_from = models.DateTimeField(null=True)
    occurred_to = models.DateTimeField(null=True)
    exactness = models.CharField(max_length=10, choices=Exactness.choices, default=Exactness.ABOUT)
    known_at = models.DateTimeField(default=now)
    place = models.CharField(max_length=500, blank=True)
    detail = models.JSONField(default=dict)
    told_together = models.UUIDField(null=True)
    corrects = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="corrected_by")
    # What the time line sorts by: when it happened where that is known, else when it was known.
    sorted_at = models.DateTimeField()

    class Meta:
        verbose_name_plural = "entries"
        indexes: ClassVar = [
            models.Index(fields=["child", "-sorted_at", "-id"], name="story_of_child"),
            models.Index(fields=["team", "-recorded_at"], name="written_by_team"),
            models.Index(fields=["child", "-recorded_at"], name="new_on_child"),
        ]
        constraints: ClassVar = [
            CheckConstraint(condition=Q(kind__in=EntryKind.values), name="entry_kind_known"),
            CheckConstraint(condition=Q(how_known__in=HowKnown.values), name="entry_how_known"),
            CheckConstraint(condition=Q(exactness__in=Exactness.values), name="entry_exactness_known"),
            CheckConstraint(condition=~Q(words=""), name="entry_says_something"),
            CheckConstraint(
                condition=Q(occurred_to=None) | Q(occurred_to__gte=F("occurred_from")), name="entry_time_in_order"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.id}"


class Citation(OfRecord):
    """Something leans on an entry: a decision, a referral, a finding. Listed when two children are taken apart."""

    scope = scopes.CITATION
    care = DataCare(retention="child record")
    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="citations")
    citing_kind = models.CharField(max_length=40)
    citing_id = models.UUIDField()

    def __str__(self) -> str:
        return f"{self.citing_kind} {self.entry_id}"
