"""Asking for immigration enforcement, what came of it, and what those around the child say to it (R-060)."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from cairn.access.permissions import Permission
from cairn.children import verbs
from cairn.children.forms.enforcement import EnforcementAnswerForm, EnforcementForm, EnforcementSecondForm
from cairn.children.models import EnforcementQuestion
from cairn.children.presenters import enforcement
from cairn.children.presenters.enforcement import QuestionPage
from cairn.children.views.asking import is_done_or_late
from cairn.children.views.opening import actor_of, is_done, sent
from cairn.core.errors import NotAllowed
from cairn.partnership.models import Team

_METHODS = ["GET", "HEAD", "POST"]
_AT = {
    **{"enforcement_reference_needed": "reference", "enforcement_question_needed": "question"},
    **{"enforcement_ground_needed": "ground", "ground_not_known": "ground", "ground_not_in_force": "ground"},
    **{"enforcement_answer_needed": "gives", "enforcement_words_needed": "words"},
    **{"enforcement_reason_needed": "reason", "enforcement_look_needed": "has_looked"},
    "enforcement_not_alone": "agrees",
}


@sensitive_post_parameters()
@require_http_methods(_METHODS)
def for_enforcement(request: HttpRequest) -> HttpResponse:
    """What happens, and whether anything may be asked for here; then the form, where it may."""
    by = actor_of(request)
    by.require(Permission.ASK_SEND)
    if not by.is_person or by.team_id is None:
        raise NotAllowed
    page = enforcement.for_enforcement_page(Team.objects.visible_to(by).select_related("agency").get(pk=by.team_id), by)
    form = EnforcementForm(sent(request), grounds=page.grounds)

    def do() -> None:
        verbs.ask_for_enforcement(said=form.said(), by=by)

    if request.method == "POST" and is_done(form, do, _AT):
        messages.success(request, _("Noted. If there is such a child, those around the child are told now."))
        return HttpResponseRedirect(reverse("children:for_enforcement"))
    return render(request, "children/for_enforcement.html", {"form": form, "page": page})


@require_safe
def enforcement_request(request: HttpRequest, enforcement_id: UUID) -> HttpResponse:
    """What one's own team asked, and what was given, if anything was."""
    found, given = verbs.find_request(request_id=enforcement_id, by=actor_of(request))
    return render(request, "children/enforcement_request.html", {"line": enforcement.request_line(found, given)})


@sensitive_post_parameters()
@require_http_methods(_METHODS)
def enforcement_question(request: HttpRequest, enforcement_question_id: UUID) -> HttpResponse:
    """What they ask, for those around the child; the team that leads answers, and a second person looks."""
    by = actor_of(request)
    found = verbs.find_enforcement(question_id=enforcement_question_id, by=by)
    page = enforcement.question_page(found, by)
    form = _form(request, found, page)
    if request.method == "POST":
        by.require(Permission.REFUSAL_REVIEW if page.may_agree else Permission.ASK_ANSWER, found)
    if request.method == "POST" and form is not None and is_done_or_late(form, lambda: _do(request, found, form), _AT):
        messages.success(request, _("Noted. Whoever speaks for the child has been told."))
        return HttpResponseRedirect(reverse("children:enforcement_question", args=[enforcement_question_id]))
    return render(request, "children/enforcement_question.html", {"page": page, "form": form})


def _form(
    request: HttpRequest, found: EnforcementQuestion, page: QuestionPage
) -> EnforcementAnswerForm | EnforcementSecondForm | None:
    initial = {"revision": found.revision}
    if page.may_agree:
        return EnforcementSecondForm(sent(request), initial=initial)
    return (
        EnforcementAnswerForm(sent(request), initial=initial) if page.may_answer or request.method == "POST" else None
    )


def _do(request: HttpRequest, found: EnforcementQuestion, form: EnforcementAnswerForm | EnforcementSecondForm) -> None:
    by, clean = actor_of(request), form.cleaned_data
    if isinstance(form, EnforcementSecondForm):
        agrees = clean.pop("agrees") == "yes"
        verbs.agree_to_enforcement(question=found, agrees=agrees, by=by, **clean)
    else:
        gives = clean.pop("gives") == "yes"
        verbs.answer_enforcement(question=found, gives=gives, by=by, **clean)
