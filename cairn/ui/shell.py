"""What surrounds every page: who is signed in, where they can go, what is unfinished. Filled by a higher floor."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from django.conf import settings
from django.contrib.messages import get_messages
from django.http import HttpRequest
from django.middleware.csrf import get_token
from django.utils.translation import get_language, get_language_bidi


@dataclass(frozen=True, slots=True, kw_only=True)
class NavItem:
    """One entry of the navigation bar. `is_current` marks the page, or the part of Cairn, that is shown."""

    text: str
    href: str
    is_current: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class SignedIn:
    """Who is at the keyboard, in which team of which agency."""

    name: str
    team: str
    agency: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftNotice:
    """Something this person began and has not sent. `text` names no one; `href` leads back to it."""

    text: str
    href: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Contact:
    """A telephone that answers: whose it is and the number as its owner writes it."""

    name: str
    number: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Shell:
    """Everything the layout needs beside the page itself.

    `activity_href`: address told that the person is typing, and asked how long the session still lasts.
    `session_ends_in`: seconds until this session ends if nobody touches it; 0 when that is not known.
    `draft_key`: base64 of 32 bytes, this person's key for what is kept on the device while there is no connection.
    `clock_warning`: a sentence shown when the server's clock and the database's disagree.
    `agreement_note`: a sentence shown to people of an agency that may not see what others share.
    """

    signed_in: SignedIn | None = None
    nav: tuple[NavItem, ...] = ()
    draft: DraftNotice | None = None
    is_demonstration: bool = False
    out_of_hours: Contact | None = None
    clock_warning: str = ""
    agreement_note: str = ""
    agreement_href: str = ""
    home_href: str = "/"
    sign_in_href: str = ""
    sign_out_href: str = ""
    account_href: str = ""
    activity_href: str = ""
    session_ends_in: int = 0
    draft_key: str = ""
    csrf: str = ""

    @property
    def language(self) -> str:
        """The language of the page, as its `lang` attribute."""
        return get_language() or settings.LANGUAGE_CODE

    @property
    def direction(self) -> str:
        """`rtl` for Arabic, Urdu and other right-to-left languages, otherwise `ltr`."""
        return "rtl" if get_language_bidi() else "ltr"


Provider = Callable[[HttpRequest], Shell]
SIGNED_OUT = Shell()
_provider: list[Provider] = []


def register(provider: Provider) -> None:
    """Name the one callable that fills the shell for a request. The last one registered counts."""
    _provider[:] = [provider]


def shell_for(request: HttpRequest) -> Shell:
    """The shell of this request: the provider's, or the signed-out one, with the request's own CSRF token."""
    filled = _provider[0](request) if _provider else SIGNED_OUT
    return replace(filled, csrf=get_token(request))


def in_context(request: HttpRequest) -> dict[str, Any]:
    """Context processor: `shell` and `messages` for the layout."""
    return {"shell": shell_for(request), "messages": get_messages(request)}
