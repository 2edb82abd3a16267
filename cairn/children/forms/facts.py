"""One form for each kind of thing that can be said about a child, with how it is known."""

import re
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from cairn.children.forms.fact import SAFE, SHORT, FactForm, doubt, supplied_by
from cairn.children.forms.fields import Line, PartDayField, Words, one_of
from cairn.children.forms.histories import FORMS as HISTORIES
from cairn.children.kinds import FactKind, NameKind, PlaceKind, Scheme, Sex, Status
from cairn.core.clock import today
from cairn.matching.births import OLDEST, BirthFact, parse_birth_bounds

_CANNOT_READ = _("Give an age, a year or a date, such as “about 14”, 2009 or 3/4/2009.")
_NO_SUCH_DAY = _("There is no such day. Check the day and the month.")
_TOO_OLD = _("Nobody is that old. Check the age or the year.")
_NOT_BORN = _("That birth date has not come yet.")
_NOT_KNOWN = re.compile(r"(?:unknown|not known|n/?k|\?+)\.?", re.IGNORECASE)
_DATE_LIKE = re.compile(r"\D*(\d{1,4})\s*[/. -]\s*(\d{1,2})\s*[/. -]\s*(\d{1,4})\D*")
_YEAR = re.compile(r"\b1[0-8]\d\d\b")
_NUMBER = re.compile(r"\b\d{3}\b")
_CENTURIES_AHEAD = date.max


class NameForm(FactForm):
    """A name, of whatever sort."""

    kind = FactKind.NAME
    parts = {"name_kind": "kind", "language": "language", "status": "status", "supplied_by": "supplied_by"}  # noqa: RUF012 (read and never changed)
    text = Line(
        label=_("Name"),
        help_text=_("The whole name, in any spelling or script."),
        max_length=SHORT,
        error_messages={"required": _("Write the name.")},
    )
    name_kind = one_of(NameKind.choices, _("What sort of name is it?"), _("Say what sort of name it is."))
    language = Line(label=_("In which language is the name, if you know?"), max_length=60, required=False)
    status = doubt()
    supplied_by = supplied_by()


class BirthForm(FactForm):
    """An age, a year or a date of birth, or that nobody knows, kept as it was said."""

    kind = FactKind.BIRTH
    parts = {  # noqa: RUF012 (read and never changed)
        "status": "status",
        "assessed_by": "assessed_by",
        "concluded_on": "concluded_on",
        "supplied_by": "supplied_by",
    }
    text = Line(
        label=_("Age, or date or year of birth"),
        help_text=_("For example: about 14, 14-16, 2009 or 3/4/2009; or “not known”"),
        max_length=60,
        error_messages={"required": _CANNOT_READ},
    )
    status = doubt(Status.ASSESSED)
    assessed_by = Line(label=_("If the age was assessed: by whom?"), max_length=SHORT, required=False)
    concluded_on = PartDayField(label=_("If the age was assessed: when was that concluded?"), required=False)
    supplied_by = supplied_by()
    _found: BirthFact | None = None

    def clean(self) -> dict[str, Any] | None:
        """An age counts back from the day it was said. Refuses what cannot be read, each with what is wrong."""
        clean = super().clean() or self.cleaned_data
        typed = clean.get("text")
        if typed and not _NOT_KNOWN.fullmatch(typed):
            self._found = parse_birth_bounds(typed, seen_on=clean.get("said_on") or today())
            if self._found is None:
                self.add_error("text", ValidationError(_why_unread(typed), code="unreadable"))
        return clean

    def detail(self) -> dict[str, object]:
        """How exactly it was given, how it stands, and whether it is believed."""
        found = self._found
        told: dict[str, object] = {"precision": "unknown"}
        if found is not None:
            told = {"precision": str(found.precision), "disputed": found.is_disputed}
        return told | super().detail()

    def born(self) -> dict[str, Any]:
        """The earliest and latest day that fit; neither where nobody knows."""
        found = self._found
        return {"born_from": found.earliest, "born_to": found.latest} if found else {}


