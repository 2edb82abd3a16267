"""The circle around a child: who is involved, doing what, and who is responsible."""

from typing import ClassVar

from django.db import models
from django.db.models import CheckConstraint, F, Q, UniqueConstraint

from cairn.access.scopes import DataCare, Guarded
from cairn.children import scopes
from cairn.children.kinds import Capacity, RequestState, ResponsibilityKind
from cairn.children.kinds.circle import FOR_A_TIME
from cairn.children.models.child import Child, OfRecord
from cairn.core.clock import now
from cairn.core.ids import uuid7
from cairn.partnership.models import Agency, Membership, Team


def at_present() -> Q:
    """Involvements that stand now: not ended, and not past the moment at which they end by themselves.

    The database's own view of the circle asks the same of its own clock (`cairn_my_circle`).
    """
    return Q(ended_at=None) & (Q(until=None) | Q(until__gt=now()))


class Involvement(OfRecord):
    """A team around a child: in what capacity, doing what, from when to when, with which named practitioner (R-011).

    `sees_story` is the state the database policies test: it follows from the capacity. `is_confirmed` says that a
    person has confirmed that the team's record belongs to this child. `until` is the moment at which it ends by
    itself, `basis` by what somebody is there (an order, an agreement, the reason for stepping in); where `only_for`
    names somebody, that member of the team alone sees the child by it.
    """

    has_said: bool = False
    scope = scopes.INVOLVEMENT
    care = DataCare(retention="child record", personal=("doing", "basis", "ended_reason"))
    capacity = models.CharField(max_length=20, choices=Capacity.choices)
    doing = models.CharField(max_length=500, blank=True)
    practitioner = models.ForeignKey(Membership, on_delete=models.PROTECT, null=True, related_name="+")
    sees_story = models.BooleanField(default=False)
    is_confirmed = models.BooleanField(default=False)
    started_at = models.DateTimeField(default=now)
    until = models.DateTimeField(null=True)
    basis = models.CharField(max_length=500, blank=True)
    only_for = models.ForeignKey(Membership, on_delete=models.PROTECT, null=True, related_name="+")
    ended_at = models.DateTimeField(null=True)
    ended_reason = models.CharField(max_length=500, blank=True)
    ended_by = models.ForeignKey(Membership, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["child", "team"], name="circle_of_child", condition=Q(ended_at=None)),
            models.Index(fields=["team", "child"], name="circle_of_team", condition=Q(ended_at=None)),
        ]
        constraints: ClassVar = [
            CheckConstraint(condition=Q(capacity__in=Capacity.values), name="involvement_capacity_known"),
            CheckConstraint(
                condition=Q(ended_at=None) | Q(ended_at__gte=F("started_at")), name="involvement_ends_after"
            ),
            CheckConstraint(
                condition=~Q(capacity__in=sorted(each.value for each in FOR_A_TIME))
                | Q(until__isnull=False, until__gt=F("started_at")),
                name="involvement_for_a_time",
            ),
            UniqueConstraint(fields=["record", "team"], condition=Q(ended_at=None), name="involvement_once_a_record"),
        ]

    def __str__(self) -> str:
        return f"{self.capacity} {self.team_id}"


class CircleLines(OfRecord):
    """What a team says of its part around a child, in a line each (R-011). Append-only: the newest counts.

    Why it is there, what it cannot keep to itself, what it cannot do; and when it last met or spoke with the child,
    where it has. Read by whoever sees the story.
    """

    scope = scopes.LINES
    care = DataCare(retention="child record", personal=("why_here", "cannot_keep", "cannot_do", "last_contact_on"))
    why_here = models.CharField(max_length=300)
    cannot_keep = models.CharField(max_length=300)
    cannot_do = models.CharField(max_length=300)
    last_contact_on = models.DateField(null=True)

    class Meta:
        verbose_name_plural = "circle lines"
        indexes: ClassVar = [models.Index(fields=["child", "team"], name="lines_of_team")]

    def __str__(self) -> str:
        return str(self.team_id)


class MyCircle(Guarded):
    """The current involvements of whoever is bound to the transaction: a view, read by filters and policies alike.

    `glass_until` is set where it is no involvement, but open for an hour because somebody is in danger.
    """

    scope = scopes.MY_CIRCLE
    care = DataCare(retention="child record")
    child = models.OneToOneField(Child, on_delete=models.DO_NOTHING, primary_key=True, related_name="+")
    team = models.ForeignKey(Team, on_delete=models.DO_NOTHING, related_name="+")
    sees_story = models.BooleanField()
    is_confirmed = models.BooleanField()
    glass_until = models.DateTimeField(null=True)
    is_on_shift = models.BooleanField()

    class Meta:
        managed = False
        db_table = "cairn_my_circle"

    def __str__(self) -> str:
        return str(self.pk)


class InvolvementRequest(OfRecord):
    """A contributor's wish to work with the child, answered by a clock and granted when nobody answers."""

    scope = scopes.REQUEST
    care = DataCare(retention="child record", personal=("doing", "reason"))
    doing = models.CharField(max_length=500)
    state = models.CharField(max_length=20, choices=RequestState.choices, default=RequestState.OPEN)
    reason = models.CharField(max_length=500, blank=True)
    answered_by = models.ForeignKey(Membership, on_delete=models.PROTECT, null=True, related_name="+")
    answered_at = models.DateTimeField(null=True)
    revision = models.PositiveIntegerField(default=1)

    class Meta:
        constraints: ClassVar = [
            CheckConstraint(condition=Q(state__in=RequestState.values), name="request_state_known"),
            CheckConstraint(
                condition=Q(state=RequestState.OPEN, answered_at=None)
                | (~Q(state=RequestState.OPEN) & Q(answered_at__isnull=False)),
                name="request_answered_whole",
            ),
            UniqueConstraint(
                fields=["child", "team"], condition=Q(state=RequestState.OPEN), name="one_open_request_a_team"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.state} {self.team_id}"


class Responsibility(Guarded):
    """Who is responsible for a child: in law, as lead, and for the next act. Never empty while the child is awake.

    A history without gaps: one current row of each kind, watched by a deferred database trigger (R-070).
    """

    scope = scopes.RESPONSIBILITY
    care = DataCare(retention="child record", personal=("reason",))
    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    child = models.ForeignKey(Child, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=20, choices=ResponsibilityKind.choices)
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    team = models.ForeignKey(Team, on_delete=models.PROTECT, related_name="+")
    practitioner = models.ForeignKey(Membership, on_delete=models.PROTECT, null=True, related_name="+")
    reason = models.CharField(max_length=500, blank=True)
    since = models.DateTimeField(default=now)
    until = models.DateTimeField(null=True)
    assigned_by = models.ForeignKey(Membership, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name_plural = "responsibilities"
        constraints: ClassVar = [
            CheckConstraint(condition=Q(kind__in=ResponsibilityKind.values), name="responsibility_kind_known"),
            CheckConstraint(condition=Q(until=None) | Q(until__gte=F("since")), name="responsibility_ends_after"),
            UniqueConstraint(fields=["child", "kind"], condition=Q(until=None), name="responsibility_one_at_a_time"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.team_id}"
