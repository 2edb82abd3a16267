"""Pages of one's own account, the entrances (sign-in, choosing a team, the demonstration's door), and the agencies'
agreements to share."""

from typing import Any
from uuid import UUID

from allauth.account.adapter import get_adapter
from allauth.account.views import LoginView
from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from cairn.access.actor import Actor
from cairn.access.guard import asked, open_to_all
from cairn.access.permissions import Permission
from cairn.core.errors import Conflict, NotFound, Refused
from cairn.partnership import presenters, queries, verbs
from cairn.partnership.forms import EndForm, SignForm
from cairn.partnership.models import Agency, Practitioner
from cairn.ui.sentences import sentence

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
    shown = {"membership": _membership(request), "teams": held.count(), "links": presenters.account_links()}
    return render(request, "partnership/account.html", shown)


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


@require_safe
def agreements(request: HttpRequest) -> HttpResponse:
    """Every agency's agreement to share, days left, and what is missing (R-190)."""
    _actor(request).require(Permission.AGREEMENT_KEEP)
    shown = {"lines": presenters.agreement_lines(), "columns": presenters.agreement_columns()}
    return render(request, "partnership/agreements.html", shown)


@require_safe
def agreement(request: HttpRequest, agency_id: UUID) -> HttpResponse:
    """One agency's agreement: how it stands, whom to ring, its history. Everybody may read their own agency's."""
    agency, by = _agency(request, agency_id), _actor(request)
    may_keep = by.may(Permission.AGREEMENT_KEEP)
    shown = {"history": queries.history_of(agency), "may_keep": may_keep, "ring": presenters.whom_to_ring()}
    return _about(request, "partnership/agreement.html", agency, form=EndForm(initial=_seen(agency)), **shown)


@require_http_methods(["GET", "HEAD", "POST"])
def sign_agreement(request: HttpRequest, agency_id: UUID) -> HttpResponse:
    """Record that an agreement was signed or renewed."""
    by = _actor(request)
    by.require(Permission.AGREEMENT_KEEP)
    agency = _agency(request, agency_id)
    posted = request.method == "POST"
    form = SignForm(request.POST if posted else None, initial=presenters.renewal(queries.standing_of_agency(agency)))
    if posted and form.is_valid():
        try:
            verbs.sign_agreement(agency=agency, signed=form.signed(), number=form.seen(), by=by)
        except (Refused, Conflict) as refusal:
            form.add_error(None, sentence(refusal))
        else:
            messages.success(request, _("Recorded. It counts from its first day."))
            return HttpResponseRedirect(reverse("agreement", args=[agency.pk]))
    return _about(request, "partnership/agreement_sign.html", agency, form=form)


@require_http_methods(["POST"])
def end_agreement(request: HttpRequest, agency_id: UUID) -> HttpResponse:
    """End an agreement now: whoever is signed in there sees nothing that others share from the next page on."""
    by = _actor(request)
    by.require(Permission.AGREEMENT_KEEP)
    agency, form = _agency(request, agency_id), EndForm(request.POST)
    if form.is_valid():
        verbs.end_agreement(agency=agency, reason=form.cleaned_data["reason"], number=form.seen(), by=by)
        messages.success(request, _("Ended. From now on the agency sees nothing that others share."))
    return HttpResponseRedirect(reverse("agreement", args=[agency.pk]))


@require_safe
def agreement_terms(request: HttpRequest, agency_id: UUID) -> HttpResponse:
    """The template of the terms for this agency, to print, to be checked by lawyers, and to sign on paper."""
    return _about(request, "partnership/agreement_terms.html", _agency(request, agency_id))


def _about(request: HttpRequest, template: str, agency: Agency, **more: Any) -> HttpResponse:
    standing = queries.standing_of_agency(agency)
    line = presenters.agreement_line(standing)
    return render(request, template, {"agency": agency, "line": line, "standing": standing, **more})


def _agency(request: HttpRequest, agency_id: UUID) -> Agency:
    """One's own agency, or any for whoever keeps the agreements. Others are turned away before it is looked for."""
    by = _actor(request)
    if by.agency_id != agency_id:
        by.require(Permission.AGREEMENT_KEEP)
    agency: Agency | None = Agency.objects.visible_to(by).filter(pk=agency_id).first()
    if agency is None:
        raise NotFound
    return agency


def _seen(agency: Agency) -> dict[str, int]:
    return {"number": queries.standing_of_agency(agency).number}


def _actor(request: HttpRequest) -> Actor:
    """Whoever asks. The middleware lets nobody without an actor through to these pages."""
    actor: Actor = request.actor  # type: ignore[attr-defined]  # set by SignedInMiddleware
    return actor


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
