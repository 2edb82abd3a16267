"""A crowd of callers at one process of Cairn with a pool of few connections, and faults in the middle of requests.

Requests go through the whole stack of middleware as gunicorn's threads send them. A fault happens at some statement of
a request, after the actor was bound as a rule: an exception of ours, an error of the database, a statement that ran too
long or was cancelled, a connection that was killed, a savepoint that was rolled back.
"""

from collections import Counter
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, suppress
from dataclasses import dataclass, field
from random import Random
from typing import Any
from wsgiref.util import setup_testing_defaults

from django.core.wsgi import get_wsgi_application
from django.db import DatabaseError, connection, transaction

THREADS, POOL = 6, 3
FAULTY = 0.25  # of all requests
LATEST = 12  # the statement at which a fault happens, at the latest
OWN = 0.5  # of the requests are for a page with words that the caller may read
CHECKED = 0.1  # of the requests without a fault: whether anything was left on a connection of the pool
_NAMES = r"select distinct found[1] from pg_proc, regexp_matches(prosrc, '''(cairn\.[a-z_]+)''', 'g') found"


class Broken(Exception):
    """Stands for any mistake in a view."""


def _mistake() -> None:
    raise Broken


def _run(statement: str) -> None:
    # Not through Django's cursor: the faults would meet themselves.
    with connection.wrap_database_errors, connection.connection.cursor() as cursor:
        cursor.execute(statement)


def _too_long() -> None:
    _run("set local statement_timeout = '5ms'")
    _run("select pg_sleep(2)")


def _rolled_back() -> None:
    with suppress(DatabaseError), transaction.atomic():
        _run("select 1/0")


FAULTS: dict[str, Callable[[], None]] = {
    "mistake in a view": _mistake,
    "error of the database": lambda: _run("select 1/0"),
    "statement too long": _too_long,
    "statement cancelled": lambda: _run("select pg_cancel_backend(pg_backend_pid()), pg_sleep(2)"),
    "connection killed": lambda: _run("select pg_terminate_backend(pg_backend_pid())"),
    "savepoint rolled back": _rolled_back,
}


@dataclass
class Fault:
    """One fault of one request, at the statement of this number inside its transaction."""

    name: str
    at: int
    seen: int = 0
    has_happened: bool = False

    def __call__(self, execute: Callable[..., Any], *asked: Any) -> Any:
        """Let the statement pass, or break something first."""
        self.seen += connection.in_atomic_block
        if self.seen == self.at and not self.has_happened:
            self.has_happened = True
            FAULTS[self.name]()
        return execute(*asked)


@dataclass(frozen=True)
class Caller:
    """Somebody who asks: by name, with the headers that say who it is, and the words they may read."""

    name: str
    headers: dict[str, str]
    reads: frozenset[str]


@dataclass(frozen=True)
class Page:
    """One thing that can be asked for, and the words in it, for whoever may read them."""

    path: str
    words: frozenset[str] = frozenset()


@dataclass
class Found:
    """What a crowd saw. `leaked`, `missing` and `left` must stay empty."""

    statuses: Counter[int] = field(default_factory=Counter)
    faults: Counter[str] = field(default_factory=Counter)
    checks: int = 0
    leaked: list[str] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)
    left: list[str] = field(default_factory=list)

    def add(self, other: "Found") -> None:
        """Put what another saw beside it."""
        self.statuses += other.statuses
        self.faults += other.faults
        self.checks += other.checks
        self.leaked += other.leaked
        self.missing += other.missing
        self.left += other.left

    def wrong(self) -> list[str]:
        """Everything that must not be."""
        return [*self.leaked, *self.missing, *self.left]


@dataclass
class Crowd:
    """Callers, pages, and every word that only some may read."""

    callers: list[Caller]
    pages: list[Page]
    words: frozenset[str]

    def ask(self, requests: int, seed: int, faulty: float = FAULTY) -> Found:
        """So many requests by all threads together; the same seed asks the same."""
        whole = Found()
        with ThreadPoolExecutor(THREADS) as crowd:
            share, rest = divmod(requests, THREADS)
            jobs = [(seed * THREADS + number, share + (number < rest), faulty) for number in range(THREADS)]
            for found in crowd.map(lambda job: self._visit(*job), jobs):
                whole.add(found)
        return whole

    def _theirs(self, caller: Caller) -> list[Page]:
        return [page for page in self.pages if page.words & caller.reads] or self.pages

    def _visit(self, seed: int, requests: int, faulty: float) -> Found:
        chance, found = Random(seed), Found()  # noqa: S311 (a test that can be run again, not a secret)
        application = get_wsgi_application()
        try:
            for _ in range(requests):
                caller = chance.choice(self.callers)
                page = chance.choice(self._theirs(caller) if chance.random() < OWN else self.pages)
                name = chance.choice(list(FAULTS)) if chance.random() < faulty else ""
                fault = Fault(name, chance.randint(1, LATEST)) if name else None
                self._judge(found, (caller, page), fault, answer(application, caller, page.path, fault))
                if (fault and fault.has_happened) or chance.random() < CHECKED:
                    found.checks += 1
                    found.left += [f"{left} after {name or 'no fault'}" for left in survivors()]
        finally:
            connection.close()
        return found

    def _judge(self, found: Found, asked: tuple[Caller, Page], fault: Fault | None, answered: tuple[int, str]) -> None:
        (caller, page), (status, body) = asked, answered
        found.statuses[status] += 1
        has_happened = fault is not None and fault.has_happened
        if fault is not None and has_happened:
            found.faults[fault.name] += 1
        where = f"{page.path} as {caller.name} after {fault.name if fault and has_happened else 'no fault'}"
        found.leaked += [f"“{word}” at {where}" for word in self.words - caller.reads if word in body]
        if not has_happened or (fault and fault.name == "savepoint rolled back"):
            is_for_them = "HTTP_AUTHORIZATION" not in caller.headers or page.path.startswith("/api/")
            due = page.words & caller.reads if is_for_them else ()
            found.missing += [f"no “{word}” at {where}: {status}" for word in due if word not in body]


def answer(
    application: Callable[..., Iterable[bytes]], caller: Caller, path: str, fault: Fault | None = None
) -> tuple[int, str]:
    """One request in this thread; its connection is back in the pool when it is answered."""
    environ: dict[str, Any] = {"PATH_INFO": path, "HTTP_HOST": "testserver", "REMOTE_ADDR": "127.0.0.1"}
    environ |= caller.headers
    setup_testing_defaults(environ)
    told: list[str] = []
    with ExitStack() as stack:
        if fault is not None:
            stack.enter_context(connection.execute_wrapper(fault))
        answered: Any = application(environ, lambda status, _headers, _error=None: told.append(status))
        body = b"".join(answered).decode(errors="replace")
        answered.close()
    return int(told[0].split()[0]), body


_known: list[str] = []


def survivors() -> list[str]:
    """The settings that a connection of the pool still bears when nobody uses it."""
    pool: Any = connection.pool  # type: ignore[attr-defined] # of the PostgreSQL wrapper
    with pool.connection() as own:
        if not _known:
            _known.extend(sorted(name for (name,) in own.execute(_NAMES).fetchall()))
        asked = ", ".join(f"current_setting('{name}', true)" for name in _known)
        values = own.execute(f"select {asked}").fetchone()
    return [f"{name} = {value!r}" for name, value in zip(_known, values, strict=True) if value]
