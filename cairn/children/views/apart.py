"""What only named people read of a child: who they are, letting people in, and a child at a safe address (R-061)."""

from collections.abc import Callable
from typing import Any
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
from cairn.children import verbs
from cairn.children.forms.apart import (
    AdmitForm,
    EndedForm,
    LetOutForm,
    NameSecondForm,
    SafeAddressForm,
    SecondForm,
    ShareApartForm,
)
from cairn.children.models import Child
from cairn.children.presenters import apart as presenters
from cairn.children.presenters import tabs
from cairn.children.presenters.facts import one_line
from cairn.children.presenters.heading import heading
from cairn.children.queries.facts import one_said
from cairn.children.views.opening import actor_of, found, is_done, opened, sent
from cairn.core.errors import NotFound
from cairn.ledger import verbs as ledger
from cairn.sharing import verbs as sharing
from cairn.sharing.forms import ApartForm
from cairn.sharing.models import Compartment
from cairn.sharing.queries import compartments, could_agree
from cairn.sharing.queries.glass import opened_apart

_METHODS = ["GET", "HEAD", "POST"]
_AT = {"apart_why_needed": "reason", "admit_whom_needed": "email", "admit_gone": "email"}
_AT |= dict.fromkeys(("apart_second_needed", "apart_second_same"), "named")


@require_safe
def apart(request: HttpRequest, reference: str) -> HttpResponse:
    """What is kept for named people, whom to ask, and for those among them the way to it."""
    one, actor = opened(request, reference, "apart"), actor_of(request)
    return render(request, "children/apart.html", {"page": presenters.all_apart(one, actor)})


@require_http_methods(_METHODS)
def safe_address(request: HttpRequest, reference: str) -> HttpResponse:
    """Say that the child is at a safe address. Everything that tells where goes to named people alone."""
    one, by = found(request, reference), actor_of(request)
    by.require(Permission.SAFE_ADDRESS, one)
    form = SafeAddressForm(sent(request))

    def do() -> None:
        verbs.mark_safe_address(child=one, reason=form.cleaned_data["reason"], by=by)

    if request.method == "POST" and is_done(form, do, _AT):
        messages.success(request, _("From now on only your team, and whoever it lets in, can read where the child is."))
        return HttpResponseRedirect(reverse("children:apart", args=[one.reference]))
    return render(request, "children/safe_address.html", {"heading": heading(one, by, tabs.SHARING), "form": form})


@require_http_methods(_METHODS)
def apart_one(request: HttpRequest, compartment_id: UUID) -> HttpResponse:
    """What is in it and who reads it, for those among them; the team that holds it lets people in and out."""
    by = actor_of(request)
    compartment = sharing.find_compartment(compartment_id=compartment_id, by=by)
    one = _child_of(compartment, by)
    asked = request.POST.get("do", "") if request.method == "POST" else ""
    if asked == "close":
        return _close(one, compartment, by)
    shown: dict[str, forms.Form] = {"admit": _admit_form(compartment), "let_out": LetOutForm(), "end": EndedForm()}
    shown |= {"second": SecondForm(), "name_second": _name_form(by)}
    if asked in shown:
        shown[asked] = _typed(asked, shown[asked], compartment, request)
        if is_done(shown[asked], _deed(asked, shown[asked], compartment, by), _AT):
            messages.success(request, _DONE[asked]())
            if asked == "second":
                return HttpResponseRedirect(reverse("children:apart", args=[one.reference]))
            return HttpResponseRedirect(reverse("children:apart_one", args=[compartment.id]))
    page = presenters.one_apart(one, compartment, by)
    return render(request, "children/apart_one.html", {"page": page, "forms": shown, "heading": page.heading})


@require_http_methods(_METHODS)
def fact_apart(request: HttpRequest, reference: str, claim_id: UUID) -> HttpResponse:
    """Let only named people read something that our team said; or share it with the circle after all."""
    one, by = found(request, reference), actor_of(request)
    by.require(Permission.WITHHOLD, one)
    fact = one_said(one, claim_id, by)
    if fact is None or fact.team_id not in by.team_ids:
        ledger.not_found_or_hidden(by=by, kind="claim", reference=claim_id)
        raise NotFound
    ids = verbs.versions_of(fact, by)

    def keep(form: ApartForm) -> None:
        verbs.keep_fact_apart(
            fact=fact, kind=form.chosen(), reason=form.cleaned_data["why"], by=by, second=form.second_person()
        )

    what = one_line(one, fact, by).line.text
    return put_apart(request, one, Putting(fact.id, ids, what, keep, "children:facts"))


