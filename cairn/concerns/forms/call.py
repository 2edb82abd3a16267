"""Small forms of the pages after Send: a telephone call, and how urgent it is."""

from datetime import date

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from cairn.concerns.forms.fields import Words
from cairn.concerns.kinds import CallBackOutcome, CallOutcome, Urgency
from cairn.concerns.rules import CallMade
from cairn.core.clock import today
from cairn.ui.dates import DayField


class CallForm(forms.Form):
    """The three questions after ringing somebody: did you speak, what was agreed, by when."""

    outcome = forms.ChoiceField(
        label=_("Did you speak with somebody?"),
        choices=[
            (CallOutcome.SPOKE, _("Yes")),
            (CallOutcome.MESSAGE, _("I left a message")),
            (CallOutcome.NO_ANSWER, _("Nobody answered")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": _("Say whether you spoke with somebody.")},
    )
    agreed = Words(label=_("What was agreed?"), rows=2, max_length=4000, required=False)
    by_when = DayField(label=_("By when?"), required=False)

    def clean_by_when(self) -> date | None:
        """The day. Refuses one that is past."""
        day: date | None = self.cleaned_data["by_when"]
        if day is not None and day < today():
            raise ValidationError(_("That day is past."), code="past")
        return day

    def made(self) -> CallMade:
        """The call as plain values. Only of a valid form."""
        return CallMade(**self.cleaned_data)


class CallBackForm(forms.Form):
    """Ringing back somebody who was not signed in: who it is, and what they said."""

    outcome = forms.ChoiceField(
        label=_("Did you reach them?"),
        choices=[
            (CallBackOutcome.VERIFIED, _("Yes, and they are who they said")),
            (CallBackOutcome.NOT_REACHED, _("They could not be reached")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": _("Say whether you reached them.")},
    )
    words = Words(
        label=_("What did they say, and how can they be reached safely?"), rows=2, max_length=4000, required=False
    )


class UrgencyForm(forms.Form):
    """How urgent it is now, and why when it is less."""

    urgency = forms.ChoiceField(
        label=_("How urgent is it now?"),
        choices=[
            (Urgency.DANGER_NOW, _("A child is in danger right now")),
            (Urgency.TODAY, _("Somebody should act today")),
            (Urgency.SOON, _("Soon")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": _("Say how urgent it is now.")},
    )
    reason = Words(
        label=_("Why?"), help_text=_("Needed when it is less urgent."), rows=2, max_length=1000, required=False
    )
