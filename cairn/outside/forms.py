"""Choosing who gets what outside, line by line; and typing the code of a link. Parses; saves nothing."""

from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from cairn.core.ids import uuid7
from cairn.outside.kinds import Section, Way
from cairn.outside.queries.offering import Offer
from cairn.outside.rules import Limits
from cairn.outside.verbs import LONGEST, Recipient, ShareSaid
from cairn.sharing.kinds import Receiver
from cairn.ui.typed import Line, Words

CHOOSING = (Section.CHILD, Section.FACTS, Section.STORY, Section.DECISIONS, Section.CIRCLE)
AT_FIELD = {
    "outside_recipient_needed": "recipient",
    "outside_purpose_needed": "purpose",
    "outside_too_long": "request",
    "outside_days_wrong": "days",
    "outside_way_unknown": "way",
    "ground_needed": "ground",
    "ground_not_known": "ground",
    "ground_not_in_force": "ground",
    "outside_ground_not_for_them": "ground",
    "outside_receiver_needed": "receiver",
    "outside_not_for_borders": "receiver",
    "outside_ask_first": "receiver",
}
_FEW, _SHORT, _LONG, _NUMBER = 160, 200, 500, 50
_DAYS = (1, 2, 3, 7, 14, 30)


class OutsideForm(forms.Form):
    """Who gets it, what for, on what ground; each line that goes, one by one; how, and for how long."""

    recipient = Line(
        label=_("Who gets it?"),
        help_text=_("One person, by name."),
        max_length=_SHORT,
        error_messages={"required": _("Name the person who gets it.")},
    )
    organisation = Line(
        label=_("Their organisation"), max_length=_SHORT, error_messages={"required": _("Name their organisation.")}
    )
    function = Line(
        label=_("What they do there"),
        help_text=_("For example: named nurse for safeguarding."),
        max_length=_SHORT,
        error_messages={"required": _("Say what they do there.")},
    )
    receiver = forms.ChoiceField(
        label=_("What sort of body is it?"),
        choices=Receiver.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Say what sort of body it goes to.")},
    )
    reach = Line(
        label=_("How does it reach them?"),
        help_text=_("For example: by secure e-mail to their own address, or handed over at the ward."),
        max_length=_LONG,
        error_messages={"required": _("Say how it reaches them.")},
    )
    phone = Line(
        label=_("Their number, which you have checked"),
        help_text=_("Ring it through their switchboard first. The code of a link is told over it, never written."),
        max_length=_NUMBER,
        error_messages={"required": _("Give the number on which you checked that it is them.")},
    )
    purpose = Words(
        label=_("What do they need it for?"),
        max_length=_LONG,
        error_messages={"required": _("Say what they need it for.")},
    )
    ground = forms.ChoiceField(label=_("Lawful ground"), error_messages={"required": _("Choose a ground.")})
    sensitive = forms.BooleanField(
        label=_("It tells of health, sex life, race, belief or a crime"),
        help_text=_("Then the condition in law for such facts is written beside the ground."),
        required=False,
    )
    child = forms.MultipleChoiceField(required=False, widget=forms.CheckboxSelectMultiple)
    facts = forms.MultipleChoiceField(required=False, widget=forms.CheckboxSelectMultiple)
    story = forms.MultipleChoiceField(required=False, widget=forms.CheckboxSelectMultiple)
    decisions = forms.MultipleChoiceField(required=False, widget=forms.CheckboxSelectMultiple)
    circle = forms.MultipleChoiceField(required=False, widget=forms.CheckboxSelectMultiple)
    request = Words(
        label=_("What do you ask of them?"),
        help_text=_("For example: tell us at once if she comes in. You may leave it empty."),
        max_length=LONGEST,
        required=False,
    )
    way = forms.ChoiceField(
        label=_("How does it go?"),
        choices=Way.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose how it goes.")},
    )
    days = forms.TypedChoiceField(label=_("For how long?"), coerce=int)
    key = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(
        self, *args: Any, offered: Iterable[Offer], grounds: Sequence[tuple[str, Any]], limits: Limits, **more: Any
    ) -> None:
        more["initial"] = {
            "key": uuid7(),
            "days": limits.default_days,
            "way": Way.LINK.value,
            **more.get("initial", {}),
        }
        super().__init__(*args, **more)
        lines = list(offered)
        for section in CHOOSING:
            chosen = [(one.key, _short(one)) for one in lines if one.line.section == section]
            if chosen:
                self._choose(section.value, chosen)
                self.fields[section.value].label = section.label
            else:
                del self.fields[section.value]
        self._choose("ground", [("", _("Choose one")), *grounds])
        self._choose("days", [(days, _days(days)) for days in _DAYS if days <= limits.most_days])

    def chosen(self) -> tuple[str, ...]:
        """The lines that were ticked, in all sections. Only of a valid form."""
        return tuple(key for section in CHOOSING for key in self.cleaned_data.get(section.value, ()))

    def said(self, seen: str) -> ShareSaid:
        """The same, as the verb takes it; `seen` is the digest of what was previewed. Only of a valid form."""
        clean = self.cleaned_data
        who = Recipient(
            name=clean["recipient"],
            organisation=clean["organisation"],
            function=clean["function"],
            reach=clean["reach"],
            phone=clean["phone"],
        )
        return ShareSaid(
            recipient=who,
            receiver=Receiver(clean["receiver"]),
            purpose=clean["purpose"],
            ground=clean["ground"],
            is_sensitive=clean["sensitive"],
            chosen=self.chosen(),
            request=clean["request"],
            way=Way(clean["way"]),
            days=clean["days"],
            seen=seen,
            send_key=UUID(str(clean["key"])),
        )

    def _choose(self, name: str, choices: list[Any]) -> None:
        field: Any = self.fields[name]
        field.choices = choices


class CodeForm(forms.Form):
    """The code that was told over the telephone."""

    code = Line(
        label=_("Code"),
        help_text=_("Eight digits. Whoever sent this tells you over the telephone."),
        max_length=_NUMBER,
        error_messages={"required": _("Type the code that you were told.")},
        widget=forms.TextInput(attrs={"autocomplete": "off", "inputmode": "numeric", "spellcheck": "false"}),
    )


def _short(one: Offer) -> str:
    words = one.line.words if len(one.line.words) <= _FEW else f"{one.line.words[:_FEW]}…"
    head = ", ".join(filter(None, (one.line.title, one.line.when)))
    return f"{head}: {words} ({one.line.source})"


def _days(number: int) -> str:
    return ngettext("%(number)s day", "%(number)s days", number) % {"number": number}
