"""Who looked while two records were joined: shown to hub and lead, who say what they did about it (R-003)."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from cairn.children import verbs
from cairn.children.forms.linking import ReviewForm
from cairn.children.presenters.looks import looks_page
from cairn.children.views.opening import actor_of, is_done, sent

_AT_FIELD = {"note_needed": "note", "note_too_long": "note"}


@require_http_methods(["GET", "HEAD", "POST"])
def link_looks(request: HttpRequest, decision_id: UUID) -> HttpResponse:
    """The teams that opened either child meanwhile; then "Reviewed", with a note."""
    by = actor_of(request)
    decision = verbs.open_looks(decision_id=decision_id, by=by)
    form = ReviewForm(sent(request))

    def do() -> None:
        verbs.review_looks(decision=decision, note=form.cleaned_data["note"], by=by)

    if request.method == "POST" and is_done(form, do, _AT_FIELD):
        messages.success(request, _("Reviewed. Your note is in the story."))
        return HttpResponseRedirect(reverse("children:link_looks", args=[decision.pk]))
    return render(request, "children/link_looks.html", {"page": looks_page(decision, by), "form": form})
