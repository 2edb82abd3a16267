"""Fields that take what people really type and paste: nothing is cut, nothing invisible is in the way."""

import re
from datetime import time
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

LONGEST = 15_000  # characters; the API’s POST /concerns
_MOST_LINES = 50
# What word processors and PDF files put where a line ends.
_BREAKS = re.compile("\r\n?|[\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
_CONTROLS = re.compile("[\x00-\x08\x0e-\x1b\x1f\x7f-\x84\x86-\x9f]")
# Marks of writing direction come along when a number is copied out of a contact list.
_DIRECTIONS = re.compile("[\u061c\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]")
_SEVERAL = re.compile(r"[,;\n]")
_CLOCK = re.compile(r"(?P<hour>\d{1,2})(?:[:.h](?P<minute>\d{2}))?\s*(?P<half>am|pm)?", re.IGNORECASE)
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
        return text if _DIRECTIONS.sub("", text).strip() else ""


class Line(Words):
    """One line: a place, a school. Line breaks become spaces."""

    widget = forms.TextInput

    def to_python(self, value: Any) -> str:
        """The words on one line."""
        return " ".join(super().to_python(value).split())


class Plain(Line):
    """One line that a rule must read, such as a postcode or an age: without marks of writing direction."""

    def to_python(self, value: Any) -> str:
        """The words on one line, without what cannot be seen."""
        return _DIRECTIONS.sub("", super().to_python(value)).strip()


class Lines(Words):
    """Several things, one on each line; `clean` gives a tuple of them, without repetitions."""

    def clean(self, value: Any) -> Any:
        """The lines that say something. Refuses more than 50."""
        return self._counted(super().clean(value).split("\n"))

    def _counted(self, parts: list[str]) -> tuple[str, ...]:
        found = tuple(dict.fromkeys(part.strip() for part in parts if part.strip()))
        if len(found) > _MOST_LINES:
            raise ValidationError(_("Give at most %(most)d, one on each line.") % {"most": _MOST_LINES}, code="many")
        return found


class Several(Lines):
    """Several short things, parted by commas or line breaks."""

    widget = forms.TextInput

    def clean(self, value: Any) -> Any:
        """The things named. Refuses more than 50."""
        return self._counted(_SEVERAL.split(_DIRECTIONS.sub("", forms.CharField.clean(self, value))))


class ClockTime(Plain):
    """A time of day as people write it: 22:30, 22.30, 10pm; `clean` gives a `time`, or None when left empty."""

    def clean(self, value: Any) -> Any:
        """The time. Refuses what is none."""
        typed = super().clean(value)
        return _time(typed) if typed else None


def _time(typed: str) -> time:
    found = _CLOCK.fullmatch(typed.strip().lower())
    # A bare number could be an hour of the morning or of the evening.
    if found and (found["minute"] or found["half"]):
        hour = int(found["hour"])
        try:
            return time(_of_24(hour, found["half"]), int(found["minute"] or 0))
        except ValueError:
            pass
    raise ValidationError(_("Enter a time, such as 22:30 or 10.30pm."), code="invalid")


def _of_24(hour: int, half: str | None) -> int:
    if half is None:
        return hour
    if not 1 <= hour <= 12:  # noqa: PLR2004 (a clock's dial)
        raise ValueError
    return hour % 12 + (12 if half == "pm" else 0)
