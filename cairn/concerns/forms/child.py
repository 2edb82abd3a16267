"""One child as far as the sender knows: every part may be left empty."""

import re
from dataclasses import replace
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from cairn.children.kinds import Basis, Scheme, Sex
from cairn.concerns.forms.fields import Line, Lines, Plain, Several, Words
from cairn.concerns.rules import BornSaid, ChildSaid, NameSaid
from cairn.core.clock import today
from cairn.matching.births import BirthFact, parse_birth_bounds
from cairn.matching.kinds import BirthPrecision

_CENTURIES_AHEAD = date(2999, 1, 1)
_SHORT, _LONG = 200, 1000
_GUESS = re.compile(r"about|around|approx|circa|\bca?\.|maybe|perhaps|~|\?", re.IGNORECASE)
_CANNOT_READ = _("Give an age, a year or a date, such as “about 14”, 2009 or 3/4/2009.")
# How people begin the line that holds a number; without one of these it is the sender's own agency's number.
_SCHEMES = (
    (re.compile(r"^(nhs)\b", re.IGNORECASE), Scheme.NHS),
    (re.compile(r"^(upn|unique pupil)\b", re.IGNORECASE), Scheme.UPN),
    (re.compile(r"^(home office|ho)\b", re.IGNORECASE), Scheme.HOME_OFFICE),
    (re.compile(r"^(pnc|police)\b", re.IGNORECASE), Scheme.PNC),
    (re.compile(r"^(nrm)\b", re.IGNORECASE), Scheme.NRM),
    (re.compile(r"^(passport)\b", re.IGNORECASE), Scheme.PASSPORT),
    (re.compile(r"^(local|ours?|our own)\b", re.IGNORECASE), Scheme.LOCAL),
)
_FILLER = re.compile(r"^[\s:.\-–]*(?:(?:number|no|reference|ref|id)\b[\s:.\-–]*)?", re.IGNORECASE)


class ChildForm(forms.Form):
    """What the sender knows of one child."""

    is_unknown = forms.BooleanField(label=_("I don’t know who this child is"), required=False)
    names = Lines(
        label=_("Names, as you heard them"),
        help_text=_("The whole name, any spelling. Another name goes on a new line."),
        rows=2,
        max_length=_LONG,
        required=False,
    )
    born = Plain(
        label=_("Age, or date or year of birth"),
        help_text=_("For example: about 14, 14-16, 2009 or 3/4/2009"),
        max_length=60,
        required=False,
    )
    born_basis = forms.ChoiceField(
        label=_("How is the age known?"),
        choices=[
            ("", _("Not said")),
            (Basis.CHILD_SAYS, _("The child says so")),
            (Basis.OTHER_PERSON_SAYS, _("Another person says so")),
            (Basis.DOCUMENT, _("A document shows it")),
            (Basis.PROFESSIONAL_ESTIMATE, _("It is my estimate")),
        ],
        required=False,
    )
    sex = forms.ChoiceField(
        label=_("Girl or boy"),
        choices=[
            ("", _("Not said")),
            (Sex.FEMALE, _("Girl")),
            (Sex.MALE, _("Boy")),
            (Sex.OTHER, _("Other")),
            (Sex.UNKNOWN, _("Not known")),
        ],
        required=False,
    )
    nationalities = Several(label=_("Nationality"), max_length=_SHORT, required=False)
    languages = Several(label=_("Languages the child speaks"), max_length=_SHORT, required=False)
    phones = Several(label=_("The child’s phone numbers"), max_length=_SHORT, required=False)
    address = Words(label=_("Where the child lives or sleeps"), rows=2, max_length=_LONG, required=False)
    school = Line(label=_("School or college"), max_length=_SHORT, required=False)
    identifiers = Lines(
        label=_("Numbers or references you know"),
        help_text=_("Say which it is, such as “NHS 943 476 5919”. One on each line."),
        rows=2,
        max_length=_LONG,
        required=False,
    )

    def clean_born(self) -> BornSaid | None:
        """The birth as said, with the words kept. Refuses what cannot be read and what has not come yet."""
        typed: str = self.cleaned_data["born"]
        return born_said(typed, seen_on=today()) if typed else None

    def said(self) -> ChildSaid:
        """What was said of the child. Only of a valid form."""
        parts: dict[str, Any] = self.cleaned_data
        address = ", ".join(part.strip(" ,") for part in parts["address"].split("\n") if part.strip(" ,"))
        return ChildSaid(
            names=tuple(NameSaid(text) for text in parts["names"]),
            born=self._born(),
            sex=parts["sex"],
            nationalities=parts["nationalities"],
            languages=parts["languages"],
            identifiers=tuple(identifier(line) for line in parts["identifiers"]),
            addresses=(address,) if address else (),
            phones=parts["phones"],
            school=parts["school"],
        )

    def is_said(self) -> bool:
        """Whether this part is about a child at all: something was filled in, or the box for an unknown one ticked."""
        return bool(self.cleaned_data["is_unknown"]) or self.said() != ChildSaid()

    def _born(self) -> BornSaid | None:
        born: BornSaid | None = self.cleaned_data["born"]
        basis = self.cleaned_data["born_basis"]
        return born.known_by(basis) if born and basis else born


def born_said(typed: str, *, seen_on: date) -> BornSaid:
    """A birth from a short phrase. Raises ValidationError with a sentence for the field."""
    found = parse_birth_bounds(typed, seen_on=seen_on)
    if found is None:
        is_ahead = parse_birth_bounds(typed, seen_on=_CENTURIES_AHEAD) is not None
        raise ValidationError(_("That birth date has not come yet.") if is_ahead else _CANNOT_READ, code="invalid")
    return _as_said(found, typed, seen_on)


def _as_said(found: BirthFact, typed: str, seen_on: date) -> BornSaid:
    is_guess = _GUESS.search(typed) is not None
    basis = Basis.PROFESSIONAL_ESTIMATE if is_guess else Basis.OTHER_PERSON_SAYS
    said = BornSaid(basis=str(basis), words=typed, is_guess=is_guess)
    if found.precision is BirthPrecision.DATE:
        return replace(said, on=found.earliest)
    if found.precision is BirthPrecision.YEAR:
        return replace(said, year=found.earliest.year)
    return replace(said, age_from=_age(found.latest, seen_on), age_to=_age(found.earliest, seen_on))


def _age(born: date, on: date) -> int:
    return on.year - born.year - ((on.month, on.day) < (born.month, born.day))


def identifier(line: str) -> tuple[str, str]:
    """A scheme and a value from a line such as "NHS 943 476 5919"; the sender's own number when it names no scheme."""
    for pattern, scheme in _SCHEMES:
        found = pattern.match(line)
        value = _FILLER.sub("", line[found.end() :]) if found else ""
        if value:
            return scheme.value, value
    return Scheme.LOCAL.value, line
