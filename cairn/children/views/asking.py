"""Asking another agency about a child, answering, withdrawing, looking at a refusal; and how soon each answers."""

from collections.abc import Callable
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from cairn.access.permissions import Permission
from cairn.children import verbs
from cairn.children.forms.asking import AnswerAskForm, AskOthersForm, ReviewForm, WithdrawForm
from cairn.children.forms.guide import answers_in
from cairn.children.models import Child
from cairn.children.presenters import asking, tabs
from cairn.children.presenters.enforcement import lines_about_child
from cairn.children.presenters.guide import guide_page
from cairn.children.presenters.heading import heading
from cairn.children.presenters.tabs import TabLink
from cairn.children.views.guide import guide_form
from cairn.children.views.opening import actor_of, found, is_done, opened, sent
from cairn.core.errors import Conflict
from cairn.sharing import verbs as sharing
from cairn.sharing.models import Ask
from cairn.sharing.queries.asking import answering_case, teams_to_ask
from cairn.sharing.queries.guide import case_of
from cairn.ui.sentences import sentence

_METHODS = ["GET", "HEAD", "POST"]
_PURPOSE = "asks"
_AT = {
    **{"question_needed": "question", "purpose_needed": "purpose", "ask_own_agency": "team"},
    **{"needed_by_past": "needed_by", "asked_already": "is_new", "known_from_needed": "known_from"},
    **{"ground_needed": "ground", "ground_not_known": "ground"},
    **{"ground_not_in_force": "ground", "refusal_ground_needed": "refusal_ground"},
    "enforcement_on_its_own_page": "for_enforcement",
    **{"missing_needed": "missing", "reply_words_needed": "words", "withdraw_reason_needed": "reason"},
    **{"review_words_needed": "why"},
}


@require_safe
def asks(request: HttpRequest, reference: str) -> HttpResponse:
    """What other agencies were asked about the child, and where each question stands: asked once is asked for all."""
    one, by = opened(request, reference, _PURPOSE), actor_of(request)
    shown = {
        "heading": heading(one, by, tabs.SHARING),
        "lines": asking.lines_about(one, by),
        "columns": asking.asks_columns(),
        "enforcement": lines_about_child(one, by),
        "may_ask": by.may(Permission.ASK_SEND),
    }
    return render(request, "children/asks.html", shown)


@require_http_methods(_METHODS)
def ask_others(request: HttpRequest, reference: str) -> HttpResponse:
    """Ask a team of another agency; what was asked already stands above the form."""
    one, by = found(request, reference), actor_of(request)
    by.require(Permission.ASK_SEND, one)
    lines, head = asking.lines_about(one, by), heading(one, by, tabs.SHARING)
    form = AskOthersForm(
        sent(request),
        teams=teams_to_ask(by),
        grounds=asking.ground_choices(case_of(by)),
        has_earlier=bool(lines),
        initial={**_ground_in(request), "question": _named(head.name, head.age)},
    )
    if request.method == "POST" and is_done(form, lambda: _send(one, form, request), _AT):
        messages.success(request, _("Sent. They owe you an answer by a clock, and people are told if it is late."))
        return HttpResponseRedirect(reverse("children:asks", args=[one.reference]))
    shown = {"heading": head, "form": form, "lines": lines, "answered": asking.answered_lines(lines)}
    return render(request, "children/ask_others.html", shown)


@require_safe
def asked(request: HttpRequest, ask_id: UUID) -> HttpResponse:
    """One question, for those who ask and those who are asked; the asked team sees nothing else of the child."""
    by = actor_of(request)
    page = asking.ask_page(sharing.open_ask(ask_id=ask_id, by=by), by)
    return render(request, "children/asked.html", {"page": page})


