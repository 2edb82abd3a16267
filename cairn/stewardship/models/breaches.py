"""The breach log: what went where it should not have gone, and everything that was done about it."""

from typing import ClassVar

from django.db import models
from django.db.models import CheckConstraint, Q

from cairn.access.scopes import DataCare, Guarded
from cairn.core.clock import now
from cairn.core.ids import reference, uuid7
from cairn.partnership.models import Agency, Membership
from cairn.stewardship import scopes
from cairn.stewardship.kinds import BreachOutcome, BreachStep, Risk


def breach_reference() -> str:
    """A reference people can read aloud, such as B-7F3K-Q2. Random: it says nothing about what happened."""
    return reference("B", 4, 2)


class Breach(Guarded):
    """Something about a person was seen, sent or lost where it should not have been; anybody reports it (R-198).

    `known_at` starts the 72 hours; `decision_id` is the undone link whose review led here, if one did. What happened is
    never changed; what became of it is told in the notes. Kept as the desk's papers are.
    """

    scope = scopes.ANYBODYS
    care = DataCare(retention="data protection desk", personal=("what_happened", "outcome_reason"))
    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    reference = models.CharField(max_length=16, unique=True, default=breach_reference, editable=False)
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    what_happened = models.TextField(max_length=4000)
    how_many = models.PositiveIntegerField(null=True)
    happened_at = models.DateTimeField(null=True)
    known_at = models.DateTimeField()
    reported_by = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")
    reported_at = models.DateTimeField(default=now)
    decision_id = models.UUIDField(null=True)
    due_at = models.DateTimeField()
    risk = models.CharField(max_length=20, choices=Risk.choices, blank=True)
    outcome = models.CharField(max_length=20, choices=BreachOutcome.choices, blank=True)
    outcome_reason = models.CharField(max_length=1000, blank=True)
    closed_at = models.DateTimeField(null=True)
    closed_by = models.ForeignKey(Membership, on_delete=models.PROTECT, null=True, related_name="+")
    revision = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name_plural = "breaches"
        indexes: ClassVar = [models.Index(fields=["due_at"], name="breach_open", condition=Q(closed_at=None))]
        constraints: ClassVar = [
            CheckConstraint(condition=~Q(what_happened=""), name="breach_says_what"),
            CheckConstraint(condition=Q(risk__in=["", *Risk.values]), name="breach_risk_known"),
            CheckConstraint(condition=Q(outcome__in=["", *BreachOutcome.values]), name="breach_outcome_known"),
            CheckConstraint(
                condition=Q(closed_at=None, outcome="")
                | (Q(closed_at__isnull=False, closed_by__isnull=False) & ~Q(outcome="") & ~Q(outcome_reason="")),
                name="breach_closed_with_outcome",
            ),
        ]

    def __str__(self) -> str:
        return self.reference


class BreachNote(Guarded):
    """One thing done or decided about a breach, by whom and when. Append-only: the log of a log is never rewritten."""

    scope = scopes.BREACH_NOTE
    care = DataCare(retention="data protection desk", personal=("words",))
    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    breach = models.ForeignKey(Breach, on_delete=models.PROTECT, related_name="notes")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    step = models.CharField(max_length=20, choices=BreachStep.choices)
    words = models.TextField(max_length=4000)
    noted_by = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")
    noted_at = models.DateTimeField(default=now)

    class Meta:
        constraints: ClassVar = [
            CheckConstraint(condition=Q(step__in=BreachStep.values), name="breach_step_known"),
            CheckConstraint(condition=~Q(words=""), name="breach_note_says_something"),
        ]

    def __str__(self) -> str:
        return f"{self.step} {self.breach_id}"
