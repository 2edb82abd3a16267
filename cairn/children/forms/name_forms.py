"""Forms of one name, one to a line, and why a group goes out of use."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cairn.children.forms.fields import Words
from cairn.children.verbs.name_forms import LONGEST_WHY

_LONGEST = 4000


class NameFormsForm(forms.Form):
    """The forms, how that is known, and whether to add them beside a group that has one of them."""

    forms_of_name = Words(
        label=_("Forms of one name"),
        help_text=_("One part of a name to a line, in any script: Yusuf, Joseph, يوسف. Up to 20."),
        max_length=_LONGEST,
        rows=5,
        required=False,
    )
    reason = Words(label=_("How do you know?"), max_length=LONGEST_WHY, rows=2, required=False)
    despite = forms.BooleanField(label=_("Add them even if one of them is in another group already"), required=False)

    def __init__(self, *given: Any, **more: Any) -> None:
        super().__init__(*given, **more)
        self.fields["forms_of_name"].widget.attrs |= {"dir": "auto", "spellcheck": "false"}

    def typed(self) -> list[str]:
        """One form to a line. Only of a valid form."""
        return str(self.cleaned_data["forms_of_name"]).split("\n")


class RetireForm(forms.Form):
    """Why a group goes out of use."""

    reason = Words(label=_("Why does it go out of use?"), max_length=LONGEST_WHY, rows=2, required=False)
