"""Nobody passes without signing in, a second factor, a session that still lasts, and a team to act for."""

from collections.abc import Callable
from typing import Any

from allauth.account.adapter import get_adapter
from allauth.usersessions.middleware import UserSessionsMiddleware
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest
from django.http.response import HttpResponseBase, HttpResponseRedirect
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from cairn.access import guard
from cairn.access.actor import Actor
from cairn.access.api.problems import problem
from cairn.access.binding import acting_as
from cairn.core.clock import now
from cairn.core.errors import Refused
from cairn.partnership import queries, verbs
from cairn.partnership.models import Membership, Practitioner

View = Callable[..., HttpResponseBase]

LOGIN = "account_login"
_ACTIVITY = "activity"
_CHOOSE = "choose_membership"
_SESSIONS = "usersessions_list"
# Pages of the sign-in library that somebody may see who has given a password but nothing more yet.
_HALF_WAY = frozenset({"account_login", "account_logout", "account_reauthenticate", "mfa_authenticate"})
# And those it shows to anybody.
_ENTRANCES = _HALF_WAY | {"account_signup", "account_inactive", "mfa_login_webauthn"}
_BY_CODE, _BY_KEY = "mfa_reauthenticate", "mfa_reauthenticate_webauthn"
_CONFIRM = frozenset({_BY_CODE, _BY_KEY})
_ENROL = frozenset({"mfa_index", "mfa_activate_totp", "mfa_add_webauthn"})
_BEARER = "Bearer "
_LISTED = "listed"
_LISTED_EVERY = 60  # seconds


class OwnSessionsMiddleware(UserSessionsMiddleware):
    """Keeps the list of one's own sessions, at most once a minute: three statements that no page needs.

    Ending a session ends it at once all the same; that asks the session itself.
    """

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Note where this person is signed in, unless that was noted a moment ago for the very same session."""
        key, moment = request.session.session_key, now().timestamp()
        listed, at = request.session.get(_LISTED, ("", 0))
        if key and listed == key and moment - at < _LISTED_EVERY:
            return self.get_response(request)  # type: ignore[no-any-return]  # the library's middleware is untyped
        if key and request.user.is_authenticated:
            request.session[_LISTED] = (key, moment)
        return super().__call__(request)  # type: ignore[no-any-return]  # the library's middleware is untyped


class SignedInMiddleware:
    """Sets `request.actor` and `request.membership`, binds the actor around the view, and turns everybody else away."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Find out who acts, answer the request in their name, and keep the answer out of every cache."""
        request.membership = None  # type: ignore[attr-defined]  # for whoever answers
        was_signed_in = request.user.is_authenticated
        try:
            actor = _system(request) if _is_from_system(request) else _person(request)
        except Refused:
            return problem(401, "token_unknown", _("Sign in first, or use a valid token."))
        request.actor = actor  # type: ignore[attr-defined]  # for whoever answers
        with acting_as(actor):
            response = self.get_response(request)
        return _kept_private(request, response, was_signed_in=was_signed_in)

    def process_view(
        self, request: HttpRequest, view: View, _args: tuple[Any, ...], _kwargs: dict[str, Any]
    ) -> HttpResponseBase | None:
        """Turn away whoever may not see this page yet, and note a sign of life of whoever may."""
        refusal = _turned_away(request, view)
        if refusal is not None:
            guard.asked()
        elif request.user.is_authenticated and not _is_only_asking(request):
            verbs.note_activity(request.session)
        return refusal


def _is_from_system(request: HttpRequest) -> bool:
    return _is_api(request) and request.headers.get("Authorization", "").startswith(_BEARER)


def _system(request: HttpRequest) -> Actor:
    request.user = AnonymousUser()  # a cookie sent along gives a system nothing more
    actor = queries.actor_for_token(request.headers["Authorization"].removeprefix(_BEARER).strip())
    if actor.token_id is not None:
        verbs.note_token_use(token_id=actor.token_id)
    return actor


