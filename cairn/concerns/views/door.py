"""The door: a worried person who is not signed in can always write. Nothing can be read through it."""

from uuid import UUID

from allauth.account.adapter import get_adapter
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from cairn.access.guard import open_to_all
from cairn.concerns import presenters, queries, verbs
from cairn.concerns.forms import DoorForm
from cairn.concerns.kinds import Urgency
from cairn.core.errors import CairnError
from cairn.core.ids import uuid7
from cairn.partnership.queries import hub_desk, out_of_hours_numbers
from cairn.ui.sentences import sentence

_FLASH = "door_sent"
_TOO_MANY = 429


@open_to_all
@never_cache
@transaction.non_atomic_requests
@require_http_methods(["GET", "HEAD", "POST"])
def door(request: HttpRequest) -> HttpResponse:
    """Raise a concern without signing in. What is sent is written in a transaction of its own."""
    areas = queries.area_choices()
    form = DoorForm(request.POST if request.method == "POST" else None, areas=areas)
    key = _key(request.POST.get("key", ""))
    status = 200
    if form.is_valid():
        try:
            return _through(request, form, key)
        except CairnError as refusal:
            form.add_error(None, sentence(refusal))
            status = _TOO_MANY if refusal.code == "too_many_at_the_door" else status
    shown = {"form": form, "key": key, "numbers": out_of_hours_numbers()}
    return render(request, "concerns/door.html", shown, status=status)


def _through(request: HttpRequest, form: DoorForm, key: str) -> HttpResponse:
    said = form.said()
    address = get_adapter(request).get_client_ip(request)
    verbs.send_by_the_door(said=said, send_key=key, address=str(address))
    request.session[_FLASH] = {"area": said.area, "is_danger": said.urgency == Urgency.DANGER_NOW}
    return redirect("concern_door_sent")


@open_to_all
@never_cache
@require_safe
def door_sent(request: HttpRequest) -> HttpResponse:
    """Thanks, who was told, and the numbers; shown once, and the same whoever the child is."""
    flash = request.session.pop(_FLASH, None)
    told = presenters.told_by_the_door(flash["area"], is_danger=flash["is_danger"]) if flash else []
    shown = {"told": told, "is_sent": flash is not None, "numbers": out_of_hours_numbers()}
    return render(request, "concerns/door_sent.html", shown)


@open_to_all
@require_safe
def about_staff(request: HttpRequest) -> HttpResponse:
    """A worry about somebody who works with children takes another road: whom to ring."""
    desks = [presenters.contact(desk) for desk in queries.desks_by_area()]
    return render(request, "concerns/about_staff.html", {"desks": desks, "hub": presenters.contact(hub_desk())})


def _key(text: str) -> str:
    try:
        return str(UUID(text))
    except ValueError:
        return str(uuid7())
