"""Holding a record, proposing what becomes of it, and keeping it longer."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cairn.stewardship.kinds import Action
from cairn.stewardship.verbs.reasons import LONGEST_REASON
from cairn.ui.dates import DayField
from cairn.ui.typed import Line, Words

_ACTIONS = (
    (Action.DELETE, _("Delete it: nothing stays but the certificate and the log of who looked")),
    (Action.ARCHIVE, _("Keep its outline: when something happened and which team wrote, without a word about anybody")),
)


class HoldForm(forms.Form):
    """Which record, and why it must be kept."""

    reference = Line(label=_("Reference of the child’s record"), help_text=_("Such as C-7F3K-Q2"), max_length=20)
    reason = Words(label=_("Why must it be kept?"), max_length=LONGEST_REASON, required=False)


class ReasonForm(forms.Form):
    """A reason, and the version of the thing that it is about."""

    reason = Words(label=_("Why?"), max_length=LONGEST_REASON, required=False)
    revision = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *given: Any, label: Any = None, **more: Any) -> None:
        super().__init__(*given, **more)
        if label:
            self.fields["reason"].label = label


class ProposeForm(forms.Form):
    """What should become of a record past its time."""

    action = forms.ChoiceField(
        choices=_ACTIONS,
        label=_("What should become of it?"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what should become of it")},
    )
    reason = Words(label=_("Why is it not needed any more?"), max_length=LONGEST_REASON, required=False)
    revision = forms.IntegerField(widget=forms.HiddenInput)


class KeepForm(forms.Form):
    """Until when a record is kept all the same."""

    until = DayField(label=_("Keep it until"))
    reason = Words(label=_("Why is it needed longer?"), max_length=LONGEST_REASON, required=False)
    revision = forms.IntegerField(widget=forms.HiddenInput)


class RevisionForm(forms.Form):
    """Which version somebody agrees to."""

    revision = forms.IntegerField(widget=forms.HiddenInput)
