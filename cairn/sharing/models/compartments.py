"""What only named people may read, narrower than the circle around a child (R-061)."""

from typing import ClassVar

from django.db import models
from django.db.models import CheckConstraint, F, Q, UniqueConstraint

from cairn.access.scopes import DataCare, Guarded
from cairn.core.clock import now
from cairn.core.ids import uuid7
from cairn.partnership.models import Agency, Membership, Team
from cairn.sharing import scopes
from cairn.sharing.kinds import ItemKind
from cairn.sharing.kinds.apart import ApartKind

_HAPPENED = ("opened", "admitted", "admission_ended", "taken_out", "closed", "agreed", "not_agreed", "second_named")


class Compartment(Guarded):
    """What one team keeps apart about a child: the row says what sort of thing, who holds it, and whom to ask.

    Everybody who sees the story sees that it is there, unless it `is_traceless`; what is in it only the team that holds
    it and whom that team lets in. It has no day on which it lapses. `closed_at`: it gathers nothing new by rule, and
    what is in it stays apart. `child_id` and `record_id` are soft, and follow the record of the team that holds it.
    Where it leaves no trace, a `second` person is let in with it, who agreed last at `agreed_at` that this is right.
    """

    scope = scopes.COMPARTMENT
    care = DataCare(retention="child record")
    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    kind = models.CharField(max_length=20, choices=ApartKind.choices)
    is_traceless = models.BooleanField()
    child_id = models.UUIDField()
    record_id = models.UUIDField()
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    team = models.ForeignKey(Team, on_delete=models.PROTECT, related_name="+")
    opened_by = models.ForeignKey(Membership, on_delete=models.PROTECT, null=True, related_name="+")
    opened_at = models.DateTimeField(default=now, editable=False)
    closed_at = models.DateTimeField(null=True)
    second = models.ForeignKey(Membership, on_delete=models.PROTECT, null=True, related_name="+")
    agreed_at = models.DateTimeField(null=True)

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["child_id"], name="apart_of_child"),
            models.Index(fields=["team"], name="apart_held_by"),
        ]
        constraints: ClassVar = [
            CheckConstraint(condition=Q(kind__in=ApartKind.values), name="apart_kind_known"),
            CheckConstraint(condition=Q(closed_at=None) | Q(closed_at__gte=F("opened_at")), name="apart_closes_after"),
            CheckConstraint(condition=Q(second=None) | ~Q(second=F("opened_by")), name="apart_by_two"),
            CheckConstraint(condition=Q(agreed_at=None) | Q(second__isnull=False), name="apart_agreed_by_second"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.id}"


class CompartmentItem(Guarded):
    """One id that is kept apart: an entry, a fact, or the compartment itself where nobody may know of it.

    `by_rule` where nobody chose it: it is of a kind that tells where a child is. Then `writer_team` is the team that
    wrote it and was never let in: it keeps sight of its own words.
    """

    scope = scopes.IN_COMPARTMENT
    care = DataCare(retention="child record")
    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    compartment = models.ForeignKey(Compartment, on_delete=models.PROTECT, related_name="items")
    team = models.ForeignKey(Team, on_delete=models.PROTECT, related_name="+")
    item_kind = models.CharField(max_length=20)
    item_id = models.UUIDField()
    writer_team = models.ForeignKey(Team, on_delete=models.PROTECT, null=True, related_name="+")
    by_rule = models.BooleanField(default=False)
    is_active = models.BooleanField(default=True)
    since = models.DateTimeField(default=now)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            CheckConstraint(
                condition=Q(item_kind__in=(ItemKind.ENTRY, ItemKind.FACT, "compartment")), name="apart_item_kind_known"
            ),
            CheckConstraint(
                condition=Q(is_active=True, ended_at=None) | Q(is_active=False, ended_at__isnull=False),
                name="apart_item_ends_whole",
            ),
            UniqueConstraint(fields=["item_id"], condition=Q(is_active=True), name="apart_once"),
        ]

    def __str__(self) -> str:
        return f"{self.item_kind} {self.item_id}"


class Admission(Guarded):
    """Somebody beside the holders who may read what is kept apart: a whole team, or one person in one team."""

    scope = scopes.ADMISSION
    care = DataCare(retention="child record")
    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    compartment = models.ForeignKey(Compartment, on_delete=models.PROTECT, related_name="admissions")
    team = models.ForeignKey(Team, on_delete=models.PROTECT, related_name="+")
    to_team = models.ForeignKey(Team, on_delete=models.PROTECT, null=True, related_name="+")
    member = models.ForeignKey(Membership, on_delete=models.PROTECT, null=True, related_name="+")
    since = models.DateTimeField(default=now)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            CheckConstraint(
                condition=Q(to_team=None, member__isnull=False) | Q(to_team__isnull=False, member=None),
                name="admitted_one",
            ),
            CheckConstraint(condition=Q(ended_at=None) | Q(ended_at__gte=F("since")), name="admission_ends_after"),
            UniqueConstraint(fields=["compartment", "to_team"], condition=Q(ended_at=None), name="admitted_team_once"),
            UniqueConstraint(fields=["compartment", "member"], condition=Q(ended_at=None), name="admitted_person_once"),
        ]

    def __str__(self) -> str:
        return f"{self.compartment_id} {self.to_team_id or self.member_id}"


class CompartmentAccount(Guarded):
    """Why something is kept apart, who was let in or no longer, and why. Append-only; for the team that holds it.

    `words` are sealed: a reason tells as much as what it is about.
    """

    scope = scopes.COMPARTMENT_ACCOUNT
    care = DataCare(retention="child record", personal=("words",), special=("words",))
    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    compartment = models.ForeignKey(Compartment, on_delete=models.PROTECT, related_name="account")
    team = models.ForeignKey(Team, on_delete=models.PROTECT, related_name="+")
    happened = models.CharField(max_length=20)
    whom = models.ForeignKey(Admission, on_delete=models.PROTECT, null=True, related_name="+")
    words = models.TextField()
    said_by = models.ForeignKey(Membership, on_delete=models.PROTECT, null=True, related_name="+")
    said_at = models.DateTimeField(default=now)

    class Meta:
        constraints: ClassVar = [CheckConstraint(condition=Q(happened__in=_HAPPENED), name="apart_account_known")]

    def __str__(self) -> str:
        return f"{self.happened} {self.compartment_id}"
