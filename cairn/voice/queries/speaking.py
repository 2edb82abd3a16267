"""The sheet's own catalogues: one text in the child's language, whatever language the pages are in."""

from collections.abc import Callable
from datetime import date
from functools import cache
from gettext import GNUTranslations, translation
from pathlib import Path

from babel import Locale
from babel.dates import format_date

from cairn.voice.kinds import UNVERIFIED, SheetLanguage

CATALOGUES = Path(__file__).resolve().parents[2] / "locale"
DOMAIN = "sheet"


class NotSpoken(LookupError):
    """A text has no translation in this language: a fault in the catalogue, never shown half in English."""


@cache
def _catalogue(language: SheetLanguage) -> GNUTranslations | None:
    try:
        return translation(DOMAIN, CATALOGUES, [language.value])
    except OSError:
        return None


def spoken() -> tuple[SheetLanguage, ...]:
    """The languages whose catalogue is there; English needs none."""
    return tuple(one for one in SheetLanguage if one is SheetLanguage.ENGLISH or _catalogue(one) is not None)


def saying(language: SheetLanguage) -> Callable[[str], str]:
    """What says a text of the sheet in this language. It raises NotSpoken for a text without translation."""
    if language is SheetLanguage.ENGLISH:
        return str
    found = _catalogue(language)

    def say(text: str) -> str:
        said = found.gettext(text) if found else text
        if said == text:
            raise NotSpoken(text)
        return said

    return say


def is_checked(language: SheetLanguage) -> bool:
    """Whether somebody who grew up with the language has read the translation."""
    return language not in UNVERIFIED


def direction(language: SheetLanguage) -> str:
    """Which way it is written: `ltr` or `rtl`."""
    return str(Locale.parse(language.value).text_direction)


def day_in(language: SheetLanguage, on: date) -> str:
    """A day as the language writes it."""
    code = "en_GB" if language is SheetLanguage.ENGLISH else language.value
    return str(format_date(on, "long", locale=code))
