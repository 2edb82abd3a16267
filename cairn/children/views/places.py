"""Places in the circle: why we are here, bringing a team in, stepping in for a colleague, and ending one (R-011)."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from cairn.access.permissions import Permission
from cairn.children import verbs
from cairn.children.forms.places import BringInForm, EndForm, LinesForm, StepInForm, as_said
from cairn.children.models import Child, Involvement
from cairn.children.presenters import circle, tabs
from cairn.children.presenters.heading import heading
from cairn.children.queries import lines
from cairn.children.queries.circle import sight_of
from cairn.children.views.opening import actor_of, found, is_done, sent
from cairn.core.errors import NotFound
from cairn.ledger import verbs as ledger
from cairn.partnership.models import Team

_METHODS = ["GET", "HEAD", "POST"]
_LINES = {"contact_in_future": "last_contact_on"}
_BRINGING = {
    "basis_needed": "basis",
    "brings_in_holders": "capacity",
    "asks_itself": "team",
    "in_circle_already": "team",
    "until_needed": "until",
    "until_not_asked": "until",
    "until_past": "until",
    "until_too_far": "until",
}


@require_http_methods(_METHODS)
def our_lines(request: HttpRequest, reference: str) -> HttpResponse:
    """Why our team is here, what it cannot keep to itself, what it cannot do; what it said before stands below."""
    one, by = found(request, reference), actor_of(request)
    by.require(Permission.INVOLVEMENT_ASK, one)
    place = lines.own_place(one, by)
    said = lines.standing_lines(one, by).get(place.team_id, []) if place else []
    form = LinesForm(sent(request), initial=as_said(said[0] if said else None))

    def do() -> None:
        verbs.say_lines(child=one, said=form.said(), by=by)

    if request.method == "POST" and is_done(form, do, _LINES):
        messages.success(request, _("Said. Those around the child can read it."))
        return _to_circle(one, request)
    shown = {"heading": heading(one, by, tabs.SHARING), "form": form, "said": circle.said_lines(said)}
    return render(request, "children/our_lines.html", shown)


@require_http_methods(_METHODS)
def bring_in(request: HttpRequest, reference: str) -> HttpResponse:
    """Bring a team into the circle: to work with the child, as guardian or advocate, to interpret, to advise."""
    one, by = found(request, reference), actor_of(request)
    by.require(Permission.INVOLVEMENT_ANSWER, one)
    teams = Team.objects.exclude(pk__in=by.team_ids).select_related("agency").order_by("agency__name", "name")
    form = BringInForm(sent(request), teams=teams)

    def do() -> None:
        verbs.bring_in(child=one, team=form.chosen(), said=form.said(), by=by)

    if request.method == "POST" and is_done(form, do, _BRINGING):
        messages.success(request, _("They are around the child from now on, and everybody there was told."))
        return _to_circle(one, request)
    return render(request, "children/bring_in.html", {"heading": heading(one, by, tabs.SHARING), "form": form})


@require_http_methods(_METHODS)
def end_place(request: HttpRequest, reference: str, place_id: UUID) -> HttpResponse:
    """End what a team does here: one's own, or as whoever leads what is there for a time."""
    one, by = found(request, reference), actor_of(request)
    by.require(Permission.INVOLVEMENT_ASK, one)
    place = _place(one, place_id, request)
    by.require(Permission.INVOLVEMENT_ASK, place)
    form = EndForm(sent(request))

    def do() -> None:
        verbs.leave(involvement=place, reason=form.cleaned_data["reason"], by=by)

    if request.method == "POST" and is_done(form, do, {"leaving_reason_needed": "reason"}):
        messages.success(request, _("Ended. Those who stay were told."))
        return HttpResponseRedirect("/" if place.team_id in by.team_ids else _circle_of(one))
    head = heading(one, by, tabs.SHARING)
    shown = {"heading": head, "form": form, "place": circle.involved([place])[0]}
    return render(request, "children/end_place.html", shown)


@require_http_methods(_METHODS)
def step_in(request: HttpRequest, reference: str) -> HttpResponse:
    """For a colleague outside the circle: which team to ring, and stepping in with a reason.

    Whoever sees the child is sent to its page, which shows it by the usual rules.
    """
    by = actor_of(request)
    if verbs.is_in_sight(reference=reference, by=by):
        return HttpResponseRedirect(reverse("children:child", args=[reference]))
    colleagues = verbs.show_colleagues(reference=reference, by=by)
    form = StepInForm(sent(request))
    if request.method == "POST" and is_done(form, lambda: _steps_in(reference, form, request)):
        return HttpResponseRedirect(reverse("children:child", args=[reference]))
    may = colleagues.works and by.may(Permission.INVOLVEMENT_ASK)
    rings = circle.teams_to_ring(colleagues.teams)
    shown = {"reference": reference, "rings": rings, "form": form if may else None}
    return render(request, "children/step_in.html", shown)


def _steps_in(reference: str, form: StepInForm, request: HttpRequest) -> None:
    verbs.step_in(reference=reference, reason=form.cleaned_data["reason"], by=actor_of(request))


def _place(one: Child, place_id: UUID, request: HttpRequest) -> Involvement:
    by = actor_of(request)
    rows = Involvement.objects.visible_to(by).filter(child=one, ended_at=None)
    place: Involvement | None = (
        rows.select_related("team__agency", "practitioner__practitioner").filter(pk=place_id).first()
    )
    if place is None:
        ledger.not_found_or_hidden(by=by, kind="involvement", reference=place_id)
        raise NotFound
    return place


def _to_circle(one: Child, request: HttpRequest) -> HttpResponseRedirect:
    """The circle, for who sees it; else the child's page."""
    sees = sight_of(one, actor_of(request)).sees_story
    return HttpResponseRedirect(_circle_of(one) if sees else reverse("children:child", args=[one.reference]))


def _circle_of(one: Child) -> str:
    return reverse("children:sharing", args=[one.reference])
