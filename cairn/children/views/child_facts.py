"""Who says what about a child, and adding what one knows (R-004, R-005)."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from cairn.access.permissions import Permission
from cairn.children import verbs
from cairn.children.forms.facts import FORMS, FactForm
from cairn.children.kinds import FactKind
from cairn.children.models import Child
from cairn.children.presenters import tabs
from cairn.children.presenters.facts import kinds_to_add, who_says_what
from cairn.children.presenters.heading import heading
from cairn.children.views.opening import actor_of, found, is_done, opened

_AT_FIELD = {"fact_empty": "text", "fact_too_long": "text", "birth_in_future": "text"}


@require_safe
def facts(request: HttpRequest, reference: str) -> HttpResponse:
    """Names, ages, numbers and the rest, each with who said so, how they know and when."""
    one, actor = opened(request, reference, "facts"), actor_of(request)
    shown = {"page": who_says_what(one, actor), "may_add": actor.may(Permission.FACT_ADD)}
    return render(request, "children/facts.html", shown)


@require_http_methods(["GET", "HEAD", "POST"])
def add_fact(request: HttpRequest, reference: str) -> HttpResponse:
    """First what it is about, then the few questions of that kind."""
    one, actor = found(request, reference), actor_of(request)
    actor.require(Permission.FACT_ADD, one)
    form = _form(request)
    if request.method == "POST" and form and is_done(form, lambda: _write(request, one, form), _AT_FIELD):
        messages.success(request, _("Added. Everybody who works with the child can read it."))
        return HttpResponseRedirect(reverse("children:facts", args=[one.reference]))
    shown = {"heading": heading(one, actor, tabs.NOW), "kinds": kinds_to_add(one.reference), "form": form}
    label = str(form.kind.label) if form else ""
    return render(request, "children/add_fact.html", {**shown, "kind": form.kind.value if form else "", "label": label})


@require_POST
def settle_ages(request: HttpRequest, reference: str) -> HttpResponse:
    """We have looked at the differing ages."""
    one = found(request, reference)
    verbs.settle_ages(child=one, by=actor_of(request))
    messages.success(request, _("Noted. Every view of the age stays as it was said."))
    return HttpResponseRedirect(reverse("children:facts", args=[one.reference]))


def _form(request: HttpRequest) -> FactForm | None:
    asked = (request.POST if request.method == "POST" else request.GET).get("kind", "")
    if asked not in FORMS:
        return None
    form = FORMS[FactKind(asked)]
    return form(request.POST) if request.method == "POST" else form()


def _write(request: HttpRequest, one: Child, form: FactForm) -> None:
    by = actor_of(request)
    verbs.add_fact(record=verbs.own_record(child=one, by=by), fact=form.fact(), by=by)
