"""Pages of one's own account, and the entrances: sign-in, choosing a team, the demonstration's door."""

from typing import Any

from allauth.account.adapter import get_adapter
from allauth.account.views import LoginView
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_http_methods, require_safe

from cairn.access.guard import asked, open_to_all
from cairn.core.errors import NotFound
from cairn.partnership import presenters, queries, verbs
from cairn.partnership.models import Practitioner

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@open_to_all
class SignInView(LoginView):
    """Whom to ring first; then the way to raise a concern without signing in; then the sign-in form."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The library's context and tonight's numbers."""
        found: dict[str, Any] = super().get_context_data(**kwargs)
        demonstration = reverse("demo_door") if queries.is_demonstration() else ""
        numbers = queries.out_of_hours_numbers()
        return {**found, "numbers": numbers, "door_href": presenters.door_href(), "demonstration_href": demonstration}


@require_safe
def account(request: HttpRequest) -> HttpResponse:
    """One's own account: team, second factor, password, sessions."""
    held = queries.memberships_of(_practitioner(request))
    return render(request, "partnership/account.html", {"membership": _membership(request), "teams": held.count()})


@require_http_methods(["GET", "HEAD", "POST"])
def choose_membership(request: HttpRequest) -> HttpResponse:
    """Choose, or switch, the team one acts for (R-191)."""
    person = _practitioner(request)
    if request.method == "POST":
        try:
            verbs.choose_membership(request.session, person, request.POST.get("membership", ""))
        except NotFound:
            raise Http404 from None
        return HttpResponseRedirect(_onwards(request))
    current = _membership(request)
    choices = [presenters.choice(one, current=current) for one in queries.memberships_of(person)]
    shown = {"choices": choices, "next": request.GET.get("next", "")}
    return render(request, "partnership/choose_membership.html", shown)


@open_to_all
@require_http_methods(["GET", "HEAD", "POST"])
def activity(request: HttpRequest) -> HttpResponse:
    """Seconds until this session ends. POST says that somebody is typing, which counts; GET only asks."""
    if not request.user.is_authenticated:
        return JsonResponse({"ends_in": 0}, status=401)
    return JsonResponse({"ends_in": presenters.seconds_left(request)})


@open_to_all
@require_http_methods(["GET", "HEAD", "POST"])
def demo_door(request: HttpRequest) -> HttpResponse:
    """One-click sign-in as somebody of the cast. Exists only in a demonstration: by its setting and its mark."""
    if not queries.is_demonstration():
        raise Http404
    if request.method == "POST":
        return _through_the_door(request, request.POST.get("membership", ""))
    choices = [presenters.choice(one) for one in queries.cast()]
    return render(request, "partnership/demo_door.html", {"choices": choices})


def _through_the_door(request: HttpRequest, membership_id: str) -> HttpResponse:
    chosen = {str(one.pk): one for one in queries.cast()}.get(membership_id)
    if chosen is None:
        raise Http404
    person = chosen.practitioner
    person.backend = BACKEND
    get_adapter().login(request, person)
    verbs.note_one_click(request.session)
    verbs.choose_membership(request.session, person, membership_id)
    return HttpResponseRedirect(settings.LOGIN_REDIRECT_URL)


def _practitioner(request: HttpRequest) -> Practitioner:
    """Whoever is signed in. These pages show nothing but that person's own memberships, which is all they ask."""
    if not isinstance(request.user, Practitioner):
        raise Http404
    asked()
    return request.user


def _membership(request: HttpRequest) -> Any:
    return getattr(request, "membership", None)


def _onwards(request: HttpRequest) -> str:
    wanted = request.POST.get("next", "")
    is_safe = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=request.is_secure())
    return wanted if is_safe else str(settings.LOGIN_REDIRECT_URL)
