"""Words of the inbox. Codes of news are registered by the floors that make it, with the line that shows it."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

_LINES: dict[str, Promise] = {}
_DOORS: dict[str, str] = {}
REFUSALS: dict[str, Promise] = {}


def news(code: str, line: Promise) -> str:
    """Register a kind of news and its line in the inbox; returns the code to keep as a constant."""
    if code in _LINES:
        raise LookupError(f"two kinds of news with the code {code}")
    _LINES[code] = line
    return code


def line_of(code: str) -> Promise | str:
    """The inbox line for a code; the code itself when nobody registers it any more."""
    return _LINES.get(code, code)


def door(about_kind: str, url_name: str) -> None:
    """Register the page of a kind of thing, by the name of an address that takes its id, for lines to lead to it."""
    if _DOORS.setdefault(about_kind, url_name) != url_name:
        raise LookupError(f"two pages for the kind {about_kind}")


def door_of(about_kind: str) -> str:
    """The name of the page's address; empty when things of this kind have no page."""
    return _DOORS.get(about_kind, "")


DIGEST_READY = news("ledger.digest", _("Today’s digest of the ledger is here. Keep it outside Cairn"))
