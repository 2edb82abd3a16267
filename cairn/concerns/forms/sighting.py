"""Which sighting to ask the hub about, and why."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cairn.children.forms.fields import Words, one_of

_LONGEST = 4000


class AskAboutSightingForm(forms.Form):
    """One of the sightings on the page, and what makes one think so."""

    reason = Words(label=_("What makes you think so?"), max_length=_LONGEST, rows=2, required=False)

    def __init__(self, references: Iterable[str], data: Any = None) -> None:
        super().__init__(data)
        choices = [(each, each) for each in references]
        self.fields["seen"] = one_of(choices, _("Which sighting?"), _("Choose the sighting."))
        self.order_fields(["seen", "reason"])
