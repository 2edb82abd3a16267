"""What somebody says, sees or shows about a child; and the keys by which a child is found."""

from typing import ClassVar

from django.db import models
from django.db.models import CheckConstraint, F, Q, UniqueConstraint

from cairn.access.scopes import DataCare, Guarded
from cairn.children import scopes
from cairn.children.kinds import Basis, FactKind
from cairn.children.models.child import Child, OfRecord, Record


class Claim(OfRecord):
    """A name, an age, a nationality, an address, a wish …: who said so, on what basis, when. Never overwritten.

    Claims that disagree stand side by side; "the" name or age is derived by a rule. `text` is what was said, as it was
    said; `detail` its parts (a name's kind, an identifier's scheme); births also carry the earliest and latest date
    that fits. Append-only; kept with the child's record.
    """

    scope = scopes.CONTRIBUTION
    care = DataCare(retention="child record", personal=("text", "detail", "born_from", "born_to"), special=("text",))
    kind = models.CharField(max_length=20, choices=FactKind.choices)
    text = models.TextField(max_length=15_000)
    detail = models.JSONField(default=dict)
    basis = models.CharField(max_length=30, choices=Basis.choices)
    born_from = models.DateField(null=True)
    born_to = models.DateField(null=True)
    told_together = models.UUIDField(null=True)
    said_at = models.DateTimeField(null=True)
    replaces = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="replaced_by")

    class Meta:
        indexes: ClassVar = [models.Index(fields=["child", "kind", "recorded_at"], name="claim_of_child")]
        constraints: ClassVar = [
            CheckConstraint(condition=Q(kind__in=FactKind.values), name="claim_kind_known"),
            CheckConstraint(condition=Q(basis__in=Basis.values), name="claim_basis_known"),
            CheckConstraint(condition=~Q(text=""), name="claim_says_something"),
            CheckConstraint(condition=Q(born_from=None) | Q(born_to__gte=F("born_from")), name="claim_birth_in_order"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.id}"


class MatchKey(Guarded):
    """A keyed hash by which a record can be found. Nobody reads one; a database function compares them."""

    scope = scopes.KEYS
    care = DataCare(retention="child record", personal=("key",))
    id = models.BigAutoField(primary_key=True)
    record = models.ForeignKey(Record, on_delete=models.PROTECT, related_name="+", db_constraint=False)
    child = models.ForeignKey(Child, on_delete=models.PROTECT, related_name="+", db_constraint=False)
    key = models.BinaryField(max_length=16)

    class Meta:
        constraints: ClassVar = [UniqueConstraint(fields=["key", "record"], name="match_key_once")]

    def __str__(self) -> str:
        return str(self.id)
