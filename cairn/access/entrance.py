"""Turns what the lower floors refuse into a page with one clear sentence; the transaction is rolled back by then."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import render

from cairn.access.guard import asked
from cairn.access.stale import as_refusal
from cairn.core.errors import CairnError, Conflict, NotAllowed, NotFound
from cairn.ui.sentences import sentence

_STATUS: dict[type[CairnError], int] = {NotFound: 404, NotAllowed: 403, Conflict: 409}
_REFUSED = 422


def status_of(error: CairnError) -> int:
    """The HTTP status that a page or a script of ours is answered with; 422 for whatever a rule refuses."""
    return next((code for kind, code in _STATUS.items() if isinstance(error, kind)), _REFUSED)


class ElsewhereFirst(Exception):
    """The page asked for is shown after another one: `address` is that page's."""

    def __init__(self, address: str) -> None:
        self.address = address
        super().__init__(address)


class RefusalMiddleware:
    """One entrance for every page: a rule's refusal becomes a status, a sentence and a way back."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Pass the request on."""
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """The page for a deliberate failure; anything else is a fault and goes on to become a 500."""
        if isinstance(exception, ElsewhereFirst):
            asked()
            return HttpResponseRedirect(exception.address)
        refusal = as_refusal(exception)
        if refusal is None:
            return None
        asked()
        status = status_of(refusal)
        return render(request, "ui/refusal.html", {"sentence": sentence(refusal), "status": status}, status=status)
