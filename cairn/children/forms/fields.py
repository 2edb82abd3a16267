"""Questions of this floor's forms; the fields for what is typed come from below."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from cairn.children.rules import first_day
from cairn.ui.dates import DayField
from cairn.ui.typed import Line, Words

__all__ = ["Line", "PartDayField", "Words", "one_of"]

_NO_SUCH_DAY = _("Enter a real date, such as 27 3 2026; or a month and year, or a year alone")
_YEAR_NEEDED = _("Give the year at least. Day and month may stay empty")
_MONTH_NEEDED = _("Give the month as well, or leave the day empty")


def one_of(choices: Any, label: Any, needed: Any, **more: Any) -> forms.ChoiceField:
    """A question answered by one of a few choices, each in sight."""
    return forms.ChoiceField(
        choices=choices, label=label, widget=forms.RadioSelect, error_messages={"required": needed}, **more
    )


class PartDayField(DayField):
    """A day as exactly as it is known: the day, or the day and month, may stay empty.

    Cleans to "2026-03-14", "2026-03", "2026" or "".
    """

    def clean(self, value: Any) -> Any:
        """The text. Refuses what is no day, a day without its month, and anything without its year."""
        parts = dict(value) if isinstance(value, Mapping) else {}
        typed = [str(parts.get(name) or "") for name in ("year", "month", "day")]
        if not any(typed):
            return super().clean(None) or ""
        if not typed[0]:
            raise ValidationError(_YEAR_NEEDED, code="part")
        if typed[2] and not typed[1]:
            raise ValidationError(_MONTH_NEEDED, code="part")
        told = "-".join(f"{part:0>2}" for part in typed if part)
        if not all(part.isascii() and part.isdecimal() for part in typed if part) or first_day(told) is None:
            raise ValidationError(_NO_SUCH_DAY, code="invalid")
        return told

    def prepare_value(self, value: Any) -> Any:
        """A text as it is kept, as the three boxes."""
        if not isinstance(value, str):
            return value
        year, month, day = [*value.split("-"), "", ""][:3]
        return {"day": day.lstrip("0"), "month": month.lstrip("0"), "year": year}
