"""The door behind a link: who sends it and a place for the code; then, once, what was shared (R-064).

Nobody is signed in here, so nothing but the link and the code counts: there is no session to take anything from.
"""

from allauth.account.adapter import get_adapter
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from cairn.access.guard import open_to_all
from cairn.core.errors import Refused
from cairn.outside import presenters, verbs
from cairn.outside.forms import CodeForm
from cairn.outside.queries.door import Front, Opening
from cairn.partnership.models import Team
from cairn.ui.sentences import sentence

_GONE, _TOO_MANY = 410, 429


@open_to_all
@never_cache
@csrf_exempt  # a browser that sends no referrer sends no origin either, and here is no session to ride on
@transaction.non_atomic_requests
@require_http_methods(["GET", "HEAD", "POST"])
def outside_open(request: HttpRequest, outside_token: str) -> HttpResponse:
    """Asking shows who sends it and changes nothing; the code, sent, opens it once."""
    address = str(get_adapter(request).get_client_ip(request))
    form = CodeForm(request.POST if request.method == "POST" else None)
    try:
        if form.is_valid():
            code = form.cleaned_data["code"]
            found = verbs.open_link(token=outside_token, code=code, address=address)
        else:
            found = verbs.find_front(token=outside_token, address=address)
    except Refused as refusal:
        answer = render(request, "outside/door_closed.html", {"words": sentence(refusal)}, status=_TOO_MANY)
        return _kept_out_of_sight(answer)
    return _kept_out_of_sight(_shown(request, form, found))


def _shown(request: HttpRequest, form: CodeForm, found: Opening | Front | verbs.Closed) -> HttpResponse:
    if isinstance(found, verbs.Closed):
        return _closed(request, found.ring)
    if isinstance(found, Opening):
        return render(request, "outside/door_opened.html", {"letter": presenters.letter_opened(found)})
    if form.is_bound and form.is_valid():
        form.add_error("code", sentence(Refused("outside_code_wrong", left=found.tries_left)))
    return _asked(request, form, found)


def _asked(request: HttpRequest, form: CodeForm, front: Front) -> HttpResponse:
    shown = {"form": form, "sender": presenters.team_words(front.team), "phone": presenters.number_of(front.team)}
    return render(request, "outside/door.html", {**shown, "front": front})


def _closed(request: HttpRequest, ring: Team) -> HttpResponse:
    """One answer, whether it was opened, withdrawn or locked, ran out of time, or never was."""
    shown = {"sender": presenters.team_words(ring), "phone": presenters.number_of(ring), "words": ""}
    return render(request, "outside/door_closed.html", shown, status=_GONE)


def _kept_out_of_sight(answer: HttpResponse) -> HttpResponse:
    answer["X-Robots-Tag"] = "noindex, nofollow, noarchive"
    answer["Referrer-Policy"] = "no-referrer"
    return answer
