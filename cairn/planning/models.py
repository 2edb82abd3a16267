"""What a team does with a child, when it sees the child, and what one of several could do in their place (R-012)."""

from typing import ClassVar

from django.db import models
from django.db.models import CheckConstraint, F, Q, UniqueConstraint

from cairn.access.scopes import DataCare
from cairn.children.models import OfRecord, Record
from cairn.planning import scopes
from cairn.planning.kinds import OTHER, AnswerKind, ContactWay, PartOfDay, SuggestionKind


class Work(OfRecord):
    """A piece of work that a team does with a child: what, by which version of the list, from when until when.

    Append-only: it ends by its last day, or by a withdrawal. Changed work is withdrawn and said anew.
    """

    scope = scopes.WORK
    care = DataCare(retention="child record", personal=("words",), special=("words",))
    purpose = models.CharField(max_length=40)
    list_version = models.CharField(max_length=20)
    words = models.CharField(max_length=120, blank=True)
    start = models.DateField()
    until = models.DateField(null=True)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["child", "start"], name="work_of_child")]
        constraints: ClassVar = [
            CheckConstraint(condition=Q(until=None) | Q(until__gte=F("start")), name="work_ends_after"),
            CheckConstraint(
                condition=(Q(purpose=OTHER) & ~Q(words="")) | (~Q(purpose=OTHER) & Q(words="")), name="work_says_what"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.purpose} {self.id}"


class Contact(OfRecord):
    """A day on which somebody of a team sees or rings a child, for which piece of work. Append-only.

    It says nothing of where, and has nowhere to say it. Of a child at a safe address only named people read the day.
    """

    scope = scopes.CONTACT
    care = DataCare(retention="child record", personal=("who",))
    work = models.ForeignKey(Work, on_delete=models.PROTECT, related_name="+")
    on = models.DateField()
    part = models.CharField(max_length=20, choices=PartOfDay.choices)
    way = models.CharField(max_length=20, choices=ContactWay.choices)
    who = models.CharField(max_length=120)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["child", "on"], name="contacts_of_child")]
        constraints: ClassVar = [
            CheckConstraint(condition=Q(part__in=PartOfDay.values), name="contact_part_known"),
            CheckConstraint(condition=Q(way__in=ContactWay.values), name="contact_way_known"),
            CheckConstraint(condition=~Q(who=""), name="contact_says_who"),
        ]

    def __str__(self) -> str:
        return str(self.id)


class Suggestion(OfRecord):
    """That one team could do what several do: the same work twice at once, or a week with many visits. Append-only.

    It hangs from the record of `one` of the two pieces of work, or of the visit that filled the week. `visits` are the
    ids of those it was made for, by which it is known whether anything was added since; how many they are is counted
    anew for whoever reads it.
    """

    scope = scopes.SUGGESTION
    care = DataCare(retention="child record")
    kind = models.CharField(max_length=20, choices=SuggestionKind.choices)
    one = models.ForeignKey(Work, on_delete=models.PROTECT, null=True, related_name="+")
    other = models.ForeignKey(Work, on_delete=models.PROTECT, null=True, related_name="+")
    other_record = models.ForeignKey(Record, on_delete=models.PROTECT, null=True, related_name="+")
    monday = models.DateField(null=True)
    visits = models.JSONField(default=list)
    policy_version = models.CharField(max_length=20)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["child", "-recorded_at"], name="suggestions_of_child")]
        constraints: ClassVar = [
            CheckConstraint(
                condition=Q(
                    kind=SuggestionKind.SAME_WORK,
                    one__isnull=False,
                    other__isnull=False,
                    other_record__isnull=False,
                    monday=None,
                )
                | Q(kind=SuggestionKind.FULL_WEEK, one=None, other=None, other_record=None, monday__isnull=False),
                name="suggestion_whole",
            ),
            UniqueConstraint(fields=["one", "other"], name="suggested_once"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.id}"


class SuggestionAnswer(OfRecord):
    """What a team says to a suggestion: it leaves the work to others, or goes on, and why. One a team; append-only."""

    scope = scopes.ANSWER
    care = DataCare(retention="child record", personal=("why",), special=("why",))
    suggestion = models.ForeignKey(Suggestion, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=20, choices=AnswerKind.choices)
    why = models.CharField(max_length=500)

    class Meta:
        constraints: ClassVar = [
            CheckConstraint(condition=Q(kind__in=AnswerKind.values), name="suggestion_answer_known"),
            CheckConstraint(condition=~Q(why=""), name="suggestion_answer_says_why"),
            UniqueConstraint(fields=["suggestion", "team"], name="suggestion_answered_once"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.id}"


class Withdrawal(OfRecord):
    """A team does a piece of work no longer, or takes a visit out, and says why. Nothing is overwritten by it.

    Work withdrawn takes its visits from that day on along. `suggestion`: in answer to which it was, if to any.
    """

    scope = scopes.WITHDRAWAL
    care = DataCare(retention="child record", personal=("why",), special=("why",))
    work = models.ForeignKey(Work, on_delete=models.PROTECT, null=True, related_name="+")
    contact = models.ForeignKey(Contact, on_delete=models.PROTECT, null=True, related_name="+")
    suggestion = models.ForeignKey(Suggestion, on_delete=models.PROTECT, null=True, related_name="+")
    why = models.CharField(max_length=500)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["child"], name="withdrawals_of_child")]
        constraints: ClassVar = [
            CheckConstraint(
                condition=Q(work__isnull=False, contact=None) | Q(work=None, contact__isnull=False),
                name="withdrawal_of_one_thing",
            ),
            CheckConstraint(condition=~Q(why=""), name="withdrawal_says_why"),
            UniqueConstraint(fields=["work"], condition=Q(work__isnull=False), name="work_withdrawn_once"),
            UniqueConstraint(fields=["contact"], condition=Q(contact__isnull=False), name="contact_withdrawn_once"),
        ]

    def __str__(self) -> str:
        return str(self.id)
