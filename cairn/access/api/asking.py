"""Who calls: an agency's own system by its token, or a signed-in person from a page of ours."""

from typing import Any

from django.http import HttpRequest
from ninja.security.base import AuthBase
from ninja.utils import check_csrf

from cairn.access.actor import Actor, ActorKind
from cairn.access.api.problems import Problem, field
from cairn.core.errors import NotAllowed

_SAFE = frozenset({"GET", "HEAD", "OPTIONS"})


class AgencyToken(AuthBase):
    """`Authorization: Bearer …`. The sign-in middleware has looked the token up; a wrong one never comes this far."""

    openapi_type = "http"
    openapi_scheme = "bearer"

    def __call__(self, request: HttpRequest) -> Actor | None:
        """The agency's system, or nobody."""
        actor = _actor(request)
        return actor if actor is not None and actor.kind is ActorKind.SYSTEM else None


class SignedInPerson(AuthBase):
    """The session of a signed-in person. What changes something also needs the page's own token (X-CSRFToken)."""

    openapi_type = "apiKey"
    openapi_in = "cookie"
    # Its name in a live installation, where it is tied to the host; the description must not differ between two.
    openapi_name = "__Host-cairn"

    def __call__(self, request: HttpRequest) -> Actor | None:
        """The person, or nobody. Raises Problem (403) without the page's own token."""
        actor = _actor(request)
        if actor is None or not actor.is_person:
            return None
        if request.method not in _SAFE and check_csrf(request) is not None:
            raise Problem(403, "csrf_failed")
        return actor


def caller(request: HttpRequest, *parameters: str) -> Actor:
    """Whoever calls. Raises Problem (422) for a query parameter that this operation does not have, or given twice."""
    unknown = sorted(set(request.GET) - set(parameters))
    twice = sorted(name for name, values in request.GET.lists() if len(values) > 1 and name not in unknown)
    wrong = [*(("extra_forbidden", name) for name in unknown), *(("one_of_these", name) for name in twice)]
    if wrong:
        raise Problem(422, "fields_wrong", [field(code, "query", name) for code, name in wrong])
    actor = _actor(request)
    if actor is None:  # no operation is reached without one; should one ever be, nothing is shown
        raise NotAllowed
    return actor


def _actor(request: HttpRequest) -> Actor | None:
    actor: Any = getattr(request, "actor", None)
    return actor if isinstance(actor, Actor) else None
