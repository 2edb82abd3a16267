"""Answering "could this be the same child?", confirming a link and undoing one."""

from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from cairn.children.forms.fields import Words, one_of
from cairn.children.kinds import Outcome, QuestionOrder, QuestionsShown
from cairn.children.queries.queueing import NOBODY_WEIGHED, Queue
from cairn.matching.kinds import Band

_MOST = 4000
_REASON = {"required": _("Give a reason: the other team will read it.")}


class DecisionForm(forms.Form):
    """Same, not the same, or not sure; why; and whether somebody may be in danger until it is settled."""

    outcome = one_of(
        [
            (Outcome.SAME.value, _("The same child")),
            (Outcome.DIFFERENT.value, _("Not the same child")),
            (Outcome.UNSURE.value, _("Not sure: ask")),
        ],
        _("Your answer"),
        _("Choose an answer. “Not sure” is a good one."),
    )
    reason = Words(
        label=_("Why?"),
        help_text=_("What made you think so, and whom you asked. The teams around both read this."),
        max_length=_MOST,
        error_messages=_REASON,
    )
    in_danger = forms.BooleanField(
        label=_("A child is in danger now: join the records at once, without a second person"), required=False
    )


class QueueForm(forms.Form):
    """Which open questions, how strong, in which order. What is not known counts as not asked."""

    show = forms.ChoiceField(choices=QuestionsShown.choices, required=False, widget=forms.HiddenInput)
    band = forms.ChoiceField(
        label=_("How much agrees"),
        required=False,
        choices=[
            ("", _("Everything")),
            (Band.STRONG.value, _("Very much")),
            (Band.POSSIBLE.value, _("Something")),
            (NOBODY_WEIGHED, _("Asked by a person")),
        ],
    )
    order = forms.ChoiceField(label=_("In which order"), required=False, choices=QuestionOrder.choices)

    def __init__(self, data: QueryDict) -> None:
        super().__init__(data)

    def queue(self) -> Queue:
        """What was asked for."""
        self.is_valid()
        clean: dict[str, Any] = self.cleaned_data
        return Queue(
            shown=QuestionsShown(clean.get("show") or QuestionsShown.WAITING),
            order=QuestionOrder(clean.get("order") or QuestionOrder.STRONGEST),
            band=clean.get("band", ""),
        )


class ConfirmForm(forms.Form):
    """A second person's word."""

    revision = forms.IntegerField(widget=forms.HiddenInput)


class ReviewForm(forms.Form):
    """What came of a review of who looked."""

    note = Words(
        label=_("What did you find, and what did you do about it?"),
        help_text=_("This goes into the child’s story: whoever works with the child reads it."),
        max_length=_MOST,
        error_messages={"required": _("Write what you found and what you did about it.")},
    )


class UndoForm(forms.Form):
    """Why two children must be taken apart."""

    reason = Words(
        label=_("Why are they not the same child?"),
        help_text=_("The teams around both read this."),
        max_length=_MOST,
        error_messages=_REASON,
    )
    revision = forms.IntegerField(widget=forms.HiddenInput)


class ReopenForm(UndoForm):
    """Why two children may be one after all."""

    reason = Words(
        label=_("Why may they be one child after all?"),
        help_text=_("The teams around both read this."),
        max_length=_MOST,
        error_messages=_REASON,
    )
