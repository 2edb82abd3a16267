"""Who says what about a child, adding what one knows, saying it better, saying what one thinks of it (R-004, R-005)."""

import re
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from cairn.access.permissions import Permission
from cairn.children import verbs
from cairn.children.forms.fact import FactForm
from cairn.children.forms.facts import FORMS
from cairn.children.forms.marking import MarkForm, PersonCheckForm
from cairn.children.kinds import FactKind
from cairn.children.models import Child, Claim
from cairn.children.presenters import tabs
from cairn.children.presenters.facts import ON_PAGE, all_of_kind, kinds_to_add, one_line, who_says_what
from cairn.children.presenters.heading import heading
from cairn.children.presenters.histories import histories as histories_of
from cairn.children.presenters.histories import immigration as immigration_of
from cairn.children.presenters.histories import unrecorded_line
from cairn.children.queries.facts import one_said
from cairn.children.rules import marks_for
from cairn.children.views.opening import actor_of, found, is_done, opened, sent
from cairn.children.views.withholding import apart_form, hold_form, is_done_with
from cairn.core.errors import NotFound
from cairn.core.kept_sealed import HANDLING
from cairn.ledger import verbs as ledger
from cairn.sharing.forms import ApartForm, HoldBackForm
from cairn.sharing.presenters import gaps
from cairn.sharing.queries import about_child

_METHODS = ["GET", "HEAD", "POST"]
_AT_FIELD = {
    "fact_empty": "text",
    "fact_too_long": "text",
    "birth_in_future": "text",
    "born_too_long_ago": "text",
    "period_in_future": "since",
    "period_out_of_order": "until",
    "warning_source_needed": "source",
    "warning_until_needed": "until",
    "warning_too_long": "until",
    "warning_why_needed": "why",
}
_AT_MARK = {"mark_reason_needed": "reason", "fact_too_long": "reason", "own_words_stand": "status"}


@require_safe
def facts(request: HttpRequest, reference: str) -> HttpResponse:
    """Names, ages, numbers and the rest, each with who said so, how they know and when; `?kind=` shows all of one."""
    one, actor = opened(request, reference, "facts"), actor_of(request)
    asked = request.GET.get("kind", "")
    if asked in {kind.value for kind in ON_PAGE}:
        page = all_of_kind(one, FactKind(asked), request.GET.get("page", "1"), actor)
    else:
        page = who_says_what(one, actor)
    about = about_child(one.id, actor, one.place)
    shown = {"page": page, "may_add": actor.may(Permission.FACT_ADD), "about": about, "gaps": gaps(about)}
    return render(request, "children/facts.html", shown)


@require_safe
def histories(request: HttpRequest, reference: str) -> HttpResponse:
    """Care status, where the child lives, parental responsibility: one section each, with the gaps (R-015)."""
    one, actor = opened(request, reference, "histories"), actor_of(request)
    shown = {"page": histories_of(one, actor), "may_add": actor.may(Permission.FACT_ADD)}
    return render(request, "children/histories.html", shown)


@require_safe
def immigration(request: HttpRequest, reference: str) -> HttpResponse:
    """Immigration and asylum, apart from everything that decides what the child needs (R-016)."""
    one, actor = opened(request, reference, "immigration"), actor_of(request)
    shown = {"page": immigration_of(one, actor), "may_add": actor.may(Permission.FACT_ADD)}
    return render(request, "children/immigration.html", shown)


@require_safe
def unrecorded(request: HttpRequest) -> HttpResponse:
    """The children of whom nobody has recorded an immigration status, for whoever puts that right (R-016)."""
    asked = request.GET.get("page", "1")
    number = int(asked) if re.fullmatch(r"[1-9]\d{0,3}", asked, re.ASCII) else 1
    found = verbs.list_unrecorded(page=number, by=actor_of(request))
    lines = [unrecorded_line(child, name) for child, name in found.children]
    next_href = f"?page={number + 1}" if found.has_next else ""
    return render(request, "children/unrecorded.html", {"lines": lines, "next_href": next_href})


@require_http_methods(_METHODS)
def add_fact(request: HttpRequest, reference: str) -> HttpResponse:
    """First what it is about, then the few questions of that kind."""
    one, actor = found(request, reference), actor_of(request)
    actor.require(Permission.FACT_ADD, one)
    form, hold, apart = _form(request), hold_form(request, one), apart_form(request)
    written: list[Claim] = []

    def do() -> None:
        if form is not None:
            written.append(_write(request, one, form, hold, apart))

    if request.method == "POST" and form and is_done_with(form, hold, apart, do, _fields(form)):
        messages.success(request, _told(hold, apart, written[-1]))
        return _back(one, form.kind)
    shown = {"heading": heading(one, actor, tabs.NOW), "kinds": kinds_to_add(one.reference), "form": form}
    shown |= {"hold": hold, "apart": apart, "may_hold": actor.may(Permission.WITHHOLD)}
    return render(request, "children/add_fact.html", {**shown, "kind": form.kind.value if form else ""})


