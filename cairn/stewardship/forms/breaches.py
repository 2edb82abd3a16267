"""Reporting a breach, noting what was done about it, and closing it."""

from datetime import datetime, time

from django import forms
from django.utils.translation import gettext_lazy as _

from cairn.core.clock import LOCAL
from cairn.stewardship.kinds import BreachOutcome, BreachStep, Risk
from cairn.stewardship.verbs.breaching import LONGEST_WORDS
from cairn.stewardship.verbs.reasons import LONGEST_REASON
from cairn.ui.dates import DayField
from cairn.ui.typed import Words

_NEEDED = _("Choose one of the answers that are given.")


class ReportForm(forms.Form):
    """What happened, to how many, and since when it is known."""

    what_happened = Words(
        label=_("What went where it should not have gone?"),
        help_text=_("Say what and to whom, not the words themselves. Name a child by the reference alone."),
        max_length=LONGEST_WORDS,
        rows=5,
        required=False,
    )
    how_many = forms.IntegerField(
        label=_("How many people is it about, as far as you know?"), min_value=0, required=False
    )
    known_on = DayField(label=_("On which day did somebody here first know?"))
    known_at = forms.TimeField(
        label=_("At what time?"),
        help_text=_("Such as 14:30. The 72 hours run from here"),
        error_messages={"required": _("Give a time, such as 14:30"), "invalid": _("Give a time, such as 14:30")},
    )
    decision = forms.UUIDField(widget=forms.HiddenInput, required=False)

    def known(self) -> datetime:
        """The moment since which it is known. Only of a valid form."""
        at: time = self.cleaned_data["known_at"]
        return datetime.combine(self.cleaned_data["known_on"], at, LOCAL)


class RiskForm(forms.Form):
    """How much it can harm."""

    risk = forms.ChoiceField(
        choices=Risk.choices,
        label=_("How much can it harm the people it is about?"),
        widget=forms.RadioSelect,
        error_messages={"required": _NEEDED},
    )


class NoteForm(forms.Form):
    """What was done or decided."""

    step = forms.ChoiceField(
        choices=BreachStep.choices,
        label=_("What was done?"),
        widget=forms.RadioSelect,
        error_messages={"required": _NEEDED},
    )
    words = Words(label=_("In your words"), max_length=LONGEST_WORDS, required=False)


class CloseForm(forms.Form):
    """How it ended."""

    outcome = forms.ChoiceField(
        choices=BreachOutcome.choices,
        label=_("How did it end?"),
        widget=forms.RadioSelect,
        error_messages={"required": _NEEDED},
    )
    reason = Words(
        label=_("What will be done so that it does not happen again?"), max_length=LONGEST_REASON, required=False
    )
