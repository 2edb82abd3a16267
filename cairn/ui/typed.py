"""Fields that take what people really type and paste: nothing is cut, nothing invisible is in the way."""

import re
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

LONGEST = 15_000  # characters of any text
# What word processors and PDF files put where a line ends.
_BREAKS = re.compile("\r\n?|[\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
_CONTROLS = re.compile("[\x00-\x08\x0e-\x1b\x1f\x7f-\x84\x86-\x9f]")
# Marks of writing direction come along when a number is copied out of a contact list.
DIRECTIONS = re.compile("[\u061c\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]")
_TOO_LONG = _("This is %(show_value)d characters long and the limit is %(limit_value)d. Nothing was cut: shorten it.")


class Words(forms.CharField):
    """Free text in any script, with its line breaks. Control characters go; direction marks and emoji stay."""

    widget: type[forms.Widget] = forms.Textarea

    def __init__(self, *, rows: int = 3, max_length: int = LONGEST, **more: Any) -> None:
        more["error_messages"] = {"max_length": _TOO_LONG, **more.get("error_messages", {})}
        super().__init__(max_length=max_length, **more)
        shown: Any = self.widget  # by now an instance
        if isinstance(shown, forms.Textarea):
            shown.attrs["rows"] = rows

    def to_python(self, value: Any) -> str:
        """The words; empty when nothing in them can be seen."""
        text = _CONTROLS.sub("", _BREAKS.sub("\n", str(value or ""))).strip()
        return text if DIRECTIONS.sub("", text).strip() else ""


class Line(Words):
    """One line: a name, a place, a school. Line breaks become spaces."""

    widget = forms.TextInput

    def to_python(self, value: Any) -> str:
        """The words on one line."""
        return " ".join(super().to_python(value).split())
