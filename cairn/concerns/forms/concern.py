"""The questions about the concern itself, in the order in which they are asked."""

from datetime import date, datetime, time, timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from cairn.chronology.kinds import HowKnown
from cairn.concerns.forms.fields import ClockTime, Line, Lines, Plain, Words
from cairn.concerns.kinds import Exploitation, ParentsTold, Urgency
from cairn.core.clock import LOCAL, now, today
from cairn.ui.dates import DayField

Choices = list[tuple[str, Any]]
_NOT_SAID = ("", _("Not said"))
_LAST_MINUTE = time(23, 59, 59)
_URGENCY: Choices = [
    (Urgency.DANGER_NOW, _("Yes, right now")),
    (Urgency.TODAY, _("Not this minute, but somebody should act today")),
    (Urgency.SOON, _("No")),
]


class WhatAndWhereForm(forms.Form):
    """What every door asks: how urgent, what was seen or heard, where, and who must not find out."""

    urgency = forms.ChoiceField(
        label=_("Is a child in danger right now?"), choices=_URGENCY, widget=forms.RadioSelect, required=False
    )
    emergency_log_no = Plain(label=_("I have rung. Their log number:"), max_length=60, required=False)
    what_happened = Words(
        label=_("What did you see or hear?"),
        help_text=_("In your own words. A few are enough."),
        rows=5,
        error_messages={"required": _("Write what you saw or heard. A few words are enough.")},
    )
    where_text = Line(label=_("Where was it?"), max_length=500, required=False)
    postcode = Plain(label=_("Postcode, or the part you know"), max_length=12, required=False)
    area = forms.ChoiceField(
        label=_("Area"),
        help_text=_("Where the child lives or is found. Its children’s social care must decide."),
        required=False,
        error_messages={"invalid_choice": _("There is no such area here. Choose one from the list.")},
    )
    must_not_be_told = Lines(
        label=_("Is there anyone who must not find out?"),
        help_text=_("A relative, a friend, somebody at school or at work. One on each line."),
        required=False,
    )

    def __init__(self, data: Any = None, *, areas: Choices, **more: Any) -> None:
        super().__init__(data, **more)
        self.fields["area"].choices = [("", _("I don’t know")), *areas]  # type: ignore[attr-defined]  # a field with choices, declared above

    def clean_urgency(self) -> str:
        """How urgent; unanswered, somebody should act today, because that is the safer way to be wrong."""
        return self.cleaned_data["urgency"] or str(Urgency.TODAY)

    def clean_postcode(self) -> str:
        """In capitals. Refuses what no postcode holds."""
        typed = str(self.cleaned_data["postcode"]).upper()
        if typed and not all(sign.isascii() and (sign.isalnum() or sign == " ") for sign in typed):
            raise ValidationError(_("A postcode has letters and numbers only, such as NM1 4AB."), code="invalid")
        return typed


class ConcernForm(WhatAndWhereForm):
    """The whole set of questions for somebody who is signed in; only one of them must be answered."""

    how_known = forms.ChoiceField(
        label=_("How do you know?"),
        choices=[
            (HowKnown.SEEN, _("I saw or heard it myself")),
            (HowKnown.CHILD_SAYS, _("The child told me")),
            (HowKnown.OTHER_PERSON_SAYS, _("Another person told me")),
            (HowKnown.DOCUMENT, _("A document shows it")),
            (HowKnown.PROFESSIONAL_ESTIMATE, _("It is my professional judgement")),
        ],
        required=False,
    )
    source_protected = forms.BooleanField(label=_("Somebody told me who must not be named"), required=False)
    day = DayField(label=_("Which day was it?"), required=False)
    at = ClockTime(label=_("About what time?"), max_length=20, required=False)
    other_children = Words(label=_("Are other children there?"), rows=2, required=False)
    adults = Lines(
        label=_("Adults, and phone numbers of theirs"), help_text=_("One person on each line."), required=False
    )
    vehicles = Lines(
        label=_("Vehicles"), help_text=_("Part of a number plate is useful. One on each line."), rows=2, required=False
    )
    exploitation_types = forms.MultipleChoiceField(
        label=_("What might be happening?"),
        choices=[(value, capfirst(label)) for value, label in Exploitation.choices],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    child_knows = forms.ChoiceField(
        label=_("Does the child know you are passing this on?"),
        choices=[_NOT_SAID, ("yes", _("Yes")), ("no", _("No"))],
        required=False,
    )
    child_wants = Words(label=_("What does the child want, in their own words?"), rows=2, required=False)
    parents_told = forms.ChoiceField(
        label=_("Have parents or carers been told?"),
        choices=[
            _NOT_SAID,
            (ParentsTold.YES, _("Yes")),
            (ParentsTold.NOT_YET, _("Not yet")),
            (ParentsTold.NOT_SAFE, _("It is not safe to tell them")),
        ],
        required=False,
    )
    sender_contact = Words(
        label=_("How do we reach you safely tonight?"),
        help_text=_("A number, and when to ring or not to ring."),
        rows=2,
        max_length=500,
        required=False,
    )

    def clean_day(self) -> date | None:
        """The day. Refuses one that has not come yet."""
        day: date | None = self.cleaned_data["day"]
        if day is not None and day > today():
            raise ValidationError(_("That day has not come yet."), code="future")
        return day

    def clean(self) -> dict[str, Any]:
        """Day and time together. Refuses a time that has not come yet."""
        parts = super().clean() or {}
        if not {"day", "at"} & self.errors.keys():
            parts["occurred_from"], parts["occurred_to"] = happened(parts["day"], parts["at"], moment=now())
            if parts["occurred_from"] is not None and parts["occurred_from"] > now():
                self.add_error("at", ValidationError(_("That time has not come yet."), code="future"))
        return parts


def happened(day: date | None, at: time | None, *, moment: datetime) -> tuple[datetime | None, datetime | None]:
    """From when to when it happened. A day alone means some time on it; a time alone, when it last was."""
    if day is None and at is None:
        return None, None
    if day is None:
        start = datetime.combine(moment.astimezone(LOCAL).date(), at or time(), LOCAL)
        return (start if start <= moment else start - timedelta(days=1)), None
    start = datetime.combine(day, at or time(), LOCAL)
    if at is not None:
        return start, None
    return start, max(start, min(datetime.combine(day, _LAST_MINUTE, LOCAL), moment))
