"""What was shared with somebody outside, line by line as it left, and what happened to it since."""

from typing import ClassVar

from django.db import models
from django.db.models import CheckConstraint, F, Q, UniqueConstraint

from cairn.access.scopes import DataCare, Guarded
from cairn.children.models import Child, OfRecord, Record
from cairn.core.clock import now
from cairn.core.ids import reference, uuid7
from cairn.outside import scopes
from cairn.outside.kinds import GOES_TO, ItemKind, Section, StepKind, Way
from cairn.partnership.models import Agency, Membership, Team
from cairn.sharing.kinds import Receiver


def share_number() -> str:
    """What stands on every page of it, such as S-7F3K-Q2: it says nothing about the child."""
    return reference("S", 4, 2)


class OutsideShare(OfRecord):
    """Chosen parts of what is known, shared with one named person outside, for a purpose, on a lawful ground (R-064).

    Belongs to the team that shared it; append-only. `ground` holds codes of the register joined by "+", `sentence` how
    it read then; `receiver` what sort of body it went to, which the ground must allow. Of a link only keyed digests of
    its token and its code are kept; paper has neither. `expires_at`: until then a link may be opened, or paper printed.
    What happened to it since are its steps.
    """

    scope = scopes.SHARE
    care = DataCare(
        retention="child record",
        personal=("recipient", "organisation", "function", "reach", "phone", "purpose"),
        special=("purpose",),
    )
    number = models.CharField(max_length=16, unique=True, default=share_number, editable=False)
    way = models.CharField(max_length=10, choices=Way.choices)
    recipient = models.CharField(max_length=200)
    organisation = models.CharField(max_length=200)
    function = models.CharField(max_length=200)
    receiver = models.CharField(max_length=20, choices=Receiver.choices)
    reach = models.CharField(max_length=500)
    phone = models.CharField(max_length=50)
    purpose = models.CharField(max_length=500)
    nation = models.CharField(max_length=20)
    ground = models.CharField(max_length=120)
    sentence = models.TextField(max_length=2000)
    expires_at = models.DateTimeField()
    token_digest = models.CharField(max_length=64, null=True, unique=True)  # noqa: DJ001 (paper has none)
    code_digest = models.CharField(max_length=64, blank=True)
    most_tries = models.PositiveSmallIntegerField()
    policy_version = models.CharField(max_length=20)
    send_key = models.UUIDField()

    class Meta:
        indexes: ClassVar = [models.Index(fields=["child", "-recorded_at"], name="shared_outside_of_child")]
        constraints: ClassVar = [
            CheckConstraint(condition=Q(way__in=Way.values), name="outside_way_known"),
            CheckConstraint(condition=Q(receiver__in=GOES_TO), name="outside_receiver_allowed"),
            CheckConstraint(condition=~Q(ground="") & ~Q(sentence=""), name="outside_on_a_ground"),
            CheckConstraint(condition=Q(expires_at__gt=F("recorded_at")), name="outside_ends_later"),
            CheckConstraint(
                condition=(Q(way=Way.LINK, token_digest__isnull=False) & ~Q(code_digest=""))
                | Q(way=Way.PRINT, token_digest=None, code_digest=""),
                name="outside_link_whole",
            ),
            UniqueConstraint(fields=["team", "send_key"], name="outside_sent_once"),
        ]

    def __str__(self) -> str:
        return self.number


class OutsideItem(Guarded):
    """One line as it left, sealed: what somebody says, an entry, a decision, a team by its function. Append-only.

    `item_id` is what it was made from and `source_record_id` the record that brought it; with what it corrects and was
    told together with, they keep the line from whomever that is kept from later. `place` is its place on the page.
    """

    scope = scopes.ITEM
    care = DataCare(retention="child record", personal=("sealed",), special=("sealed",))
    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    share = models.ForeignKey(OutsideShare, on_delete=models.PROTECT, related_name="items")
    record = models.ForeignKey(Record, on_delete=models.PROTECT, related_name="+", db_constraint=False)
    child = models.ForeignKey(Child, on_delete=models.PROTECT, related_name="+", db_constraint=False)
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    team = models.ForeignKey(Team, on_delete=models.PROTECT, related_name="+")
    section = models.CharField(max_length=12, choices=Section.choices)
    kind = models.CharField(max_length=12, choices=ItemKind.choices)
    place = models.PositiveSmallIntegerField()
    item_id = models.UUIDField()
    source_record_id = models.UUIDField()
    source_agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    source_team = models.ForeignKey(Team, on_delete=models.PROTECT, related_name="+")
    corrects_id = models.UUIDField(null=True)
    told_together = models.UUIDField(null=True)
    sealed = models.TextField()

    class Meta:
        indexes: ClassVar = [models.Index(fields=["source_team", "share"], name="outside_lines_of_team")]
        constraints: ClassVar = [
            CheckConstraint(condition=Q(section__in=Section.values), name="outside_section_known"),
            CheckConstraint(condition=Q(kind__in=ItemKind.values), name="outside_item_kind_known"),
            UniqueConstraint(fields=["share", "place"], name="outside_line_once"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.id}"


class OutsideStep(Guarded):
    """Something that happened to it: opened, tried in vain, withdrawn, printed, run out of time. Append-only.

    `by` is whoever did it inside; nobody where it was done from outside or by the clock.
    """

    scope = scopes.STEP
    care = DataCare(retention="child record")
    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    share = models.ForeignKey(OutsideShare, on_delete=models.PROTECT, related_name="steps")
    kind = models.CharField(max_length=12, choices=StepKind.choices)
    at = models.DateTimeField(default=now)
    by = models.ForeignKey(Membership, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints: ClassVar = [
            CheckConstraint(condition=Q(kind__in=StepKind.values), name="outside_step_known"),
            UniqueConstraint(
                fields=["share", "kind"],
                condition=Q(kind__in=[StepKind.OPENED, StepKind.WITHDRAWN, StepKind.LAPSED]),
                name="outside_step_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.share_id}"
