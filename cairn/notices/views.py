"""The inbox."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from cairn.notices import presenters, queries, verbs

PAGE = 50


@require_safe
def inbox(request: HttpRequest) -> HttpResponse:
    """What is new for me and my team, the newest first."""
    actor = request.actor  # type: ignore[attr-defined] # set by the middleware that signs people in
    lines = [presenters.line(one) for one in queries.inbox(actor)[:PAGE]]
    shown = {"lines": lines, "unread": [one for one in lines if one.is_unread]}
    return render(request, "notices/inbox.html", shown)


@require_POST
def read(request: HttpRequest) -> HttpResponse:
    """The lines that were shown are read."""
    ids = [UUID(one) for one in request.POST.getlist("notice") if _is_id(one)]
    verbs.read_all(notice_ids=ids, by=request.actor)  # type: ignore[attr-defined] # set by the middleware
    return HttpResponseRedirect(reverse("notices:inbox"))


def _is_id(text: str) -> bool:
    try:
        UUID(text)
    except ValueError:
        return False
    return True
