"""The breach log: anybody reports, leads follow up, the clock runs (R-198)."""

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
from cairn.stewardship import verbs
from cairn.stewardship.forms.breaches import CloseForm, NoteForm, ReportForm, RiskForm
from cairn.stewardship.presenters import breaches as presenters
from cairn.stewardship.views.opening import METHODS, actor_of, is_done, sent

_AT = {
    "breach_words_needed": "what_happened",
    "breach_words_too_long": "what_happened",
    "known_in_future": "known_on",
    "desk_reason_needed": "reason",
}


@require_safe
def breaches(request: HttpRequest) -> HttpResponse:
    """The breach log, for leads."""
    by = actor_of(request)
    by.require(Permission.DATA_PROTECT)
    return render(request, "stewardship/breaches.html", {"lines": presenters.breach_lines(by)})


@require_http_methods(METHODS)
def report(request: HttpRequest) -> HttpResponse:
    """The form with which anybody says that something went astray."""
    by = actor_of(request)
    by.require(Permission.BREACH_REPORT)
    form = ReportForm(sent(request), initial={"decision": request.GET.get("link", "")})

    def do() -> None:
        clean = form.cleaned_data
        verbs.report_breach(
            what_happened=clean["what_happened"],
            how_many=clean["how_many"],
            known_at=form.known(),
            decision_id=clean["decision"],
            by=by,
        )

    if request.method == "POST" and is_done(form, do, _AT):
        messages.success(request, _("Reported. The data-protection leads know, and the clock runs."))
        return HttpResponseRedirect(reverse("desk:my_work"))
    return render(request, "stewardship/report.html", {"form": form})


@require_http_methods(METHODS)
def breach(request: HttpRequest, breach_id: UUID) -> HttpResponse:
    """One breach: rate it, note what was done, close it."""
    by = actor_of(request)
    found = verbs.find_breach(breach_id=breach_id, by=by)
    risk = RiskForm(sent(request, "rate"), initial={"risk": found.risk}, prefix="r")
    note = NoteForm(sent(request, "note"), prefix="n")
    close = CloseForm(sent(request, "close"), prefix="c")

    def given(form: forms.Form, verb: Callable[..., object]) -> bool:
        places = {**_AT, "breach_words_needed": "words", "breach_words_too_long": "words"}
        return form.is_bound and is_done(form, lambda: verb(breach=found, **form.cleaned_data, by=by), places)

    if given(risk, verbs.rate_breach) or given(note, verbs.note_breach) or given(close, verbs.close_breach):
        messages.success(request, _("Recorded."))
        return HttpResponseRedirect(reverse("stewardship:breach", args=[found.pk]))
    bound = next((form for form in (risk, note, close) if form.is_bound), None)
    shown = {"page": presenters.breach_line(found, by), "notes": presenters.note_lines(found, by)}
    forms_shown = {"risk": risk, "note": note, "close": close, "form": bound}
    return render(request, "stewardship/breach.html", {**shown, **forms_shown})
