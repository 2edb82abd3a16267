"""Entries of the chronology, what leans on them, and the files that hang from them."""

from collections.abc import Collection
from typing import Any, ClassVar, Self

from django.db import models
from django.db.models import CheckConstraint, F, Q, UniqueConstraint

from cairn.access.scopes import DataCare, Guarded
from cairn.children.models import OfRecord
from cairn.chronology import scopes
from cairn.chronology.kinds import EntryKind, Exactness, FileKind, Finding, HowKnown, NotChecked
from cairn.core.clock import now
from cairn.core.ids import uuid7
from cairn.core.kept_sealed import KeptSealed
from cairn.core.sealed import opened, place_of, sealed


class Entry(KeptSealed, OfRecord):
    """One thing that happened to or around a child, in the words of whoever says so (R-009).

    When it happened (from, to, how exact), when it was known, when it was recorded. The words live here once and are
    never changed: a correction is a new entry that points at the old one. `told_together` joins the entries that one
    concern made for several children. `detail["handling"]` (ApartKind) says that only named people read it: then words,
    place and detail are sealed in the database, and a search by words does not find it.
    """

    SEALED = ("words", "place")
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


class Attachment(OfRecord):
    """A file that belongs to an entry, added by the team that wrote it. Kept, encrypted, as long as the entry is.

    `storage_name` is where it lies (core.files) and `sealed_key` the key it is under, sealed for this row. `digest` is
    keyed, over what was sent: the same file twice on one entry is one. `size` in bytes, as kept. Whether it may be
    opened follows from its checks alone. A file's name tells as much as its content ("forced marriage.pdf"), so it is
    sealed for this row in `sealed_name` and plain in memory only; `name` lies plain where it is from before.
    """

    scope = scopes.ATTACHMENT
    care = DataCare(retention="child record", personal=("name",), special=("name",), scrub=(("sealed_name", ""),))
    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="attachments")
    name = models.CharField(max_length=120, blank=True)
    sealed_name = models.TextField(blank=True, default="")
    kind = models.CharField(max_length=10, choices=FileKind.choices)
    size = models.PositiveBigIntegerField()
    digest = models.CharField(max_length=64)
    storage_name = models.CharField(max_length=32, db_index=True)
    sealed_key = models.TextField()

    class Meta:
        constraints: ClassVar = [
            CheckConstraint(condition=Q(kind__in=FileKind.values), name="attachment_kind_known"),
            CheckConstraint(condition=Q(size__gt=0), name="attachment_not_empty"),
            CheckConstraint(
                condition=(Q(name="") & ~Q(sealed_name="")) | (~Q(name="") & Q(sealed_name="")),
                name="file_named_once",
            ),
            UniqueConstraint(fields=["entry", "digest"], name="file_once_an_entry"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.id}"

    @classmethod
    def from_db(cls, db: str | None, field_names: Collection[str], values: Collection[Any], **more: Any) -> Self:
        """The row with its name opened. Raises SealBroken where it was altered or moved, or its key is gone."""
        row = super().from_db(db, field_names, values, **more)
        if row.__dict__.get("sealed_name"):
            row.name = opened(row.sealed_name, place_of(row, "sealed_name"))
        return row

    def insert(self) -> None:
        """Save a new row, its name sealed. In memory it stays plain."""
        plain = self.name
        self.name, self.sealed_name = "", self.sealed(plain)
        self.save(force_insert=True)
        self.name = plain

    def sealed(self, name: str) -> str:
        """A name as it is kept in this row."""
        return sealed(name, place_of(self, "sealed_name"))

    @property
    def finding(self) -> Finding:
        """What its checks say: clean or harmful once either was found, else that it was not checked yet."""
        said = {check.finding for check in self.checks.all()}
        return next((one for one in (Finding.HARMFUL, Finding.CLEAN) if one in said), Finding.NOT_CHECKED)


class FileCheck(Guarded):
    """One look for harmful programs in a file. Clean or harmful is said once and for good; until then it is held back.

    A check that could not be made is noted when its reason is another than the last one's.
    """

    scope = scopes.FILE_CHECK
    care = DataCare(retention="child record")
    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    attachment = models.ForeignKey(Attachment, on_delete=models.PROTECT, related_name="checks")
    finding = models.CharField(max_length=12, choices=Finding.choices)
    reason = models.CharField(max_length=12, choices=NotChecked.choices, blank=True)
    checked_at = models.DateTimeField(default=now)

    class Meta:
        constraints: ClassVar = [
            CheckConstraint(condition=Q(finding__in=Finding.values), name="file_finding_known"),
            CheckConstraint(
                condition=Q(finding=Finding.NOT_CHECKED, reason__in=NotChecked.values)
                | (~Q(finding=Finding.NOT_CHECKED) & Q(reason="")),
                name="file_not_checked_says_why",
            ),
            UniqueConstraint(
                fields=["attachment"],
                condition=Q(finding__in=[Finding.CLEAN, Finding.HARMFUL]),
                name="file_found_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.finding} {self.attachment_id}"
