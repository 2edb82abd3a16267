"""Asking to take facts out in one file, and deciding about it."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from cairn.stewardship.kinds import ExportShape
from cairn.stewardship.rules.exporting import EXPORTABLE
from cairn.stewardship.verbs.exporting import ExportSaid
from cairn.stewardship.verbs.reasons import LONGEST_REASON
from cairn.ui.typed import Words


class ExportForm(forms.Form):
    """Of whom, which sorts of facts, what for, on which ground, how written."""

    children = forms.MultipleChoiceField(
        label=_("Which children?"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one child.")},
    )
    sorts = forms.MultipleChoiceField(
        label=_("Which facts?"),
        help_text=_(
            "Choose what you need and no more. Where a child lives or how to reach it is never taken out; of numbers "
            "only the NHS number and the unique pupil number are."
        ),
        choices=[(sort.value, sort.label) for sort in EXPORTABLE],
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one sort.")},
    )
    purpose = Words(
        label=_("What do you need it for, and who will have it?"),
        max_length=LONGEST_REASON,
        error_messages={"required": _("Say what you need it for.")},
    )
    ground = forms.ChoiceField(label=_("Lawful ground"), error_messages={"required": _("Choose a ground.")})
    shape = forms.ChoiceField(
        label=_("How should it be written?"),
        choices=ExportShape.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose one.")},
    )

    def __init__(
        self, *given: Any, children: Iterable[tuple[str, str]], grounds: Iterable[tuple[str, str]], **more: Any
    ) -> None:
        super().__init__(*given, **more)
        of_whom: Any = self.fields["children"]
        of_whom.choices = list(children)
        ground: Any = self.fields["ground"]
        ground.choices = [("", _("Choose one")), *grounds]

    def said(self) -> ExportSaid:
        """The same, as the verb takes it. Only of a valid form."""
        clean = self.cleaned_data
        return ExportSaid(
            children=[UUID(one) for one in clean["children"]],
            sorts=clean["sorts"],
            purpose=clean["purpose"],
            ground=clean["ground"],
            shape=clean["shape"],
        )


class DecideForm(forms.Form):
    """Yes or no, and why."""

    is_agreed = forms.TypedChoiceField(
        label=_("May the file be made?"),
        choices=[("yes", _("Yes: they need it, and no more than they need")), ("no", _("No"))],
        widget=forms.RadioSelect,
        coerce=lambda answer: answer == "yes",
        error_messages={"required": _("Answer yes or no.")},
    )
    words = Words(label=_("Why?"), max_length=LONGEST_REASON, required=False)