class Putting:
    """What is put apart or shared again on a page of its own: by which ids, in what words, and where to go then."""

    def __init__(
        self, item_id: UUID, besides: tuple[UUID, ...], what: str, keep: Callable[[ApartForm], None], back: str
    ) -> None:
        self.ids = (item_id, *besides)
        self.what, self.keep, self.back = what, keep, back


def put_apart(request: HttpRequest, one: Child, putting: Putting) -> HttpResponse:
    """The page on which something that stands already is kept for named people, or shared with the circle again."""
    by = actor_of(request)
    held = compartments.holding_apart(putting.ids[0], by)
    form: forms.Form = ShareApartForm(sent(request)) if held else ApartForm(sent(request), actor=by, is_alone=True)

    def do() -> None:
        if held:
            reason = form.cleaned_data["reason"]
            sharing.take_out(compartment=held, item_ids=putting.ids, reason=reason, by=by)
        elif isinstance(form, ApartForm):
            putting.keep(form)

    if request.method == "POST" and is_done(form, do, {"apart_why_needed": "reason"} if held else {}):
        done = _("Shared with everybody who works with the child.") if held else _DONE["keep"]()
        messages.success(request, done)
        return HttpResponseRedirect(reverse(putting.back, args=[one.reference]))
    shown: dict[str, Any] = {"heading": heading(one, by, tabs.SHARING), "form": form, "what": putting.what}
    return render(request, "children/put_apart.html", {**shown, "held": held})


def _close(one: Child, compartment: Compartment, by: Actor) -> HttpResponse:
    """Close what was opened because somebody is in danger, before its hour is over."""
    opening = opened_apart([compartment.pk], by).get(compartment.pk)
    if opening is None:
        raise NotFound
    verbs.end_glass(grant=opening, by=by)
    return HttpResponseRedirect(reverse("children:apart", args=[one.reference]))


def _child_of(compartment: Compartment, by: Actor) -> Child:
    one: Child | None = Child.objects.visible_to(by).filter(pk=compartment.child_id).first()
    if one is None:
        raise NotFound
    return one


def _admit_form(compartment: Compartment, request: HttpRequest | None = None) -> AdmitForm:
    teams, _people = compartments.could_be_admitted(compartment)
    return AdmitForm(request.POST if request else None, teams=teams)


def _name_form(by: Actor, request: HttpRequest | None = None) -> NameSecondForm:
    return NameSecondForm(request.POST if request else None, people=could_agree(by))


def _typed(asked: str, form: forms.Form, compartment: Compartment, request: HttpRequest) -> forms.Form:
    if asked == "admit":
        return _admit_form(compartment, request)
    return _name_form(actor_of(request), request) if asked == "name_second" else type(form)(request.POST)


def _deed(asked: str, form: forms.Form, compartment: Compartment, by: Actor) -> Callable[[], object]:
    def do() -> None:
        if isinstance(form, AdmitForm):
            sharing.admit(compartment=compartment, whom=form.whom(), by=by)
        elif isinstance(form, SecondForm):
            clean = form.cleaned_data
            agrees = clean["agrees"] == "yes"
            sharing.answer_as_second(compartment=compartment, agrees=agrees, words=clean["words"], by=by)
        elif isinstance(form, NameSecondForm):
            why, named = form.cleaned_data["renamed"], form.second_person()
            sharing.name_second(compartment=compartment, second=named, reason=why, by=by)
        elif asked == "let_out":
            wanted = form.cleaned_data["admission"]
            one = next((each for each in compartments.admissions(compartment, by) if each.id == wanted), None)
            if one is None:
                raise NotFound
            sharing.end_admission(admission=one, reason=form.cleaned_data["reason"], by=by)
        else:
            sharing.gather_no_more(compartment=compartment, reason=form.cleaned_data["reason"], by=by)

    return do


_DONE: dict[str, Callable[[], str]] = {
    "admit": lambda: _("Let in. They are told."),
    "let_out": lambda: _("They can read it no longer."),
    "second": lambda: _("Recorded. The team that holds it is told."),
    "name_second": lambda: _("Named. They are asked to say whether it is right."),
    "end": lambda: _("Ended. What is in it stays for named people until you share it."),
    "keep": lambda: _("From this moment only your team can read it, and whoever your team lets in."),
}
