"""Reads an answer as it was typed. Nothing is saved here and nothing typed is ever lost."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from cairn.access.actor import Actor
from cairn.concerns.forms.fields import Words
from cairn.core.clock import today
from cairn.core.errors import CairnError
from cairn.partnership.kinds import Sector
from cairn.referrals.kinds import Answer, Sought, answer_label
from cairn.referrals.models import Decision
from cairn.referrals.rules import answers_of
from cairn.referrals.verbs import AnswerGiven, Missing
from cairn.ui.dates import DayField
from cairn.ui.sentences import sentence

VERSION = "version"
_TICKED = "on"


class AnswerForm(forms.Form):
    """What the receiving team decides. `version` is the referral as the page showed it, never a draft's."""

    outcome = forms.ChoiceField(
        label=_("What does this child need?"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what this child needs.")},
    )
    reasons = Words(
        label=_("Your reasons"),
        help_text=_("What you considered, what is still missing, and which step of the threshold it meets."),
        rows=6,
        error_messages={"required": _("Give your reasons: the sender and the circle read them.")},
    )
    feedback = Words(
        label=_("Your words to the person who raised it"),
        help_text=_("What happens now, and what they should do or watch for."),
        rows=4,
        error_messages={"required": _("Write to the person who raised it: they are waiting to hear.")},
    )
    would_change = Words(
        label=_("What would change this answer? “Tell us at once if …”"), rows=2, max_length=4000, required=False
    )
    no_capacity = forms.BooleanField(
        label=_("We have no capacity, or there is no such service here. This is counted as a need that is not met."),
        required=False,
    )
    review_on = DayField(
        label=_("When will you look again?"),
        help_text=_("For no further action. Cairn reminds you in any case."),
        required=False,
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, data: Any = None, *, nation: str, **more: Any) -> None:
        super().__init__(data, **more)
        choices = [(one.value, _capital(str(answer_label(one, nation)))) for one in answers_of(nation)]
        self.fields["outcome"].choices = choices  # type: ignore[attr-defined]  # a field with choices, declared above

    def clean_review_on(self) -> date | None:
        """The day. Refuses one that is past."""
        day: date | None = self.cleaned_data["review_on"]
        if day is not None and day < today():
            raise ValidationError(_("That day is past. Choose one that is still to come."), code="past")
        return day

    def refuse(self, error: CairnError) -> None:
        """Show above the form what a rule said no to; what was typed stays."""
        self.add_error(None, sentence(error))

    def given(self) -> AnswerGiven:
        """The answer as plain values. Only of a valid form."""
        parts: dict[str, Any] = self.cleaned_data
        return AnswerGiven(
            outcome=Answer(parts["outcome"]),
            reasons=parts["reasons"],
            feedback=parts["feedback"],
            would_change=parts["would_change"],
            no_capacity=parts["no_capacity"],
            review_on=parts["review_on"],
        )

    def revision(self) -> int:
        """The version of the referral that was answered; 0, which none has, when the page did not say."""
        return self.cleaned_data.get(VERSION) or 0

    def is_same_as(self, standing: Decision, by: Actor) -> bool:
        """Whether this is the answer that the same person has just given: a button pressed twice. Of a valid form."""
        parts = self.cleaned_data
        said = (parts["outcome"], parts["reasons"], parts["feedback"], parts["would_change"])
        stands = (standing.outcome, standing.reasons, standing.feedback, standing.would_change)
        return standing.recorded_by_id == by.membership_id and said == stands

    def typed(self) -> list[tuple[str, str]]:
        """Each question with the words that were typed, for a page that shows two versions. Of a valid form."""
        outcome = dict(self.fields["outcome"].choices)[self.cleaned_data["outcome"]]  # type: ignore[attr-defined]  # a field with choices, declared above
        words = [(str(self[name].label), self.cleaned_data[name]) for name in ("reasons", "feedback", "would_change")]
        return [(str(self["outcome"].label), outcome), *((label, said) for label, said in words if said)]


class LookAgainForm(forms.Form):
    """What was found when a team looked again at a concern that it had noted."""

    note = Words(
        label=_("What did you find, and what did you do?"),
        rows=4,
        max_length=4000,
        error_messages={"required": _("Write what you found and what you did about it.")},
    )


class MissingForm(forms.Form):
    """What is missing before a decision, and from whom it is wanted."""

    missing = Words(
        label=_("What is missing?"),
        help_text=_("What must be seen, heard or found, in words that somebody else can look for."),
        rows=4,
        error_messages={"required": _("Write what is missing: words that somebody else can look for.")},
    )
    sought = forms.ChoiceField(
        label=_("Who can say it?"),
        widget=forms.RadioSelect,
        choices=[
            (Sought.ANY.value, _("Anybody who can say it, of any agency")),
            (Sought.STATUTORY.value, _("Only a statutory officer")),
        ],
        initial=Sought.ANY.value,
        error_messages={"required": _("Choose who can say it.")},
    )
    why = Words(
        label=_("Why must it be a statutory officer?"),
        help_text=_("A child is not protected faster by who says it. What was seen counts, whoever saw it."),
        rows=3,
        required=False,
    )

    def clean(self) -> dict[str, Any]:
        """The whole. A statutory officer alone needs a reason."""
        parts: dict[str, Any] = super().clean() or {}
        if parts.get("sought") == Sought.STATUTORY and not parts.get("why"):
            self.add_error("why", _("Say why it must be a statutory officer who says it."))
        return parts

    def said(self) -> Missing:
        """What is missing as plain values. Only of a valid form."""
        parts = self.cleaned_data
        return Missing(missing=parts["missing"], sought=Sought(parts["sought"]), why=parts["why"])


class MetForm(forms.Form):
    """That what was missing has come, and from whom."""

    sector = forms.ChoiceField(
        label=_("Who said or found it?"),
        widget=forms.RadioSelect,
        choices=[(Sector.STATUTORY.value, _("A statutory agency")), (Sector.VOLUNTARY.value, _("A voluntary agency"))],
        error_messages={"required": _("Choose who said or found it.")},
    )
    words = Words(
        label=_("What was said or found, and who said it?"),
        rows=4,
        error_messages={"required": _("Write what was said or found, and who said it.")},
    )


def typed_before(words: Mapping[str, Any]) -> dict[str, Any]:
    """A draft's words as the form's initial values: each box as it was left."""
    first = {name: typed[0] for name, typed in words.items() if isinstance(typed, list) and typed}
    day = {part: str(first.get(f"review_on-{part}", "")) for part in ("day", "month", "year")}
    plain: dict[str, Any] = {
        name: first[name] for name in ("outcome", "reasons", "feedback", "would_change") if name in first
    }
    return {**plain, "no_capacity": first.get("no_capacity") == _TICKED, "review_on": day}


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]
