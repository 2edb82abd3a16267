"""What somebody says, sees or shows about a child; and the keys by which a child is found."""

from typing import ClassVar

from django.db import models
from django.db.models import CheckConstraint, F, Q, UniqueConstraint

from cairn.access.scopes import DataCare, Guarded
from cairn.children import scopes
from cairn.children.kinds import Basis, FactKind
from cairn.children.models.child import Child, OfRecord, Record
from cairn.core.kept_sealed import KeptSealed


class Claim(KeptSealed, OfRecord):
    """A name, an age, a nationality, an address, a wish …: who said so, on what basis, when. Never overwritten.

    Claims that disagree stand side by side; "the" name or age is derived by a rule. `text` is what was said, as it was
    said (of a sex, a care or an immigration status its code); births also carry the earliest and latest date that fit,
    neither where the age is said to be unknown. `detail` holds its parts; those left out were not said:

    - any: `status` (Status) with which it was said, `supplied_by`; name: `kind`, `script`, `language`; identifier:
      `scheme`; language: `interpreter`; phone and whereabouts: `safe`, `known`; birth: `precision`, `disputed`,
      `assessed_by`, `concluded_on`;
    - address: `postcode`, `outcode` (capitals, one space), `place_kind` (PlaceKind); school: its name is the text;
    - living: `arrangement`; parental: `by`; immigration: `application`, `applied_on`, `decision`, `decided_on`,
      `representative`, `next_step`, `next_on`; relationship, whose text is the person: `relation`, `grown`, `cares`,
      `said_by`, `own_account`;
    - address, school, care status, living, parental: `from` and `to`, as "2026", "2026-03" or "2026-03-14".

    A claim of the kind *standing* is what somebody thinks of another claim, `about`: `detail["status"]`, for a
    relationship also `how` (Check), and the reason as text. `replaces` is a claim that its own team says better here.
    `detail["handling"]` (ApartKind) says that only named people read it: then its words and parts are sealed in the
    database. `marked`, where claims were fetched together, is what was thought of this one, the newest first.
    Append-only; kept with the child's record.
    """

    SEALED = ("text",)
    scope = scopes.CLAIM
    marked: "tuple[Claim, ...]" = ()
    care = DataCare(
        retention="child record", personal=("text", "detail", "born_from", "born_to"), special=("text", "detail")
    )
    kind = models.CharField(max_length=20, choices=FactKind.choices)
    text = models.TextField(max_length=15_000)
    detail = models.JSONField(default=dict)
    basis = models.CharField(max_length=30, choices=Basis.choices)
    born_from = models.DateField(null=True)
    born_to = models.DateField(null=True)
    told_together = models.UUIDField(null=True)
    said_at = models.DateTimeField(null=True)
    replaces = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="replaced_by")
    about = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="marks")

    class Meta:
        indexes: ClassVar = [models.Index(fields=["child", "kind", "recorded_at"], name="claim_of_child")]
        constraints: ClassVar = [
            CheckConstraint(condition=Q(kind__in=FactKind.values), name="claim_kind_known"),
            CheckConstraint(condition=Q(basis__in=Basis.values), name="claim_basis_known"),
            CheckConstraint(condition=~Q(text=""), name="claim_says_something"),
            CheckConstraint(condition=Q(born_from=None) | Q(born_to__gte=F("born_from")), name="claim_birth_in_order"),
            CheckConstraint(
                condition=Q(kind=FactKind.STANDING, about__isnull=False) | (~Q(kind=FactKind.STANDING) & Q(about=None)),
                name="claim_mark_is_about_one",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.id}"


class MatchKey(Guarded):
    """A keyed hash by which a record can be found. Nobody reads one; a database function compares them.

    Hangs on the record, so that it follows the record from child to child; kept with it, and rebuilt by `cairn rekey`.
    """

    scope = scopes.KEYS
    care = DataCare(retention="child record", personal=("key",))
    id = models.BigAutoField(primary_key=True)
    record = models.ForeignKey(Record, on_delete=models.PROTECT, related_name="+", db_constraint=False)
    # Nothing looks for the keys of a child, and an index would be as large as the children are many.
    child = models.ForeignKey(Child, on_delete=models.PROTECT, related_name="+", db_constraint=False, db_index=False)
    key = models.BigIntegerField()

    class Meta:
        # With the child inside, the index alone answers who bears a key.
        constraints: ClassVar = [UniqueConstraint(fields=["key", "record"], include=["child"], name="match_key_once")]

    def __str__(self) -> str:
        return str(self.id)


class MatchFacts(Guarded):
    """What a record says of its child, folded for matching when it was said. Nobody reads it; one function compares it.

    A text to each field, as `cairn.matching.folded` writes it, by the rules of `version`. Holds no phone, address or
    school with a handling. Hangs on the record like the keys; kept with it, and rebuilt by `cairn rekey`.
    """

    scope = scopes.FOLDED
    care = DataCare(
        retention="child record",
        personal=("name", "birth", "sex", "identifier", "phone", "address", "school", "nationality"),
        special=("nationality",),
    )
    id = models.BigAutoField(primary_key=True)
    record = models.OneToOneField(Record, on_delete=models.PROTECT, related_name="+", db_constraint=False)
    child = models.ForeignKey(Child, on_delete=models.PROTECT, related_name="+", db_constraint=False)
    version = models.CharField(max_length=20)
    name = models.TextField(blank=True)
    birth = models.TextField(blank=True)
    sex = models.TextField(blank=True)
    identifier = models.TextField(blank=True)
    phone = models.TextField(blank=True)
    address = models.TextField(blank=True)
    school = models.TextField(blank=True)
    nationality = models.TextField(blank=True)

    class Meta:
        verbose_name_plural = "match facts"

    def __str__(self) -> str:
        return str(self.id)


class KeyFrequency(Guarded):
    """How many records bear a key, for keys that twenty or more bear: what is common tells little, and is read last.

    Counted every night by the worker; key 0 counts the records themselves. Tells nothing of any child.
    """

    scope = scopes.KEY_COUNTS
    care = DataCare(retention="operation")
    key = models.BigIntegerField(primary_key=True)
    bearers = models.PositiveIntegerField()

    class Meta:
        verbose_name_plural = "key frequencies"

    def __str__(self) -> str:
        return str(self.key)


class KeyBuild(Guarded):
    """How far the rebuilding of all keys has come for one version of them, so that it goes on where it stopped.

    One row for each version ever built; kept as the account of it. `after` is the last record done.
    """

    scope = scopes.KEY_COUNTS
    care = DataCare(retention="operation")
    version = models.CharField(primary_key=True, max_length=20)
    after = models.UUIDField(null=True)
    records = models.PositiveIntegerField(default=0)
    finished_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return self.version
