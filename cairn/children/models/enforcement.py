"""What immigration enforcement asks about a child, what those around the child say to it, and what is given (R-060).

Two rows tell of one request: the askers' own, which is the same whether or not there is such a child, and the one of
those around the child, which the askers never read.
"""

from typing import ClassVar

from django.db import models
from django.db.models import CheckConstraint, Q

from cairn.access.scopes import DataCare, Guarded
from cairn.children import scopes
from cairn.children.kinds.enforcement import SETTLED, EnforcementState, EnforcementWord
from cairn.children.models.child import OfRecord
from cairn.core.clock import now
from cairn.core.ids import uuid7
from cairn.partnership.models import Agency, Membership, Team


class EnforcementRequest(Guarded):
    """What somebody asks for immigration enforcement, by the exact reference that they were told. Append-only.

    Belongs to the team that asks, and is read by the hub as well. Made alike whether or not there is such a child, so
    that neither the row nor what becomes of it tells. `ground` is the code of the register, `sentence` how it read
    then; `due_at` is when whoever decides must have answered, if there is anything to decide. Goes with the record of
    the child of that reference; where there is none it stays, as the account of what was asked.
    """

    scope = scopes.ENFORCEMENT_REQUEST
    care = DataCare(retention="child record", personal=("reference", "question"), special=("question",))
    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    team = models.ForeignKey(Team, on_delete=models.PROTECT, related_name="+")
    asked_by = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(default=now, editable=False)
    due_at = models.DateTimeField()
    reference = models.CharField(max_length=16)
    question = models.TextField(max_length=4000)
    nation = models.CharField(max_length=20)
    ground = models.CharField(max_length=120)
    sentence = models.TextField(max_length=2000)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["team", "-asked_at"], name="enforcement_of_team")]
        constraints: ClassVar = [
            CheckConstraint(condition=~Q(reference="") & ~Q(question=""), name="enforcement_says_what"),
            CheckConstraint(condition=~Q(ground="") & ~Q(sentence=""), name="enforcement_on_a_ground"),
        ]

    def __str__(self) -> str:
        return str(self.id)


class EnforcementQuestion(OfRecord):
    """The same for those around the child: asked of the team that leads, seen by all who see the story and by the hub.

    Hangs on a record of the team that led then (of another team where that one has none). Made by a job once somebody
    has asked; only where it stands ever changes.
    """

    scope = scopes.ENFORCEMENT_QUESTION
    care = DataCare(retention="child record", personal=("question",), special=("question",))
    request = models.OneToOneField(EnforcementRequest, on_delete=models.PROTECT, related_name="+")
    asker_team = models.ForeignKey(Team, on_delete=models.PROTECT, related_name="+")
    asked_by = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    due_at = models.DateTimeField()
    question = models.TextField(max_length=4000)
    nation = models.CharField(max_length=20)
    ground = models.CharField(max_length=120)
    sentence = models.TextField(max_length=2000)
    state = models.CharField(max_length=20, choices=EnforcementState.choices, default=EnforcementState.OPEN)
    settled_at = models.DateTimeField(null=True)
    revision = models.PositiveIntegerField(default=1)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["child", "-asked_at"], name="enforcement_about_child")]
        constraints: ClassVar = [
            CheckConstraint(condition=Q(state__in=EnforcementState.values), name="enforcement_state_known"),
            CheckConstraint(
                condition=Q(state__in=SETTLED, settled_at__isnull=False)
                | (~Q(state__in=SETTLED) & Q(settled_at__isnull=True)),
                name="enforcement_settled_whole",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.state} {self.id}"


class EnforcementReply(OfRecord):
    """What somebody says to such a request: the team that leads, then a second person. Append-only.

    `words` are exactly what is given, and with the second person's yes they are what the askers read; `reason` is for
    those around the child alone, and of a yes it is empty on the row that the askers read.
    """

    scope = scopes.ENFORCEMENT_REPLY
    care = DataCare(retention="child record", personal=("words", "reason"), special=("words",))
    question = models.ForeignKey(EnforcementQuestion, on_delete=models.PROTECT, related_name="replies")
    request = models.ForeignKey(EnforcementRequest, on_delete=models.PROTECT, related_name="+")
    asker_team = models.ForeignKey(Team, on_delete=models.PROTECT, related_name="+")
    word = models.CharField(max_length=20, choices=EnforcementWord.choices)
    words = models.TextField(max_length=4000, blank=True)
    reason = models.CharField(max_length=1000, blank=True)

    class Meta:
        verbose_name_plural = "enforcement replies"
        indexes: ClassVar = [models.Index(fields=["question", "recorded_at"], name="enforcement_replies")]
        constraints: ClassVar = [
            CheckConstraint(condition=Q(word__in=EnforcementWord.values), name="enforcement_word_known"),
            CheckConstraint(
                condition=Q(word__in=[EnforcementWord.WOULD_GIVE, EnforcementWord.AGREED]) & ~Q(words="")
                | ~Q(word__in=[EnforcementWord.WOULD_GIVE, EnforcementWord.AGREED]) & Q(words=""),
                name="enforcement_gives_words",
            ),
            CheckConstraint(
                condition=Q(word=EnforcementWord.AGREED, reason="") | ~Q(word=EnforcementWord.AGREED) & ~Q(reason=""),
                name="enforcement_says_why",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.word} {self.question_id}"
