"""A language made for tests: every sentence accented and bracketed, so that a bare string stands out on any page.

`write(directory)` makes the catalogue; put the directory into LOCALE_PATHS, activate `LANGUAGE`, render a page, and
`bare(html)` lists what nobody marked for translation.
"""

import re
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo

from tests.house.sentences import Page, catalogue

LANGUAGE = "en-xa"
LOCALE = "en_XA"
OPEN, CLOSE = "⟦", "⟧"

_ACCENTS = str.maketrans(
    "aAbBcCdDeEfFgGhHiIjJkKlLmMnNoOpPqQrRsStTuUvVwWxXyYzZ",
    "áÁƀƁçÇðÐéÉƒƑĝĜĥĤíÍĵĴķĶļĻɱṀñÑóÓþÞɋɊŕŔšŠţŢúÚṽṼŵŴẋẊýÝžŽ",
)
# Left as they are: %(name)s and %s and %%, {name} and {name!r:>3}, tags, entities.
_KEPT = re.compile(r"(%\(\w+\)[#0\- +]*\d*(?:\.\d+)?[a-zA-Z]|%[sdrf%]|\{[^{}]*\}|</?[a-zA-Z][^>]*>|&#?\w+;)")
_BARE_WORD = re.compile(r"[A-Za-z][A-Za-z'’-]+")


def accented(sentence: str) -> str:
    """One sentence in the pseudo-locale: `Send to %(team)s` gives `⟦Šéñð ţó %(team)s⟧`."""
    parts = _KEPT.split(sentence)
    return OPEN + "".join(part if number % 2 else part.translate(_ACCENTS) for number, part in enumerate(parts)) + CLOSE


def write(directory: Path) -> Path:
    """Write the whole tree's sentences as `<directory>/en_XA/LC_MESSAGES/django.mo`; returns the file."""
    made = Catalog(locale=LOCALE, domain="django", fuzzy=False)
    for message in catalogue():
        if message.id:
            made.add(message.id, _in_pseudo(message.id), context=message.context)
    target = directory / LOCALE / "LC_MESSAGES" / "django.mo"
    target.parent.mkdir(parents=True, exist_ok=True)
    with target.open("wb") as opened:
        write_mo(opened, made)
    return target


def _in_pseudo(forms: str | tuple[str, ...] | list[str]) -> str | tuple[str, ...]:
    return accented(forms) if isinstance(forms, str) else tuple(accented(form) for form in forms)


def bare(html: str, allowed: tuple[str, ...] = ()) -> list[str]:
    """The words of a page rendered in the pseudo-locale that no catalogue knows.

    `allowed` are texts that come from the database rather than from us: names, references, what somebody wrote.
    """
    page = Page(html)
    texts = ["".join(page.words), *page.attributes]
    return [word for text in texts for word in _BARE_WORD.findall(_outside(_without(text, allowed)))]


def _without(text: str, allowed: tuple[str, ...]) -> str:
    for known in sorted(allowed, key=len, reverse=True):
        text = text.replace(known, " ")
    return text


def _outside(text: str) -> str:
    """What stands outside every pair of brackets; a sentence may hold another as one of its parts."""
    depth, kept = 0, []
    for letter in text:
        depth += (letter == OPEN) - (letter == CLOSE)
        kept.append(letter if depth == 0 else " ")
    return "".join(kept)
