"""Words of the inbox. Codes of news are registered by the floors that make it, with the line that shows it."""

from django.utils.functional import Promise

_LINES: dict[str, Promise] = {}
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
