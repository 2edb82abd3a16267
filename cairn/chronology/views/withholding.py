"""Holding back an entry that our team wrote, or letting only named people read it (R-049, R-061)."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from cairn.access.permissions import Permission
from cairn.children.queries.looks import looked_since
from cairn.children.views.apart import Putting, put_apart
from cairn.children.views.opening import actor_of, found
from cairn.children.views.withholding import hold_form, hold_page, is_held
from cairn.chronology import queries, verbs
from cairn.core.errors import NotFound
from cairn.ledger import verbs as ledger
from cairn.sharing.forms import ApartForm


@require_http_methods(["GET", "HEAD", "POST"])
def hold_entry(request: HttpRequest, reference: str, entry_id: UUID) -> HttpResponse:
    """Who has looked since it was written, and then from whom it is held back, why and until when."""
    one, by = found(request, reference), actor_of(request)
    by.require(Permission.WITHHOLD, one)
    entry = queries.own_entry(entry_id, one, by)
    if entry is None:
        ledger.not_found_or_hidden(by=by, kind="entry", reference=entry_id)
        raise NotFound
    hold, seen = hold_form(request, one), looked_since(one, entry.recorded_at, by)

    def do() -> None:
        verbs.withhold_entry(entry=entry, said=hold.said(), by=by, seen_by=seen)

    if request.method == "POST" and is_held(hold, do):
        messages.success(request, _("Held back from this moment. A second person is asked to agree."))
        return HttpResponseRedirect(reverse("chronology:story", args=[one.reference]))
    return hold_page(request, one, hold, what=entry.words, seen=seen)


@require_http_methods(["GET", "HEAD", "POST"])
def entry_apart(request: HttpRequest, reference: str, entry_id: UUID) -> HttpResponse:
    """Let only named people read an entry of our team; or share it with the circle after all."""
    one, by = found(request, reference), actor_of(request)
    by.require(Permission.WITHHOLD, one)
    entry = queries.own_entry(entry_id, one, by)
    if entry is None:
        ledger.not_found_or_hidden(by=by, kind="entry", reference=entry_id)
        raise NotFound

    def keep(form: ApartForm) -> None:
        verbs.keep_entry_apart(
            entry=entry, kind=form.chosen(), reason=form.cleaned_data["why"], by=by, second=form.second_person()
        )

    besides = verbs.told_again(entry, by)
    return put_apart(request, one, Putting(entry.id, besides, entry.words, keep, "chronology:story"))