@require_http_methods(_METHODS)
def answer_ask(request: HttpRequest, ask_id: UUID) -> HttpResponse:
    """Answer it, answer a part, or say on what ground it is not shared."""
    ask, by = sharing.open_ask(ask_id=ask_id, by=actor_of(request)), actor_of(request)
    by.require(Permission.ASK_ANSWER, ask)
    grounds = asking.ground_choices(answering_case(ask))
    initial = {"revision": ask.revision, **_ground_in(request)}
    form = AnswerAskForm(sent(request), grounds=grounds, initial=initial)

    def do() -> None:
        sharing.answer_ask(ask=ask, said=form.said(), revision=form.cleaned_data["revision"], by=by)

    if request.method == "POST" and is_done_or_late(form, do, _AT):
        messages.success(request, _("Sent. The team that asked has been told."))
        return HttpResponseRedirect(reverse("children:asked", args=[ask_id]))
    return render(request, "children/answer_ask.html", {"page": asking.ask_page(ask, by), "form": form})


@require_http_methods(_METHODS)
def withdraw_ask(request: HttpRequest, ask_id: UUID) -> HttpResponse:
    """Take a question back, with the reason."""
    ask, by = sharing.open_ask(ask_id=ask_id, by=actor_of(request)), actor_of(request)
    by.require(Permission.ASK_SEND, ask)
    form = WithdrawForm(sent(request), initial={"revision": ask.revision})

    def do() -> None:
        clean = form.cleaned_data
        sharing.withdraw_ask(ask=ask, reason=clean["reason"], revision=clean["revision"], by=by)

    if request.method == "POST" and is_done_or_late(form, do, _AT):
        messages.success(request, _("Withdrawn. The team that was asked has been told."))
        return HttpResponseRedirect(reverse("children:asked", args=[ask_id]))
    return render(request, "children/withdraw_ask.html", {"page": asking.ask_page(ask, by), "form": form})


@require_http_methods(_METHODS)
def review_refusal(request: HttpRequest, ask_id: UUID) -> HttpResponse:
    """A manager of the team that refused, or the hub, says whether the refusal stands."""
    ask, by = sharing.open_ask(ask_id=ask_id, by=actor_of(request)), actor_of(request)
    by.require(Permission.REFUSAL_REVIEW, ask)
    form = ReviewForm(sent(request), initial={"revision": ask.revision})

    def do() -> None:
        clean = form.cleaned_data
        stands = clean["stands"] == "yes"
        sharing.review_refusal(ask=ask, stands=stands, why=clean["why"], revision=clean["revision"], by=by)

    if request.method == "POST" and is_done_or_late(form, do, _AT):
        messages.success(request, _("Noted. Both teams have been told."))
        return HttpResponseRedirect(reverse("children:asked", args=[ask_id]))
    return render(request, "children/review_refusal.html", {"page": asking.ask_page(ask, by), "form": form})


@require_safe
def ask_guide(request: HttpRequest, ask_id: UUID) -> HttpResponse:
    """The guide "why not share?" on the way to an answer, and back with the ground filled in (R-050)."""
    by = actor_of(request)
    ask = sharing.find_ask(ask_id=ask_id, by=by)
    by.require(Permission.ASK_ANSWER, ask)
    back = TabLink(_("Answer with this ground"), reverse("children:answer_ask", args=[ask_id]), is_current=False)
    here = reverse("children:ask_guide", args=[ask_id])
    page = guide_page(answering_case(ask), by, answers_in(request.GET), here, back_to=back)
    return render(request, "children/guide.html", {"page": page, "form": guide_form(request, page)})


@require_safe
def response_times(request: HttpRequest) -> HttpResponse:
    """How soon each agency answers what others ask it, for everybody who is signed in."""
    return render(request, "children/response_times.html", {"page": asking.times_page()})


def _send(one: Child, form: AskOthersForm, request: HttpRequest) -> Ask:
    return verbs.ask_others(child=one, said=form.said(), by=actor_of(request))


def is_done_or_late(form: forms.Form, do: Callable[[], object], fields: dict[str, str]) -> bool:
    """As `is_done`; whoever was slower keeps what they wrote on the page."""
    try:
        return is_done(form, do, fields)
    except Conflict as conflict:
        form.add_error(None, sentence(conflict))
        return False


def _ground_in(request: HttpRequest) -> dict[str, object]:
    return {"ground": request.GET.get("ground", ""), "sensitive": request.GET.get("sensitive") == "yes"}


def _named(name: str, age: str) -> str:
    return f"{name}, {age}: " if name else ""
