"""Asking for pages as a real practitioner: a session that passed the door, through the whole stack of middleware."""

import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from importlib import import_module
from typing import Any
from wsgiref.util import setup_testing_defaults

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.core.wsgi import get_wsgi_application
from django.db import connection

from cairn.access.actor import Actor
from cairn.core.errors import Refused
from cairn.partnership import verbs as partnership
from cairn.partnership.models import Membership
from cairn.partnership.queries import actor_for

_OK = 200
_FROM_HERE = {"HTTP_HOST": "127.0.0.1", "REMOTE_ADDR": "127.0.0.1"}


@dataclass(frozen=True, slots=True)
class Visit:
    """One answer: what it said, how long it took in seconds, how many statements it asked."""

    body: bytes
    seconds: float
    statements: int


class Visitor:
    """A signed-in practitioner asking this process for pages. No socket lies between, for any page."""

    def __init__(self, membership_id: str) -> None:
        member = Membership.objects.select_related("practitioner", "agency", "team").get(pk=membership_id)
        self.actor: Actor = actor_for(member)
        self._cookie = f"{settings.SESSION_COOKIE_NAME}={_session_of(member)}"
        self._application: Callable[..., Iterable[bytes]] = get_wsgi_application()

    def visit(self, address: str) -> Visit:
        """Ask for one page. Refuses any answer but 200 (`bench_page_failed`)."""
        environ: dict[str, Any] = {"PATH_INFO": address, "HTTP_COOKIE": self._cookie, **_FROM_HERE}
        setup_testing_defaults(environ)
        counted, told = _Counted(), []
        began = time.perf_counter()
        with connection.execute_wrapper(counted):
            answer = self._application(environ, lambda status, _headers, _error=None: told.append(status))
            body = b"".join(answer)
            answer.close()  # type: ignore[attr-defined] # every answer of Django's has it; the connection goes back
        seconds = time.perf_counter() - began
        if int(told[0].split()[0]) != _OK:
            raise Refused("bench_page_failed", page=address, status=told[0])
        return Visit(body, seconds, counted.statements)


class _Counted:
    """Counts the statements that pass. Naming the actor and ending the transaction pass below it."""

    def __init__(self) -> None:
        self.statements = 0

    def __call__(self, execute: Callable[..., Any], *arguments: Any) -> Any:
        self.statements += 1
        return execute(*arguments)


def _session_of(member: Membership) -> str:
    """The key of a session that came through the demonstration's door, as this database is one."""
    session = import_module(settings.SESSION_ENGINE).SessionStore()
    session[SESSION_KEY] = str(member.practitioner_id)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = member.practitioner.get_session_auth_hash()
    partnership.begin_session(session)
    partnership.note_one_click(session)
    partnership.choose_membership(session, member.practitioner, str(member.pk))
    session.create()
    return str(session.session_key)
