"""Entering a request to see what is held, and looking through what was collected for it."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cairn.stewardship.kinds import AskedBy, Why
from cairn.stewardship.verbs.reasons import LONGEST_REASON
from cairn.ui.dates import DayField
from cairn.ui.typed import Line, Words


class RequestForm(forms.Form):
    """Who asks, about which record, since when, and how they were checked."""

    reference = Line(label=_("Reference of the child’s record"), help_text=_("Such as C-7F3K-Q2"), max_length=20)
    asked_by = Line(label=_("Who asks?"), max_length=200, required=False)
    relation = forms.ChoiceField(
        choices=AskedBy.choices,
        label=_("They are"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose who asks")},
    )
    how_checked = Words(
        label=_("How do you know that they are who they say, and may ask?"),
        help_text=_("For a child: do they understand what they ask for, and does nobody make them ask?"),
        max_length=LONGEST_REASON,
        required=False,
    )
    received_on = DayField(label=_("When did it come?"))


class SecondForm(forms.Form):
    """The second lead, who must agree."""

    membership_id = forms.TypedChoiceField(label=_("Second person"))

    def __init__(self, *given: Any, leads: Any = (), **more: Any) -> None:
        super().__init__(*given, **more)
        field: Any = self.fields["membership_id"]
        field.choices = [(str(one.pk), f"{one.practitioner.name}, {one.team.name}") for one in leads]


class AddForm(forms.Form):
    """Words that the collecting did not see, to be blacked out as well."""

    item_id = forms.UUIDField(widget=forms.HiddenInput)
    part = forms.ChoiceField(label=_("In which part?"))
    words = Line(
        label=_("Which words?"), help_text=_("As they are written; leave empty for the whole part"), required=False
    )
    why = forms.ChoiceField(choices=Why.choices, label=_("Why?"))

    def __init__(self, *given: Any, parts: Any = (), **more: Any) -> None:
        super().__init__(*given, **more)
        part: Any = self.fields["part"]
        part.choices = list(parts)


class CorrectForm(forms.Form):
    """Which number in what was given out, and what they say instead."""

    number = forms.IntegerField(
        label=_("Which number in what was given out?"),
        min_value=1,
        error_messages={"required": _("Give the number"), "invalid": _("Give the number")},
    )
    words = Line(
        label=_("What do they say instead?"),
        help_text=_("In their words. It stands beside what was written, which nobody changes, and the team is told"),
        max_length=LONGEST_REASON,
        required=False,
    )
