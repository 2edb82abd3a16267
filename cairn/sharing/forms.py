"""Reading what was typed by whoever holds something back, agrees to it or shares it (R-049)."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from cairn.access.actor import Actor
from cairn.core.clock import today
from cairn.sharing.kinds import Mode, Reason
from cairn.sharing.kinds.apart import REFUSALS as APART_REFUSALS
from cairn.sharing.kinds.apart import ApartKind
from cairn.sharing.queries import could_agree, other_agencies
from cairn.sharing.queries.guide import grounds_offered
from cairn.sharing.rules import HoldBack
from cairn.ui.dates import DayField
from cairn.ui.typed import Line, Words

PREFIX = "hold"
APART = "apart"
AT_FIELD = {
    "withhold_reason_needed": "reason",
    "withhold_ground_needed": "ground",
    "withhold_ground_not_known": "ground",
    "withhold_ground_not_in_force": "ground",
    "withhold_ground_words_needed": "ground_words",
    "withhold_until_past": "until",
    "withhold_until_too_far": "until",
    "withhold_from_oneself": "around",
    "withhold_from_everybody": "around",
    "withhold_from_nobody": "around",
    "withhold_no_such_agency": "around",
    "withhold_from_answerer": "around",
    "withhold_not_silent": "traceless",
    "withhold_second_needed": "second",
    "withhold_leaves_trace": "around",
    "withhold_not_yours": None,
    "withheld_already": None,
}
_DAYS = 28
_TYPED = ("around", "others", "reason", "ground", "ground_words", "words", "traceless")


class HoldBackForm(forms.Form):
    """From whom, why, on what ground, until when. Beside another form it counts once something is typed into it."""

    around = forms.MultipleChoiceField(
        label=_("From which agencies around the child?"), required=False, widget=forms.CheckboxSelectMultiple
    )
    others = forms.MultipleChoiceField(
        label=_("From which other agencies?"), required=False, widget=forms.CheckboxSelectMultiple
    )
    reason = forms.ChoiceField(label=_("Why not share it?"), required=False)
    words = Words(
        label=_("Say it in your own words"),
        help_text=_("Those it is held back from never read this."),
        max_length=4000,
        required=False,
    )
    ground = forms.ChoiceField(
        label=_("On what ground in law?"),
        help_text=_("Those that hold in your nation today. Most are not yet checked against their source."),
        required=False,
    )
    ground_words = Line(
        label=_("Which exactly?"),
        help_text=_("For example the section of an Act, or a court’s order."),
        max_length=500,
        required=False,
    )
    until = DayField(label=_("Until when?"), required=False)
    later = forms.ChoiceField(
        label=_("May agencies that join later see it?"),
        choices=[("yes", _("Yes")), ("no", _("No, it is held back from them as well"))],
        initial="yes",
        widget=forms.RadioSelect,
        required=False,
    )
    traceless = forms.BooleanField(
        label=_("Without a trace: they must not even know that something is held back"),
        help_text=_(
            "Only where it concerns somebody who works with children, a live operation, a protected source, or a "
            "person or agency under suspicion. A second person agrees, and it lasts 28 days at most."
        ),
        required=False,
    )
    second = forms.ChoiceField(
        label=_("Who is the second person?"),
        help_text=_("Needed where no trace is left. Otherwise Cairn asks a manager of your agency, or the hub."),
        required=False,
    )

    prefix = PREFIX

    def __init__(self, *given: Any, around: Mapping[UUID, str], actor: Actor, **more: Any) -> None:
        super().__init__(*given, **more)
        others = other_agencies(around, actor)
        self._choose("around", [(str(one), name) for one, name in around.items() if one != actor.agency_id])
        self._choose("others", [(str(one), name) for one, name in others.items()])
        reasons = [(one.value, one.label) for one in Reason]
        self._choose("reason", [("", _("Choose one")), *reasons])
        self._choose("ground", [("", _("Choose one")), *grounds_offered(actor)])
        people = [(str(one.pk), f"{one.practitioner.name}, {one.team.name}") for one in could_agree(actor)]
        self._choose("second", [("", _("Nobody named")), *people])
        self.fields["until"].initial = today() + timedelta(days=_DAYS)

    @property
    def is_open(self) -> bool:
        """Whether the section is shown unfolded: something is in it already."""
        return self.is_asked or any(self.initial.get(name) for name in _TYPED)

    @property
    def is_asked(self) -> bool:
        """Whether anything at all was typed that says that it should be held back."""
        return self.is_bound and any(self[name].data for name in _TYPED)

    def said(self) -> HoldBack:
        """What was typed, as the verb takes it. Only of a valid form; what is missing the verb refuses."""
        clean = self.cleaned_data
        return HoldBack(
            agencies=frozenset(UUID(one) for one in (*clean["around"], *clean["others"])),
            reason=Reason(clean["reason"]) if clean["reason"] else None,
            ground=clean["ground"],
            ground_words=clean["ground_words"],
            words=clean["words"],
            until=clean["until"] or date.min,
            mode=Mode.SILENT if clean["traceless"] else Mode.DECLARED,
            second=UUID(clean["second"]) if clean["second"] else None,
            keeps_from_later=clean["later"] == "no",
        )

    def _choose(self, name: str, choices: list[Any]) -> None:
        field: Any = self.fields[name]
        field.choices = choices


class ApartForm(forms.Form):
    """Whether only named people may read it, what sort of thing it is, and why. Beside another form it may stay empty;
    `is_alone` on a page of its own it may not."""

    kind = forms.ChoiceField(
        label=_("Is it one of these?"),
        choices=[("", _("No")), *ApartKind.choices],
        help_text=_("Then only your team can read it, and whoever your team lets in. Nobody else in the circle can."),
        required=False,
    )
    why = Words(
        label=_("Why may only named people read it?"),
        help_text=_("Only your team can read this."),
        max_length=2000,
        required=False,
    )
    second = forms.ChoiceField(
        label=_("Who else reads it, and says whether it is right?"),
        help_text=_(
            "Of a source, a live operation and an allegation against staff nobody else is told. A second person reads "
            "it too, and says now and every 28 days whether that is right. Without a name it is your manager."
        ),
        required=False,
    )

    prefix = APART

    def __init__(self, *given: Any, actor: Actor, is_alone: bool = False, **more: Any) -> None:
        super().__init__(*given, **more)
        self._is_alone = is_alone
        people = [(str(one.pk), f"{one.practitioner.name}, {one.team.name}") for one in could_agree(actor)]
        field: Any = self.fields["second"]
        field.choices = [("", _("Nobody named")), *people]

    @property
    def is_open(self) -> bool:
        """Whether the section is shown unfolded: something is in it already."""
        return self.is_asked or bool(self.initial.get("kind"))

    @property
    def is_asked(self) -> bool:
        """Whether anything at all was typed that says so."""
        return self.is_bound and any(self[name].data for name in ("kind", "why"))

    def clean(self) -> dict[str, Any]:
        """One needs the other; where neither was typed beside another form, nothing is asked."""
        clean = super().clean() or self.cleaned_data
        if not self._is_alone and not self.is_asked:
            return clean
        for name, code in (("kind", "apart_kind_needed"), ("why", "apart_why_needed")):
            if not clean.get(name) and name not in self.errors:
                self.add_error(name, str(APART_REFUSALS[code]))
        return clean

    def chosen(self) -> ApartKind:
        """What sort of thing. Only of a valid form."""
        return ApartKind(self.cleaned_data["kind"])

    def second_person(self) -> UUID | None:
        """Who is named as the second person. Only of a valid form."""
        return UUID(self.cleaned_data["second"]) if self.cleaned_data["second"] else None


def from_draft(content: Mapping[str, Any], part: str = PREFIX) -> dict[str, Any]:
    """What a draft holds of these questions, for the form to show as it was typed."""
    found: dict[str, Any] = {}
    for name, values in content.items():
        prefix, _dash, rest = name.partition("-")
        if prefix != part or not isinstance(values, list) or not values:
            continue
        field, _dash, piece = rest.partition("-")
        if piece:
            found.setdefault(field, {"day": "", "month": "", "year": ""})[piece] = values[0]
        else:
            found[field] = values if field in {"around", "others"} else values[0]
    return found


class AnswerForm(forms.Form):
    """Whether it is rightly held back."""

    revision = forms.IntegerField(widget=forms.HiddenInput)
    agrees = forms.ChoiceField(
        label=_("Is it rightly held back?"),
        choices=[("yes", _("Yes, I agree")), ("no", _("No: share it now"))],
        widget=forms.RadioSelect,
        error_messages={"required": _("Say whether it is rightly held back.")},
    )
    words = Words(label=_("Why?"), help_text=_("Needed where you do not agree."), max_length=4000, required=False)


class ExtendForm(forms.Form):
    """Until when it is held back instead, and why."""

    revision = forms.IntegerField(widget=forms.HiddenInput)
    until = DayField(label=_("Until when?"), error_messages={"required": _("Say until when.")})
    words = Words(label=_("Why is it still right?"), max_length=4000, error_messages={"required": _("Say why.")})


class ShareForm(forms.Form):
    """Share it now."""

    revision = forms.IntegerField(widget=forms.HiddenInput)
    words = Words(label=_("What has changed?"), max_length=4000, required=False)
