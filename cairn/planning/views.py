"""A child's diary: what teams do with the child, who comes when, and what one of them could do (R-012)."""

from typing import Any, TypeVar
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from cairn.access.actor import Actor
from cairn.access.permissions import Permission
from cairn.children.models import Child
from cairn.children.presenters.heading import heading
from cairn.children.queries.looks import looked_since
from cairn.children.views.opening import actor_of, found, is_done, opened, sent
from cairn.children.views.withholding import hold_form, hold_page, is_done_with, is_held
from cairn.core.errors import NotAllowed, NotFound
from cairn.core.ids import uuid7
from cairn.ledger import verbs as ledger
from cairn.planning import verbs
from cairn.planning.forms import AnswerForm, ContactForm, WhyForm, WorkForm
from cairn.planning.kinds import AnswerKind
from cairn.planning.models import Contact, Work
from cairn.planning.presenters import diary as pages
from cairn.planning.presenters.diary import DIARY
from cairn.planning.queries.plans import own_work, plan_of
from cairn.planning.queries.suggestions import asked, child_of

Thing = TypeVar("Thing", Work, Contact)
_METHODS = ["GET", "HEAD", "POST"]
_AT = {
    **dict.fromkeys(("purpose_unknown", "purpose_words_spare"), "purpose"),
    **{"purpose_words_needed": "words", "plan_days_wrong": "until", "plan_over": "on", "plan_too_far": "on"},
    **{"contact_who_needed": "who", "contact_outside_work": "on", "work_not_yours": "work"},
    **{"withdraw_why_needed": "why", "withdraw_which_needed": "visits", "suggestion_answered": "kind"},
}
_WORK_AT = {**_AT, "plan_over": "until", "plan_too_far": "start"}


@require_safe
def diary(request: HttpRequest, reference: str) -> HttpResponse:
    """Who comes when, week by week, for which piece of work."""
    one, by = opened(request, reference, DIARY), actor_of(request)
    return render(request, "planning/diary.html", {"heading": heading(one, by, DIARY), "page": pages.page(one, by)})


@require_safe
def by_id(request: HttpRequest, suggestion_id: UUID) -> HttpResponse:
    """From a duty or a notice to the child's diary, on which it is asked."""
    by = actor_of(request)
    child = child_of(suggestion_id, by)
    if child is None:
        ledger.not_found_or_hidden(by=by, kind="shared_work", reference=suggestion_id)
        raise NotFound
    return HttpResponseRedirect(reverse("planning:diary", args=[child.reference]))


@require_http_methods(_METHODS)
def say_work(request: HttpRequest, reference: str) -> HttpResponse:
    """What the own team does with the child."""
    one, by = _to_plan(request, reference)
    form, hold = WorkForm(sent(request), purposes=pages.purposes(), initial={"key": uuid7()}), hold_form(request, one)

    def do() -> None:
        back = hold.said() if hold.is_asked else None
        verbs.say_work(child=one, said=form.said(), by=by, send_key=form.key_sent(), hold=back)

    if request.method == "POST" and is_done_with(form, hold, None, do, _WORK_AT):
        return _written(request, one, _held() if hold.is_asked else _said())
    beside = {"hold": hold, "may_hold": by.may(Permission.WITHHOLD)}
    return _shown(request, one, form, "planning/say_work.html", **beside)


@require_http_methods(_METHODS)
def hold_work(request: HttpRequest, reference: str, work_id: UUID) -> HttpResponse:
    """Who has looked since it was said, and then from whom it is held back with its visits, why and until when."""
    one, by = found(request, reference), actor_of(request)
    by.require(Permission.WITHHOLD, one)
    work = own_work(work_id, one, by)
    if work is None:
        ledger.not_found_or_hidden(by=by, kind="work", reference=work_id)
        raise NotFound
    hold, seen = hold_form(request, one), looked_since(one, work.recorded_at, by)

    def do() -> None:
        verbs.withhold_work(child=one, work=work, said=hold.said(), by=by, seen_by=seen)

    if request.method == "POST" and is_held(hold, do):
        return _written(request, one, _held())
    return hold_page(request, one, hold, what=pages.work_words(work), seen=seen)


