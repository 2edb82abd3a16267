"""Holding back a fact, or all our agency holds about a child; and the section that asks it beside a form (R-049)."""

from collections.abc import Callable, Mapping
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from cairn.access.permissions import Permission
from cairn.children import verbs
from cairn.children.models import Child
from cairn.children.presenters import tabs
from cairn.children.presenters.facts import one_line
from cairn.children.presenters.heading import heading
from cairn.children.queries.circle import agencies_around, my_record
from cairn.children.queries.facts import one_said
from cairn.children.queries.looks import looked_since
from cairn.children.views.opening import actor_of, found
from cairn.core.errors import NotFound, Refused
from cairn.ledger import verbs as ledger
from cairn.sharing.forms import APART, AT_FIELD, ApartForm, HoldBackForm, from_draft
from cairn.ui.sentences import sentence

_METHODS = ["GET", "HEAD", "POST"]


def hold_form(request: HttpRequest, one: Child, draft: Mapping[str, Any] | None = None) -> HoldBackForm:
    """The questions of holding something back, as they were typed, sent or kept in a draft."""
    actor = actor_of(request)
    given = request.POST if request.method == "POST" else None
    return HoldBackForm(given, around=agencies_around(one, actor), actor=actor, initial=from_draft(draft or {}))


def apart_form(request: HttpRequest, draft: Mapping[str, Any] | None = None) -> ApartForm:
    """The questions of letting only named people read it, as they were typed, sent or kept in a draft."""
    given = request.POST if request.method == "POST" else None
    return ApartForm(given, actor=actor_of(request), initial=from_draft(draft or {}, APART))


def is_done_with(
    form: forms.Form,
    hold: HoldBackForm,
    apart: ApartForm | None,
    do: Callable[[], object],
    fields: Mapping[str, str] | None = None,
) -> bool:
    """Do all or nothing. What a rule refuses becomes an error at its field, and nothing typed is lost."""
    beside = [not each.is_asked or each.is_valid() for each in (hold, apart) if each is not None]
    are_valid = [form.is_valid(), *beside]
    if not all(are_valid):
        return False
    try:
        with transaction.atomic():
            do()
    except Refused as refusal:
        if refusal.code in AT_FIELD:
            hold.add_error(AT_FIELD[refusal.code], sentence(refusal))
        elif apart is not None and refusal.code.startswith("apart_"):
            apart.add_error("kind", sentence(refusal))
        else:
            form.add_error((fields or {}).get(refusal.code), sentence(refusal))
        return False
    return True


def is_held(hold: HoldBackForm, do: Callable[[], object]) -> bool:
    """The same for something that stands already: here every question must be answered."""
    if not hold.is_valid():
        return False
    try:
        do()
    except Refused as refusal:
        hold.add_error(AT_FIELD.get(refusal.code), sentence(refusal))
        return False
    return True


@require_http_methods(_METHODS)
def hold_fact(request: HttpRequest, reference: str, claim_id: UUID) -> HttpResponse:
    """Hold back something that our team said about a child."""
    one, by = found(request, reference), actor_of(request)
    by.require(Permission.WITHHOLD, one)
    fact = one_said(one, claim_id, by)
    if fact is None or fact.team_id not in by.team_ids:
        ledger.not_found_or_hidden(by=by, kind="claim", reference=claim_id)
        raise NotFound
    hold, seen = hold_form(request, one), looked_since(one, fact.recorded_at, by)

    def do() -> None:
        verbs.withhold_fact(fact=fact, said=hold.said(), by=by, seen_by=seen)

    if request.method == "POST" and is_held(hold, do):
        return _held(request, "children:facts", one)
    return hold_page(request, one, hold, what=one_line(one, fact, by).line.text, seen=seen)


@require_http_methods(_METHODS)
def hold_part(request: HttpRequest, reference: str) -> HttpResponse:
    """Hold back everything that our agency holds about a child, now and later."""
    one, by = found(request, reference), actor_of(request)
    by.require(Permission.WITHHOLD, one)
    record = my_record(one, by)
    if record is None:  # the hub sees children of whom it holds nothing
        ledger.not_found_or_hidden(by=by, kind="record", reference=reference)
        raise NotFound
    hold, seen = hold_form(request, one), looked_since(one, record.opened_at, by)

    def do() -> None:
        verbs.withhold_part(record=record, said=hold.said(), by=by, seen_by=seen)

    if request.method == "POST" and is_held(hold, do):
        return _held(request, "children:child", one)
    return hold_page(request, one, hold, what=_("Everything your agency holds about this child"), seen=seen)


def hold_page(
    request: HttpRequest, one: Child, hold: HoldBackForm, *, what: str, seen: tuple[str, ...]
) -> HttpResponse:
    """The page on which something that stands already is held back: first who has looked since."""
    head = heading(one, actor_of(request), tabs.SHARING)
    shown = {"heading": head, "form": hold, "hold": hold, "what": what, "seen": seen}
    return render(request, "children/hold_back.html", shown)


def _held(request: HttpRequest, address: str, one: Child) -> HttpResponse:
    messages.success(request, _("Held back from this moment. A second person is asked to agree."))
    return HttpResponseRedirect(reverse(address, args=[one.reference]))
