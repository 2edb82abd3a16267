"""A search as an agency's system asks it: eight clients, so many requests a second whatever the answers take."""

import http.client
import json
import time
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, Final

from cairn.access.actor import job
from cairn.access.permissions import Permission
from cairn.bench.rules.figures import percentile
from cairn.bench.rules.partnership import Desk
from cairn.bench.rules.population.asking import Question
from cairn.bench.rules.population.saying import Said
from cairn.bench.verbs import ground
from cairn.bench.verbs.intake import PROCESSES, served
from cairn.core.errors import Refused
from cairn.partnership.models import Agency
from cairn.partnership.verbs import create_token

Say = Callable[[str], object]
CLIENTS: Final = 8
A_SECOND: Final = 40
_SECONDS: Final = 30
_WARMING: Final = 160
_PATIENCE: Final = 60  # seconds until an answer
_PATH = "/api/v1/children/search"
_OK = 200


def measure_requests(desk: Desk, asked: Sequence[Question], say: Say) -> dict[str, object]:
    """Milliseconds of a whole request with two web processes, counted from when it was due, and their memory."""
    agency = Agency.objects.get(pk=desk.agency_id)
    made = create_token(agency=agency, name="bench", scopes=[Permission.CHILD_SEARCH.value], by=job("measure matching"))
    bodies = [body(question.fragment.said) for question in asked]
    bodies = (bodies * (1 + (_WARMING + A_SECOND * _SECONDS) // len(bodies)))[: _WARMING + A_SECOND * _SECONDS]
    with served(ground.here(), say) as (port, process):
        caller = Caller(port, made.secret)
        began = time.perf_counter()
        with ThreadPoolExecutor(CLIENTS) as clients:
            list(clients.map(caller.ask, bodies[:_WARMING]))
        warmed = time.perf_counter() - began
        say(f"bench: {A_SECOND} requests a second by {CLIENTS} clients for {_SECONDS} s\n")
        began = time.perf_counter()
        seconds = _open_loop(caller, bodies[_WARMING:])
        whole = time.perf_counter() - began
        memory = {str(number): memory_mb(number) for number in (process, *children_of(process))}
    told = {f"p{percent}_ms": round(1000 * percentile(seconds, percent), 1) for percent in (50, 95, 99, 100)}
    return {
        "clients": CLIENTS,
        "a_second": A_SECOND,
        "web_processes": PROCESSES,
        "requests": len(seconds),
        "answered_a_second": round(len(seconds) / whole, 1),  # far below `a_second`, the machine was too busy
        **told,
        "warm_up": {"requests": _WARMING, "seconds": round(warmed, 1)},
        "memory_mb": sorted(memory.values()),
    }


class Caller:
    """An agency's system: a new connection for each request."""

    def __init__(self, port: int, token: str) -> None:
        self._port = port
        self._headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/json"}

    def ask(self, asked: dict[str, Any]) -> None:
        """One search. Refuses any answer but 200 (`bench_page_failed`)."""
        connection = http.client.HTTPConnection("127.0.0.1", self._port, timeout=_PATIENCE)
        try:
            connection.request("POST", _PATH, json.dumps(asked), self._headers)
            answer = connection.getresponse()
            answer.read()
        finally:
            connection.close()
        if answer.status != _OK:
            raise Refused("bench_page_failed", page=_PATH, status=answer.status)


def body(said: Iterable[Said]) -> dict[str, Any]:
    """What was said of somebody, as the API takes it."""
    asked: dict[str, Any] = {}
    for kind, text, detail, earliest, latest in said:
        if kind == "birth" and earliest is not None and latest is not None:
            asked["born"] = _born(detail["precision"], earliest.isoformat(), text)
        elif kind == "name":
            asked.setdefault("names", []).append({"text": text, "kind": detail["kind"]})
        elif kind == "identifier":
            asked.setdefault("identifiers", []).append({"scheme": detail["scheme"], "value": text})
        elif kind in ("sex", "school"):
            asked[kind] = text
        else:
            asked.setdefault(_SEVERAL[kind], []).append(text)
    return asked


_SEVERAL = {"nationality": "nationalities", "address": "addresses", "phone": "phones"}


def _born(precision: str, earliest: str, text: str) -> dict[str, Any]:
    if precision == "date":
        return {"date": earliest}
    if precision == "year":
        return {"year": int(text)}
    youngest, oldest = text.split("–")
    return {"age_from": int(youngest), "age_to": int(oldest)}


def _open_loop(caller: Caller, bodies: Sequence[dict[str, Any]]) -> list[float]:
    """Each request is due at its own moment, whether or not those before it are answered."""
    start = time.perf_counter() + 1

    def asked(numbered: tuple[int, dict[str, Any]]) -> float:
        number, one = numbered
        due = start + number / A_SECOND
        time.sleep(max(due - time.perf_counter(), 0))
        caller.ask(one)
        return time.perf_counter() - due

    with ThreadPoolExecutor(CLIENTS) as clients:
        return list(clients.map(asked, enumerate(bodies)))


def children_of(process: int) -> list[int]:
    """The web processes under the one that started them."""
    told = Path(f"/proc/{process}/task/{process}/children")
    return [int(number) for number in told.read_text().split()] if told.exists() else []


def memory_mb(process: int) -> float:
    """Resident memory in megabytes; 0 where the system does not tell."""
    told = Path(f"/proc/{process}/status")
    lines = told.read_text().splitlines() if told.exists() else []
    return next((round(int(line.split()[1]) / 1000, 1) for line in lines if line.startswith("VmRSS:")), 0.0)
