"""A day typed as day, month and year, kept exactly as typed until it is right."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms import BoundField
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

_PARTS = ("day", "month", "year")
_FIRST_FULL_YEAR = 1000


def _parts(value: Any) -> dict[str, str]:
    if isinstance(value, date):
        return {"day": str(value.day), "month": str(value.month), "year": str(value.year)}
    return dict(value) if value else dict.fromkeys(_PARTS, "")


class DayWidget(forms.Widget):
    """Three short text boxes. The submitted names are `<name>-day`, `<name>-month` and `<name>-year`."""

    use_fieldset = True

    def value_from_datadict(self, data: Mapping[str, Any], files: Any, name: str) -> dict[str, str]:
        """The three parts as typed, without the spaces around them."""
        return {part: str(data.get(f"{name}-{part}") or "").strip() for part in _PARTS}

    def value_omitted_from_data(self, data: Mapping[str, Any], files: Any, name: str) -> bool:
        """Whether the form that was sent did not hold this question at all."""
        return not any(f"{name}-{part}" in data for part in _PARTS)

    def format_value(self, value: Any) -> dict[str, str]:
        """The three parts of a date, or of what was typed."""
        return _parts(value)

    def items(self, bound: BoundField) -> list[dict[str, Any]]:
        """The three boxes as parameters of the GOV.UK date input."""
        parts = _parts(bound.value())
        labels = {"day": gettext("Day"), "month": gettext("Month"), "year": gettext("Year")}
        wrong = " govuk-input--error" if bound.errors else ""
        return [
            {
                "name": f"{bound.html_name}-{part}",
                "id": f"{bound.auto_id}-{part}",
                "label": labels[part],
                "value": parts[part],
                "classes": f"govuk-input--width-{4 if part == 'year' else 2}{wrong}",
            }
            for part in _PARTS
        ]


class DayField(forms.Field):
    """A calendar day. Cleans to a `date`, or None when not required and left empty."""

    widget = DayWidget
    default_error_messages = {  # noqa: RUF012 - Django's own way of declaring them
        "required": _("Enter a date"),
        "part": _("The date must include a day, a month and a year"),
        "invalid": _("Enter a real date, such as 27 3 2026"),
    }

    def to_python(self, value: Any) -> date | None:
        """Turn the three parts into a date. Raises ValidationError for a part left out and for a day that never was."""
        parts = _parts(value)
        if not any(parts.values()):
            return None
        if not all(parts.values()):
            raise ValidationError(self.error_messages["part"], code="part")
        return self._real(parts)

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Whether the parts typed differ from the initial date."""
        return _parts(initial) != _parts(data)

    def _real(self, parts: Mapping[str, str]) -> date:
        try:
            found = date(int(parts["year"]), int(parts["month"]), int(parts["day"]))
        except (ValueError, OverflowError):
            found = date.min
        if found.year < _FIRST_FULL_YEAR:
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        return found
