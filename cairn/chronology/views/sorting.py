"""After two children were taken apart, each author team says whose its entries are (R-003)."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from cairn.children.views.opening import actor_of, is_done, sent
from cairn.chronology import verbs
from cairn.chronology.forms import SortForm
from cairn.chronology.presenters.sorting import sort_page


@require_http_methods(["GET", "HEAD", "POST"])
def sort(request: HttpRequest, decision_id: UUID) -> HttpResponse:
    """Per entry and fact: stays, moves, or about both."""
    by = actor_of(request)
    sorting = verbs.open_sorting(decision_id=decision_id, by=by)
    asked = {"entries": [each.id for each in sorting.entries], "facts": [each.id for each in sorting.facts]}
    form = SortForm(sent(request), **asked)

    def do() -> None:
        verbs.sort_entries(decision_id=decision_id, said=form.said(), by=by)

    if request.method == "POST" and is_done(form, do):
        messages.success(request, _("Sorted. Thank you. Nothing was taken away."))
        return HttpResponseRedirect("/")
    return render(request, "chronology/sort.html", {"page": sort_page(sorting), "form": form})
