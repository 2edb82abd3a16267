"""How dates, times, telephone numbers, languages and countries are written for people.

Every moment is shown as towns in the UK read it.
"""

import re
from datetime import date, datetime, time, timedelta

from babel import Locale, UnknownLocaleError
from babel.core import get_global
from babel.dates import format_date, format_skeleton
from django.utils.translation import get_language, gettext, to_locale

from cairn.core import clock

# Beyond this the weekday and month alone could be taken for last year's or next year's.
_NEAR = timedelta(days=180)
_TRUNK_PREFIX = re.compile(r"^0(?=[1-9])")
# As the standards write them: ISO 639 small, ISO 3166 in capitals. "Ga", as people write that language, is no code.
_LANGUAGE = re.compile(r"[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")
_COUNTRY = re.compile(r"[A-Z]{2,3}")
_LAST_MINUTE = (23, 59)


def day(value: date | datetime) -> str:
    """A date in full: "21 November 2026"."""
    return str(format_date(_local_date(value), "long", locale=babel_locale()))


def weekday(value: date | datetime) -> str:
    """A near date by its weekday: "Monday 23 November"; with the year when more than half a year away."""
    on = _local_date(value)
    skeleton = "MMMMEEEEd" if abs(on - clock.today()) <= _NEAR else "yMMMMEEEEd"
    return str(format_skeleton(skeleton, on, locale=babel_locale())).replace(",", "")


def clock_time(value: datetime | time) -> str:
    """A time on the 24 hour clock: "14:03". A bare time is taken as local already."""
    return f"{_local(value) if isinstance(value, datetime) else value:%H:%M}"


def day_and_time(value: datetime) -> str:
    """A moment: "21 November 2026 at 14:03"."""
    return gettext("%(day)s at %(time)s") % {"day": day(value), "time": clock_time(value)}


def by_end_of(value: date | datetime) -> str:
    """A deadline in words: "by the end of Monday 23 November", or "by 14:20 on Monday 23 November" within the day.

    A moment at exactly midnight ends the day before it.
    """
    if isinstance(value, datetime):
        value = _local(value) - timedelta(microseconds=1)
        if (value.hour, value.minute) != _LAST_MINUTE:
            moment = value + timedelta(microseconds=1)
            return gettext("by %(time)s on %(day)s") % {"time": clock_time(moment), "day": weekday(moment)}
    return gettext("by the end of %(day)s") % {"day": weekday(value)}


def iso(value: date | datetime) -> str:
    """The machine-readable form for the `datetime` attribute of `<time>`."""
    return _local(value).isoformat(timespec="seconds") if isinstance(value, datetime) else value.isoformat()


def phone(number: str) -> str:
    """A telephone number that does not break across lines; otherwise as its owner writes it."""
    return " ".join(number.split()).replace(" ", "\N{NO-BREAK SPACE}")


def tel(number: str) -> str:
    """The `tel:` address of a number; a UK number with its leading 0 becomes +44. Short codes such as 999 stay."""
    digits = re.sub(r"[^\d+]", "", number.replace("(0)", ""))
    return "tel:" + _TRUNK_PREFIX.sub("+44", digits)


def language(text: str) -> str:
    """The name of a language given by its code, such as "vi", "tir" or "zh-Hant"; anything else as it was typed."""
    code = text.strip()
    if not _LANGUAGE.fullmatch(code):
        return text
    names, spelt = babel_locale().languages, code.replace("-", "_")
    return str(names.get(spelt) or names.get(get_global("language_aliases").get(code, "")) or text)


def country(text: str) -> str:
    """The name of a country given by its code, such as "VN" or "VNM"; anything else as it was typed."""
    code = text.strip()
    if not _COUNTRY.fullmatch(code):
        return text
    names = babel_locale().territories
    became = get_global("territory_aliases").get(code, ())
    # A state that fell apart became several: then its code says more than any one of them.
    return str(names.get(code) or (names.get(became[0]) if len(became) == 1 else "") or text)


def babel_locale() -> Locale:
    """The page's language for dates and plurals; British where the language is not known."""
    language = get_language() or "en"
    try:
        return Locale.parse("en_GB" if language.startswith("en") else to_locale(language))
    except (UnknownLocaleError, ValueError):
        return Locale.parse("en_GB")


def _local_date(value: date | datetime) -> date:
    return _local(value).date() if isinstance(value, datetime) else value


def _local(moment: datetime) -> datetime:
    if moment.tzinfo is None:
        raise ValueError("a moment without an offset cannot be shown")
    return clock.local(moment)
