"""Fields of what a concern asks for: lines, lists and times as people write them. Free text comes from below."""

import re
from datetime import time
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from cairn.ui.typed import DIRECTIONS, Line, Words

__all__ = ["ClockTime", "Line", "Lines", "Plain", "Several", "Words"]

_MOST_LINES = 50
_SEVERAL = re.compile(r"[,;\n]")
_CLOCK = re.compile(r"(?P<hour>\d{1,2})(?:[:.h](?P<minute>\d{2}))?\s*(?P<half>am|pm)?", re.IGNORECASE)


class Plain(Line):
    """One line that a rule must read, such as a postcode or an age: without marks of writing direction."""

    def to_python(self, value: Any) -> str:
        """The words on one line, without what cannot be seen."""
        return DIRECTIONS.sub("", super().to_python(value)).strip()


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
        return self._counted(_SEVERAL.split(DIRECTIONS.sub("", forms.CharField.clean(self, value))))


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
