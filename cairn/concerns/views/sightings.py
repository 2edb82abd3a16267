"""Sightings that may be of one child, on that child's page (R-026)."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from cairn.access.permissions import Permission
from cairn.children.presenters.heading import heading
from cairn.children.views.opening import actor_of, is_done, opened, sent
from cairn.concerns.forms.sighting import AskAboutSightingForm
from cairn.concerns.presenters.sightings import CODE, sightings_page
from cairn.concerns.queries.sightings import sightings_like
from cairn.concerns.verbs.sightings import ask_about_sighting
from cairn.ledger import verbs as ledger


@require_http_methods(["GET", "HEAD", "POST"])
def sightings(request: HttpRequest, reference: str) -> HttpResponse:
    """The likeliest sightings without a name, and the way to ask the hub about one."""
    one, by = opened(request, reference, CODE), actor_of(request)
    head = heading(one, by, CODE)
    if not head.sight.sees_story:
        return HttpResponseRedirect(reverse("children:child", args=[one.reference]))
    if request.method == "POST":
        by.require(Permission.LINK_PROPOSE, one)
    found = sightings_like(one, by)
    page = sightings_page(one, found, head, by)
    form = AskAboutSightingForm(page.askable, sent(request))

    def do() -> None:
        clean = form.cleaned_data
        ask_about_sighting(child=one, seen=clean["seen"], reason=clean["reason"], by=by)

    at = {"reason_needed": "reason", "reason_too_long": "reason", "not_such_a_sighting": "seen"}
    if request.method == "POST" and is_done(form, do, at):
        messages.success(request, _("Asked. The hub decides and reads what you think."))
        return HttpResponseRedirect(reverse("concerns:sightings", args=[one.reference]))
    ledger.listed(by=by, child_ids=[each.child.id for each in found], purpose=CODE)
    return render(request, "concerns/sightings.html", {"page": page, "form": form})
