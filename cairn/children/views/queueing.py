"""The list of everything that waits for a word on whether two children are one; opened one after the other (R-002)."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from cairn.access.permissions import Permission
from cairn.children.forms.linking import QueueForm
from cairn.children.presenters.queueing import review_page
from cairn.children.queries.queueing import Queue
from cairn.children.views.opening import actor_of
from cairn.ledger import verbs as ledger

_LONGEST = 4  # digits of the number of a page


@require_safe
def questions(request: HttpRequest) -> HttpResponse:
    """Open questions, those that rest, and links to be confirmed: for the hub all, for a team those about its own."""
    by = actor_of(request)
    by.require(Permission.LINK_DECIDE)
    form = QueueForm(request.GET)
    page = review_page(form.queue(), _number(request.GET.get("page", "")), by)
    ledger.listed(by=by, child_ids=page.listed, purpose="could these be the same child")
    return render(request, "children/questions.html", {"page": page, "form": form})


def queue_of(request: HttpRequest) -> Queue | None:
    """The list that a question was opened from; None where it was opened by itself."""
    return QueueForm(request.GET).queue() if "order" in request.GET else None


def _number(asked: str) -> int:
    return max(1, int(asked)) if asked.isascii() and asked.isdecimal() and len(asked) <= _LONGEST else 1
