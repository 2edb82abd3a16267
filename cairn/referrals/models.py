"""Referrals, the decisions that answer them, and what was looked for before a decision."""

from typing import ClassVar

from django.db import models
from django.db.models import CheckConstraint, Q, UniqueConstraint

from cairn.access.scopes import DataCare
from cairn.children.models import OfRecord
from cairn.concerns.models import Concern
from cairn.core.clock import now
from cairn.partnership.kinds import Sector
from cairn.partnership.models import Agency, Membership, Team
from cairn.referrals import scopes
from cairn.referrals.kinds import Answer, Parity, Purpose, Sought


class Referral(OfRecord):
    """One child of a concern, put to the team that must answer: delivered and clocked at Send (R-065, R-068).

    `record` is the sender's own record. Delivered, read and "I have it" are three different things and are shown as
    such; nobody is ever told "received". In Wales the word on screen is report.
    """

    scope = scopes.REFERRAL
    care = DataCare(retention="child record")
    concern = models.ForeignKey(Concern, on_delete=models.PROTECT, related_name="referrals")
    purpose = models.CharField(max_length=30, choices=Purpose.choices)
    to_agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    to_team = models.ForeignKey(Team, on_delete=models.PROTECT, related_name="+")
    nation = models.CharField(max_length=20)
    delivered_at = models.DateTimeField(default=now)
    read_at = models.DateTimeField(null=True)
    read_by = models.ForeignKey(Membership, on_delete=models.PROTECT, null=True, related_name="+")
    acknowledged_at = models.DateTimeField(null=True)
    acknowledged_by = models.ForeignKey(Membership, on_delete=models.PROTECT, null=True, related_name="+")
    answered_at = models.DateTimeField(null=True)
    revision = models.PositiveIntegerField(default=1)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["to_team", "-delivered_at"], name="referrals_to_team")]
        constraints: ClassVar = [
            CheckConstraint(condition=Q(purpose__in=Purpose.values), name="referral_purpose_known"),
            CheckConstraint(
                condition=Q(read_at=None, read_by=None) | Q(read_at__isnull=False, read_by__isnull=False),
                name="referral_read_whole",
            ),
            CheckConstraint(
                condition=Q(acknowledged_at=None, acknowledged_by=None)
                | Q(acknowledged_at__isnull=False, acknowledged_by__isnull=False),
                name="referral_acknowledged_whole",
            ),
            UniqueConstraint(fields=["concern", "record", "to_team", "purpose"], name="referral_once"),
        ]

    def __str__(self) -> str:
        return str(self.id)


class Decision(OfRecord):
    """The receiving team's answer, in the nation's own outcomes, with reasons and words for the sender (R-022, R-071).

    `record` is the deciding team's record. Append-only: a changed mind is a new decision that says what it replaces.
    `parity` says why the decision is marked, as it was at that moment; empty where it is not (R-055).
    """

    scope = scopes.DECISION
    care = DataCare(retention="child record", personal=("reasons", "feedback", "would_change"), special=("reasons",))
    referral = models.ForeignKey(Referral, on_delete=models.PROTECT, related_name="decisions")
    outcome = models.CharField(max_length=40, choices=Answer.choices)
    reasons = models.TextField(max_length=15_000)
    feedback = models.TextField(max_length=15_000)
    would_change = models.TextField(max_length=4000, blank=True)
    no_capacity = models.BooleanField(default=False)
    review_on = models.DateField(null=True)
    parity = models.CharField(max_length=20, choices=Parity.choices, blank=True, default="")
    replaces = models.OneToOneField("self", on_delete=models.PROTECT, null=True, related_name="replaced_by")

    class Meta:
        constraints: ClassVar = [
            CheckConstraint(condition=Q(outcome__in=Answer.values), name="decision_answer_known"),
            CheckConstraint(condition=~Q(reasons="") & ~Q(feedback=""), name="decision_says_why"),
            CheckConstraint(condition=Q(parity__in=["", *Parity.values]), name="decision_parity_known"),
            UniqueConstraint(fields=["referral"], condition=Q(replaces=None), name="decision_first_once"),
        ]

    def __str__(self) -> str:
        return f"{self.outcome} {self.id}"


class Corroboration(OfRecord):
    """What a deciding team still looks for before it decides, and from whom (R-055).

    `record` is the deciding team's record. It stops no clock and sends nothing back. Append-only: that it has come is
    a row of its own.
    """

    scope = scopes.CORROBORATION
    care = DataCare(retention="child record", personal=("missing", "why"), special=("missing",))
    referral = models.ForeignKey(Referral, on_delete=models.PROTECT, related_name="corroborations")
    missing = models.TextField(max_length=15_000)
    sought = models.CharField(max_length=20, choices=Sought.choices)
    why = models.TextField(max_length=15_000, blank=True)

    class Meta:
        constraints: ClassVar = [
            CheckConstraint(condition=Q(sought__in=Sought.values), name="corroboration_sought_known"),
            CheckConstraint(condition=~Q(missing=""), name="corroboration_says_what"),
            CheckConstraint(condition=~Q(sought=Sought.STATUTORY, why=""), name="corroboration_says_why"),
        ]

    def __str__(self) -> str:
        return f"{self.sought} {self.id}"


class CorroborationMet(OfRecord):
    """That what was looked for has come, from an agency of which sector, in the deciding team's words (R-055).

    Append-only, once for each.
    """

    scope = scopes.CORROBORATION_MET
    care = DataCare(retention="child record", personal=("words",), special=("words",))
    corroboration = models.OneToOneField(Corroboration, on_delete=models.PROTECT, related_name="met")
    sector = models.CharField(max_length=20, choices=Sector.choices)
    words = models.TextField(max_length=15_000)

    class Meta:
        constraints: ClassVar = [
            CheckConstraint(condition=Q(sector__in=Sector.values), name="corroboration_met_sector_known"),
            CheckConstraint(condition=~Q(words=""), name="corroboration_met_says_what"),
        ]

    def __str__(self) -> str:
        return f"{self.sector} {self.id}"
