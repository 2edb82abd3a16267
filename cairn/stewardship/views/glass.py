"""Records that were opened because somebody was in danger: a month's list, and what a second person says of each."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from cairn.access.permissions import Permission
from cairn.children.verbs import end_glass
from cairn.stewardship import verbs
from cairn.stewardship.forms.glass import FindingForm
from cairn.stewardship.presenters.glass import glass_line, glass_month
from cairn.stewardship.queries.glass import month_asked
from cairn.stewardship.views.opening import METHODS, actor_of, is_done, sent

_AT = {"glass_finding_needed": "finding", "desk_reason_needed": "words", "desk_reason_too_long": "words"}


@require_safe
def opened(request: HttpRequest) -> HttpResponse:
    """What was opened in a month, for whoever looks after data protection."""
    by = actor_of(request)
    by.require(Permission.DATA_PROTECT)
    month = glass_month(month_asked(request.GET.get("month", "")), by)
    return render(request, "stewardship/opened.html", {"month": month})


@require_http_methods(METHODS)
def opened_one(request: HttpRequest, grant_id: UUID) -> HttpResponse:
    """One opening: why, until when; close it now, or say whether it was right."""
    by = actor_of(request)
    found = verbs.find_glass(grant_id=grant_id, by=by)
    here = reverse("stewardship:opened_one", args=[found.pk])
    if request.method == "POST" and "close" in request.POST:
        end_glass(grant=found, by=by)
        messages.success(request, _("Closed."))
        return HttpResponseRedirect(here)
    form = FindingForm(sent(request))
    if request.method == "POST" and is_done(
        form, lambda: verbs.review_glass(grant=found, **form.cleaned_data, by=by), _AT
    ):
        messages.success(request, _("Recorded. Whoever opened it is told, and so is the team that leads."))
        return HttpResponseRedirect(here)
    shown = {"page": glass_line(found, by), "form": form, "is_lead": by.may(Permission.DATA_PROTECT)}
    return render(request, "stewardship/opened_one.html", shown)
