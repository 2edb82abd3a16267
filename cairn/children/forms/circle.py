"""Asking to work with a child, answering that, and naming who leads and who acts next."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cairn.children.forms.fields import Words, one_of
from cairn.children.kinds import ResponsibilityKind
from cairn.partnership.models import Membership, Team

_MOST = 500


class AskForm(forms.Form):
    """What our team is doing with the child."""

    doing = Words(
        label=_("What is your team doing with the child?"),
        help_text=_("The team that leads reads this and answers. Write a line or two."),
        max_length=_MOST,
        error_messages={"required": _("Say in a line what your team is doing with the child.")},
    )


class AnswerRequestForm(forms.Form):
    """Yes, or no with a reason."""

    granted = one_of(
        [("yes", _("Yes, work with the child together with us")), ("no", _("No"))],
        _("Your answer"),
        _("Answer yes or no."),
    )
    reason = Words(
        label=_("Reason"),
        help_text=_("Needed for a no: the other team will read it."),
        max_length=_MOST,
        required=False,
    )
    revision = forms.IntegerField(widget=forms.HiddenInput)

    @property
    def is_granted(self) -> bool:
        """Whether the answer is yes. Only of a valid form."""
        return bool(self.cleaned_data["granted"] == "yes")


class ResponsibilityForm(forms.Form):
    """Who leads or acts next: a team of the circle, or a named person of one's own team."""

    kind = one_of(
        [(ResponsibilityKind.LEAD.value, _("Leads")), (ResponsibilityKind.NEXT.value, _("Acts next"))],
        _("What is it about?"),
        _("Choose one."),
    )
    holder = forms.ChoiceField(label=_("Who?"), error_messages={"required": _("Choose who it is.")})
    reason = Words(label=_("Why?"), help_text=_("Those in the circle read this."), max_length=_MOST, required=False)

    def __init__(self, *args: Any, teams: Iterable[Team], people: Iterable[Membership], **more: Any) -> None:
        super().__init__(*args, **more)
        self._teams = {str(team.pk): team for team in teams}
        self._people = {str(one.pk): one for one in people}
        chosen: list[tuple[str, Any]] = [("", _("Choose one"))]
        chosen += [(key, f"{one.practitioner.name}, {one.team.name}") for key, one in self._people.items()]
        chosen += [(key, f"{team.name}, {team.agency.name}") for key, team in self._teams.items()]
        self.fields["holder"].choices = chosen  # type: ignore[attr-defined]  # a field with choices, declared above

    def named(self) -> tuple[Team, Membership | None]:
        """The team, and the person if one was chosen. Only of a valid form."""
        chosen = self.cleaned_data["holder"]
        person = self._people.get(chosen)
        return (person.team, person) if person else (self._teams[chosen], None)
