"""The net under access: a response that asked neither primitive is refused, unless its view is open to all."""

from collections.abc import Callable
from contextvars import ContextVar
from typing import Any, TypeVar

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.translation import gettext

_asked: ContextVar[bool] = ContextVar("cairn_access_asked", default=False)
View = TypeVar("View", bound=Callable[..., Any])
_FIRST_ERROR_STATUS = 400


class NeverAsked(RuntimeError):
    """A view answered without asking who may see it: a fault in the code, never in the request."""


def asked() -> None:
    """Note that one of the two primitives was asked while answering this request."""
    _asked.set(True)


def open_to_all(view: View) -> View:
    """Mark a view that shows nothing of any child and may answer anybody, signed in or not."""
    view.open_to_all = True  # type: ignore[attr-defined]  # a mark on the view
    return view


def is_open(view: object) -> bool:
    """Whether a view is marked open, or belongs to a library that the settings list as open (sign-in pages)."""
    view_class = getattr(view, "view_class", None)
    if getattr(view, "open_to_all", False) or getattr(view_class, "open_to_all", False):
        return True
    module = getattr(view_class or view, "__module__", "")
    return module.startswith(tuple(settings.CAIRN_OPEN_MODULES))


class GuardMiddleware:
    """Refuses a successful answer of a view that asked nothing. In tests it raises; in production it says 500."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer the request and hold the answer against the two primitives."""
        token = _asked.set(False)
        try:
            response = self.get_response(request)
            return self._checked(request, response)
        finally:
            _asked.reset(token)

    def _checked(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        view = request.resolver_match.func if request.resolver_match else None
        if response.status_code >= _FIRST_ERROR_STATUS or view is None or _asked.get() or is_open(view):
            return response
        if settings.CAIRN_GUARD_RAISES:
            raise NeverAsked(request.resolver_match.view_name if request.resolver_match else request.method)
        return HttpResponse(gettext("This page was refused because it did not check who may see it."), status=500)
