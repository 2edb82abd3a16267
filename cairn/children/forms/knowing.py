"""Saying whether one knows a child in person, and keeping a child from somebody (R-191)."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from cairn.children.forms.fields import Line, Words, one_of
from cairn.partnership.models import Practitioner, Team
from cairn.sharing.kinds import REFUSALS

_MOST = 500


class KnowsForm(forms.Form):
    """Yes or no."""

    knows = one_of(
        [
            ("no", _("No, I know none of them outside work")),
            ("yes", _("Yes, I or somebody close to me may know one of them")),
        ],
        _("Do you, or someone close to you, know this child, family or people named?"),
        REFUSALS["knows_needed"],
        help_text=_("If you are not sure, say yes. The team that leads is told, and a colleague takes over."),
    )

    @property
    def is_known(self) -> bool:
        """Whether the answer is yes. Only of a valid form."""
        return bool(self.cleaned_data["knows"] == "yes")


class KeepFromForm(forms.Form):
    """A person, by the address they sign in with, or a team; and why."""

    email = Line(label=_("A person: the e-mail address they sign in with"), required=False, max_length=254)
    team = forms.ChoiceField(label=_("Or a team"), required=False)
    reason = Words(
        label=_("Why?"),
        help_text=_("Only the team that leads can read this. Whoever it is about is not told."),
        max_length=_MOST,
        error_messages={"required": _("Say why.")},
    )

    def __init__(self, *given: Any, teams: list[Team], **named: Any) -> None:
        super().__init__(*given, **named)
        self.fields["team"].choices = [("", _("No team"))] + [  # type: ignore[attr-defined]  # a field with choices, declared above
            (str(one.id), f"{one.agency.name}: {one.name}") for one in teams
        ]

    def clean_email(self) -> Practitioner | None:
        """The person; none where no address was typed."""
        typed = str(self.cleaned_data["email"]).strip().lower()
        if not typed:
            return None
        found: Practitioner | None = Practitioner.objects.filter(email=typed, is_active=True).first()
        if found is None:
            raise ValidationError(str(REFUSALS["no_such_person"]))
        return found


class LetInForm(forms.Form):
    """Why somebody may see the child again."""

    conflict = forms.UUIDField(widget=forms.HiddenInput)
    reason = Line(
        label=_("Why may they see the child again?"),
        max_length=_MOST,
        error_messages={"required": _("Say why.")},
    )
