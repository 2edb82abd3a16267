"""What a second person says of a record that was opened because somebody was in danger."""

from django import forms
from django.utils.translation import gettext_lazy as _

from cairn.sharing.kinds import GlassFinding
from cairn.stewardship.verbs.reasons import LONGEST_REASON
from cairn.ui.typed import Words


class FindingForm(forms.Form):
    """Right or not, and why."""

    finding = forms.ChoiceField(
        choices=GlassFinding.choices,
        label=_("Was it right to open it?"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Say whether it was right.")},
    )
    words = Words(
        label=_("Why? What was not right is entered in the breach log with these words"),
        max_length=LONGEST_REASON,
        required=False,
    )
