"""Concerns through the API: eight clients at once against the product's own web server on this machine."""

import http.client
import json
import socket
import subprocess
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from uuid import uuid4

import psycopg

from cairn.access.actor import job
from cairn.access.permissions import Permission
from cairn.bench.queries import baseline
from cairn.bench.rules.children import MadeChild
from cairn.bench.rules.figures import timing
from cairn.bench.verbs import ground
from cairn.bench.verbs.seeding import Say, Seeded
from cairn.core.errors import Refused
from cairn.partnership.models import Agency
from cairn.partnership.verbs import create_token

CLIENTS = 8
CONCERNS = 400
WARMING = 40
PROCESSES = 2
_PATIENCE = 180  # seconds until the web server must answer
_PATH = "/api/v1/concerns"
_CREATED = 201
Admin = psycopg.Connection[Any]


def measure_intake(seeded: Seeded, admin: Admin, say: Say, *, concerns: int = CONCERNS) -> dict[str, object]:
    """Concerns a second with 8 clients, and the same number of rows put into a plain table by 8 connections."""
    folder = ground.here()
    agency = Agency.objects.get(pk=seeded.around.small.agency_id)
    made = create_token(agency=agency, name="bench", scopes=[Permission.CONCERN_RAISE.value], by=job("measure intake"))
    bodies = [body(child) for child in seeded.children[-(concerns + WARMING) :]]
    with served(folder, say) as (port, _process):
        sender = Sender(port, made.secret)
        _all_at_once(sender.send, bodies[:WARMING])
        before = baseline.rows_inserted(admin)
        say(f"bench: {concerns} concerns by {CLIENTS} clients\n")
        whole, each = _all_at_once(sender.send, bodies[WARMING:])
        rows = (baseline.rows_inserted(admin) - before) / concerns
    plain_whole, plain = _bare(admin, ground.here(), round(rows), concerns)
    per_second, plain_per_second = concerns / whole, concerns / plain_whole
    return {
        "bench": "intake",
        "children": len(seeded.children),
        "server_version": admin.info.server_version,
        "clients": CLIENTS,
        "web_processes": PROCESSES,
        "concerns_per_second": round(per_second, 1),
        "rows_a_concern": round(rows, 1),
        "latency": timing(each).shown(),
        "bare_inserts": {"per_second": round(plain_per_second, 1), "latency": timing(plain).shown()},
        "ratio": round(plain_per_second / per_second, 2),
    }


class Sender:
    """A client's way of sending: a new connection for each concern, because agencies' systems keep none open."""

    def __init__(self, port: int, token: str) -> None:
        self._port, self._token = port, token

    def send(self, concern: dict[str, object]) -> None:
        """Send one concern. Refuses any answer but 201 (`bench_concern_failed`)."""
        connection = http.client.HTTPConnection("127.0.0.1", self._port, timeout=_PATIENCE)
        try:
            connection.request("POST", _PATH, json.dumps(concern), self._headers())
            answer = connection.getresponse()
            words = answer.read()
        finally:
            connection.close()
        if answer.status != _CREATED:
            raise Refused("bench_concern_failed", status=answer.status, words=words[:200].decode(errors="replace"))

    def _headers(self) -> dict[str, str]:
        return {
            "Authorization": f"Bearer {self._token}",
            "Content-Type": "application/json",
            "Idempotency-Key": str(uuid4()),
        }


def body(child: MadeChild) -> dict[str, object]:
    """A concern about somebody already known by another agency, so that matching finds candidates."""
    return {
        "what_happened": "A girl of about eleven was in a van behind the market and would not say who the driver was.",
        "urgency": "today",
        "where": {"text": "Behind the market", "area": "alderby"},
        "subjects": [
            {
                "names": [{"text": child.name, "kind": "known_as"}],
                "born": {"date": child.born.isoformat(), "basis": "child_says"},
                "languages": ["Vietnamese"],
            }
        ],
    }


def _all_at_once(
    send: Callable[[dict[str, object]], None], bodies: Sequence[dict[str, object]]
) -> tuple[float, list[float]]:
    """Seconds for all together, and for each."""

    def timed(concern: dict[str, object]) -> float:
        began = time.perf_counter()
        send(concern)
        return time.perf_counter() - began

    began = time.perf_counter()
    with ThreadPoolExecutor(CLIENTS) as clients:
        each = list(clients.map(timed, bodies))
    return time.perf_counter() - began, each


@contextmanager
def served(folder: Path, say: Say) -> Iterator[tuple[int, int]]:
    """The product's own web server on this ground: its port, and the process that starts the web processes."""
    port = _free_port()
    words = ground.line("serve", "--port", str(port), "--workers", str(PROCESSES))
    server = subprocess.Popen(words, env=ground.environment(folder))  # noqa: S603 (our own command)
    try:
        _wait_for(port, server)
        yield port, server.pid
    finally:
        server.terminate()
        server.wait(_PATIENCE)
        say("bench: the web server has stopped\n")


def _free_port() -> int:
    with socket.socket() as asked:
        asked.bind(("127.0.0.1", 0))
        return int(asked.getsockname()[1])


def _wait_for(port: int, server: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + _PATIENCE
    while time.monotonic() < until and server.poll() is None:
        try:
            connection = http.client.HTTPConnection("127.0.0.1", port, timeout=2)
            connection.request("GET", "/health/live")
            connection.getresponse()
            return
        except OSError:
            time.sleep(0.2)
    raise Refused("no_answer_from_server")


def _bare(admin: Admin, folder: Path, rows: int, concerns: int) -> tuple[float, list[float]]:
    """As many transactions, each of as many rows, into one plain table, over as many connections."""
    baseline.make_plain_table(admin)
    address = admin.info.dsn, admin.info.password
    connections = [psycopg.connect(address[0], password=address[1]) for _ in range(CLIENTS)]
    try:
        return baseline.insert_all(connections, rows, concerns)
    finally:
        for one in connections:
            one.close()
