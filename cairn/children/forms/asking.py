"""Asking another agency, answering it, withdrawing a question, looking at a refusal. Parses; saves nothing."""

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cairn.children.forms.fields import Words, one_of
from cairn.partnership.models import Team
from cairn.sharing.kinds import REPLIES, KnownFrom, RefusalGround, ReplyKind
from cairn.sharing.rules.asking import ReplySaid
from cairn.sharing.verbs import AskSaid
from cairn.ui.dates import DayField

_MOST, _LONG = 500, 4000
Choices = Sequence[tuple[str, Any]]


def _sensitive() -> forms.BooleanField:
    return forms.BooleanField(
        label=_("It tells of health, sex life, race, belief or a crime"),
        help_text=_("Then the condition in law for such facts is written beside the ground."),
        required=False,
    )


class AskOthersForm(forms.Form):
    """What is asked of whom, what for, on what ground, by when."""

    team = forms.ChoiceField(label=_("Whom do you ask?"), error_messages={"required": _("Choose a team.")})
    question = Words(
        label=_("What do you need to know?"),
        help_text=_(
            "They may know nothing of the child. They see what stands here, and nothing else: name whom you mean."
        ),
        rows=5,
        max_length=_LONG,
        error_messages={"required": _("Write what you need to know.")},
    )
    purpose = Words(
        label=_("What do you need it for?"),
        help_text=_("They decide by it what to share."),
        max_length=_MOST,
        error_messages={"required": _("Say what you need it for.")},
    )
    ground = forms.ChoiceField(
        label=_("Lawful ground"),
        error_messages={
            "required": _("Choose a ground."),
            "invalid_choice": _("That is no ground here today. Choose one."),
        },
    )
    sensitive = _sensitive()
    needed_by = DayField(
        label=_("Needed by"),
        help_text=_("Only if the usual time is too long. It can be shorter and never longer."),
        required=False,
    )
    for_enforcement = forms.BooleanField(
        label=_("It is to enforce immigration law"),
        help_text=_("Then it is asked on another page, and on a ground of its own."),
        required=False,
    )
    is_new = forms.BooleanField(
        label=_("I have looked at the earlier questions above, and this is a new one"), required=False
    )

    def __init__(
        self, *args: Any, teams: Iterable[Team], grounds: Choices, has_earlier: bool = False, **more: Any
    ) -> None:
        super().__init__(*args, **more)
        self._teams = {str(team.pk): team for team in teams}
        names = [(key, f"{team.agency.name}: {team.name}") for key, team in self._teams.items()]
        _choose(self, "team", names)
        _choose(self, "ground", grounds)
        if not has_earlier:
            del self.fields["is_new"]

    def said(self) -> AskSaid:
        """The same, as the verb takes it. Only of a valid form."""
        clean = self.cleaned_data
        return AskSaid(
            to_team=self._teams[clean["team"]],
            question=clean["question"],
            purpose=clean["purpose"],
            ground=clean["ground"],
            is_sensitive=clean["sensitive"],
            needed_by=clean["needed_by"],
            is_new=clean.get("is_new", False),
            for_enforcement=clean["for_enforcement"],
        )


class AnswerAskForm(forms.Form):
    """The answer, a part of it, or why it is not shared."""

    kind = one_of([(one.value, one.label) for one in REPLIES], _("Your answer"), _("Choose one."))
    words = Words(
        label=_("The answer, or why not"),
        help_text=_("What you answer becomes part of the child’s story. Write what they need, and only that."),
        rows=6,
        error_messages={"required": _("Write the answer, or why not: the other team reads it.")},
    )
    missing = Words(
        label=_("What is still to come, and when?"),
        help_text=_("Only if you answer a part. The clock runs on for the rest."),
        max_length=_MOST,
        required=False,
    )
    known_from = forms.ChoiceField(label=_("How do you know it?"), required=False)
    ground = forms.ChoiceField(
        label=_("Lawful ground for sharing"), help_text=_("If you answer, all or a part."), required=False
    )
    sensitive = _sensitive()
    refusal_ground = forms.ChoiceField(
        label=_("Why do you not share it?"), help_text=_("Only if you do not share it."), required=False
    )
    revision = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, grounds: Choices, **more: Any) -> None:
        super().__init__(*args, **more)
        _choose(self, "ground", grounds)
        _choose(self, "known_from", KnownFrom.choices)
        _choose(self, "refusal_ground", RefusalGround.choices)

    def said(self) -> ReplySaid:
        """The same, as the verb takes it. Only of a valid form."""
        clean = self.cleaned_data
        return ReplySaid(
            kind=ReplyKind(clean["kind"]),
            words=clean["words"],
            missing=clean["missing"],
            known_from=clean["known_from"],
            ground=clean["ground"],
            is_sensitive=clean["sensitive"],
            refusal_ground=clean["refusal_ground"],
        )


class WithdrawForm(forms.Form):
    """Why a question is taken back."""

    reason = Words(
        label=_("Why do you withdraw it?"),
        max_length=_MOST,
        error_messages={"required": _("Say why you withdraw it: the other team may be at work on it.")},
    )
    revision = forms.IntegerField(widget=forms.HiddenInput)


class ReviewForm(forms.Form):
    """Whether a refusal stands."""

    stands = one_of(
        [("no", _("It must be answered after all")), ("yes", _("The refusal stands"))],
        _("What do you decide?"),
        _("Choose one."),
    )
    why = Words(
        label=_("Why?"),
        help_text=_("Both teams read this."),
        max_length=_LONG,
        error_messages={"required": _("Say why.")},
    )
    revision = forms.IntegerField(widget=forms.HiddenInput)


def _choose(form: forms.Form, name: str, choices: Choices) -> None:
    form.fields[name].choices = [("", _("Choose one")), *choices]  # type: ignore[attr-defined]  # a field with choices, declared above
