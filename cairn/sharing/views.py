"""What an agency holds back, one withholding with the answer to it, and how often nothing is to be seen (R-049)."""

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from cairn.access.actor import Actor
from cairn.access.permissions import Permission
from cairn.core.errors import Refused
from cairn.sharing import presenters, queries, verbs
from cairn.sharing.forms import AnswerForm, ExtendForm, ShareForm
from cairn.sharing.models import Withholding
from cairn.ui.sentences import sentence

_FORMS: dict[str, type[forms.Form]] = {"answer": AnswerForm, "extend": ExtendForm, "share": ShareForm}
_AT_FIELD = {"withhold_why_needed": "words", "withhold_until_past": "until", "withhold_until_too_far": "until"}


@require_safe
def register(request: HttpRequest) -> HttpResponse:
    """What our agency holds back, by the day it ends; and what others hold back that we are asked about."""
    by = _actor(request)
    by.require(Permission.WITHHOLD)
    by_newest = request.GET.get("sort") == "newest"
    shown = {"lines": presenters.register(by, by_newest=by_newest), "by_newest": by_newest}
    return render(request, "sharing/register.html", {**shown, "asked": presenters.to_agree(by)})


@require_http_methods(["GET", "HEAD", "POST"])
def withholding(request: HttpRequest, withholding_id: UUID) -> HttpResponse:
    """One withholding, for its holder and the second person: agree or not, hold back for longer, share now."""
    by = _actor(request)
    one = verbs.open_withholding(withholding_id=withholding_id, by=by)
    asked = request.POST.get("do", "") if request.method == "POST" else ""
    shown = {name: made(auto_id=f"{name}_%s") for name, made in _FORMS.items()}
    if asked in _FORMS:
        shown[asked] = _FORMS[asked](request.POST, auto_id=f"{asked}_%s")
        if _is_done(asked, shown[asked], one, by):
            messages.success(request, _DONE[asked]())
            return HttpResponseRedirect(reverse("sharing:withholding", args=[one.id]))
    return render(request, "sharing/withholding.html", {"page": presenters.one_page(one, by), "forms": shown})


@require_safe
def silent(request: HttpRequest) -> HttpResponse:
    """For data-protection leads: how many things each agency holds back without a trace, by month. Nothing else."""
    return render(request, "sharing/silent.html", {"counts": queries.silent_by_month(_actor(request))})


def _actor(request: HttpRequest) -> Actor:
    actor: Actor = request.actor  # type: ignore[attr-defined]  # set by SignedInMiddleware
    return actor


def _is_done(asked: str, form: forms.Form, one: Withholding, by: Actor) -> bool:
    if not form.is_valid():
        return False
    try:
        _do(asked, form.cleaned_data, one, by)
    except Refused as refusal:
        field = _AT_FIELD.get(refusal.code)
        form.add_error(field if field in form.fields else None, sentence(refusal))
        return False
    return True


def _do(asked: str, clean: dict[str, Any], one: Withholding, by: Actor) -> None:
    same = {"withholding": one, "words": clean["words"], "revision": clean["revision"], "by": by}
    if asked == "answer":
        verbs.answer_withholding(agrees=clean["agrees"] == "yes", **same)
    elif asked == "extend":
        verbs.extend_withholding(until=clean["until"], **same)
    else:
        verbs.end_withholding(**same)


_DONE = {
    "answer": lambda: _("Answered. The team that asked sees it."),
    "extend": lambda: _("Held back for longer. Somebody must look again on that day."),
    "share": lambda: _("Shared. Everybody it was held back from can read it now."),
}
