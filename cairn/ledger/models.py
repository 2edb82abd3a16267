"""What happened, the seals on it, and the digests handed round. Events and seals are made in SQL and belong to a role
that nobody signs in with."""

from typing import ClassVar

from django.db import models
from django.db.models import CheckConstraint, Q

from cairn.access.scopes import DataCare, Guarded, ScopedQuerySet, Unprotected
from cairn.core.clock import now
from cairn.core.ids import uuid7
from cairn.ledger.scopes import Witnessed

_KEPT = DataCare(retention="ledger", personal=("practitioner_id", "membership_id", "child_id"))


class Event(models.Model):
    """Something somebody did or looked at: ids, codes and field names, never what was written there.

    Owned by the partnership as a whole. Outlives the child's record, because it answers who saw it.
    """

    scope = Witnessed()
    care = _KEPT
    id = models.BigIntegerField(primary_key=True)
    at = models.DateTimeField()
    seal = models.BigIntegerField(null=True)
    actor_kind = models.TextField()
    practitioner_id = models.UUIDField(null=True)
    membership_id = models.UUIDField(null=True)
    agency_id = models.UUIDField(null=True)
    token_id = models.UUIDField(null=True)
    happening = models.TextField()
    child_id = models.UUIDField(null=True)
    makeup = models.IntegerField(null=True)
    about_kind = models.TextField(null=True)  # noqa: DJ001 (absent together with about_id)
    about_id = models.UUIDField(null=True)
    purpose = models.TextField()
    request_id = models.UUIDField(null=True)
    detail = models.JSONField()

    objects = ScopedQuerySet["Event"].as_manager()

    class Meta:
        managed = False
        db_table = "ledger_event"
        ordering: ClassVar = ["-id"]


class Seal(Guarded):
    """A digest over a run of events, chained to the seal before it: what was sealed cannot change unnoticed.

    Owned by the partnership and kept as long as its events.
    """

    scope = Unprotected("digests and counts; made to be handed round among the agencies")
    care = DataCare(retention="ledger")

    number = models.BigIntegerField(primary_key=True)
    first = models.BigIntegerField()
    last = models.BigIntegerField()
    count = models.BigIntegerField()
    digest = models.BinaryField()
    previous = models.BinaryField()
    sealed_at = models.DateTimeField()

    class Meta:
        managed = False
        db_table = "ledger_seal"
        ordering: ClassVar = ["number"]


class Digest(Guarded):
    """The newest seal on one day, as every agency was handed it: who keeps it can prove what the ledger held by then.

    `count` is how many events stand under that seal, `events` under all seals up to it. Written once, never changed.
    """

    scope = Unprotected("the head of the ledger on one day, a digest and two counts; made to be handed round")
    care = DataCare(retention="ledger")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    day = models.DateField(unique=True)
    number = models.BigIntegerField()
    digest = models.CharField(max_length=64)
    sealed_at = models.DateTimeField()
    count = models.BigIntegerField()
    events = models.BigIntegerField()
    made_at = models.DateTimeField(default=now)

    class Meta:
        db_table = "cairn_digest"
        ordering: ClassVar = ["-day"]
        constraints: ClassVar = [CheckConstraint(condition=Q(events__gte=1, count__gte=1), name="digest_of_something")]

    def __str__(self) -> str:
        return self.day.isoformat()