def _why_unread(typed: str) -> Any:
    number = _NUMBER.search(typed)
    if _YEAR.search(typed) or (number and int(number[0]) > OLDEST):
        return _TOO_OLD
    if parse_birth_bounds(typed, seen_on=_CENTURIES_AHEAD) is not None:
        return _NOT_BORN
    return _NO_SUCH_DAY if _DATE_LIKE.fullmatch(typed) else _CANNOT_READ


class SexForm(FactForm):
    """Girl, boy or other, as somebody says."""

    kind = FactKind.SEX
    text = one_of(Sex.choices, _("Girl or boy"), _("Choose one, or “not known”."))


class GenderForm(FactForm):
    """Gender, in the child's own words."""

    kind = FactKind.GENDER
    text = Line(
        label=_("How does the child describe their gender?"),
        help_text=_("In the child’s own words, in any language."),
        max_length=SHORT,
        error_messages={"required": _("Write what the child says.")},
    )


class IdentifierForm(FactForm):
    """A number by which an agency knows the child."""

    kind = FactKind.IDENTIFIER
    parts = {"scheme": "scheme", "status": "status", "supplied_by": "supplied_by"}  # noqa: RUF012 (read and never changed)
    text = Line(label=_("Number or reference"), max_length=100, error_messages={"required": _("Write the number.")})
    scheme = one_of(Scheme.choices, _("Whose number is it?"), _("Say whose number it is."))
    status = doubt()
    supplied_by = supplied_by()


class PhoneForm(FactForm):
    """A phone number of the child, and whether it is safe to ring."""

    kind = FactKind.PHONE
    parts = {"safe": "safe"}  # noqa: RUF012 (read and never changed)
    text = Line(label=_("Phone number"), max_length=60, error_messages={"required": _("Write the number.")})
    safe = one_of(SAFE, _("Is it safe to ring this number?"), _("Say whether it is safe to ring."), initial="unknown")


class WhereaboutsForm(FactForm):
    """Where the child is now, as far as anybody knows, and whether the child is safe there."""

    kind = FactKind.WHEREABOUTS
    parts = {"known": "known", "safe": "safe"}  # noqa: RUF012 (read and never changed)
    known = one_of([("yes", _("Yes")), ("no", _("No"))], _("Is it known where the child is?"), _("Say yes or no."))
    text = Words(
        label=_("Where is the child, or what is known of it?"),
        max_length=1000,
        error_messages={"required": _("Write where the child is, or what is known of it.")},
    )
    safe = one_of(SAFE, _("Is the child safe now?"), _("Say whether the child is safe."))


class WishForm(FactForm):
    """What the child wants."""

    kind = FactKind.WISH
    text = Words(
        label=_("What does the child want?"),
        help_text=_("In the child’s own words, in any language."),
        error_messages={"required": _("Write what the child wants.")},
    )


class MustNotKnowForm(FactForm):
    """Somebody who must not find out."""

    kind = FactKind.MUST_NOT_KNOW
    text = Words(
        label=_("Who must not find out, and of what?"),
        max_length=1000,
        error_messages={"required": _("Write who must not find out.")},
    )


class AddressForm(FactForm):
    """An address: what sort of place, and from when to when."""

    kind = FactKind.ADDRESS
    parts = {"postcode": "postcode", "place_kind": "place_kind", "since": "from", "until": "to"}  # noqa: RUF012 (read and never changed)
    text = Words(label=_("Address"), max_length=1000, error_messages={"required": _("Write the address.")})
    postcode = Line(label=_("Postcode, if you know it"), max_length=12, required=False)
    place_kind = one_of(PlaceKind.choices, _("What sort of place is it?"), _("Say what sort of place."), required=False)
    since = PartDayField(label=_("Since when?"), help_text=_("Day and month may stay empty."), required=False)
    until = PartDayField(label=_("Until when, if it has ended?"), required=False)


