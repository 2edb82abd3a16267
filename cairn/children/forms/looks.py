"""Narrowing who has looked, reading it apart from the child, releasing names, giving the list, answering a sign."""

from uuid import UUID

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from cairn.children.forms.fields import Line, Words, one_of
from cairn.children.kinds import FlagOutcome, LookWhy, SpeaksFor
from cairn.children.queries.looks import Asked
from cairn.partnership.models import Agency
from cairn.ui.dates import DayField

_DIGITS = 18
_REASON = 1000
_RECEIVER = 200


class LooksFilterForm(forms.Form):
    """By people of one agency, on one day. What is not understood counts as not asked."""

    agency = forms.ChoiceField(label=_("Agency"), required=False)
    on = DayField(label=_("Day"), required=False)

    def __init__(self, data: QueryDict) -> None:
        super().__init__(data)
        self._before = data.get("before", "")
        known = [(str(one.pk), one.name) for one in Agency.objects.order_by("name").only("pk", "name")]
        choice = self.fields["agency"]
        assert isinstance(choice, forms.ChoiceField)  # noqa: S101 (tells the type checker what stands above)
        choice.choices = [("", _("All agencies")), *known]

    def asked(self) -> Asked:
        """What was asked for."""
        self.is_valid()
        agency = self.cleaned_data.get("agency")
        before = int(self._before[:_DIGITS]) if self._before.isascii() and self._before.isdecimal() else None
        return Asked(before, UUID(agency) if agency else None, self.cleaned_data.get("on"))


class LooksOfForm(forms.Form):
    """Whose looks are to be read, and why; for somebody who does not work with the child."""

    reference = Line(
        label=_("Reference of the child"),
        help_text=_("Such as C-7F3K-Q2"),
        max_length=16,
        error_messages={"required": _("Enter the reference of the child")},
    )
    why = one_of(LookWhy.choices, _("Why do you look?"), _("Say why you look"))


class ReleaseForm(forms.Form):
    """Why, and to which day."""

    reason = Words(
        label=_("Why must the circle see names?"),
        help_text=_("The circle reads this."),
        max_length=_REASON,
        error_messages={"required": _("Give a reason: the circle reads it.")},
    )
    until = DayField(label=_("Until the end of which day?"), help_text=_("At most 90 days ahead"))


class GivenForm(forms.Form):
    """To whom, speaking as what, on which day."""

    given_to = Line(
        label=_("Who is given the list?"),
        max_length=_RECEIVER,
        error_messages={"required": _("Say who was given the list.")},
    )
    speaks_as = one_of(SpeaksFor.choices, _("As what?"), _("Say as what they are given it"))
    given_on = DayField(label=_("On which day?"))


class FlagForm(forms.Form):
    """What came of asking."""

    outcome = one_of(FlagOutcome.choices, _("What came of it?"), _("Say what came of it"))
    reason = Words(
        label=_("What was found?"), max_length=_REASON, error_messages={"required": _("Say what was found.")}
    )
