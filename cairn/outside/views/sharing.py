"""What left about a child, sharing more, and what can still be done about it; for those inside (R-064)."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from cairn.access.permissions import Permission
from cairn.children.models import Child
from cairn.children.presenters import tabs
from cairn.children.presenters.asking import ground_choices
from cairn.children.presenters.heading import heading
from cairn.children.queries.circle import sight_of
from cairn.children.views.opening import actor_of, found, opened
from cairn.core.clock import today
from cairn.core.errors import Conflict, NotFound, Refused
from cairn.ledger import verbs as ledger
from cairn.outside import presenters, verbs
from cairn.outside.forms import AT_FIELD, OutsideForm
from cairn.outside.models import OutsideShare
from cairn.outside.queries.offering import offers
from cairn.outside.queries.shares import one_share
from cairn.outside.rules import code_spoken, digest_of_lines, limits_at
from cairn.partnership.models import Team
from cairn.sharing.queries.guide import case_of
from cairn.ui.sentences import sentence

_METHODS = ["GET", "HEAD", "POST"]
_PURPOSE = "what was shared outside"
_OWN = frozenset({"csrfmiddlewaretoken", "do", "seen"})


@require_safe
def shares(request: HttpRequest, reference: str) -> HttpResponse:
    """What left about a child: to whom, how, where it stands."""
    one, by = opened(request, reference, _PURPOSE), actor_of(request)
    if not sight_of(one, by).sees_story:
        return HttpResponseRedirect(reverse("children:child", args=[one.reference]))
    page = presenters.list_page(one, by, request.GET.get("sort", ""), request.GET.get("page", "1"))
    return render(request, "outside/shares.html", {"heading": heading(one, by, tabs.SHARING), "page": page})


@require_http_methods(_METHODS)
def new(request: HttpRequest, reference: str) -> HttpResponse:
    """Choose, look at it as the recipient will see it, and only then share it."""
    one, by = found(request, reference), actor_of(request)
    by.require(Permission.OUTSIDE_SHARE, one)
    form = _form(request, one)
    do = request.POST.get("do", "") if request.method == "POST" else ""
    if do == "preview" and form.is_valid():
        answer = _preview(request, one, form)
        if answer is not None:
            return answer
    if do == "send" and form.is_valid():
        answer = _send(request, one, form)
        if answer is not None:
            return answer
    limits = limits_at(today())
    shown = {"heading": heading(one, by, tabs.SHARING), "form": form, "policy": presenters.policy_words(limits)}
    return render(request, "outside/new.html", shown)


@require_http_methods(_METHODS)
def share(request: HttpRequest, reference: str, outside_share_id: UUID) -> HttpResponse:
    """One share exactly as it left, what happened to it, and taking it back."""
    one, by = opened(request, reference, _PURPOSE), actor_of(request)
    made = _share_of(one, outside_share_id, request)
    if request.method == "POST":
        try:
            verbs.withdraw_share(share=made, by=by)
            messages.success(request, _("Withdrawn. Nobody can open or print it any more."))
        except Conflict as conflict:
            messages.error(request, sentence(conflict))
        return HttpResponseRedirect(reverse("outside:share", args=[one.reference, made.pk]))
    shown = {"heading": heading(one, by, tabs.SHARING), "page": presenters.share_page(made, by)}
    return render(request, "outside/share.html", shown)


@require_POST
def print_pack(request: HttpRequest, reference: str, outside_share_id: UUID) -> HttpResponse:
    """The pack with its cover, to be printed now; that it was is remembered."""
    one, by = opened(request, reference, _PURPOSE), actor_of(request)
    made = _share_of(one, outside_share_id, request)
    try:
        lines = verbs.print_pack(share=made, by=by)
    except Refused as refusal:
        messages.error(request, sentence(refusal))
        return HttpResponseRedirect(reverse("outside:share", args=[one.reference, made.pk]))
    back = reverse("outside:share", args=[one.reference, made.pk])
    return render(request, "outside/pack.html", {"letter": presenters.letter_of(made, lines), "back": back})


@require_safe
def by_id(request: HttpRequest, outside_share_id: UUID) -> HttpResponse:
    """From a notice to what it is about."""
    by = actor_of(request)
    made = one_share(outside_share_id, by)
    if made is None:
        ledger.not_found_or_hidden(by=by, kind="outside_share", reference=outside_share_id)
        raise NotFound
    return HttpResponseRedirect(reverse("outside:share", args=[made.child.reference, made.pk]))


def _share_of(one: Child, share_id: UUID, request: HttpRequest) -> OutsideShare:
    made = verbs.find_share(share_id=share_id, by=actor_of(request))
    if made.child_id != one.pk:
        ledger.not_found_or_hidden(by=actor_of(request), kind="outside_share", reference=share_id)
        raise NotFound
    return made


def _form(request: HttpRequest, one: Child) -> OutsideForm:
    by = actor_of(request)
    initial = {"ground": request.GET.get("ground", ""), "sensitive": request.GET.get("sensitive") == "yes"}
    return OutsideForm(
        request.POST if request.method == "POST" else None,
        offered=offers(one, by),
        grounds=ground_choices(case_of(by)),
        limits=limits_at(today()),
        initial=initial,
    )


def _preview(request: HttpRequest, one: Child, form: OutsideForm, problem: str = "") -> HttpResponse | None:
    by, said = actor_of(request), form.said("")
    team = Team.objects.select_related("agency").get(pk__in=by.team_ids[:1])
    try:
        ground = verbs.ground_of(said, team)
        lines = verbs.previewed(child=one, chosen=said.chosen, request=said.request, by=by)
    except Refused as refusal:
        form.add_error(AT_FIELD.get(refusal.code), sentence(refusal))
        return None
    shown: dict[str, Any] = {
        "heading": heading(one, by, tabs.SHARING),
        "letter": presenters.letter_before(said, ground.sentence, team, lines),
        "kept": _typed(request),
        "seen": digest_of_lines(lines),
        "said": said,
        "problem": problem,
    }
    return render(request, "outside/preview.html", shown)


def _send(request: HttpRequest, one: Child, form: OutsideForm) -> HttpResponse | None:
    try:
        made = verbs.share_outside(child=one, said=form.said(request.POST.get("seen", "")), by=actor_of(request))
    except Refused as refusal:
        if refusal.code == "outside_changed":
            return _preview(request, one, form, sentence(refusal))
        form.add_error(AT_FIELD.get(refusal.code), sentence(refusal))
        return None
    there = reverse("outside:share", args=[one.reference, made.share.pk])
    if not made.token:
        messages.success(request, _("Shared. It stands below exactly as it left."))
        return HttpResponseRedirect(there)
    address = request.build_absolute_uri(reverse("outside_open", args=[made.token]))
    shown = {"share": made.share, "address": address, "code": code_spoken(made.code), "there": there}
    return render(request, "outside/sent.html", {"heading": heading(one, actor_of(request), tabs.SHARING), **shown})


def _typed(request: HttpRequest) -> list[tuple[str, str]]:
    """What was typed, to come along unseen: the form is sent a second time, as it was."""
    return [(name, value) for name, values in request.POST.lists() if name not in _OWN for value in values]
