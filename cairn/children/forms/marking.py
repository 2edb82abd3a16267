"""Saying what one thinks of something that was said (R-004), and how a person was checked (R-006)."""

from collections.abc import Collection
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from cairn.children.forms.fields import Words, one_of
from cairn.children.kinds import Check, Status
from cairn.children.verbs import Mark

_HOW_NEEDED = _("Say how it was checked.")


class MarkForm(forms.Form):
    """How it stands, and why. `marks` are the answers that are open to this team for this."""

    status = one_of([], _("What do you know about it?"), _("Choose one."))
    reason = Words(
        label=_("Why?"),
        help_text=_("Everybody who works with the child reads this beside what was said. The words themselves stay."),
        max_length=2000,
        error_messages={"required": _("Say why: others will read it beside what was said.")},
    )

    def __init__(self, *args: Any, marks: Collection[Status], **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["status"].choices = [(one.value, one.label) for one in marks]  # type: ignore[attr-defined]  # a field with choices, declared above

    def mark(self) -> Mark:
        """What was chosen, as the verb takes it. Only of a valid form."""
        return Mark(Status(self.cleaned_data["status"]), self.cleaned_data["reason"])


class PersonCheckForm(MarkForm):
    """Whether somebody is who they say they are to the child, and how that was checked."""

    how = forms.MultipleChoiceField(
        choices=Check.choices, label=_("How was it checked?"), widget=forms.CheckboxSelectMultiple, required=False
    )
    field_order = ("how", "status", "reason")

    def clean(self) -> dict[str, Any] | None:
        """Nothing is called checked without how."""
        clean = super().clean() or self.cleaned_data
        if clean.get("status") == Status.VERIFIED and not clean.get("how"):
            self.add_error("how", ValidationError(_HOW_NEEDED, code="how"))
        return clean

    def mark(self) -> Mark:
        """What was chosen, with how it was checked."""
        said = super().mark()
        return Mark(said.status, said.reason, tuple(Check(one) for one in self.cleaned_data["how"]))
