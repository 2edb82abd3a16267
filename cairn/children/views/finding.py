"""Find a child among those one may see. What is typed goes in the body and never into an address (R-002)."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from cairn.access.actor import Actor
from cairn.access.entrance import ElsewhereFirst
from cairn.access.permissions import Permission
from cairn.children import verbs
from cairn.children.forms.finding import FindForm
from cairn.children.models import Child
from cairn.children.presenters import finding
from cairn.children.verbs import AskColleagues, CouldNotSearch
from cairn.children.views.opening import actor_of, sent
from cairn.core.errors import NotFound, Refused
from cairn.ledger import verbs as ledger
from cairn.sharing.queries.glass import may_break_glass
from cairn.ui.sentences import sentence

_UNAVAILABLE = 503


@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def find(request: HttpRequest) -> HttpResponse:
    """One form; below it the children that fit, each with the reasons. A reference of Cairn's own opens its child."""
    by = actor_of(request)
    by.require(Permission.CHILD_SEARCH)
    form, page = FindForm(sent(request)), None
    if request.method == "POST" and form.is_valid():
        one = _named(form.reference, by)
        if one is not None:
            return HttpResponseRedirect(reverse("children:child", args=[one.reference]))
        page = _searched(form, by)
    shown = {
        "form": form,
        "page": page,
        "ring": finding.whom_to_ring(),
        "raise_href": finding.where_to_raise(by),
        "may_open_in_danger": may_break_glass(by),
    }
    return render(request, "children/find.html", shown, status=_UNAVAILABLE if page and page.failure else 200)


def _named(reference: str, by: Actor) -> Child | None:
    try:
        return verbs.find_child(reference=reference, by=by) if reference else None
    except AskColleagues:  # the child's own address tells them whom to ring
        raise ElsewhereFirst(reverse("children:step_in", args=[reference])) from None
    except NotFound:  # not there and not to be seen are the same: the page says that nobody was found
        return None


def _searched(form: FindForm, by: Actor) -> finding.Results | None:
    facts = form.facts()
    try:
        found = () if form.names_only_a_reference else verbs.search_children(said=facts, by=by)
    except Refused as refusal:
        form.add_error("name", sentence(refusal))
        return None
    except CouldNotSearch as failure:
        return finding.Results(failure=sentence(failure))
    page = finding.results(facts, found, by, on_shift=verbs.search_on_shift(said=facts, by=by) if facts else ())
    ledger.listed(by=by, child_ids=[each.child.id for each in found], purpose="find a child")
    return page
