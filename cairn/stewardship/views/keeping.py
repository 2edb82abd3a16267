"""How long what is kept, legal hold, and what becomes of a record past its time (R-198)."""

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
from cairn.stewardship.forms.keeping import HoldForm, KeepForm, ProposeForm, ReasonForm, RevisionForm
from cairn.stewardship.presenters import keeping as presenters
from cairn.stewardship.presenters.register import register_page
from cairn.stewardship.views.opening import METHODS, actor_of, is_done, sent

_AT = {
    "desk_reason_needed": "reason",
    "desk_reason_too_long": "reason",
    "no_such_record": "reference",
    "held_already": "reference",
    "kept_until_past": "until",
    "action_unknown": "action",
}


@require_safe
def desk(request: HttpRequest) -> HttpResponse:
    """What lies on the desk of a data-protection lead."""
    actor_of(request).require(Permission.DATA_PROTECT)
    return render(request, "stewardship/desk.html", {})


@require_safe
def schedule(request: HttpRequest) -> HttpResponse:
    """The retention schedule, with source and certainty of every period."""
    actor_of(request).require(Permission.DATA_REGISTER_SEE)
    return render(request, "stewardship/schedule.html", {"page": presenters.schedule_page()})


@require_safe
def register(request: HttpRequest) -> HttpResponse:
    """The register of lawful grounds, activity by activity."""
    actor_of(request).require(Permission.DATA_REGISTER_SEE)
    return render(request, "stewardship/register.html", {"page": register_page()})


@require_http_methods(METHODS)
def keeping(request: HttpRequest) -> HttpResponse:
    """Records past their time, holds, certificates; and a form to put a record on hold."""
    by = actor_of(request)
    by.require(Permission.DATA_PROTECT)
    form = HoldForm(sent(request))

    def do() -> None:
        clean = form.cleaned_data
        verbs.place_hold(reference=clean["reference"], reason=clean["reason"], by=by)

    if request.method == "POST" and is_done(form, do, _AT):
        messages.success(request, _("On hold. Nothing of it can be disposed of until somebody releases it."))
        return HttpResponseRedirect(reverse("stewardship:keeping"))
    return render(request, "stewardship/keeping.html", {"page": presenters.keeping_page(by), "form": form})


@require_http_methods(METHODS)
def hold(request: HttpRequest, hold_id: UUID) -> HttpResponse:
    """One hold, and a form to release it."""
    by = actor_of(request)
    found = verbs.open_hold(hold_id=hold_id, by=by)
    form = ReasonForm(sent(request), label=_("Why is it released?"))

    def do() -> None:
        verbs.release_hold(hold=found, reason=form.cleaned_data["reason"], by=by)

    if request.method == "POST" and is_done(form, do, _AT):
        messages.success(request, _("Released. The clock may find it due again."))
        return HttpResponseRedirect(reverse("stewardship:keeping"))
    return render(request, "stewardship/hold.html", {"hold": presenters.hold_line(found), "form": form})


@require_http_methods(METHODS)
def disposal(request: HttpRequest, disposal_id: UUID) -> HttpResponse:
    """One record past its time: propose what becomes of it, agree as the second person, or keep it longer."""
    by = actor_of(request)
    found = verbs.open_disposal(disposal_id=disposal_id, by=by)
    first = {"revision": found.revision}
    propose = ProposeForm(sent(request, "propose"), initial=first, prefix="p")
    approve = RevisionForm(sent(request, "approve"), initial=first, prefix="a")
    keep = KeepForm(sent(request, "keep"), initial=first, prefix="k")

    def given(form: forms.Form, verb: Callable[..., object]) -> bool:
        return form.is_bound and is_done(form, lambda: verb(disposal=found, **form.cleaned_data, by=by), _AT)

    done = (
        given(propose, verbs.propose_disposal)
        or given(approve, verbs.approve_disposal)
        or given(keep, verbs.keep_longer)
    )
    if done:
        messages.success(request, _("Recorded."))
        return HttpResponseRedirect(reverse("stewardship:disposal", args=[found.pk]))
    shown = {"page": presenters.due_line(found, by), "propose": propose, "approve": approve, "keep": keep}
    bound = next((form for form in (propose, approve, keep) if form.is_bound), None)
    return render(request, "stewardship/disposal.html", {**shown, "form": bound})


@require_safe
def certificate(request: HttpRequest, disposal_id: UUID) -> HttpResponse:
    """The certificate of a disposal, to be printed."""
    by = actor_of(request)
    found = verbs.read_certificate(disposal_id=disposal_id, by=by)
    page = presenters.certificate_page(found, verbs.open_disposal(disposal_id=disposal_id, by=by))
    return render(request, "stewardship/certificate.html", {"page": page})
