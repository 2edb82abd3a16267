"""Reading what was typed: what a team does, when it sees the child, and what it answers. Parses; saves nothing."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from cairn.children.forms.fields import Line, one_of
from cairn.planning.kinds import AnswerKind, ContactWay, PartOfDay
from cairn.planning.rules.saying import WHO, WHY, WORDS, ContactSaid, WorkSaid
from cairn.ui.dates import DayField

Choices = Sequence[tuple[str, str]]
_WHY_NEEDED = _("Say why, in a line. Everybody who works with the child reads it.")


class WorkForm(forms.Form):
    """What the own team does with the child, from when until when."""

    purpose = one_of([], _("What does your team do with the child?"), _("Choose what your team does from the list."))
    words = Line(label=_("If something else: what?"), help_text=_("In a few words."), max_length=WORDS, required=False)
    start = DayField(label=_("From which day?"), error_messages={"required": _("Enter the day.")})
    until = DayField(label=_("Until which day?"), help_text=_("Leave empty if you do not know yet."), required=False)
    key = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, purposes: Choices, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["purpose"].choices = purposes  # type: ignore[attr-defined]  # a field with choices, declared above

    def said(self) -> WorkSaid:
        """The same, as the verb takes it. Only of a valid form."""
        clean = self.cleaned_data
        return WorkSaid(
            purpose=clean["purpose"], words=clean["words"].strip(), start=clean["start"], until=clean["until"]
        )

    def key_sent(self) -> UUID:
        """By which the same form sent twice is known. Only of a valid form."""
        key: UUID = self.cleaned_data["key"]
        return key


class ContactForm(forms.Form):
    """On which day, and about when, who sees or rings the child. There is nowhere to write where."""

    work = one_of([], _("What for?"), _("Choose what the visit or call is for."))
    on = DayField(label=_("On which day?"), error_messages={"required": _("Enter the day.")})
    part = one_of(PartOfDay.choices, _("About when?"), _("Say about when."))
    way = one_of(ContactWay.choices, _("How?"), _("Say how."))
    who = Line(
        label=_("Who sees or rings the child?"),
        help_text=_("A name, or what they are. Never write where: a day and a place would tell where to wait."),
        max_length=WHO,
        error_messages={"required": _("Say who sees or rings the child: a name, or what they are.")},
    )
    key = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, works: Choices, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["work"].choices = works  # type: ignore[attr-defined]  # a field with choices, declared above

    def said(self) -> ContactSaid:
        """The same, as the verb takes it. Only of a valid form."""
        clean = self.cleaned_data
        return ContactSaid(
            work_id=UUID(clean["work"]),
            on=clean["on"],
            part=PartOfDay(clean["part"]),
            way=ContactWay(clean["way"]),
            who=clean["who"],
        )

    def key_sent(self) -> UUID:
        """By which the same form sent twice is known. Only of a valid form."""
        key: UUID = self.cleaned_data["key"]
        return key


class WhyForm(forms.Form):
    """Why something is taken out."""

    why = Line(
        label=_("Why?"),
        help_text=_("In a line. Everybody who works with the child reads this."),
        max_length=WHY,
        error_messages={"required": _WHY_NEEDED},
    )


class AnswerForm(WhyForm):
    """Whether the own team leaves it to the others; of a full week, which visits it takes out."""

    kind = one_of(AnswerKind.choices, _("Can one of the others do it?"), _("Say whether you leave it to the others."))
    visits = forms.MultipleChoiceField(
        label=_("Which of your visits and calls do you take out?"),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    field_order = ("kind", "visits", "why")

    def __init__(self, *args: Any, visits: Choices, **more: Any) -> None:
        super().__init__(*args, **more)
        if not visits:
            del self.fields["visits"]
            return
        self.fields["visits"].choices = visits  # type: ignore[attr-defined]  # a field with choices, declared above
        self.fields["kind"].label = _("Can one of you do more than one of them?")
        self.fields["kind"].choices = [  # type: ignore[attr-defined]  # a field with choices, declared above
            (AnswerKind.WITHDRAW.value, _("We take out what we tick below")),
            (AnswerKind.DECLINE.value, AnswerKind.DECLINE.label),
        ]

    def chosen(self) -> frozenset[UUID]:
        """The visits to take out. Only of a valid form."""
        return frozenset(UUID(one) for one in self.cleaned_data.get("visits", ()))