def _person(request: HttpRequest) -> Actor | None:
    person = request.user
    if not isinstance(person, Practitioner):
        return None
    state = queries.session_state(request.session)
    if state is None or state.ends_at <= now():
        _end(request, _("You were signed out because nothing was done for a while. Sign in to go on."))
        return None
    held = {one.pk: one for one in queries.memberships_of(person)}
    if not held or (state.membership_id and state.membership_id not in held):
        _end(request, _("Your membership has ended. Your administrator can help."))
        return None
    if not queries.is_confirmed(request, person):
        return None
    return _in_team(request, _chosen(request, person, held, state.membership_id))


def _chosen(request: HttpRequest, person: Practitioner, held: dict[Any, Membership], chosen: Any) -> Membership | None:
    if chosen is None and len(held) == 1:
        return verbs.choose_membership(request.session, person, str(next(iter(held))))
    return held.get(chosen)


def _in_team(request: HttpRequest, membership: Membership | None) -> Actor | None:
    request.membership = membership  # type: ignore[attr-defined]  # for whoever answers
    return None if membership is None else queries.actor_for(membership)


def _end(request: HttpRequest, why: str) -> None:
    get_adapter().logout(request)
    messages.warning(request, why)


def _turned_away(request: HttpRequest, view: View) -> HttpResponseBase | None:
    name = request.resolver_match.url_name if request.resolver_match else ""
    actor: Actor | None = request.actor  # type: ignore[attr-defined]  # set by SignedInMiddleware
    is_library = getattr(getattr(view, "view_class", view), "__module__", "").startswith("allauth.")
    is_open = name in _ENTRANCES or (guard.is_open(view) and not is_library)
    if actor is not None:
        return _away_from_another_account(request, name) if is_library else None
    if is_open or _is_own_matter(request):
        return None
    return _next_step(request, request.user, name) if request.user.is_authenticated else _sent_to(request, LOGIN)


def _is_own_matter(request: HttpRequest) -> bool:
    """The API says itself what a caller lacks who is not signed in at all."""
    return _is_api(request) and not request.user.is_authenticated


def _away_from_another_account(request: HttpRequest, name: str | None) -> HttpResponseBase | None:
    """At the demonstration's door nobody proved who they are, so nobody changes how somebody signs in.

    The library would let them: it asks nobody to confirm who has neither password nor second factor.
    """
    if not queries.came_by_one_click(request.session) or name in _ENTRANCES or name == _SESSIONS:
        return None
    messages.info(request, _("In the demonstration, passwords and second factors are not changed."))
    return HttpResponseRedirect(reverse("account"))


def _next_step(request: HttpRequest, person: Any, name: str | None) -> HttpResponseBase | None:
    """What somebody signed in must still do: enrol a second factor, confirm with it, or choose a team."""
    if queries.is_confirmed(request, person):
        return None if name == _CHOOSE else _sent_to(request, _CHOOSE)
    if factors := queries.second_factors(person):
        by_code = "totp" in factors
        return None if name in _CONFIRM else _sent_to(request, _BY_CODE if by_code else _BY_KEY)
    return None if name in _ENROL else _sent_to(request, "mfa_index")


def _sent_to(request: HttpRequest, name: str) -> HttpResponseBase:
    if _is_api(request) or _is_activity(request):
        return problem(401, "not_signed_in")
    onwards = f"?{urlencode({'next': request.get_full_path()})}" if request.method == "GET" else ""
    return HttpResponseRedirect(reverse(name) + onwards)


def _is_api(request: HttpRequest) -> bool:
    return request.path.startswith(settings.CAIRN_API_PREFIX)


def _is_activity(request: HttpRequest) -> bool:
    return request.resolver_match is not None and request.resolver_match.url_name == _ACTIVITY


def _is_only_asking(request: HttpRequest) -> bool:
    return _is_activity(request) and request.method != "POST"


def _kept_private(request: HttpRequest, response: HttpResponseBase, *, was_signed_in: bool) -> HttpResponseBase:
    has_actor = getattr(request, "actor", None) is not None
    if was_signed_in or has_actor or request.user.is_authenticated:
        response["Cache-Control"] = "no-store"
    if was_signed_in and not request.user.is_authenticated:
        # Not "cookies": that word would sign people out of everything else under their council's domain.
        response["Clear-Site-Data"] = '"cache", "storage"'
    return response
