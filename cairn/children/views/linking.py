"""Could this be the same child? Answering it, confirming the answer, taking two children apart again (R-002, R-003)."""

from collections.abc import Callable
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from cairn.children import verbs
from cairn.children.forms.linking import ConfirmForm, DecisionForm, ReopenForm, UndoForm
from cairn.children.kinds import Outcome, Standing
from cairn.children.models import LinkDecision
from cairn.children.presenters import linking, queueing
from cairn.children.views.opening import actor_of, is_done, sent
from cairn.children.views.queueing import queue_of
from cairn.core.errors import Conflict
from cairn.ui.sentences import sentence

_METHODS = ["GET", "HEAD", "POST"]


@require_http_methods(_METHODS)
def question(request: HttpRequest, question_id: UUID) -> HttpResponse:
    """What differs, what agrees, what an answer does; then same, not the same, or not sure.

    Opened from the list it goes on to the next one after an answer.
    """
    by = actor_of(request)
    asked = verbs.open_question(question_id=question_id, by=by)
    form, queue = DecisionForm(sent(request)), queue_of(request)
    made: list[LinkDecision] = []

    def do() -> None:
        clean = form.cleaned_data
        outcome = Outcome(clean["outcome"])
        decision = verbs.decide_link(
            question=asked, outcome=outcome, reason=clean["reason"], in_danger=clean["in_danger"], by=by
        )
        made.append(decision)

    if request.method == "POST" and _went_through(form, do, {"reason_needed": "reason", "reason_too_long": "reason"}):
        messages.success(request, _noted(made[0]))
        return HttpResponseRedirect(queueing.onward(asked, queue, by) if queue else _page_of(made[0]))
    asked.refresh_from_db(fields=["closed_at"], from_queryset=type(asked).objects.visible_to(by))
    shown = {"page": linking.question_page(asked, by), "form": form, "steps": queueing.steps(asked, queue, by)}
    return render(request, "children/link_question.html", shown)


@require_http_methods(_METHODS)
def link(request: HttpRequest, decision_id: UUID) -> HttpResponse:
    """One decision: who made it and why; a second person confirms it, anybody who works with the child may undo it."""
    by = actor_of(request)
    decision = verbs.open_link(decision_id=decision_id, by=by)
    is_undo = "undo" in request.POST
    confirm = ConfirmForm(None if is_undo else request.POST or None, initial={"revision": decision.revision})
    form_of = ReopenForm if decision.outcome == Outcome.DIFFERENT else UndoForm
    undo = form_of(request.POST if is_undo else None, initial={"revision": decision.revision}, prefix="undo")

    def do() -> None:
        if is_undo:
            clean = undo.cleaned_data
            take_back = verbs.reopen if decision.outcome == Outcome.DIFFERENT else verbs.undo_link
            take_back(decision=decision, reason=clean["reason"], revision=clean["revision"], by=by)
        else:
            verbs.confirm_link(decision=decision, revision=confirm.cleaned_data["revision"], by=by)

    if request.method == "POST" and _went_through(undo if is_undo else confirm, do, {"reason_needed": "reason"}):
        messages.success(request, _taken_back(decision) if is_undo else _("Confirmed. Thank you."))
        return HttpResponseRedirect(_page_of(decision))
    shown = {"page": linking.link_page(decision, by), "confirm": confirm, "undo": undo, "form": undo}
    return render(request, "children/link.html", shown)


def _went_through(form: forms.Form, do: Callable[[], None], fields: dict[str, str]) -> bool:
    """Do it with a valid form; when somebody was quicker, say so above what was typed."""
    try:
        return is_done(form, do, fields)
    except Conflict as conflict:
        form.add_error(None, sentence(conflict))
        return False


def _page_of(decision: LinkDecision) -> str:
    return reverse("children:link", args=[decision.pk])


def _taken_back(decision: LinkDecision) -> str:
    if decision.outcome == Outcome.DIFFERENT:
        return _("Taken back. The hub is asked once more.")
    return _("Undone. The records went back.") if decision.joined_at else _("Undone. Nothing had moved yet.")


def _noted(decision: LinkDecision) -> str:
    if decision.standing == Standing.PROPOSED:
        return _("Noted. The hub decides and reads what you think.")
    if decision.waits:
        return _("Noted. Nothing moves before a second person agrees: something here is specially protected.")
    if decision.standing == Standing.PROVISIONAL:
        return _("Noted. A second person has been asked to confirm it.")
    return _("Noted. The teams around the child have been told.")