@require_http_methods(_METHODS)
def correct_fact(request: HttpRequest, reference: str, claim_id: UUID) -> HttpResponse:
    """Say something of the own team again, rightly. The old words stay behind the new ones."""
    one, actor = found(request, reference), actor_of(request)
    actor.require(Permission.FACT_ADD, one)
    claim = _said(request, one, claim_id)
    form_of = FORMS[FactKind(claim.kind)]
    form = form_of(request.POST) if request.method == "POST" else form_of.of(claim)

    def do() -> None:
        verbs.correct_fact(child=one, claim_id=claim_id, fact=form.fact(), by=actor)

    if request.method == "POST" and is_done(form, do, _fields(form)):
        messages.success(request, _("Corrected. The earlier words stay where they were said."))
        return _back(one, form.kind)
    return render(request, "children/correct_fact.html", {"page": one_line(one, claim, actor), "form": form})


@require_http_methods(_METHODS)
def mark_fact(request: HttpRequest, reference: str, claim_id: UUID) -> HttpResponse:
    """Say what one thinks of something that was said, or how a person was checked. Nobody's words change."""
    one, actor = found(request, reference), actor_of(request)
    actor.require(Permission.FACT_ADD, one)
    claim = _said(request, one, claim_id)
    marks = marks_for(claim.kind, claim.basis, is_own=claim.team_id in actor.team_ids)
    form_of = PersonCheckForm if claim.kind == FactKind.RELATIONSHIP else MarkForm
    form = form_of(sent(request), marks=marks)

    def do() -> None:
        verbs.mark_fact(child=one, claim_id=claim_id, mark=form.mark(), by=actor)

    if request.method == "POST" and is_done(form, do, _AT_MARK):
        messages.success(request, _("Noted. The words themselves stay as they were said."))
        return _back(one, FactKind(claim.kind))
    shown = {"page": one_line(one, claim, actor), "form": form, "may_mark": bool(marks)}
    return render(request, "children/mark_fact.html", shown)


@require_POST
def settle_ages(request: HttpRequest, reference: str) -> HttpResponse:
    """We have looked at the differing ages."""
    one = found(request, reference)
    verbs.settle_ages(child=one, by=actor_of(request))
    messages.success(request, _("Noted. Every view of the age stays as it was said."))
    return _back(one, FactKind.BIRTH)


def _form(request: HttpRequest) -> FactForm | None:
    asked = (request.POST if request.method == "POST" else request.GET).get("kind", "")
    if asked not in FORMS:
        return None
    form = FORMS[FactKind(asked)]
    return form(request.POST) if request.method == "POST" else form()


def _fields(form: FactForm) -> dict[str, str]:
    return {code: name for code, name in _AT_FIELD.items() if name in form.fields}


def _write(request: HttpRequest, one: Child, form: FactForm, hold: HoldBackForm, apart: ApartForm) -> Claim:
    by, said = actor_of(request), form.fact()
    if apart.is_asked:
        said.detail[HANDLING] = apart.chosen().value
    fact = verbs.add_fact(record=verbs.own_record(child=one, by=by), fact=said, by=by, compares=False)
    if hold.is_asked:
        verbs.withhold_fact(fact=fact, said=hold.said(), by=by)
    if apart.is_asked:
        verbs.keep_fact_apart(
            fact=fact, kind=apart.chosen(), reason=apart.cleaned_data["why"], by=by, second=apart.second_person()
        )
    verbs.shut_out_named(fact=fact, by=by)
    return fact


def _told(hold: HoldBackForm, apart: ApartForm, fact: Claim) -> str:
    if apart.is_asked:
        return _("Added. Only your team can read it, and whoever your team lets in.")
    if hold.is_asked:
        return _("Added, and held back from this moment. A second person is asked to agree.")
    if fact.detail.get(HANDLING):
        return _("Added. The child is at a safe address, so only named people can read it.")
    return _("Added. Everybody who works with the child can read it.")


def _said(request: HttpRequest, one: Child, claim_id: UUID) -> Claim:
    claim = one_said(one, claim_id, actor_of(request))
    if claim is None:
        ledger.not_found_or_hidden(by=actor_of(request), kind="claim", reference=claim_id)
        raise NotFound
    return claim


def _back(one: Child, kind: FactKind) -> HttpResponse:
    if kind is FactKind.IMMIGRATION:
        name = "children:immigration"
    else:
        name = "children:facts" if kind in ON_PAGE else "children:histories"
    return HttpResponseRedirect(reverse(name, args=[one.reference]))
