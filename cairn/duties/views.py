"""What is owed, and drafts as the page's script saves them: `cairn/ui/static/cairn/js/draft.js` is the other end."""

from collections.abc import Callable
from functools import wraps
from typing import Any
from uuid import UUID

from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from cairn.access.actor import Actor
from cairn.access.entrance import status_of
from cairn.access.guard import asked, open_to_all
from cairn.core.errors import CairnError, NotFound
from cairn.duties import forms, queries, verbs
from cairn.duties.kinds import DraftKind
from cairn.duties.models import Draft, Duty
from cairn.duties.presenters import href_of_duty
from cairn.ledger import verbs as ledger
from cairn.ui.sentences import sentence

View = Callable[..., HttpResponse]

_BY_CODE = {"revision_needed": 428, "draft_too_long": 413, "draft_finished": 410}


def in_json(view: View) -> View:
    """A view that a script calls: whoever is signed out hears 401, whatever is refused is a status and a sentence.

    Open to all, because the sign-in page that others are sent to means nothing to a script.
    """

    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if _actor(request) is None:
            return JsonResponse({"code": "not_signed_in", "sentence": _("Sign in again to save.")}, status=401)
        try:
            return view(request, *args, **kwargs)
        except CairnError as error:
            asked()
            refusal = _refused(request, error)
            transaction.set_rollback(True)
            return refusal

    return open_to_all(answer)


@in_json
@require_POST
def drafts(request: HttpRequest) -> HttpResponse:
    """Begin a draft: POST with `?kind=` and, if it is about something, `&about=kind:id`."""
    by, kind = _actor(request), forms.kind(request)
    saved = verbs.save_draft(None, kind, forms.written(request), 0, by, about=forms.about(request))
    return JsonResponse(_saved(saved), status=201)


@in_json
@require_http_methods(["PUT"])
def draft(request: HttpRequest, draft_id: UUID) -> HttpResponse:
    """Save a draft: PUT with If-Match; 409 brings the newer version of another window.

    With `?kind=` and an id that the page has chosen the first PUT begins the draft, however often it is repeated.
    """
    by, kept = _actor(request), Draft.objects.visible_to(_actor(request)).filter(pk=draft_id).first()
    if kept is not None:
        version = forms.revision(request)
        return JsonResponse(_saved(verbs.save_draft(kept, DraftKind(kept.kind), forms.written(request), version, by)))
    if "kind" not in request.GET:
        raise _hidden(request, "draft", draft_id)
    content, about = forms.written(request), forms.about(request)
    begun = verbs.save_draft(None, forms.kind(request), content, 0, by, about=about, draft_id=draft_id)
    return JsonResponse(_saved(begun), status=201)


@require_POST
def discard(request: HttpRequest, draft_id: UUID) -> HttpResponse:
    """Put a draft away for good."""
    verbs.discard_draft(draft=_draft(request, draft_id), by=_actor(request))
    return HttpResponseRedirect("/")


@require_safe
def duty(request: HttpRequest, duty_id: UUID) -> HttpResponse:
    """From a duty to the page of what it is about."""
    owed = _duty(request, duty_id)
    return HttpResponseRedirect(href_of_duty(owed) or "/")


@require_POST
def take(request: HttpRequest, duty_id: UUID) -> HttpResponse:
    """This one is mine; then on to what it is about."""
    owed = _duty(request, duty_id)
    verbs.take(duty=owed, revision=forms.revision_in_form(request), by=_actor(request))
    return HttpResponseRedirect(reverse("duties:duty", args=[duty_id]))


def _actor(request: HttpRequest) -> Any:
    actor: Actor | None = getattr(request, "actor", None)
    return actor


def _draft(request: HttpRequest, draft_id: UUID) -> Draft:
    found = Draft.objects.visible_to(_actor(request)).filter(pk=draft_id).first()
    if found is None:
        raise _hidden(request, "draft", draft_id)
    return found


def _duty(request: HttpRequest, duty_id: UUID) -> Duty:
    try:
        return queries.visible_duty(duty_id, actor=_actor(request))
    except NotFound:
        raise _hidden(request, "duty", duty_id) from None


def _hidden(request: HttpRequest, kind: str, asked_for: UUID) -> NotFound:
    ledger.not_found_or_hidden(by=_actor(request), kind=kind, reference=asked_for)
    return NotFound()


def _saved(draft: Draft) -> dict[str, object]:
    url = reverse("duties:draft", args=[draft.pk])
    return {"revision": draft.revision, "saved_at": draft.saved_at.isoformat(), "url": url}


def _refused(request: HttpRequest, error: CairnError) -> JsonResponse:
    body: dict[str, object] = {"code": error.code, "sentence": sentence(error)}
    if isinstance(error, verbs.DraftMoved):
        theirs = queries.content_of(error.draft, by=_actor(request))
        body |= {"revision": error.draft.revision, "fields": theirs}
    return JsonResponse(body, status=_BY_CODE.get(error.code) or status_of(error))
