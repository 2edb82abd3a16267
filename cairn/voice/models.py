"""The sheet that a child was shown, and the conversation in which it was told who knows what and why."""

from typing import ClassVar

from django.db import models
from django.db.models import CheckConstraint, Q

from cairn.access.scopes import DataCare
from cairn.children.models import OfRecord
from cairn.chronology.models import Entry
from cairn.voice import scopes
from cairn.voice.kinds import Copy, HandOver, Interpreting, NotYet, SheetLanguage, Shown, TellingKind, View


class Sheet(OfRecord):
    """A sheet that was made for a child: in what language, which copy, whom it names. Append-only; its makers' alone.

    `people` are those it names, by what their agency does, with the agency's name and the child's own worker there; the
    texts come from the catalogue. What the child takes away was said to be safe, and by whom it is handed over.
    """

    scope = scopes.SHEET
    care = DataCare(retention="child record", personal=("people",))
    language = models.CharField(max_length=10, choices=SheetLanguage.choices)
    copy = models.CharField(max_length=10, choices=Copy.choices)
    hand_over = models.CharField(max_length=20, choices=HandOver.choices, blank=True)
    people = models.JSONField(default=list)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["child", "-recorded_at"], name="sheets_of_child")]
        constraints: ClassVar = [
            CheckConstraint(condition=Q(language__in=SheetLanguage.values), name="sheet_language_known"),
            CheckConstraint(
                condition=Q(copy=Copy.TOGETHER, hand_over="")
                | Q(copy=Copy.AWAY, hand_over__in=[HandOver.WORKER, HandOver.ADVOCATE]),
                name="sheet_taken_away_from_hand_to_hand",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.copy} {self.id}"


class Telling(OfRecord):
    """A child was told who knows what and why, or somebody wrote down why not yet (R-062). Append-only.

    The child's own words live in the `entry` of the story. `present` says who else was there and `interpreter` who
    interpreted, by what they are. `objects_to` is whom the child does not want to know, `weighed` what was decided
    about that and answered; `minds_no_more` ends whatever it objected to before. Waiting has a `reason`, a line that
    says `why`, and a day on which it is looked at again.
    """

    scope = scopes.TELLING
    care = DataCare(
        retention="child record",
        personal=("told", "present", "interpreter", "disputes", "objects_to", "weighed", "questions", "why"),
        special=("told", "disputes", "objects_to", "weighed", "questions", "why"),
    )
    kind = models.CharField(max_length=10, choices=TellingKind.choices)
    told_on = models.DateField()
    language = models.CharField(max_length=60, blank=True)
    shown = models.CharField(max_length=10, choices=Shown.choices, blank=True)
    is_alone = models.BooleanField(default=False)
    present = models.CharField(max_length=500, blank=True)
    interpreting = models.CharField(max_length=20, choices=Interpreting.choices, blank=True)
    interpreter = models.CharField(max_length=200, blank=True)
    told = models.TextField(max_length=4000, blank=True)
    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, null=True, related_name="+")
    view = models.CharField(max_length=10, choices=View.choices, blank=True)
    disputes = models.TextField(max_length=4000, blank=True)
    objects_to = models.CharField(max_length=500, blank=True)
    weighed = models.TextField(max_length=4000, blank=True)
    minds_no_more = models.BooleanField(default=False)
    questions = models.TextField(max_length=4000, blank=True)
    reason = models.CharField(max_length=20, choices=NotYet.choices, blank=True)
    why = models.CharField(max_length=500, blank=True)
    review_on = models.DateField(null=True)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["child", "-recorded_at"], name="tellings_of_child")]
        constraints: ClassVar = [
            CheckConstraint(condition=Q(kind__in=TellingKind.values), name="telling_kind_known"),
            CheckConstraint(
                condition=Q(kind=TellingKind.NOT_YET, view="", shown="", interpreting="")
                | Q(
                    kind=TellingKind.TOLD,
                    view__in=View.values,
                    shown__in=Shown.values,
                    interpreting__in=Interpreting.values,
                ),
                name="telling_answers_known",
            ),
            CheckConstraint(
                condition=Q(kind=TellingKind.NOT_YET) | (~Q(told="") & ~Q(language="") & Q(reason="")),
                name="telling_says_what",
            ),
            CheckConstraint(
                condition=Q(kind=TellingKind.TOLD, review_on=None)
                | (Q(kind=TellingKind.NOT_YET, review_on__isnull=False, reason__in=NotYet.values) & ~Q(why="")),
                name="waiting_says_why_and_until",
            ),
            CheckConstraint(condition=Q(objects_to="") | ~Q(weighed=""), name="objection_is_weighed"),
            CheckConstraint(condition=Q(interpreting__in=["", "none"]) | ~Q(interpreter=""), name="interpreter_named"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.id}"
