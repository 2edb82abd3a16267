"""Who has looked at a child, read apart from the child; names released; the list given away; one's own looks."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from cairn.access.permissions import Permission
from cairn.children import verbs
from cairn.children.forms.looks import GivenForm, LooksFilterForm, LooksOfForm, ReleaseForm
from cairn.children.kinds import LookWhy, SpeaksFor
from cairn.children.presenters.looks_list import given_page, look_list
from cairn.children.presenters.own_looks import own_page
from cairn.children.queries.looks_account import Looked
from cairn.children.views.opening import actor_of, is_done, sent
from cairn.core.clock import today

_METHODS = ["GET", "HEAD", "POST"]
_DIGITS = 18


@require_http_methods(_METHODS)
def looks_of(request: HttpRequest) -> HttpResponse:
    """Say at which child, and why; for a data-protection lead, who sees no child (R-063)."""
    by = actor_of(request)
    by.require(Permission.SEARCHES_REVIEW)
    form = LooksOfForm(sent(request))
    if request.method == "POST" and form.is_valid():
        clean = form.cleaned_data
        found = verbs.find_account(reference=clean["reference"].upper(), by=by)
        if found is not None:
            return HttpResponseRedirect(_href(found.reference, clean["why"]))
        form.add_error("reference", _("There is no such child, or nobody whose data you look after has to do with it."))
    return render(request, "children/looks_of.html", {"form": form})


@require_safe
def looks(request: HttpRequest, reference: str) -> HttpResponse:
    """Who has looked at a child, and nothing else about it."""
    by, why = actor_of(request), _why(request)
    by.require(Permission.LOOKS_SEE)
    if why is None and by.may(Permission.SEARCHES_REVIEW):
        return HttpResponseRedirect(reverse("children:looks_of"))
    child = verbs.open_account(reference=reference, why=why, by=by)
    form = LooksFilterForm(request.GET)
    keep = urlencode({"why": why.value}) if why else ""
    listed = look_list(child, by, form.asked(), may_give=verbs.may_give(child, by), keep=keep)
    shown = {"looks": listed, "form": form, "why": why}
    return render(request, "children/looks.html", shown)


@require_http_methods(_METHODS)
def release_names(request: HttpRequest, reference: str) -> HttpResponse:
    """Let the circle see by name who looked, for a time."""
    by = actor_of(request)
    by.require(Permission.LOOKS_RELEASE)
    child = _opened(request, reference)
    form = ReleaseForm(sent(request))

    def do() -> None:
        clean = form.cleaned_data
        verbs.release_names(child=child, reason=clean["reason"], until=clean["until"], by=by)

    fields = {"reason_needed": "reason", "reason_too_long": "reason", "release_past": "until"}
    if request.method == "POST" and is_done(form, do, fields):
        messages.success(request, _("Released. The circle reads that you did, why, and until when."))
        return HttpResponseRedirect(_href(child.reference, LookWhy.ASKED))
    return render(request, "children/looks_release.html", {"child": child, "form": form})


@require_POST
def end_release(request: HttpRequest, release_id: UUID) -> HttpResponse:
    """End that names are shown."""
    verbs.end_release(release_id=release_id, by=actor_of(request))
    messages.success(request, _("Ended. From now on the circle sees no names."))
    return HttpResponseRedirect(reverse("children:looks_of"))


@require_http_methods(_METHODS)
def give_looks(request: HttpRequest, reference: str) -> HttpResponse:
    """Give the list to the child, or to who speaks for the child."""
    by = actor_of(request)
    by.require(Permission.LOOKS_GIVE)
    child = _opened(request, reference)
    form = GivenForm(sent(request), initial={"given_on": today()})
    given: list[UUID] = []

    def do() -> None:
        clean = form.cleaned_data
        clean["speaks_as"] = SpeaksFor(clean["speaks_as"])
        given.append(verbs.give_looks(child=child, by=by, **clean).pk)

    if request.method == "POST" and is_done(form, do, {"receiver_needed": "given_to", "period_in_future": "given_on"}):
        return HttpResponseRedirect(reverse("children:looks_given", args=given))
    if request.method != "POST":
        verbs.require_giving(child=child, by=by)
    return render(request, "children/looks_give.html", {"child": child, "form": form})


@require_safe
def looks_given(request: HttpRequest, given_id: UUID) -> HttpResponse:
    """The list as it was given, to be printed."""
    given, child, listed = verbs.print_given(given_id=given_id, by=actor_of(request))
    return render(request, "children/looks_given.html", {"page": given_page(given, child, listed)})


@require_safe
def my_looks(request: HttpRequest) -> HttpResponse:
    """What one has looked at oneself in the last 90 days."""
    before = request.GET.get("before", "")
    number = int(before[:_DIGITS]) if before.isascii() and before.isdecimal() else None
    found = verbs.read_own_looks(before=number, by=actor_of(request))
    return render(request, "children/my_looks.html", {"page": own_page(found)})


def _opened(request: HttpRequest, reference: str) -> Looked:
    return verbs.open_account(reference=reference, why=None, by=actor_of(request))


def _why(request: HttpRequest) -> LookWhy | None:
    asked = request.GET.get("why", "")
    return LookWhy(asked) if asked in LookWhy.values else None


def _href(reference: str, why: str) -> str:
    return f"{reverse('children:looks', args=[reference])}?{urlencode({'why': why})}"
