"""Looking for a child by whatever is known: parsed here, kept nowhere but on the page itself."""

import re
from collections.abc import Iterator
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from cairn.children.forms.fields import Line
from cairn.children.kinds import Basis, FactKind, NameKind, Scheme
from cairn.children.verbs import Fact
from cairn.core.clock import today
from cairn.matching.births import BirthFact, parse_birth_bounds

_REFERENCE = re.compile(r"C-[0-9A-Z]{2,6}-[0-9A-Z]{1,4}")
_CANNOT_READ = _("Give an age, a year or a date, such as “about 14”, 2009 or 3/4/2009.")
_SAYS = Basis.SYSTEM  # nothing of it is kept, so how it is known does not matter


class FindForm(forms.Form):
    """A name, an age, a number, a phone. Any one of name, number and phone is enough."""

    name = Line(label=_("Name, as you heard it"), help_text=_("In any spelling, order or script."), required=False)
    born = Line(
        label=_("Age, or date or year of birth"),
        help_text=_("For example: about 14, 14-16, 2009 or 3/4/2009. It helps to choose, and finds nobody alone."),
        max_length=60,
        required=False,
    )
    number = Line(
        label=_("Number or reference"),
        help_text=_("Such as an NHS number, or a reference in Cairn like C-7F3K-Q2."),
        max_length=100,
        required=False,
    )
    phone = Line(label=_("Phone"), max_length=60, required=False)

    _found: BirthFact | None = None

    def __init__(self, *given: Any, **more: Any) -> None:
        super().__init__(*given, **more)
        # Whoever types from right to left sees it from right to left.
        self.fields["name"].widget.attrs |= {"dir": "auto", "autocomplete": "off", "spellcheck": "false"}

    def clean_born(self) -> str:
        """The age as typed. Refuses one that cannot be understood."""
        typed = str(self.cleaned_data["born"])
        self._found = parse_birth_bounds(typed, seen_on=today()) if typed else None
        if typed and self._found is None:
            raise ValidationError(_CANNOT_READ, code="unreadable")
        return typed

    @property
    def reference(self) -> str:
        """A reference of Cairn's own, as it is stored; empty for any other number. Only of a valid form."""
        spoken = "".join(self.cleaned_data["number"].upper().split())
        return spoken if _REFERENCE.fullmatch(spoken) else ""

    @property
    def names_only_a_reference(self) -> bool:
        """Whether there is nothing to look for but a reference of Cairn's own. Only of a valid form."""
        return bool(self.reference) and not any(self.cleaned_data[each] for each in ("name", "born", "phone"))

    def facts(self) -> list[Fact]:
        """What was typed, as the search takes it. Only of a valid form."""
        return list(self._facts())

    def _facts(self) -> Iterator[Fact]:
        clean, born = self.cleaned_data, self._found
        if clean["name"]:
            yield Fact(FactKind.NAME, clean["name"], _SAYS, {"kind": NameKind.KNOWN_AS.value})
        if born is not None:
            told: dict[str, object] = {"precision": str(born.precision)}
            yield Fact(FactKind.BIRTH, clean["born"], _SAYS, told, born_from=born.earliest, born_to=born.latest)
        if clean["number"] and not self.reference:
            # Whose number it is nobody need know: it is looked for in every register.
            yield from (Fact(FactKind.IDENTIFIER, clean["number"], _SAYS, {"scheme": str(one)}) for one in Scheme)
        if clean["phone"]:
            yield Fact(FactKind.PHONE, clean["phone"], _SAYS)
