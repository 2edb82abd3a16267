"""What the hub's list is narrowed to. Parses; saves nothing."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cairn.concerns.queries import area_choices
from cairn.desk.queries import ORDERS
from cairn.duties.kinds import DutyKind


class NarrowForm(forms.Form):
    """Which kind of duty and which area's teams; everything when left empty."""

    kind = forms.ChoiceField(label=_("What"), required=False)
    area = forms.ChoiceField(label=_("Area"), required=False)

    def __init__(self, data: Any = None) -> None:
        super().__init__(data)
        kinds = [(value, str(label)[:1].upper() + str(label)[1:]) for value, label in DutyKind.choices]
        self.fields["kind"].choices = [("", _("Everything")), *kinds]  # type: ignore[attr-defined]  # a field with choices, declared above
        self.fields["area"].choices = [("", _("Every area")), *area_choices()]  # type: ignore[attr-defined]  # a field with choices, declared above

    def narrowed(self) -> dict[str, str]:
        """Kind and area as asked; empty for what is not known."""
        self.is_valid()
        return {name: self.cleaned_data.get(name, "") for name in ("kind", "area")}


def order_of(asked: str) -> str:
    """The order asked for; by clock when it is none we know."""
    return asked if asked in ORDERS else "due"


def number_of(asked: str) -> int:
    """The number of a page; 1 for what is none."""
    return max(1, int(asked)) if asked.isascii() and asked.isdecimal() and len(asked) < len("10000") else 1
