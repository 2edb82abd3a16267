"""A question of one agency to another about a child, and what is said to it."""

from typing import ClassVar

from django.db import models
from django.db.models import CheckConstraint, F, Q

from cairn.access.scopes import DataCare, Guarded
from cairn.core.clock import now
from cairn.core.ids import uuid7
from cairn.partnership.models import Agency, Membership, Team
from cairn.sharing import scopes
from cairn.sharing.kinds import SETTLED, AskState, KnownFrom, RefusalGround, ReplyKind


class Ask(Guarded):
    """One team asks another something about a child, for a purpose, on a lawful ground, by a clock (R-051).

    Belongs to the team that asks; `child_id` and `record_id` are soft, because children live on a higher floor, and
    follow the asking team's record when it moves. The asked team may know nothing of the child: it sees what was
    written here and nothing else. `ground` holds the codes of the register joined by "+", `sentence` how it read then.
    `due_at` is the moment fixed at the start; `first_reply_at` the first word that came back. Only where it stands ever
    changes.
    """

    scope = scopes.ASK
    care = DataCare(
        retention="child record", personal=("question", "purpose", "withdrawn_reason"), special=("question",)
    )
    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    child_id = models.UUIDField()
    record_id = models.UUIDField()
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    team = models.ForeignKey(Team, on_delete=models.PROTECT, related_name="+")
    asked_by = models.ForeignKey(Membership, on_delete=models.PROTECT, null=True, related_name="+")
    to_agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    to_team = models.ForeignKey(Team, on_delete=models.PROTECT, related_name="+")
    question = models.TextField(max_length=4000)
    purpose = models.CharField(max_length=500)
    nation = models.CharField(max_length=20)
    ground = models.CharField(max_length=120)
    sentence = models.TextField(max_length=2000)
    state = models.CharField(max_length=20, choices=AskState.choices, default=AskState.OPEN)
    asked_at = models.DateTimeField(default=now, editable=False)
    due_at = models.DateTimeField()
    first_reply_at = models.DateTimeField(null=True)
    settled_at = models.DateTimeField(null=True)
    withdrawn_reason = models.CharField(max_length=500, blank=True)
    revision = models.PositiveIntegerField(default=1)

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["child_id", "-asked_at"], name="asked_about_child"),
            models.Index(fields=["to_team", "-asked_at"], name="asked_of_team"),
            models.Index(fields=["team", "-asked_at"], name="asked_by_team"),
            models.Index(fields=["asked_at"], name="asked_when"),
        ]
        constraints: ClassVar = [
            CheckConstraint(condition=Q(state__in=AskState.values), name="ask_state_known"),
            CheckConstraint(condition=~Q(question="") & ~Q(purpose=""), name="ask_says_what_and_why"),
            CheckConstraint(condition=~Q(ground="") & ~Q(sentence=""), name="ask_on_a_ground"),
            CheckConstraint(condition=~Q(agency=F("to_agency")), name="ask_of_another_agency"),
            CheckConstraint(condition=Q(due_at__gte=F("asked_at")), name="ask_due_after"),
            CheckConstraint(
                condition=Q(state__in=SETTLED, settled_at__isnull=False)
                | (~Q(state__in=SETTLED) & Q(settled_at__isnull=True)),
                name="ask_settled_whole",
            ),
            CheckConstraint(
                condition=Q(state=AskState.WITHDRAWN) & ~Q(withdrawn_reason="")
                | ~Q(state=AskState.WITHDRAWN) & Q(withdrawn_reason=""),
                name="ask_withdrawn_with_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.state} {self.id}"


class AskAnswer(Guarded):
    """What is said to a question: an answer, a part of one, a refusal with its ground, or a second person's word on a
    refusal. Append-only.

    Read by the team that asked, the team that was asked, and the hub. Others in the circle see that it was asked and
    answered; the words reach them through the story, where they may be held back like any other. `ground` and
    `sentence` say on what ground it was shared, as then; `missing` what a part leaves out.
    """

    scope = scopes.ASK_ANSWER
    care = DataCare(retention="child record", personal=("words", "missing"), special=("words",))
    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    ask = models.ForeignKey(Ask, on_delete=models.PROTECT, related_name="replies")
    child_id = models.UUIDField()
    record_id = models.UUIDField()
    asker_team = models.ForeignKey(Team, on_delete=models.PROTECT, related_name="+")
    asked_team = models.ForeignKey(Team, on_delete=models.PROTECT, related_name="+")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    team = models.ForeignKey(Team, on_delete=models.PROTECT, related_name="+")
    said_by = models.ForeignKey(Membership, on_delete=models.PROTECT, null=True, related_name="+")
    said_at = models.DateTimeField(default=now, editable=False)
    kind = models.CharField(max_length=20, choices=ReplyKind.choices)
    words = models.TextField(max_length=15_000)
    missing = models.CharField(max_length=500, blank=True)
    known_from = models.CharField(max_length=30, choices=KnownFrom.choices, blank=True)
    ground = models.CharField(max_length=120, blank=True)
    sentence = models.TextField(max_length=2000, blank=True)
    refusal_ground = models.CharField(max_length=20, choices=RefusalGround.choices, blank=True)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["ask", "said_at"], name="replies_in_order")]
        constraints: ClassVar = [
            CheckConstraint(condition=Q(kind__in=ReplyKind.values), name="reply_kind_known"),
            CheckConstraint(condition=~Q(words=""), name="reply_says_something"),
            CheckConstraint(
                condition=Q(kind=ReplyKind.REFUSED, refusal_ground__in=RefusalGround.values)
                | ~Q(kind=ReplyKind.REFUSED) & Q(refusal_ground=""),
                name="refusal_has_a_ground",
            ),
            CheckConstraint(
                condition=Q(kind__in=[ReplyKind.ANSWERED, ReplyKind.PART], known_from__in=KnownFrom.values)
                & ~Q(ground="")
                & ~Q(sentence="")
                | ~Q(kind__in=[ReplyKind.ANSWERED, ReplyKind.PART]) & Q(known_from="", ground="", sentence=""),
                name="answer_has_a_ground",
            ),
            CheckConstraint(
                condition=Q(kind=ReplyKind.PART) & ~Q(missing="") | ~Q(kind=ReplyKind.PART) & Q(missing=""),
                name="part_says_what_is_missing",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.ask_id}"
