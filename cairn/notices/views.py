"""The inbox."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from cairn.core.errors import NotFound
from cairn.ledger.models import Digest
from cairn.ledger.queries import digest_text
from cairn.ledger.verbs import not_found_or_hidden
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


@require_safe
def digest(request: HttpRequest, digest_id: UUID) -> HttpResponse:
    """One day's digest of the ledger: what every agency was handed, and how to keep it."""
    return render(request, "notices/digest.html", {"digest": _digest(request, digest_id)})


@require_safe
def digest_file(request: HttpRequest, digest_id: UUID) -> HttpResponse:
    """The same as a text file, for keeping."""
    one = _digest(request, digest_id)
    answer = HttpResponse(digest_text(one), content_type="text/plain; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="cairn-digest-{one.day.isoformat()}.txt"'
    return answer


def _digest(request: HttpRequest, digest_id: UUID) -> Digest:
    actor = request.actor  # type: ignore[attr-defined] # set by the middleware that signs people in
    found = queries.digest(digest_id, actor=actor)
    if found is None:
        not_found_or_hidden(by=actor, kind="ledger_digest", reference=digest_id)
        raise NotFound
    return found


def _is_id(text: str) -> bool:
    try:
        UUID(text)
    except ValueError:
        return False
    return True
