"""Whether two records are the same child: the question, the decision, and the moves it made."""

from datetime import datetime
from typing import ClassVar

from django.db import models
from django.db.models import CheckConstraint, Q, UniqueConstraint

from cairn.access.scopes import DataCare, Guarded
from cairn.children import scopes
from cairn.children.kinds import Outcome, Standing
from cairn.children.models.child import Child, Record
from cairn.core.clock import now
from cairn.core.ids import uuid7
from cairn.matching.kinds import Band
from cairn.partnership.models import Agency, Membership, Team


class LinkQuestion(Guarded):
    """Could `child` be the same as `candidate`? Asked by the matching of a concern or by a person; holds no values,
    only which facts agree and how strongly. Open until somebody decides.

    `band` is how strong that is in a word, empty where a person asked and nothing was weighed. `rests_until`: somebody
    was not sure, and it comes back then, or sooner with new evidence.
    """

    scope = scopes.LINK_QUESTION
    care = DataCare(retention="child record")
    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    child = models.ForeignKey(Child, on_delete=models.PROTECT, related_name="+")
    candidate = models.ForeignKey(Child, on_delete=models.PROTECT, related_name="+")
    weight = models.FloatField()
    evidence = models.JSONField(default=list)
    model_version = models.CharField(max_length=40)
    asked_at = models.DateTimeField(default=now)
    closed_at = models.DateTimeField(null=True)
    band = models.CharField(max_length=20, blank=True)
    rests_until = models.DateTimeField(null=True)

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["-weight", "asked_at", "id"], condition=Q(closed_at=None), name="questions_strongest"),
            models.Index(fields=["asked_at", "id"], condition=Q(closed_at=None), name="questions_oldest"),
        ]
        constraints: ClassVar = [
            CheckConstraint(condition=~Q(child=models.F("candidate")), name="question_about_two"),
            CheckConstraint(condition=Q(band__in=["", *(each.value for each in Band)]), name="question_band_known"),
            UniqueConstraint(fields=["child", "candidate"], condition=Q(closed_at=None), name="question_open_once"),
        ]

    def __str__(self) -> str:
        return str(self.id)


class LinkDecision(Guarded):
    """A person's answer to whether two children are one, with the evidence as it was. Remembered and reversible.

    `child` is the one whose records moved (or would move), `other` the one they moved to (R-002, R-003). With `waits`
    nothing moves before a second person agrees: something about one of the two is specially protected. `rerouted`:
    open questions about `child` that are about `other` since, by id.
    """

    scope = scopes.LINK
    care = DataCare(retention="child record", personal=("reason", "undone_reason"))
    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    child = models.ForeignKey(Child, on_delete=models.PROTECT, related_name="+")
    other = models.ForeignKey(Child, on_delete=models.PROTECT, related_name="+")
    outcome = models.CharField(max_length=20, choices=Outcome.choices)
    standing = models.CharField(max_length=20, choices=Standing.choices)
    reason = models.TextField(max_length=4000)
    evidence = models.JSONField(default=list)
    model_version = models.CharField(max_length=40)
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    team = models.ForeignKey(Team, on_delete=models.PROTECT, related_name="+")
    decided_by = models.ForeignKey(Membership, on_delete=models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(default=now)
    waits = models.BooleanField(default=False)
    rerouted = models.JSONField(default=list)
    confirmed_by = models.ForeignKey(Membership, on_delete=models.PROTECT, null=True, related_name="+")
    confirmed_at = models.DateTimeField(null=True)
    undone_by = models.ForeignKey(Membership, on_delete=models.PROTECT, null=True, related_name="+")
    undone_at = models.DateTimeField(null=True)
    undone_reason = models.TextField(max_length=4000, blank=True)
    revision = models.PositiveIntegerField(default=1)

    class Meta:
        indexes: ClassVar = [
            models.Index(
                fields=["decided_at", "id"], condition=Q(standing=Standing.PROVISIONAL), name="decisions_to_confirm"
            ),
        ]
        constraints: ClassVar = [
            CheckConstraint(condition=~Q(child=models.F("other")), name="decision_about_two"),
            CheckConstraint(condition=Q(outcome__in=Outcome.values), name="decision_outcome_known"),
            CheckConstraint(condition=Q(standing__in=Standing.values), name="decision_standing_known"),
            CheckConstraint(condition=Q(undone_at=None) | ~Q(undone_reason=""), name="decision_undone_with_reason"),
        ]

    def __str__(self) -> str:
        return f"{self.outcome} {self.id}"

    @property
    def joined_at(self) -> datetime | None:
        """Since when the two are held to be one; None while nothing has moved yet."""
        if self.outcome != Outcome.SAME or self.standing == Standing.PROPOSED:
            return None
        return self.confirmed_at if self.waits else self.decided_at


class Move(Guarded):
    """A record went from one child to another, by which decision. A reversal is a move of its own.

    `places`: for each team around the record then, by id, whether the record was known to be about its child, links
    apart. Undoing gives every team that place again, and a link gives nobody a better one than its record had.
    """

    scope = scopes.MOVE
    care = DataCare(retention="child record")
    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    decision = models.ForeignKey(LinkDecision, on_delete=models.PROTECT, related_name="moves")
    record = models.ForeignKey(Record, on_delete=models.PROTECT, related_name="moves")
    from_child = models.ForeignKey(Child, on_delete=models.PROTECT, related_name="+")
    to_child = models.ForeignKey(Child, on_delete=models.PROTECT, related_name="+")
    moved_at = models.DateTimeField(default=now)
    moved_by = models.ForeignKey(Membership, on_delete=models.PROTECT, null=True, related_name="+")
    places = models.JSONField(default=dict)
    reverses = models.OneToOneField("self", on_delete=models.PROTECT, null=True, related_name="reversed_by")

    class Meta:
        constraints: ClassVar = [
            CheckConstraint(condition=~Q(from_child=models.F("to_child")), name="move_goes_somewhere"),
        ]

    def __str__(self) -> str:
        return str(self.id)
