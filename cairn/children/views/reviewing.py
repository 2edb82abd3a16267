"""Two pages about how Cairn is used and none about a child: how matching does, and whose searching is unusual."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from cairn.access.permissions import Permission
from cairn.children import verbs
from cairn.children.presenters import reviewing
from cairn.children.views.opening import actor_of


@require_safe
def figures(request: HttpRequest) -> HttpResponse:
    """How our matching does: what people decided, by kind of fact and by recorded nationality."""
    by = actor_of(request)
    by.require(Permission.MATCHING_REVIEW)
    return render(request, "children/match_figures.html", {"page": reviewing.figures_page(by)})


@require_safe
def searching(request: HttpRequest) -> HttpResponse:
    """Whose searching was unusual, for the data-protection lead."""
    by = actor_of(request)
    found = verbs.review_searching(by=by)
    return render(request, "children/unusual_searching.html", {"page": reviewing.searching_page(found)})
