"""One form for each kind of thing that can be said about a child, with how it is known."""

from datetime import UTC, datetime, time
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from cairn.children.forms.fields import Line, Words, one_of
from cairn.children.kinds import Basis, FactKind, NameKind, Scheme, Sex
from cairn.children.verbs import Fact
from cairn.core.clock import LOCAL, today
from cairn.matching.births import parse_birth_bounds
from cairn.ui.dates import DayField

_SHORT = 500
_SAFE = [("yes", _("Yes")), ("no", _("No")), ("unknown", _("Not known"))]
_CANNOT_READ = _("Give an age, a year or a date, such as “about 14”, 2009 or 3/4/2009.")
_YET_TO_COME = _("That day has not come yet.")


def _basis() -> forms.ChoiceField:
    # What comes from an agency's system comes by itself; nobody types it.
    typed = [one for one in Basis if one is not Basis.SYSTEM]
    choices = [(one.value, one.label) for one in typed]
    return one_of(choices, _("How is it known?"), _("Say how it is known."))


class FactForm(forms.Form):
    """What every kind has in common: the words, how it is known, and when it was said."""

    kind: ClassVar[FactKind]
    text: forms.Field = Line(
        label=_("What is said"), max_length=_SHORT, error_messages={"required": _("Write what is said.")}
    )
    basis = _basis()
    said_on = DayField(label=_("When was it said or seen?"), help_text=_("Leave empty for today."), required=False)

    field_order = ["known", "text", "name_kind", "scheme", "safe"]  # noqa: RUF012 (Django's own way)

    def clean_said_on(self) -> Any:
        """The day. Refuses one that has not come."""
        day = self.cleaned_data["said_on"]
        if day is not None and day > today():
            raise ValidationError(_YET_TO_COME, code="future")
        return day

    def fact(self) -> Fact:
        """What was typed, as the verb takes it. Only of a valid form."""
        clean = self.cleaned_data
        day = clean["said_on"]
        said_at = datetime.combine(day, time(), LOCAL).astimezone(UTC) if day else None
        return Fact(self.kind, clean["text"], Basis(clean["basis"]), self.detail(), said_at=said_at, **self.born())

    def detail(self) -> dict[str, object]:
        """The parts that this kind has beside its words."""
        return {}

    def born(self) -> dict[str, Any]:
        """The earliest and latest birth that fit, for births."""
        return {}


class NameForm(FactForm):
    """A name, of whatever sort."""

    kind = FactKind.NAME
    text = Line(
        label=_("Name"),
        help_text=_("The whole name, in any spelling or script."),
        max_length=_SHORT,
        error_messages={"required": _("Write the name.")},
    )
    name_kind = one_of(NameKind.choices, _("What sort of name is it?"), _("Say what sort of name it is."))

    def detail(self) -> dict[str, object]:
        """The sort of name."""
        return {"kind": self.cleaned_data["name_kind"]}


class BirthForm(FactForm):
    """An age, a year or a date of birth, kept as it was said."""

    kind = FactKind.BIRTH
    text = Line(
        label=_("Age, or date or year of birth"),
        help_text=_("For example: about 14, 14-16, 2009 or 3/4/2009"),
        max_length=60,
        error_messages={"required": _CANNOT_READ},
    )
    believed_false = forms.BooleanField(
        label=_("We believe that this is false, for example because somebody who exploits the child supplied it"),
        required=False,
    )

    def clean(self) -> dict[str, Any] | None:
        """An age counts back from the day it was said."""
        clean = super().clean() or self.cleaned_data
        if clean.get("text"):
            self._found = parse_birth_bounds(clean["text"], seen_on=clean.get("said_on") or today())
            if self._found is None:
                self.add_error("text", ValidationError(_CANNOT_READ, code="unreadable"))
        return clean

    def detail(self) -> dict[str, object]:
        """How exactly it was given, and whether it is believed."""
        found = self._found
        assert found is not None  # only of a valid form  # noqa: S101
        told: dict[str, object] = {"precision": str(found.precision), "disputed": found.is_disputed}
        return {**told, "believed_false": True} if self.cleaned_data["believed_false"] else told

    def born(self) -> dict[str, Any]:
        """The earliest and latest day that fit."""
        found = self._found
        assert found is not None  # only of a valid form  # noqa: S101
        return {"born_from": found.earliest, "born_to": found.latest}


class SexForm(FactForm):
    """Girl, boy or other, as somebody says."""

    kind = FactKind.SEX
    text = one_of(Sex.choices, _("Girl or boy"), _("Choose one, or “not known”."))


class IdentifierForm(FactForm):
    """A number by which an agency knows the child."""

    kind = FactKind.IDENTIFIER
    text = Line(label=_("Number or reference"), max_length=100, error_messages={"required": _("Write the number.")})
    scheme = one_of(Scheme.choices, _("Whose number is it?"), _("Say whose number it is."))

    def detail(self) -> dict[str, object]:
        """Whose number it is."""
        return {"scheme": self.cleaned_data["scheme"]}


class PhoneForm(FactForm):
    """A phone number of the child, and whether it is safe to ring."""

    kind = FactKind.PHONE
    text = Line(label=_("Phone number"), max_length=60, error_messages={"required": _("Write the number.")})
    safe = one_of(_SAFE, _("Is it safe to ring this number?"), _("Say whether it is safe to ring."), initial="unknown")

    def detail(self) -> dict[str, object]:
        """Whether it is safe."""
        return {"safe": self.cleaned_data["safe"]}


class WhereaboutsForm(FactForm):
    """Where the child is now, as far as anybody knows, and whether the child is safe there."""

    kind = FactKind.WHEREABOUTS
    known = one_of([("yes", _("Yes")), ("no", _("No"))], _("Is it known where the child is?"), _("Say yes or no."))
    text = Words(
        label=_("Where is the child, or what is known of it?"),
        max_length=1000,
        error_messages={"required": _("Write where the child is, or what is known of it.")},
    )
    safe = one_of(_SAFE, _("Is the child safe now?"), _("Say whether the child is safe."))

    def detail(self) -> dict[str, object]:
        """Whether it is known, and whether it is safe."""
        return {"known": self.cleaned_data["known"], "safe": self.cleaned_data["safe"]}


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
    """An address."""

    kind = FactKind.ADDRESS
    text = Words(label=_("Address"), max_length=1000, error_messages={"required": _("Write the address.")})


class SchoolForm(FactForm):
    """A school or college."""

    kind = FactKind.SCHOOL
    text = Line(label=_("School or college"), max_length=_SHORT, error_messages={"required": _("Write the school.")})


class LanguageForm(FactForm):
    """A language the child speaks."""

    kind = FactKind.LANGUAGE
    text = Line(label=_("Language"), max_length=100, error_messages={"required": _("Write the language.")})


class NationalityForm(FactForm):
    """A nationality."""

    kind = FactKind.NATIONALITY
    text = Line(label=_("Nationality"), max_length=100, error_messages={"required": _("Write the nationality.")})


FORMS: dict[FactKind, type[FactForm]] = {
    form.kind: form
    for form in (
        NameForm,
        BirthForm,
        WhereaboutsForm,
        WishForm,
        MustNotKnowForm,
        PhoneForm,
        AddressForm,
        SchoolForm,
        LanguageForm,
        NationalityForm,
        SexForm,
        IdentifierForm,
    )
}
