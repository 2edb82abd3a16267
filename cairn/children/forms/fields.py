"""Questions of this floor's forms; the fields for what is typed come from below."""

from typing import Any

from django import forms

from cairn.ui.typed import Line, Words

__all__ = ["Line", "Words", "one_of"]


def one_of(choices: Any, label: Any, needed: Any, **more: Any) -> forms.ChoiceField:
    """A question answered by one of a few choices, each in sight."""
    return forms.ChoiceField(
        choices=choices, label=label, widget=forms.RadioSelect, error_messages={"required": needed}, **more
    )
