"""The words for each comparison: which fact, how well it agrees, how much that tells. Never the fact itself."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Protocol

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from cairn.matching.kinds import Field, Level
from cairn.matching.sightings import SightingField

LABELS: dict[str, Promise] = {
    Field.NAME: _("Name"),
    Field.BIRTH: _("Age or date of birth"),
    Field.SEX: _("Sex"),
    Field.IDENTIFIER: _("Number or reference"),
    Field.PHONE: _("Phone"),
    Field.ADDRESS: _("Address"),
    Field.SCHOOL: _("School"),
    Field.NATIONALITY: _("Nationality"),
    SightingField.VEHICLE: _("Vehicle"),
    SightingField.COMPANIONS: _("Who they were with"),
    SightingField.PLACE: _("Place"),
    SightingField.DESCRIPTION: _("How they looked"),
}
_OTHER_FACT = _("Another fact")

_ANY: dict[str, Promise] = {
    Level.AGREES: _("The same."),
    Level.ANY_ORDER: _("The same, in another order."),
    Level.JOINED: _("The same, written together or apart."),
    Level.SOUNDS_ALIKE: _("Sounds alike."),
    Level.KNOWN_VARIANT: _("Known forms of the same."),
    Level.CLOSE: _("Nearly the same."),
    Level.ONE_DIGIT_APART: _("One digit apart."),
    Level.SWAPPED: _("The same, with two parts changed round."),
    Level.WITHIN_RANGE: _("They fit each other."),
    Level.OTHER_YEAR: _("The same but for the year."),
    Level.ONE_PART: _("The one is part of the other."),
    Level.FIRST_PART: _("What comes first is the same, another part differs."),
    Level.SHARES_PART: _("One part is shared, the rest differs."),
    Level.NEAR: _("Near each other."),
    Level.DIFFERS: _("Different."),
    Level.NOT_COMPARABLE: _("Nothing to compare."),
}
_OTHER_LEVEL = _("They were compared.")
_SAID: dict[tuple[str, str], Promise] = {
    (Field.NAME, Level.AGREES): _("The same name."),
    (Field.NAME, Level.ANY_ORDER): _("The same name, its parts in another order."),
    (Field.NAME, Level.JOINED): _("The same name, written together in one place and apart in the other."),
    (Field.NAME, Level.SOUNDS_ALIKE): _("Names that sound alike in another spelling."),
    (Field.NAME, Level.KNOWN_VARIANT): _("Known forms of one name, as Yusuf is of Joseph."),
    (Field.NAME, Level.CLOSE): _("Names spelt nearly the same."),
    (Field.NAME, Level.ONE_PART): _("One name is a single word, and it or a form of it is part of the other."),
    (Field.NAME, Level.FIRST_PART): _("The name written first is the same or sounds alike; another part differs."),
    (Field.NAME, Level.SHARES_PART): _("One part of the name is shared, as in a family; the rest differs."),
    (Field.NAME, Level.DIFFERS): _("Different names. A child may have several."),
    (Field.BIRTH, Level.AGREES): _("The same date of birth."),
    (Field.BIRTH, Level.ONE_DIGIT_APART): _("Dates of birth one digit apart, as in a typing mistake."),
    (Field.BIRTH, Level.SWAPPED): _("The same date of birth, with day and month changed round."),
    (Field.BIRTH, Level.WITHIN_RANGE): _("Ages that fit each other, as far as anybody knows them."),
    (Field.BIRTH, Level.OTHER_YEAR): _("The same birthday in another year, as when an age is disputed."),
    (Field.BIRTH, Level.NEAR): _("Dates of birth near each other."),
    (Field.BIRTH, Level.DIFFERS): _(
        "Ages that do not fit. An age may be guessed, or be what the child was told to say."
    ),
    (Field.IDENTIFIER, Level.AGREES): _("The same number from the same register."),
    (Field.IDENTIFIER, Level.DIFFERS): _("Different numbers from the same register."),
    (Field.PHONE, Level.AGREES): _("The same phone. Brothers and sisters, and those who exploit them, share one too."),
    (Field.PHONE, Level.DIFFERS): _("Different phones. Children change them often."),
    (Field.ADDRESS, Level.AGREES): _("The same address. Brothers and sisters, and whole hotels and homes, share one."),
    (Field.ADDRESS, Level.SHARES_PART): _("Part of the address is the same, such as the street or the postcode."),
    (Field.ADDRESS, Level.NEAR): _("Addresses near each other."),
    (Field.ADDRESS, Level.DIFFERS): _("Different addresses. Children are moved."),
    (Field.SCHOOL, Level.AGREES): _("The same school. So do hundreds of others."),
    (Field.SCHOOL, Level.DIFFERS): _("Different schools. Children change them."),
    (SightingField.VEHICLE, Level.AGREES): _("The same registration. A vehicle carries many people."),
    (SightingField.VEHICLE, Level.ONE_DIGIT_APART): _("Registrations one character apart."),
    (SightingField.VEHICLE, Level.SHARES_PART): _("The part of the registration that was read fits."),
    (SightingField.VEHICLE, Level.NEAR): _("A vehicle of that colour and kind."),
    (SightingField.COMPANIONS, Level.AGREES): _("Names of those around the child are the same or sound alike."),
    (SightingField.COMPANIONS, Level.SHARES_PART): _("One name of those around the child is the same or sounds alike."),
    (SightingField.PLACE, Level.AGREES): _("The same place."),
    (SightingField.PLACE, Level.SHARES_PART): _("Places described in some of the same words."),
    (SightingField.PLACE, Level.NEAR): _("The same part of town, by postcode."),
    (SightingField.DESCRIPTION, Level.AGREES): _("Described in many of the same words."),
    (SightingField.DESCRIPTION, Level.CLOSE): _("Described in several of the same words."),
    (SightingField.DESCRIPTION, Level.SHARES_PART): _("Described in a few of the same words. Clothes change."),
}
_VERY_STRONG, _STRONG, _FAIR = 8.0, 5.0, 2.0  # about log2 of the odds: 256, 32 and 4 to one
_FULL_BAR = 20.0  # the weight whose bar fills its side; more is not longer
_SHORTEST_BAR = 3  # hundredths of a side: a weight that counts at all can be seen


class Weighed(Protocol):
    """What one comparison said, from matching or from a sighting."""

    @property
    def field(self) -> str:
        """Which fact."""

    @property
    def level(self) -> str:
        """How well it agrees."""

    @property
    def weight(self) -> float:
        """What that is worth; negative speaks against."""


@dataclass(frozen=True, slots=True)
class Bar:
    """One comparison as a row of the chart: `width` in hundredths of its side; `is_against` draws it on the other."""

    label: str
    words: str
    strength: str
    is_against: bool
    width: int


@dataclass(frozen=True, slots=True)
class Bars:
    """What speaks for and against, the most telling first, with a sentence that says the same without the chart."""

    rows: tuple[Bar, ...]
    summary: str
    not_compared: str


def bars(evidence: Iterable[Weighed | Mapping[str, object]], instead: Mapping[tuple[str, str], str] = {}) -> Bars:
    """The chart of some evidence, as weighed or as stored. `instead` gives other words by field and level.

    A field or level that an older or newer version stored is shown in general words.
    """
    told = [_plain(each) for each in evidence]
    compared = [each for each in told if each[1] != Level.NOT_COMPARABLE]
    compared.sort(key=lambda each: (-abs(each[2]), each[0]))
    rows = tuple(_bar(*each, instead) for each in compared)
    missing = ", ".join(label_of(field) for field, level, _weight in told if level == Level.NOT_COMPARABLE)
    return Bars(rows, _summary(compared), missing)


def label_of(field: str) -> str:
    """The words for a kind of fact."""
    return str(LABELS.get(field, _OTHER_FACT))


def said(field: str, level: str) -> Promise:
    """What a comparison says, in a sentence."""
    return _SAID.get((field, level)) or _ANY.get(level, _OTHER_LEVEL)


def strength(weight: float) -> str:
    """How much a comparison tells, for or against, in a word."""
    size = abs(weight)
    if size >= _VERY_STRONG:
        return gettext("tells very much")
    if size >= _STRONG:
        return gettext("tells much")
    if size >= _FAIR:
        return gettext("tells something")
    return gettext("tells little") if size else gettext("tells nothing either way")


def _plain(each: Weighed | Mapping[str, object]) -> tuple[str, str, float]:
    if isinstance(each, Mapping):
        return str(each["field"]), str(each["level"]), float(str(each["weight"]))
    return str(each.field), str(each.level), each.weight


def _bar(field: str, level: str, weight: float, instead: Mapping[tuple[str, str], str]) -> Bar:
    words = instead.get((field, level)) or str(said(field, level))
    return Bar(label_of(field), words, _side(weight), weight < 0, _width(weight))


def _side(weight: float) -> str:
    if not weight:
        return strength(weight)
    speaks = gettext("speaks against it, %(strength)s") if weight < 0 else gettext("speaks for it, %(strength)s")
    return speaks % {"strength": strength(weight)}


def _width(weight: float) -> int:
    size = min(abs(weight) / _FULL_BAR, 1.0)
    return max(_SHORTEST_BAR, round(size * 100)) if size else 0


def _summary(compared: Iterable[tuple[str, str, float]]) -> str:
    speaks: dict[bool, list[str]] = {False: [], True: []}
    for field, _level, weight in compared:
        if weight:
            speaks[weight < 0].append(label_of(field))
    if not speaks[False] and not speaks[True]:
        return gettext("Nothing that could be compared speaks for it or against it.")
    named = {"agrees": ", ".join(speaks[False]), "differs": ", ".join(speaks[True])}
    if not speaks[True]:
        return gettext("Speaks for it: %(agrees)s. Nothing speaks against it.") % named
    if not speaks[False]:
        return gettext("Nothing speaks for it. Speaks against it: %(differs)s.") % named
    return gettext("Speaks for it: %(agrees)s. Speaks against it: %(differs)s.") % named
