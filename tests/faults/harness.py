"""Talking to a running site as a browser without scripts does, and holding its database still in the middle."""

import http.client
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from urllib.parse import urlencode

import psutil
import psycopg
from django.conf import settings
from django.db import connection, transaction
from django.test import Client
from psycopg.conninfo import make_conninfo

from cairn.access.binding import acting_as
from cairn.concerns.models import Concern
from cairn.core.postgres import OWNER
from tests.builders import Northmoor
from tests.conftest import Databases
from tests.journeys.site import Site
from tests.partnership import people

PATIENCE = 60.0
SAW = "A girl of about eleven in a white van behind the market."
_TOKEN = "a" * 32


@dataclass(frozen=True)
class Answer:
    """What came back."""

    status: int
    location: str
    body: str


@dataclass
class Browser:
    """Somebody signed in at a site. Every request is a connection of its own, so that many can be under way."""

    site: Site
    cookies: str

    def get(self, path: str) -> Answer:
        """Ask for a page."""
        return self._ask("GET", path, None)

    def post(self, path: str, **typed: str) -> Answer:
        """Press a button. `__` in a name stands for `-`."""
        fields = {name.replace("__", "-"): value for name, value in typed.items()}
        return self._ask("POST", path, urlencode({**fields, "csrfmiddlewaretoken": _TOKEN}))

    def begun(self) -> str:
        """The id of a fresh draft of a concern."""
        return self.get("/concerns/new/").location.partition("draft=")[2]

    def send(self, draft: str, words: str = SAW) -> Answer:
        """Press Send on the page of a draft."""
        return self.post("/concerns/new/", draft=draft, what_happened=words, send="1")

    def _ask(self, method: str, path: str, body: str | None) -> Answer:
        headers = {"Cookie": self.cookies, "Content-Type": "application/x-www-form-urlencoded"}
        wire = http.client.HTTPConnection("127.0.0.1", self.site.port, timeout=PATIENCE)
        try:
            wire.request(method, path, body, headers)
            answer = wire.getresponse()
            return Answer(answer.status, answer.getheader("Location") or "", answer.read().decode())
        finally:
            wire.close()


def signed_in(site: Site, northmoor: Northmoor, name: str) -> Browser:
    """A member of the cast, signed in at a site without its sign-in page."""
    client = people.sign_in(Client(), people.with_app(northmoor.practitioner(name)))
    session = client.cookies[settings.SESSION_COOKIE_NAME].value
    return Browser(site, f"cairn={session}; cairn-csrf={_TOKEN}")


@contextmanager
def held(databases: Databases, name: str, table: str) -> Iterator[psycopg.Connection]:
    """Nobody writes this table meanwhile: whoever comes to it waits, with everything before it not yet committed."""
    with psycopg.connect(make_conninfo(**databases.address(OWNER, name).keywords())) as own:
        own.execute(f"lock table {table} in exclusive mode")
        yield own
        own.rollback()


def until_somebody_waits(databases: Databases, name: str) -> None:
    """Wait until a transaction in this database waits for a lock."""
    query = "select count(*) from pg_locks l join pg_stat_activity a using (pid) where not l.granted and a.datname = %s"
    end = time.monotonic() + PATIENCE
    with psycopg.connect(make_conninfo(**databases.address(OWNER, name).keywords()), autocommit=True) as own:
        while not own.execute(query, [name]).fetchone()[0]:
            assert time.monotonic() < end, "nobody came as far as the lock"
            time.sleep(0.05)


def workers_of(site: Site) -> list[psutil.Process]:
    """The web processes of a site."""
    return psutil.Process(site.process.pid).children()


def concerns(northmoor: Northmoor) -> int:
    """How many concerns there are, as the hub sees it."""
    farid = northmoor.actor("farid")
    with acting_as(farid), transaction.atomic():
        count = Concern.objects.visible_to(farid).count()
    connection.close()
    return count


def rows(databases: Databases, name: str, *tables: str) -> dict[str, int]:
    """How many rows stand in these tables, whoever may see them."""
    with psycopg.connect(make_conninfo(**databases.address("postgres", name).keywords())) as own:
        return {table: own.execute(f"select count(*) from {table}").fetchone()[0] for table in tables}
