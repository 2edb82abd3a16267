"""What every page of the desk begins with."""

from collections.abc import Callable, Mapping

from django import forms
from django.http import HttpRequest, QueryDict

from cairn.access.actor import Actor
from cairn.core.errors import Conflict, Refused
from cairn.ui.sentences import sentence

METHODS = ["GET", "HEAD", "POST"]


def actor_of(request: HttpRequest) -> Actor:
    """Whoever asks. The sign-in middleware lets nobody without an actor through to a view."""
    actor: Actor = request.actor  # type: ignore[attr-defined]  # set by SignedInMiddleware
    return actor


def sent(request: HttpRequest, name: str = "") -> QueryDict | None:
    """What was typed into the form whose button was pressed; None for a form that is only shown."""
    is_this = not name or name in request.POST
    return request.POST if request.method == "POST" and is_this else None


def is_done(form: forms.Form, do: Callable[[], object], fields: Mapping[str, str] | None = None) -> bool:
    """Do it with a valid form; what a rule refuses becomes an error at its field, and nothing typed is lost."""
    if not form.is_valid():
        return False
    try:
        do()
    except (Refused, Conflict) as refusal:
        place = (fields or {}).get(refusal.code)
        form.add_error(place if place in form.fields else None, sentence(refusal))
        return False
    return True
