"""The composite child and the agencies' own records that are linked to one."""

from typing import ClassVar

from django.db import models
from django.db.models import UniqueConstraint

from cairn.access.scopes import DataCare, Guarded, Place
from cairn.children import scopes
from cairn.core.clock import now
from cairn.core.ids import reference, uuid7
from cairn.partnership.models import Agency, Membership, Team


def child_reference() -> str:
    """A reference people can read aloud, such as C-7F3K-Q2. Random: it says nothing about the child."""
    return reference("C", 4, 2)


class Child(Guarded):
    """One child, as far as anybody knows: the meeting point of all records held to be this child.

    Owned by nobody and by all; kept while any record is. `makeup` grows with every move of a record to or from it, so
    that an account of a look says what the child consisted of then. A child left without records sleeps.
    `place`, on a child that was opened to be shown, is where whoever opened it stands around it; `has_answered` says
    whether they have told us if they know the child in person.
    """

    scope = scopes.CHILD
    care = DataCare(retention="child record")
    place: Place | None = None
    has_answered: bool = False
    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    reference = models.CharField(max_length=16, unique=True, default=child_reference, editable=False)
    makeup = models.PositiveIntegerField(default=1)
    is_asleep = models.BooleanField(default=False)
    no_confirm = models.BooleanField(default=False)
    created_at = models.DateTimeField(default=now, editable=False)
    revision = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name_plural = "children"

    def __str__(self) -> str:
        return self.reference


class Record(Guarded):
    """One team's own record of a child. It always has a child, one of its own until somebody links it.

    (id, child_id) is unique so that everything written about the child can point at both and follow a move.
    """

    scope = scopes.RECORD
    care = DataCare(retention="child record")
    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    child = models.ForeignKey(Child, on_delete=models.PROTECT, related_name="records")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    team = models.ForeignKey(Team, on_delete=models.PROTECT, related_name="+")
    opened_by = models.ForeignKey(Membership, on_delete=models.PROTECT, null=True, related_name="+")
    opened_at = models.DateTimeField(default=now, editable=False)

    class Meta:
        constraints: ClassVar = [UniqueConstraint(fields=["id", "child"], name="record_and_child")]

    def __str__(self) -> str:
        return str(self.id)


class OfRecord(Guarded):
    """Base of everything written about a child: which record brought it, which child that is now, who wrote it.

    A composite foreign key keeps `child` in step with the record, even for rows the linker cannot see.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    record = models.ForeignKey(Record, on_delete=models.PROTECT, related_name="+", db_constraint=False)
    child = models.ForeignKey(Child, on_delete=models.PROTECT, related_name="+", db_constraint=False)
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    team = models.ForeignKey(Team, on_delete=models.PROTECT, related_name="+")
    recorded_by = models.ForeignKey(Membership, on_delete=models.PROTECT, null=True, related_name="+")
    recorded_at = models.DateTimeField(default=now, editable=False)

    class Meta:
        abstract = True
