"""Requests to see what is held: entered, looked through, agreed by two, given out once (R-198)."""

import io
import zipfile
from collections.abc import Callable
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from cairn.access.permissions import Permission
from cairn.core.clock import now
from cairn.core.errors import Conflict, Refused
from cairn.stewardship import verbs
from cairn.stewardship.forms.asking import AddForm, CorrectForm, RequestForm, SecondForm
from cairn.stewardship.forms.keeping import ReasonForm
from cairn.stewardship.kinds import Why
from cairn.stewardship.presenters import asking as presenters
from cairn.stewardship.queries.asking import may_be_second, requests
from cairn.stewardship.views.opening import METHODS, actor_of, is_done, sent
from cairn.ui.downloads import download
from cairn.ui.sentences import sentence

_AT = {
    "no_such_record": "reference",
    "asker_needed": "asked_by",
    "check_of_asker_needed": "how_checked",
    "received_in_future": "received_on",
    "received_too_early": "received_on",
    "desk_reason_needed": "reason",
    "words_not_there": "words",
    "correction_no_such_number": "number",
    "correction_not_a_fact": "number",
    "day_not_understood": "words",
    "not_one_of_these": "words",
}


@require_http_methods(METHODS)
def all_requests(request: HttpRequest) -> HttpResponse:
    """Every request that the lead sees, and a form to enter one."""
    by = actor_of(request)
    by.require(Permission.DATA_PROTECT)
    form = RequestForm(sent(request))
    if request.method == "POST" and is_done(form, lambda: verbs.open_request(**form.cleaned_data, by=by), _AT):
        messages.success(request, _("Entered. What is held is being collected; the clock runs from the day it came."))
        return HttpResponseRedirect(reverse("stewardship:requests"))
    lines = [presenters.request_line(each, by) for each in requests(by)[:200]]
    return render(request, "stewardship/requests.html", {"lines": lines, "form": form})


@require_http_methods(METHODS)
def one_request(request: HttpRequest, held_request_id: UUID) -> HttpResponse:
    """One request: its clock, who answers it; more time, a second person, closing it."""
    by = actor_of(request)
    found = verbs.find_request(request_id=held_request_id, by=by)
    extend = ReasonForm(sent(request, "extend"), prefix="e", label=_("Why does it take longer?"))
    second = SecondForm(sent(request, "second"), prefix="s", leads=may_be_second(found))
    close = ReasonForm(sent(request, "close"), prefix="c", label=_("Why is nothing given out?"))
    correct = CorrectForm(sent(request, "correct"), prefix="w")

    def given(form: forms.Form, verb: Callable[..., object], *names: str) -> bool:
        def do() -> None:
            verb(request=found, **{name: form.cleaned_data[name] for name in names}, by=by)

        return form.is_bound and is_done(form, do, _AT)

    done = (
        given(extend, verbs.extend_request, "reason")
        or given(second, verbs.name_second, "membership_id")
        or given(close, verbs.close_request, "reason")
        or given(correct, verbs.correct_from_request, "number", "words")
    )
    if done:
        messages.success(request, _("Recorded."))
        return HttpResponseRedirect(reverse("stewardship:request", args=[found.pk]))
    bound = next((form for form in (extend, second, close, correct) if form.is_bound), None)
    shown = {"page": presenters.request_line(found, by), "extend": extend, "second": second, "close": close}
    return render(request, "stewardship/request.html", {**shown, "correct": correct, "form": bound})


@require_http_methods(METHODS)
def pack(request: HttpRequest, held_request_id: UUID) -> HttpResponse:
    """What was collected, with every proposal to black something out; the two who were named rule on each."""
    by = actor_of(request)
    try:
        found, opened = verbs.open_pack(request_id=held_request_id, by=by)
    except Refused as refusal:
        messages.error(request, sentence(refusal))
        return HttpResponseRedirect(reverse("stewardship:request", args=[held_request_id]))
    items = presenters.item_lines(opened)
    adding = AddForm(None)
    if request.method == "POST":
        adding = AddForm(sent(request, "add"), parts={pair for each in items for pair in each.choices})
        if _acted(request, adding, found.pk):
            return HttpResponseRedirect(f"{request.path}#{request.POST.get('place', '')}")
    shown = {"page": presenters.request_line(found, by), "items": items, "whys": Why.choices}
    return render(request, "stewardship/pack.html", {**shown, "form": adding if adding.is_bound else None})


def _acted(request: HttpRequest, adding: AddForm, held_request_id: UUID) -> bool:
    """Rule on a proposal, add one, or agree to the whole: whichever button was pressed."""
    by = actor_of(request)
    found = verbs.find_request(request_id=held_request_id, by=by)
    if adding.is_bound:
        return is_done(adding, lambda: verbs.add_redaction(request=found, **adding.cleaned_data, by=by), _AT)
    try:
        if "agree" in request.POST:
            verbs.agree_to_pack(request=found, by=by)
        else:
            verbs.rule_on(
                redaction_id=UUID(request.POST.get("redaction", str(found.pk))),
                request=found,
                ruling=request.POST.get("ruling", ""),
                reason=request.POST.get("reason", ""),
                by=by,
            )
    except (Refused, Conflict) as refusal:
        messages.error(request, sentence(refusal))
    except ValueError:
        messages.error(request, sentence(Refused("action_unknown")))
    return True


@require_safe
def pack_file(request: HttpRequest, held_request_id: UUID, item_id: UUID) -> HttpResponseBase:
    """One file of a pack, as a download, for the two who decide whether it goes out."""
    file, content = verbs.open_pack_file(request_id=held_request_id, item_id=item_id, by=actor_of(request))
    return download(content, name=file.name, media_type=file.media_type, size=file.size)


@require_POST
def give_out(request: HttpRequest, held_request_id: UUID) -> HttpResponse:
    """The pack as a file, once."""
    by = actor_of(request)
    found = verbs.find_request(request_id=held_request_id, by=by)
    try:
        opened = verbs.give_out(request=found, by=by)
    except Refused as refusal:
        messages.error(request, sentence(refusal))
        return HttpResponseRedirect(reverse("stewardship:request", args=[found.pk]))
    items = presenters.item_lines(opened)
    shown = {"reference": found.reference, "items": items, "at": now()}
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr(f"{found.reference}.html", render_to_string("stewardship/pack_printed.html", shown))
        for line, one in zip(items, opened, strict=True):
            if file := one.file_given_out():
                packed.writestr(f"files/{line.file_name}", b"".join(file.read()))
    answer = HttpResponse(whole.getvalue(), content_type="application/zip")
    answer["Content-Disposition"] = f'attachment; filename="{found.reference}.zip"'
    answer["Cache-Control"] = "no-store"
    return answer
