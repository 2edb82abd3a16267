"""Pages for what went wrong before or beneath any view: a form's stale token, a fault of our own."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.template.loader import get_template

from cairn.access.api import problems
from cairn.access.guard import asked, open_to_all
from cairn.core.ids import reference

_FORBIDDEN, _FAULT = 403, 500


@open_to_all
def stale_token(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form was sent with another sign-in's token: as a rule, signed out or in again in another tab.

    `reason` is Django's own, for programmers; people read what to do.
    """
    asked()
    return render(request, "ui/stale_token.html", status=_FORBIDDEN)


@open_to_all
def fault(request: HttpRequest) -> HttpResponseBase:
    """Something broke. The page needs neither a database nor somebody signed in, and says a number that the log has."""
    if request.path.startswith(settings.CAIRN_API_PREFIX):
        return problems.problem(_FAULT, "failed")
    request.fault = reference("F", 4)  # type: ignore[attr-defined]  # for whoever answers
    page = get_template("500.html").render({"fault": request.fault})  # type: ignore[attr-defined]  # for whoever answers
    return HttpResponse(page, status=_FAULT)