class SchoolForm(FactForm):
    """A school or college, and from when to when."""

    kind = FactKind.SCHOOL
    parts = {"since": "from", "until": "to"}  # noqa: RUF012 (read and never changed)
    text = Line(label=_("School or college"), max_length=SHORT, error_messages={"required": _("Write the school.")})
    since = PartDayField(label=_("Since when?"), help_text=_("Day and month may stay empty."), required=False)
    until = PartDayField(label=_("Until when, if it has ended?"), required=False)


class SurgeryForm(FactForm):
    """Where the child sees a doctor."""

    kind = FactKind.GP
    text = Line(
        label=_("Doctor’s surgery (GP)"), max_length=SHORT, error_messages={"required": _("Write the surgery.")}
    )


class TimetableForm(FactForm):
    """Where the child is at which times."""

    kind = FactKind.TIMETABLE
    text = Words(
        label=_("Where is the child, and when?"),
        help_text=_("For example: football at the leisure centre, Tuesdays at 17:00"),
        max_length=2000,
        error_messages={"required": _("Write where the child is, and when.")},
    )


class CourtDateForm(FactForm):
    """A day in court."""

    kind = FactKind.COURT_DATE
    text = Line(
        label=_("When, and in which court?"),
        max_length=SHORT,
        error_messages={"required": _("Write the day and the court.")},
    )


class WarningForm(FactForm):
    """A warning about the child or an adult around, for whoever visits: whose word it is, and until when (R-053)."""

    kind = FactKind.WARNING
    parts = {name: name for name in ("person", "source", "why")} | {"since": "from", "until": "to"}
    folded = FactForm.folded | {"why"}
    text = Words(
        label=_("What must somebody know before they visit?"),
        help_text=_("What happened and what may happen. Never of a place or a family as a whole."),
        max_length=1000,
        error_messages={"required": _("Write what somebody must know.")},
    )
    person = Line(label=_("About whom? Leave empty for the child"), max_length=SHORT, required=False)
    source = Line(
        label=_("Who says so?"),
        help_text=_("For example: a police report of 3 May, the child, a neighbour"),
        max_length=SHORT,
        error_messages={"required": _("Say who says so.")},
    )
    since = PartDayField(label=_("Since when?"), help_text=_("Day and month may stay empty."), required=False)
    until = PartDayField(label=_("Until when?"), help_text=_("Twelve months at most. It ends by itself."))
    why = Line(label=_("If you renew or end it: why?"), max_length=SHORT, required=False)


class LanguageForm(FactForm):
    """A language the child speaks."""

    kind = FactKind.LANGUAGE
    parts = {"interpreter": "interpreter"}  # noqa: RUF012 (read and never changed)
    text = Line(label=_("Language"), max_length=100, error_messages={"required": _("Write the language.")})
    interpreter = one_of(SAFE, _("Does the child need an interpreter?"), _("Say yes or no."), required=False)


class NationalityForm(FactForm):
    """A nationality."""

    kind = FactKind.NATIONALITY
    parts = {"status": "status", "supplied_by": "supplied_by"}  # noqa: RUF012 (read and never changed)
    text = Line(label=_("Nationality"), max_length=100, error_messages={"required": _("Write the nationality.")})
    status = doubt()
    supplied_by = supplied_by()


_PLAIN: tuple[type[FactForm], ...] = (
    NameForm,
    BirthForm,
    WhereaboutsForm,
    WishForm,
    MustNotKnowForm,
    PhoneForm,
    AddressForm,
    SchoolForm,
    SurgeryForm,
    TimetableForm,
    CourtDateForm,
    WarningForm,
    LanguageForm,
    NationalityForm,
    SexForm,
    GenderForm,
    IdentifierForm,
)
FORMS: dict[FactKind, type[FactForm]] = {form.kind: form for form in (*_PLAIN, *HISTORIES)}
