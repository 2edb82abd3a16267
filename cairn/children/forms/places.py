"""Saying why one's team is around a child, bringing a team in, stepping in, and ending a place in the circle."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cairn.children.forms.fields import Line, Words
from cairn.children.kinds import Capacity
from cairn.children.kinds.circle import CIRCLE_REFUSALS
from cairn.children.models import CircleLines
from cairn.children.rules.circle import BROUGHT_IN_AS, LONGEST_LINE, LONGEST_WORDS, BroughtIn, Lines
from cairn.partnership.models import Team
from cairn.ui.dates import DayField


class LinesForm(forms.Form):
    """Three lines that the others in the circle need to know, and the last contact."""

    why_here = Line(
        label=_("Why we are here"),
        help_text=_("What your team is there for, in one line."),
        max_length=LONGEST_LINE,
        error_messages={"required": _("Say in a line why your team is here.")},
    )
    cannot_keep = Line(
        label=_("What we cannot keep to ourselves"),
        help_text=_("What your team must pass on whoever asks it not to, and to whom. The child must know this too."),
        max_length=LONGEST_LINE,
        error_messages={"required": _("Say in a line what your team must pass on.")},
    )
    cannot_do = Line(
        label=_("What we cannot do"),
        help_text=_("So that nobody relies on you for it."),
        max_length=LONGEST_LINE,
        error_messages={"required": _("Say in a line what your team cannot do.")},
    )
    last_contact_on = DayField(
        label=_("When did your team last meet or speak with the child?"),
        help_text=_("Leave it empty if you have not."),
        required=False,
    )

    def said(self) -> Lines:
        """The lines. Only of a valid form."""
        clean = self.cleaned_data
        return Lines(
            why_here=clean["why_here"],
            cannot_keep=clean["cannot_keep"],
            cannot_do=clean["cannot_do"],
            last_contact_on=clean["last_contact_on"],
        )


def as_said(lines: CircleLines | None) -> dict[str, Any]:
    """What the form begins with: what the team said last."""
    names = ("why_here", "cannot_keep", "cannot_do", "last_contact_on")
    return {} if lines is None else {name: getattr(lines, name) for name in names}


class BringInForm(forms.Form):
    """Which team, as what, on what basis, until when."""

    team = forms.ChoiceField(label=_("Which team?"), error_messages={"required": _("Choose the team.")})
    capacity = forms.ChoiceField(
        label=_("As what?"),
        choices=[(each.value, each.label) for each in BROUGHT_IN_AS],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose one.")},
    )
    basis = Words(
        label=_("On what basis?"),
        help_text=_("An order, an agreement, a decision, or the child’s own wish. Those in the circle read this."),
        max_length=LONGEST_WORDS,
        error_messages={"required": CIRCLE_REFUSALS["basis_needed"]},
    )
    until = DayField(
        label=_("Until which day?"),
        help_text=_("For an interpreter or a legal adviser, who are there for a time. It ends by itself."),
        required=False,
    )

    def __init__(self, *args: Any, teams: Iterable[Team], **more: Any) -> None:
        super().__init__(*args, **more)
        self._teams = {str(team.pk): team for team in teams}
        shown = [(key, f"{team.agency.name}: {team.name}") for key, team in self._teams.items()]
        self.fields["team"].choices = [("", _("Choose one")), *shown]  # type: ignore[attr-defined]  # a field with choices, declared above

    def chosen(self) -> Team:
        """The team. Only of a valid form."""
        return self._teams[self.cleaned_data["team"]]

    def said(self) -> BroughtIn:
        """As what, on what basis, until when. Only of a valid form."""
        clean = self.cleaned_data
        return BroughtIn(capacity=Capacity(clean["capacity"]), basis=clean["basis"], until=clean["until"])


class StepInForm(forms.Form):
    """Why a colleague steps in."""

    reason = Words(
        label=_("Why do you step in?"),
        help_text=_("The team that leads reads this at once, and so does everybody else who works with the child."),
        max_length=LONGEST_WORDS,
        error_messages={"required": CIRCLE_REFUSALS["step_in_reason_needed"]},
    )


class EndForm(forms.Form):
    """Why a team is no longer there."""

    reason = Words(
        label=_("Why does it end?"),
        help_text=_("Those who stay read this."),
        max_length=LONGEST_WORDS,
        error_messages={"required": CIRCLE_REFUSALS["ending_reason_needed"]},
    )
