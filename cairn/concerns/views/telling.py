"""What is added to a concern after Send: a telephone call, and how urgent it is now."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from cairn.access.permissions import Permission
from cairn.concerns import verbs
from cairn.concerns.forms import CallBackForm, CallForm, UrgencyForm
from cairn.concerns.kinds import CallBackOutcome, Urgency
from cairn.concerns.views.acting import actor_of
from cairn.concerns.views.reading import progress_page
from cairn.core.errors import Refused
from cairn.ui.sentences import sentence


@require_POST
def called(request: HttpRequest, reference: str) -> HttpResponse:
    """“I rang them”: the three questions become an entry in the child's story."""
    by = actor_of(request)
    concern = verbs.open_concern(reference=reference, by=by)
    by.require(Permission.ENTRY_ADD)
    form = CallForm(request.POST, prefix="call")
    if not form.is_valid():
        return progress_page(request, concern, by, call_form=form)
    verbs.note_call(concern=concern, call=form.made(), by=by)
    messages.success(request, _("Your call is noted."))
    return redirect("concerns:progress", concern.reference)


@require_POST
def called_back(request: HttpRequest, reference: str) -> HttpResponse:
    """The hub has rung back whoever raised it without signing in."""
    by = actor_of(request)
    concern = verbs.open_concern(reference=reference, by=by)
    by.require(Permission.ENTRY_ADD, concern)
    by.require(Permission.HUB_DUTY_LIST)
    form = CallBackForm(request.POST, prefix="back")
    if not form.is_valid():
        return progress_page(request, concern, by, call_back_form=form)
    said = form.cleaned_data
    verbs.note_call_back(concern=concern, outcome=CallBackOutcome(said["outcome"]), words=said["words"], by=by)
    messages.success(request, _("Your call is noted."))
    return redirect("concerns:progress", concern.reference)


@require_POST
def urgency(request: HttpRequest, reference: str) -> HttpResponse:
    """Say that a concern is more urgent, or, with a reason, less (R-025)."""
    by = actor_of(request)
    concern = verbs.open_concern(reference=reference, by=by)
    by.require(Permission.CONCERN_URGENCY, concern)
    form = UrgencyForm(request.POST, prefix="urgency")
    if form.is_valid():
        said = form.cleaned_data
        try:
            verbs.change_urgency(concern=concern, to=Urgency(said["urgency"]), reason=said["reason"], by=by)
        except Refused as refusal:
            form.add_error("reason" if refusal.code == "reason_needed" else "urgency", sentence(refusal))
        else:
            messages.success(request, _("Everybody who has this concern can see that."))
            return redirect("concerns:progress", concern.reference)
    return progress_page(request, concern, by, urgency_form=form)
