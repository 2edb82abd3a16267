"""Fields that keep what people type as they typed it, and say when it is too long instead of cutting it."""

import re
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

_BREAKS = re.compile("\r\n?|[\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
_CONTROLS = re.compile("[\x00-\x08\x0e-\x1b\x1f\x7f-\x84\x86-\x9f]")
_DIRECTIONS = re.compile("[\u061c\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]")
_TOO_LONG = _("This is %(show_value)d characters long and the limit is %(limit_value)d. Nothing was cut: shorten it.")


class Words(forms.CharField):
    """Free text in any script, with its line breaks; empty when nothing in it can be seen."""

    widget: Any = forms.Textarea

    def __init__(self, *, rows: int = 3, max_length: int = 15_000, **more: Any) -> None:
        more["error_messages"] = {"max_length": _TOO_LONG, **more.get("error_messages", {})}
        super().__init__(max_length=max_length, **more)
        if isinstance(self.widget, forms.Textarea):
            self.widget.attrs["rows"] = rows

    def to_python(self, value: Any) -> str:
        """The words without what no page can show."""
        text = _CONTROLS.sub("", _BREAKS.sub("\n", str(value or ""))).strip()
        return text if _DIRECTIONS.sub("", text).strip() else ""


class Line(Words):
    """One line; line breaks become spaces."""

    widget = forms.TextInput

    def to_python(self, value: Any) -> str:
        """The words on one line."""
        return " ".join(super().to_python(value).split())


def one_of(choices: Any, label: Any, needed: Any, **more: Any) -> forms.ChoiceField:
    """A question answered by one of a few choices, each in sight."""
    return forms.ChoiceField(
        choices=choices, label=label, widget=forms.RadioSelect, error_messages={"required": needed}, **more
    )
