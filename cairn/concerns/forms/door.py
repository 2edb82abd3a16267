"""The short form for somebody who is not signed in."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from cairn.children.kinds import NameKind
from cairn.concerns.forms.concern import WhatAndWhereForm
from cairn.concerns.forms.fields import Line, Plain, Words
from cairn.concerns.rules import ChildSaid, ConcernSaid, NameSaid

_FEWEST_DIGITS = 6


class DoorForm(WhatAndWhereForm):
    """What, where, who in words, and how to ring back: somebody does, before more is done with it."""

    who = Words(
        label=_("Who is the child? Whatever you know"),
        help_text=_("A name, an age, a school, what they look like. “I don’t know” is fine."),
        rows=2,
        max_length=1000,
        required=False,
    )
    phone = Plain(
        label=_("A phone number where we can ring you back"),
        help_text=_("Somebody rings to hear more from you."),
        max_length=60,
        error_messages={"required": _("Give a number, so that somebody can ring you back.")},
    )
    caller = Line(label=_("Your name, and when it is safe to ring"), max_length=300, required=False)

    def clean_phone(self) -> str:
        """The number as typed. Refuses what nobody could dial."""
        typed: str = self.cleaned_data["phone"]
        if sum(sign.isdigit() for sign in typed) < _FEWEST_DIGITS:
            raise ValidationError(_("Give a whole phone number, such as 01632 960 001."), code="invalid")
        return typed

    def said(self) -> ConcernSaid:
        """The concern as plain values. Only of a valid form."""
        parts = dict(self.cleaned_data)
        who, phone, caller = parts.pop("who"), parts.pop("phone"), parts.pop("caller")
        child = ChildSaid(names=(NameSaid(who, kind=NameKind.DESCRIBED.value),) if who else ())
        return ConcernSaid(**parts, children=(child,), sender_contact=", ".join(filter(None, (phone, caller))))