@require_http_methods(_METHODS)
def arrange(request: HttpRequest, reference: str) -> HttpResponse:
    """A visit or call of the own team, for a piece of work that it does at present."""
    one, by = _to_plan(request, reference)
    works = pages.own_works(one, by)
    if not works:
        messages.info(request, _("Say first what your team does with the child; then when it sees the child."))
        return HttpResponseRedirect(reverse("planning:say_work", args=[one.reference]))
    initial = {"key": uuid7(), "work": works[0][0] if len(works) == 1 else None}
    form = ContactForm(sent(request), works=works, initial=initial)

    def do() -> None:
        verbs.arrange_contact(child=one, said=form.said(), by=by, send_key=form.key_sent())

    if request.method == "POST" and is_done(form, do, _AT):
        return _written(request, one, _("It stands in the child’s diary."))
    return _shown(request, one, form, "planning/arrange.html")


@require_http_methods(_METHODS)
def withdraw_work(request: HttpRequest, reference: str, work_id: UUID) -> HttpResponse:
    """The own team does this no longer; its visits from today on go with it."""
    one, by = _to_plan(request, reference)
    work = _own(plan_of(one, by).work(work_id), "work", work_id, by)
    form = WhyForm(sent(request))

    def do() -> None:
        verbs.withdraw_work(child=one, work_id=work_id, why=form.cleaned_data["why"], by=by)

    if request.method == "POST" and is_done(form, do, _AT):
        return _written(request, one, _("Taken out, with its visits and calls from today on."))
    return _shown(request, one, form, "planning/withdraw.html", thing=pages.work_words(work))


@require_http_methods(_METHODS)
def withdraw_contact(request: HttpRequest, reference: str, contact_id: UUID) -> HttpResponse:
    """A visit or call of the own team is taken out of the diary."""
    one, by = _to_plan(request, reference)
    contact = _own(plan_of(one, by).contact(contact_id), "contact", contact_id, by)
    form = WhyForm(sent(request))

    def do() -> None:
        verbs.withdraw_contact(child=one, contact_id=contact_id, why=form.cleaned_data["why"], by=by)

    if request.method == "POST" and is_done(form, do, _AT):
        return _written(request, one, _("Taken out of the child’s diary."))
    return _shown(request, one, form, "planning/withdraw.html", thing=pages.contact_words(contact))


@require_http_methods(_METHODS)
def answer(request: HttpRequest, reference: str, suggestion_id: UUID) -> HttpResponse:
    """Whether one of the others can do it."""
    one, by = _to_plan(request, reference)
    standing = asked(one, by, plan_of(one, by))
    question = next((each for each in standing if each.suggestion.id == suggestion_id), None)
    if question is None:
        ledger.not_found_or_hidden(by=by, kind="shared_work", reference=suggestion_id)
        raise NotFound
    if not question.teams.keys() & set(by.team_ids):
        raise NotAllowed
    form = AnswerForm(sent(request), visits=pages.own_visits(question, by))

    def do() -> None:
        why = form.cleaned_data["why"]
        if form.cleaned_data["kind"] == AnswerKind.DECLINE:
            verbs.go_on(child=one, suggestion_id=suggestion_id, why=why, by=by)
        else:
            chosen = form.chosen()
            verbs.leave_to_others(child=one, suggestion_id=suggestion_id, why=why, by=by, contact_ids=chosen)

    if request.method == "POST" and is_done(form, do, _AT):
        return _written(request, one, _("Your answer is written down, and everybody concerned can read it."))
    return _shown(request, one, form, "planning/answer.html", question=pages.question(question, one, by))


def _said() -> str:
    return _("Written down. Everybody who works with the child can read it.")


def _held() -> str:
    return _("Held back from this moment, with its visits and calls. A second person is asked to agree.")


def _to_plan(request: HttpRequest, reference: str) -> tuple[Child, Actor]:
    one, by = found(request, reference), actor_of(request)
    by.require(Permission.PLAN_ADD, one)
    return one, by


def _own(thing: Thing | None, kind: str, thing_id: UUID, by: Actor) -> Thing:
    if thing is None:
        ledger.not_found_or_hidden(by=by, kind=kind, reference=thing_id)
        raise NotFound
    if thing.team_id not in by.team_ids:
        raise NotAllowed
    return thing


def _shown(request: HttpRequest, one: Child, form: forms.Form, page: str, **more: Any) -> HttpResponse:
    return render(request, page, {"heading": heading(one, actor_of(request), DIARY), "form": form, **more})


def _written(request: HttpRequest, one: Child, words: str) -> HttpResponse:
    messages.success(request, words)
    return HttpResponseRedirect(reverse("planning:diary", args=[one.reference]))
