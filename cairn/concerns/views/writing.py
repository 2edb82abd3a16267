"""The page on which a concern is written and sent."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from cairn.access.actor import Actor
from cairn.access.permissions import Permission
from cairn.concerns import presenters, queries, verbs
from cairn.concerns.forms import HOW_MANY, WholeConcern, titles
from cairn.concerns.models import Concern
from cairn.concerns.views.acting import actor_of
from cairn.core.errors import CairnError, Conflict, NotFound
from cairn.duties.models import Draft
from cairn.ui.fields import error_summary

# Buttons that do not send, and what else the page carries beside the words.
_UNFINISHED = frozenset({"add_child", "keep"})
_NOT_WORDS = _UNFINISHED | {"csrfmiddlewaretoken", "draft", "revision", "send"}


@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Write a concern and send it (R-019). `?draft=` reopens one; without it an empty draft is begun."""
    by = actor_of(request)
    by.require(Permission.CONCERN_RAISE)
    if request.method == "POST":
        return _taken_in(request, by)
    asked = _id(request.GET.get("draft", ""))
    if asked is None:
        return HttpResponseRedirect(presenters.draft_href(verbs.begin_draft(by=by).pk))
    draft = queries.draft_of(asked, by)
    if draft is None:
        raise NotFound
    return _reopened(request, draft, by)


def _reopened(request: HttpRequest, draft: Draft, by: Actor) -> HttpResponse:
    concern = queries.concern_of_draft(draft.pk, by) if draft.sent_at else None
    if concern is not None:
        return redirect("concerns:sent", concern.reference)
    return _shown(request, _page(by, typed=queries.words_of(draft, by)), draft)


def _taken_in(request: HttpRequest, by: Actor) -> HttpResponse:
    draft = _draft_posted(request, by)
    if not _UNFINISHED.isdisjoint(request.POST):
        more = int("add_child" in request.POST)
        return _shown(request, _page(by, typed=request.POST, more_children=more), _kept(request, draft, by))
    page = _page(by, sent=request.POST)
    if page.is_valid():
        try:
            return _sent(request, verbs.send(draft=draft, said=page.said(), by=by), by)
        except CairnError as refusal:
            page.refuse(refusal)
            draft = verbs.begin_draft(by=by) if isinstance(refusal, Conflict) else draft
    return _shown(request, page, _kept(request, draft, by))


def _draft_posted(request: HttpRequest, by: Actor) -> Draft:
    """The draft of the page; a new one where there is none of this person's: the words must not be turned away."""
    asked = _id(request.POST.get("draft", ""))
    found = queries.draft_of(asked, by) if asked else None
    return found or verbs.begin_draft(by=by)


def _kept(request: HttpRequest, draft: Draft, by: Actor) -> Draft:
    words = {name: typed for name, typed in request.POST.lists() if name not in _NOT_WORDS}
    if "add_child" in request.POST:
        words[HOW_MANY] = [str(len(_page(by, typed=request.POST, more_children=1).children))]
    try:
        return verbs.keep_words(draft=draft, words=words, by=by)
    except CairnError:
        return draft  # the page itself still holds every word


def _sent(request: HttpRequest, concern: Concern, by: Actor) -> HttpResponse:
    hint = verbs.hint_after(concern=concern, by=by)
    if hint is not None:
        messages.warning(request, presenters.hint_sentence(hint))
    return redirect("concerns:sent", concern.reference)


def _page(by: Actor, *, sent: object = None, typed: object = None, more_children: int = 0) -> WholeConcern:
    return WholeConcern(
        areas=queries.area_choices(), area=queries.own_area(by), sent=sent, typed=typed, more_children=more_children
    )


def _shown(request: HttpRequest, page: WholeConcern, draft: Draft) -> HttpResponse:
    shown = {
        "page": page,
        "draft": draft,
        "saved_at": draft.saved_at if draft.revision > 1 else None,
        "children": list(zip(titles(len(page.children)), page.children, strict=True)),
        "errors": error_summary(*page.forms),
    }
    return render(request, "concerns/new.html", shown)


def _id(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
