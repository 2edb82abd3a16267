"""Who may read what is kept for named people, and why; and a child at a safe address (R-061)."""

from typing import Any
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from cairn.children.forms.fields import Line, Words
from cairn.partnership.models import Membership, Team
from cairn.sharing.kinds import REFUSALS
from cairn.sharing.verbs import Whom

_MOST = 500
_WHY = {"required": _("Say why.")}


class AdmitForm(forms.Form):
    """A person, by the address they sign in with, or a team; and why."""

    email = Line(label=_("A person: the e-mail address they sign in with"), required=False, max_length=254)
    team = forms.ChoiceField(label=_("Or a whole team"), required=False)
    reason = Words(
        label=_("Why do they need to read it?"),
        help_text=_("Only your team can read this. They are told that they were let in."),
        max_length=_MOST,
        error_messages=_WHY,
    )

    def __init__(self, *given: Any, teams: list[Team], **named: Any) -> None:
        super().__init__(*given, **named)
        self.fields["team"].choices = [("", _("No team"))] + [  # type: ignore[attr-defined]  # a field with choices, declared above
            (str(one.id), f"{one.agency.name}: {one.name}") for one in teams
        ]

    def clean_email(self) -> Membership | None:
        """The person in the team they work in; none where no address was typed."""
        typed = str(self.cleaned_data["email"]).strip().lower()
        if not typed:
            return None
        working = Membership.objects.filter(ended_at=None, practitioner__is_active=True, practitioner__email=typed)
        found: Membership | None = working.order_by("started_at", "id").first()
        if found is None:
            raise ValidationError(str(REFUSALS["no_such_person"]))
        return found

    def whom(self) -> Whom:
        """The same, as the verb takes it. Only of a valid form."""
        clean = self.cleaned_data
        person = clean["email"]
        return Whom(member_id=person.id if person else None, team_id=clean["team"] or None, reason=clean["reason"])


class LetOutForm(forms.Form):
    """Why somebody may read it no longer."""

    admission = forms.UUIDField(widget=forms.HiddenInput)
    reason = Line(label=_("Why may they read it no longer?"), max_length=_MOST, error_messages=_WHY)


class SecondForm(forms.Form):
    """Whether it is rightly kept without a trace, and why."""

    agrees = forms.ChoiceField(
        label=_("Is it right that nobody else is told of this?"),
        choices=[("yes", _("Yes, I agree")), ("no", _("No: share it with everybody who works with the child now"))],
        widget=forms.RadioSelect,
        error_messages={"required": _("Say whether it is right.")},
    )
    words = Words(label=_("Why?"), max_length=_MOST, error_messages=_WHY)


class NameSecondForm(forms.Form):
    """Who is the second person from now on, and why it is somebody else."""

    named = forms.ChoiceField(
        label=_("Who is the second person from now on?"),
        help_text=_(
            "Without a name it is your manager. Whoever it was reads it no longer, unless they are of your team."
        ),
        required=False,
    )
    renamed = Line(label=_("Why somebody else?"), max_length=_MOST, error_messages=_WHY)

    def __init__(self, *given: Any, people: list[Membership], **named: Any) -> None:
        super().__init__(*given, **named)
        self.fields["named"].choices = [("", _("Nobody named"))] + [  # type: ignore[attr-defined]  # a field with choices, declared above
            (str(one.pk), f"{one.practitioner.name}, {one.team.name}") for one in people
        ]

    def second_person(self) -> UUID | None:
        """Who is named. Only of a valid form."""
        return UUID(self.cleaned_data["named"]) if self.cleaned_data["named"] else None


class ShareApartForm(forms.Form):
    """Why everybody in the circle may read it now."""

    reason = Words(
        label=_("Why may everybody who works with the child read it now?"), max_length=_MOST, error_messages=_WHY
    )


class SafeAddressForm(forms.Form):
    """Why the child is at a safe address."""

    reason = Words(
        label=_("Why must nobody else know where the child is?"),
        help_text=_("Do not write the address here. Only your team can read this."),
        max_length=_MOST,
        error_messages=_WHY,
    )


class EndedForm(forms.Form):
    """What has changed, so that nothing new is kept for named people by itself."""

    reason = Words(label=_("What has changed?"), max_length=_MOST, error_messages=_WHY)
