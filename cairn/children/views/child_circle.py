"""Asking to work with a child, answering that, and naming who leads and who acts next (R-011, R-070)."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from cairn.access.permissions import Permission
from cairn.children import verbs
from cairn.children.forms.circle import AnswerRequestForm, AskForm, ResponsibilityForm
from cairn.children.kinds import ResponsibilityKind
from cairn.children.models import Child, InvolvementRequest
from cairn.children.presenters import circle, tabs
from cairn.children.presenters.heading import heading
from cairn.children.queries import circle as queries
from cairn.children.views.opening import actor_of, found, is_done, sent
from cairn.core.errors import NotFound
from cairn.ledger import verbs as ledger

_METHODS = ["GET", "HEAD", "POST"]


@require_http_methods(_METHODS)
def ask(request: HttpRequest, reference: str) -> HttpResponse:
    """Say what our team does with the child and ask to see the shared story (R-191)."""
    one, by = found(request, reference), actor_of(request)
    by.require(Permission.INVOLVEMENT_ASK, one)
    form = AskForm(sent(request))

    def do() -> None:
        record = verbs.own_record(child=one, by=by)
        verbs.ask_to_work(record=record, doing=form.cleaned_data["doing"], by=by)

    if request.method == "POST" and is_done(form, do, {"doing_needed": "doing"}):
        messages.success(request, _("Asked. If nobody answers in time, your team works with the child from then on."))
        return HttpResponseRedirect(reverse("children:child", args=[one.reference]))
    return render(request, "children/ask.html", {"heading": heading(one, by, tabs.NOW), "form": form})


@require_http_methods(_METHODS)
def answer(request: HttpRequest, reference: str, request_id: UUID) -> HttpResponse:
    """Answer a team that asks to work with the child."""
    one, by = found(request, reference), actor_of(request)
    asked = _asked(one, request_id, request)
    by.require(Permission.INVOLVEMENT_ANSWER, asked)
    form = AnswerRequestForm(sent(request), initial={"revision": asked.revision})

    def do() -> None:
        clean = form.cleaned_data
        verbs.answer_request(
            request=asked, granted=form.is_granted, reason=clean["reason"], revision=clean["revision"], by=by
        )

    if request.method == "POST" and is_done(form, do, {"reason_needed": "reason"}):
        messages.success(request, _("Answered. The team that asked has been told."))
        return HttpResponseRedirect(reverse("children:sharing", args=[one.reference]))
    shown = {"heading": heading(one, by, tabs.SHARING), "form": form, "asked": circle.asking([asked], by)[0]}
    return render(request, "children/answer_request.html", shown)


@require_http_methods(_METHODS)
def responsibility(request: HttpRequest, reference: str) -> HttpResponse:
    """Name who leads or who acts next, with the history of who was responsible (R-070)."""
    one, by = found(request, reference), actor_of(request)
    by.require(Permission.CHILD_OPEN, one)
    if not queries.sight_of(one, by).sees_story:
        return HttpResponseRedirect(reverse("children:child", args=[one.reference]))
    may = by.may(Permission.RESPONSIBILITY_ASSIGN, one)
    if request.method == "POST":
        by.require(Permission.RESPONSIBILITY_ASSIGN, one)
    form = _responsibility_form(request, one) if may else None
    if request.method == "POST" and form and is_done(form, lambda: _assign(request, one, form)):
        messages.success(request, _("Noted. From now on the child is with whom you named."))
        return HttpResponseRedirect(reverse("children:responsibility", args=[one.reference]))
    past = circle.history(queries.responsibility_history(one, by))
    shown = {"heading": heading(one, by, tabs.SHARING), "form": form, "history": past}
    return render(request, "children/responsibility.html", shown)


def _responsibility_form(request: HttpRequest, one: Child) -> ResponsibilityForm:
    by = actor_of(request)
    teams = queries.teams_to_hold(one, by)
    own = tuple(team.pk for team in teams if team.pk in by.team_ids)
    return ResponsibilityForm(sent(request), teams=teams, people=queries.people_of(own))


def _assign(request: HttpRequest, one: Child, form: ResponsibilityForm) -> None:
    team, person = form.named()
    kind = ResponsibilityKind(form.cleaned_data["kind"])
    reason = form.cleaned_data["reason"]
    verbs.assign(child=one, kind=kind, team=team, practitioner=person, reason=reason, by=actor_of(request))


def _asked(one: Child, request_id: UUID, request: HttpRequest) -> InvolvementRequest:
    rows = InvolvementRequest.objects.visible_to(actor_of(request)).select_related("team__agency")
    asked = rows.filter(pk=request_id, child=one).first()
    if asked is None:
        ledger.not_found_or_hidden(by=actor_of(request), kind="involvement_request", reference=request_id)
        raise NotFound
    return asked
