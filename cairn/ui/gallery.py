"""Every component on one page, with made-up words, for those who build and those who judge pages."""

from datetime import timedelta
from typing import Any

from django import forms
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

from cairn.core import clock
from cairn.ui.dates import DayField
from cairn.ui.parts import CardRow, Column, ContactCard, Step
from cairn.ui.shell import Contact


class GalleryForm(forms.Form):
    """One field of each kind that the adaptor knows."""

    what = forms.CharField(
        label=_("What did you see or hear?"),
        help_text=_("Write it as you would say it."),
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=5000,
    )
    name = forms.CharField(
        label=_("Name"), widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"})
    )
    number = forms.CharField(label=_("Telephone"), widget=forms.TextInput(attrs={"type": "tel", "autocomplete": "tel"}))
    secret = forms.CharField(label=_("Password"), widget=forms.PasswordInput)
    when = DayField(label=_("When was this?"), help_text=_("For example, 27 3 2026"))
    told = forms.ChoiceField(
        label=_("Have parents or carers been told?"),
        choices=[("yes", _("Yes")), ("not_yet", _("Not yet")), ("not_safe", _("It is not safe to tell them"))],
        widget=forms.RadioSelect,
    )
    seen = forms.MultipleChoiceField(
        label=_("What was there?"),
        choices=[("vehicle", _("A vehicle")), ("adult", _("An adult")), ("phone", _("A phone"))],
        widget=forms.CheckboxSelectMultiple,
    )
    area = forms.ChoiceField(label=_("Area"), choices=[("", _("Choose one")), ("n", _("North")), ("s", _("South"))])
    is_sure = forms.BooleanField(label=_("I have read this through"))
    picture = forms.FileField(label=_("Picture"))


def gallery(request: HttpRequest) -> HttpResponse:
    """Show every component; `?sent` shows the form as it comes back with errors."""
    return render(request, "ui/gallery.html", samples(is_sent="sent" in request.GET))


def samples(*, is_sent: bool = False) -> dict[str, Any]:
    """What the gallery template needs: one made-up example of everything."""
    now = clock.now()
    typed = {
        "what": "Two lines\n  as typed",
        "when-day": "31",
        "when-month": "2",
        "when-year": "2026",
        "told": "not_yet",
    }
    return {
        "form": GalleryForm(typed) if is_sent else GalleryForm(),
        "card_rows": _card_rows(),
        "contact": _contact(),
        "steps": _steps(),
        "columns": [
            Column(label=str(_("What")), sort="what"),
            Column(label=str(_("Due")), sort="due"),
            Column(label=str(_("Days")), is_numeric=True),
        ],
        "dues": [
            ("overdue", now - timedelta(days=3)),
            ("soon", now + timedelta(days=1)),
            ("due", now + timedelta(days=9)),
        ],
        "page": Paginator(range(200), 10).page(7),
        "moment": now,
    }


def _card_rows() -> list[CardRow]:
    return [
        CardRow(label=str(_("Safe now?")), value=str(_("Yes, with a foster carer since Thursday"))),
        CardRow(label=str(_("Last seen")), value=str(_("Today 08:40 by her school nurse, alone, in English"))),
        CardRow(
            label=str(_("Must not be told")),
            value=str(_("Nobody at the home address")),
            is_warning=True,
            href="#",
            link_text=str(_("How to contact safely")),
        ),
    ]


def _contact() -> ContactCard:
    return ContactCard(
        name="Amara Example",
        role=str(_("Social worker")),
        team=str(_("Children's duty team")),
        agency=str(_("Example Council")),
        number="01632 960 001",
        email="duty@example.org",
        out_of_hours=Contact(name=str(_("Emergency duty team")), number="01632 960 999"),
    )


def _steps() -> list[Step]:
    now = clock.now()
    return [
        Step(text=str(_("Delivered")), at=now - timedelta(minutes=12)),
        Step(text=str(_("Read")), at=now - timedelta(minutes=6), detail=str(_("by the duty social worker"))),
        Step(text=str(_("Decision"))),
    ]
