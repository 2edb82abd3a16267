"""What every page of a child begins with: who asks, and the child, opened or refused."""

from collections.abc import Callable
from urllib.parse import urlencode

from django import forms
from django.http import HttpRequest, QueryDict
from django.urls import reverse

from cairn.access.actor import Actor
from cairn.access.entrance import ElsewhereFirst
from cairn.children import verbs
from cairn.children.models import Child
from cairn.children.verbs import AskColleagues
from cairn.core.errors import AnswerFirst, Refused
from cairn.ui.sentences import sentence


class ReferenceConverter:
    """A child's reference in an address, such as C-7F3K-Q2; small letters are understood."""

    regex = r"[Cc]-[0-9A-Za-z]{2,6}-[0-9A-Za-z]{1,4}"

    def to_python(self, value: str) -> str:
        """As references are stored."""
        return value.upper()

    def to_url(self, value: str) -> str:
        """As it is."""
        return value


def actor_of(request: HttpRequest) -> Actor:
    """Whoever asks. The sign-in middleware lets nobody without an actor through to a view."""
    actor: Actor = request.actor  # type: ignore[attr-defined]  # set by SignedInMiddleware
    return actor


def opened(request: HttpRequest, reference: str, purpose: str) -> Child:
    """The child to be shown; the look is in the ledger by then. Raises NotFound.

    Whoever opens it for the first time says first, on a page of its own, whether they know it in person (R-191);
    a colleague of those around it is told whom to ring.
    """
    try:
        return verbs.open_child(reference=reference, by=actor_of(request), purpose=purpose)
    except AskColleagues:
        raise ElsewhereFirst(reverse("children:step_in", args=[reference])) from None
    except AnswerFirst:
        address = reverse("children:knows", args=[reference])
        raise ElsewhereFirst(f"{address}?{urlencode({'next': request.get_full_path()})}") from None


def found(request: HttpRequest, reference: str) -> Child:
    """The child about to be changed: its name and age stand above the form, so that is a look too. Raises NotFound."""
    return opened(request, reference, "")


def sent(request: HttpRequest) -> QueryDict | None:
    """What was typed into a form that was sent, even if that is nothing; None while it is only shown."""
    return request.POST if request.method == "POST" else None


def is_done(form: forms.Form, do: Callable[[], object], fields: dict[str, str] | None = None) -> bool:
    """Do it with a valid form; what a rule refuses becomes an error at its field, and nothing typed is lost."""
    if not form.is_valid():
        return False
    try:
        do()
    except Refused as refusal:
        form.add_error((fields or {}).get(refusal.code), sentence(refusal))
        return False
    return True
