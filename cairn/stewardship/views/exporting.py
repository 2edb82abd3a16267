"""Taking facts about several children out in one file: asked, agreed by a second person, taken once (R-198)."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from cairn.access.permissions import Permission
from cairn.children.presenters.asking import ground_choices
from cairn.core.errors import Conflict, Refused
from cairn.sharing.queries.guide import case_of
from cairn.stewardship import verbs
from cairn.stewardship.forms.exporting import DecideForm, ExportForm
from cairn.stewardship.presenters import exporting as presenters
from cairn.stewardship.rules.exporting import export_policy
from cairn.stewardship.views.opening import METHODS, actor_of, is_done, sent
from cairn.ui.downloads import download
from cairn.ui.sentences import sentence

_AT = {
    "export_nobody": "children",
    "export_too_many": "children",
    "export_not_yours": "children",
    "export_sort": "sorts",
    "ground_needed": "ground",
    "ground_not_known": "ground",
    "ground_not_in_force": "ground",
    "desk_reason_needed": "purpose",
    "desk_reason_too_long": "purpose",
}


@require_safe
def exports(request: HttpRequest) -> HttpResponse:
    """What was asked for and what became of it: one's own, and for leads all that they decide about."""
    by = actor_of(request)
    may_ask = by.may(Permission.EXPORT_ASK)
    if not may_ask:
        by.require(Permission.DATA_PROTECT)
    shown = {"lines": presenters.export_pages(by), "may_ask": may_ask, "is_lead": by.may(Permission.DATA_PROTECT)}
    return render(request, "stewardship/exports.html", shown)


@require_http_methods(METHODS)
def ask_export(request: HttpRequest) -> HttpResponse:
    """Of whom, which facts, what for."""
    by = actor_of(request)
    children = presenters.child_choices(verbs.list_own_children(by=by), by)
    form = ExportForm(sent(request), children=children, grounds=ground_choices(case_of(by)))
    if request.method == "POST" and is_done(form, lambda: verbs.ask_export(said=form.said(), by=by), _AT):
        messages.success(request, _("Asked. A data-protection lead is told, and you hear back."))
        return HttpResponseRedirect(reverse("stewardship:exports"))
    shown = {"form": form, "has_children": bool(children), "policy": export_policy()}
    return render(request, "stewardship/ask_export.html", shown)


@require_http_methods(METHODS)
def export(request: HttpRequest, export_id: UUID) -> HttpResponse:
    """One wish: a lead decides, and whoever asked takes the file."""
    by = actor_of(request)
    found = verbs.find_export(export_id=export_id, by=by)
    form = DecideForm(sent(request))
    places = {"desk_reason_needed": "words", "desk_reason_too_long": "words"}
    if request.method == "POST" and is_done(
        form, lambda: verbs.decide_export(export=found, **form.cleaned_data, by=by), places
    ):
        messages.success(request, _("Recorded. Whoever asked is told."))
        return HttpResponseRedirect(reverse("stewardship:export", args=[found.pk]))
    return render(request, "stewardship/export.html", {"page": presenters.export_page(found, by), "form": form})


@require_POST
def take_export(request: HttpRequest, export_id: UUID) -> HttpResponseBase:
    """The file, once."""
    by = actor_of(request)
    found = verbs.find_export(export_id=export_id, by=by)
    try:
        made = verbs.take_export(export=found, by=by)
    except (Refused, Conflict) as refusal:
        messages.error(request, sentence(refusal))
        return HttpResponseRedirect(reverse("stewardship:export", args=[found.pk]))
    return download(iter([made.body]), name=made.name, media_type=made.media_type, size=len(made.body))
