"""Asking for immigration enforcement, answering it, and a second person's look. Parses; saves nothing."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cairn.children.forms.fields import Line, Words, one_of
from cairn.children.kinds.enforcement import ENFORCEMENT_REFUSALS
from cairn.children.verbs.enforcement import LONGEST_REASON, LONGEST_WORDS, EnforcementSaid


class EnforcementForm(forms.Form):
    """About which child, what, on which ground."""

    reference = Line(
        label=_("The child’s reference"),
        help_text=_("Such as C-7F3K-Q2, as it was told to you. You are not told whether there is such a child."),
        max_length=16,
        error_messages={"required": ENFORCEMENT_REFUSALS["enforcement_reference_needed"]},
    )
    question = Words(
        label=_("What do you need to know, and what happens with it?"),
        help_text=_("Whoever decides reads this, and so does whoever speaks for the child."),
        rows=5,
        max_length=LONGEST_WORDS,
        error_messages={"required": ENFORCEMENT_REFUSALS["enforcement_question_needed"]},
    )
    ground = forms.ChoiceField(
        label=_("Ground in law"), error_messages={"required": ENFORCEMENT_REFUSALS["enforcement_ground_needed"]}
    )

    def __init__(self, *args: Any, grounds: Sequence[tuple[str, Any]], **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["ground"].choices = [("", _("Choose one")), *grounds]  # type: ignore[attr-defined]  # a field with choices, declared above
        self.fields["reference"].widget.attrs |= {"autocomplete": "off", "spellcheck": "false"}

    def said(self) -> EnforcementSaid:
        """The same, as the verb takes it. Only of a valid form."""
        return EnforcementSaid(**self.cleaned_data)


class EnforcementAnswerForm(forms.Form):
    """Nothing, or exactly these words; and why."""

    gives = one_of(
        [("no", _("We give nothing")), ("yes", _("We would give exactly what stands below"))],
        _("Is anything given?"),
        ENFORCEMENT_REFUSALS["enforcement_answer_needed"],
    )
    words = Words(
        label=_("What is given"),
        help_text=_(
            "Only if something is given. They read this and nothing else: never what is kept for named people, held "
            "back, or tells where the child is safe. A second person looks before it goes."
        ),
        rows=5,
        max_length=LONGEST_WORDS,
        required=False,
    )
    reason = Words(
        label=_("Why?"),
        help_text=_("Those around the child read this. Those who ask never do."),
        max_length=LONGEST_REASON,
        error_messages={"required": ENFORCEMENT_REFUSALS["enforcement_reason_needed"]},
    )
    revision = forms.IntegerField(widget=forms.HiddenInput)


class EnforcementSecondForm(forms.Form):
    """Whether the words may go."""

    agrees = one_of(
        [("no", _("No, nothing is given")), ("yes", _("Yes, these words may go"))],
        _("Do you agree?"),
        ENFORCEMENT_REFUSALS["enforcement_answer_needed"],
    )
    has_looked = forms.BooleanField(
        label=_("I have looked: nothing that is kept for named people, held back, or tells where the child is safe"),
        required=False,
    )
    reason = Words(
        label=_("Why not?"), help_text=_("Only if you do not agree."), max_length=LONGEST_REASON, required=False
    )
    revision = forms.IntegerField(widget=forms.HiddenInput)
