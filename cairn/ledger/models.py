"""What happened, and the seals on it. Both tables are made in SQL and belong to a role that nobody signs in with."""

from typing import ClassVar

from django.db import models

from cairn.access.scopes import DataCare, Guarded, ScopedQuerySet, Unprotected
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
