"""The question before a child is opened for the first time, and from whom a child is kept (R-191)."""

from urllib.parse import urlsplit
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from cairn.access.entrance import ElsewhereFirst
from cairn.access.permissions import Permission
from cairn.children import verbs
from cairn.children.forms.knowing import KeepFromForm, KnowsForm, LetInForm
from cairn.children.models import Child
from cairn.children.presenters import tabs
from cairn.children.presenters.heading import heading
from cairn.children.views.opening import actor_of, found, is_done, sent
from cairn.core.errors import NotFound
from cairn.partnership.models import Team
from cairn.sharing.queries import kept_of
from cairn.sharing.verbs import KeptFrom, keep_from_no_longer

_METHODS = ["GET", "HEAD", "POST"]
_FIELDS = {
    "kept_from_whom_needed": "email",
    "kept_from_already": "email",
    "kept_from_own": "email",
    "kept_from_lead": "team",
    "withhold_why_needed": "reason",
}


@require_http_methods(_METHODS)
def knows(request: HttpRequest, reference: str) -> HttpResponse:
    """Before the first opening: do you, or someone close to you, know them? Yes keeps the record from whoever says it.

    The names are shown because nobody can answer without them; that they were is in the ledger.
    """
    by = actor_of(request)
    try:
        one = verbs.find_child(reference=reference, by=by)
    except verbs.AskColleagues:
        raise ElsewhereFirst(reverse("children:step_in", args=[reference])) from None
    named = verbs.show_names(child=one, by=by)
    if named.is_own:
        verbs.declare_about(child=one, knows=True, by=by, is_automatic=True)
        return _kept(request, one, is_automatic=True)
    form = KnowsForm(sent(request))
    if request.method == "POST" and form.is_valid():
        verbs.declare_about(child=one, knows=form.is_known, by=by)
        if form.is_known:
            return _kept(request, one, is_automatic=False)
        return HttpResponseRedirect(_way_on(request, one))
    return render(request, "children/knows.html", {"reference": one.reference, "named": named, "form": form})


def _kept(request: HttpRequest, child: Child, *, is_automatic: bool) -> HttpResponse:
    shown = {"reference": child.reference, "is_automatic": is_automatic}
    return render(request, "children/kept_from_you.html", shown)


def _way_on(request: HttpRequest, child: Child) -> str:
    """Where they were going, if that is a page of ours."""
    asked = request.GET.get("next", "")
    own = reverse("children:child", args=[child.reference])
    if url_has_allowed_host_and_scheme(asked, allowed_hosts=None) and urlsplit(asked).path.startswith("/"):
        return asked
    return own


@require_http_methods(_METHODS)
def kept_from(request: HttpRequest, reference: str) -> HttpResponse:
    """From whom the child is kept; keep it from somebody else, or let somebody see it again. For the lead alone."""
    one, by = found(request, reference), actor_of(request)
    by.require(Permission.KEEP_FROM, one)
    letting_in = sent(request) if "conflict" in request.POST else None
    form = KeepFromForm(None if letting_in else sent(request), teams=_teams(by.team_ids))
    let_in = LetInForm(letting_in)
    if request.method == "POST" and (_lets_in(one, let_in, request) if letting_in else _keeps(one, form, request)):
        return HttpResponseRedirect(reverse("children:kept_from", args=[one.reference]))
    shown = {"heading": heading(one, by, tabs.SHARING), "kept": kept_of(one.id, by), "form": form, "let_in": let_in}
    return render(request, "children/kept_from.html", shown)


def _keeps(child: Child, form: KeepFromForm, request: HttpRequest) -> bool:
    def do() -> None:
        clean = form.cleaned_data
        person, team = clean["email"], clean["team"]
        whom = KeptFrom(practitioner_id=person.id if person else None, team_id=team or None, reason=clean["reason"])
        verbs.keep_child_from(child=child, whom=whom, by=actor_of(request))

    done = is_done(form, do, _FIELDS)
    if done:
        messages.success(request, _("Kept from them from now on. They are not told."))
    return done


def _lets_in(child: Child, form: LetInForm, request: HttpRequest) -> bool:
    by = actor_of(request)

    def do() -> None:
        wanted = form.cleaned_data["conflict"]
        one = next((each for each in kept_of(child.id, by) if each.id == wanted), None)
        if one is None:
            raise NotFound
        keep_from_no_longer(conflict=one, reason=form.cleaned_data["reason"], by=by)

    done = is_done(form, do, _FIELDS)
    if done:
        messages.success(request, _("They may see the child again."))
    return done


def _teams(own: tuple[UUID, ...]) -> list[Team]:
    return list(Team.objects.exclude(pk__in=own).select_related("agency").order_by("agency__name", "name"))
