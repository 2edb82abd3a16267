"""Opening a child, or what only named people read, because somebody is in danger; closing it again (R-061)."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from cairn.access.permissions import Permission
from cairn.children import verbs
from cairn.children.forms.glass import ApartDangerForm, DangerForm
from cairn.children.models import Child
from cairn.children.presenters import apart, finding
from cairn.children.views.opening import actor_of, found, is_done, sent
from cairn.core.errors import NotAllowed, NotFound, Refused
from cairn.ledger import verbs as ledger
from cairn.sharing.queries.compartments import read_among
from cairn.sharing.queries.glass import may_break_glass, open_for

_AT = {
    "glass_reference_needed": "reference",
    "glass_hidden": "reference",
    "glass_not_needed": "reference",
    "glass_danger_needed": "danger",
    "glass_why_needed": "why_now",
}


@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def danger(request: HttpRequest) -> HttpResponse:
    """What happens, first; then the reference, and why. Nothing but opening tells whether there is such a child."""
    by = actor_of(request)
    by.require(Permission.GLASS_BREAK)
    if not may_break_glass(by):
        raise NotAllowed
    form, opened = DangerForm(sent(request)), []

    def do() -> None:
        clean = form.cleaned_data
        grant = verbs.break_glass(reference=clean["reference"], danger=clean["danger"], why_now=clean["why_now"], by=by)
        opened.extend([grant.child_reference] if grant else [])

    if request.method == "POST" and is_done(form, do, _AT):
        if opened:
            return HttpResponseRedirect(reverse("children:child", args=opened))
        is_done(form, _hidden, _AT)
    return render(request, "children/danger.html", {"form": form, "ring": finding.whom_to_ring()})


def _hidden() -> None:
    # After the transaction of the verb, so that the try stays counted.
    raise Refused("glass_hidden")


@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def danger_apart(request: HttpRequest, compartment_id: UUID) -> HttpResponse:
    """What happens, first; then why what only named people read must be read now."""
    by = actor_of(request)
    kept = verbs.find_closed(compartment_id=compartment_id, by=by)
    known = Child.objects.visible_to(by).filter(pk=kept.child_id).first()
    if known is None:
        raise NotFound
    one = found(request, known.reference)
    there = HttpResponseRedirect(reverse("children:apart_one", args=[kept.pk]))
    if read_among([kept], by):
        return there
    form = ApartDangerForm(sent(request))

    def do() -> None:
        clean = form.cleaned_data
        verbs.break_apart(compartment_id=kept.pk, danger=clean["danger"], why_now=clean["why_now"], by=by)

    if request.method == "POST" and is_done(form, do, _AT):
        return there
    page = apart.one_closed(one, kept, by)
    return render(request, "children/danger_apart.html", {"page": page, "heading": page.heading, "form": form})


@require_POST
def end_danger(request: HttpRequest, reference: str) -> HttpResponse:
    """Close it before the hour is over."""
    by = actor_of(request)
    one = verbs.find_child(reference=reference, by=by)
    grant = open_for(one.id, by)
    if grant is None:
        ledger.not_found_or_hidden(by=by, kind="grant", reference=reference)
        raise NotFound
    verbs.end_glass(grant=grant, by=by)
    messages.success(request, _("Closed. You see this child no longer than others do."))
    return HttpResponseRedirect(reverse("desk:my_work"))
