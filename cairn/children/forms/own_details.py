"""What a practitioner asks to be kept from."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cairn.children.forms.fields import Words
from cairn.children.kinds import FactKind

_MOST = 4000


class OwnDetailsForm(forms.Form):
    """Names, telephones and addresses, one on each line."""

    names = Words(
        label=_("Names of close family, one on each line"),
        help_text=_("First name and family name: one part of a name is shared by too many."),
        max_length=_MOST,
        required=False,
    )
    addresses = Words(
        label=_("Addresses, one on each line"),
        help_text=_("With the number of the house and the postcode."),
        max_length=_MOST,
        required=False,
    )
    phones = Words(label=_("Telephone numbers, one on each line"), max_length=_MOST, required=False)

    def told(self) -> dict[FactKind, list[str]]:
        """What was written, by kind. Only of a valid form."""
        kinds = {"names": FactKind.NAME, "addresses": FactKind.ADDRESS, "phones": FactKind.PHONE}
        return {kind: _lines(self.cleaned_data[name]) for name, kind in kinds.items()}


def _lines(words: Any) -> list[str]:
    return [line.strip() for line in str(words).splitlines() if line.strip()]
