"""Reads what two people signed, and why an agreement ends."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cairn.partnership.verbs.agreements import LONGEST_NAME, LONGEST_REASON, LONGEST_TERMS, TEMPLATE, Signed
from cairn.ui.dates import DayField
from cairn.ui.typed import Line, Words

_LONGEST_REMIT = 4000


class SignForm(forms.Form):
    """The agreement as it was signed. `number` is the newest line that the page showed."""

    terms = Line(
        label=_("Version of the terms"),
        help_text=_("As it stands on the paper that was signed."),
        max_length=LONGEST_TERMS,
        initial=TEMPLATE,
        required=False,
    )
    signed_by = Line(
        label=_("Who signed for the agency?"), help_text=_("Name and post."), max_length=LONGEST_NAME, required=False
    )
    signed_on = DayField(label=_("On which day?"), error_messages={"required": _("Enter the day it was signed.")})
    countersigned_by = Line(
        label=_("Who signed for the partnership?"),
        help_text=_("Name and post. Somebody else than who signed for the agency."),
        max_length=LONGEST_NAME,
        required=False,
    )
    valid_from = DayField(label=_("First day"), error_messages={"required": _("Enter the first day.")})
    valid_until = DayField(
        label=_("Last day"),
        help_text=_("After it nobody in the agency sees what others share, until it is renewed."),
        error_messages={"required": _("Enter the last day.")},
    )
    safeguarding_lead = Line(label=_("Safeguarding lead"), max_length=LONGEST_NAME, required=False)
    data_protection_lead = Line(label=_("Data-protection lead"), max_length=LONGEST_NAME, required=False)
    is_first_responder = forms.ChoiceField(
        label=_("Is the agency a first responder, who may refer a child to the national referral mechanism?"),
        choices=[("yes", _("Yes")), ("no", _("No"))],
        widget=forms.RadioSelect,
        error_messages={"required": _("Say whether the agency is a first responder.")},
    )
    remit = Words(
        label=_("Remit card"),
        help_text=_("What the agency does, and what it does not do. Everybody in the partnership reads it."),
        max_length=_LONGEST_REMIT,
        rows=5,
        required=False,
    )
    number = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def signed(self) -> Signed:
        """What was signed, as plain values. Only of a valid form."""
        typed: dict[str, Any] = self.cleaned_data
        plain = {name: typed[name] for name in Signed.__dataclass_fields__ if name != "is_first_responder"}
        return Signed(**plain, is_first_responder=typed["is_first_responder"] == "yes")

    def seen(self) -> int:
        """The newest line that whoever sent the form had before them; 0 for none. Only of a valid form."""
        return self.cleaned_data.get("number") or 0


class EndForm(forms.Form):
    """Why an agreement ends now."""

    reason = Words(label=_("Why does it end?"), max_length=LONGEST_REASON, rows=2, required=False)
    number = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def seen(self) -> int:
        """The newest line that whoever sent the form had before them. Only of a valid form."""
        return self.cleaned_data.get("number") or 0
