"""Cairn as people meet it: `cairn serve` in a process of its own, on a database of its own, in demonstration mode."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

from django.conf import settings
from django.db import transaction

from cairn.core.postgres import APP
from cairn.partnership.kinds import Mark
from cairn.partnership.models import Practitioner
from cairn.partnership.verbs import mark_installation
from tests.builders import Northmoor, northmoor
from tests.conftest import Databases, leave

STARTS_WITHIN = 60.0
# The demonstration's door offers the people it knows by address: who of these tests stands for whom.
DOOR = {
    **{"amara": "amara.okafor", "bilal": "bilal.hussain", "chidi": "chidi.nwosu", "gwen": "gwen.atherton"},
    **{"efa": "efa.llwyd", "farid": "farid.rahimi", "dana": "dana.kowalczyk", "fatima": "hana.suzuki"},
    **{"petra": "ottilie.brand", "pavel": "cornelius.vane"},
}


class Site:
    """One running installation. `environment` is what its process is told, `log` where it writes."""

    def __init__(self, url: str, folder: Path) -> None:
        self.port = free_port()
        self.address = f"http://127.0.0.1:{self.port}"
        self.log = folder / f"site-{self.port}.log"
        self.environment = {
            **{name: value for name, value in os.environ.items() if not name.startswith("CAIRN_")},
            "DATABASE_URL": url,
            "CAIRN_DATA": str(settings.DATA),
            "CAIRN_SECRET_KEY": settings.SECRET_KEY,
            "CAIRN_DEMONSTRATION": "1",
        }
        self.process: subprocess.Popen[bytes] | None = None

    def start(self, *, workers: int = 1, threads: int = 4) -> "Site":
        """Start it and wait until it answers."""
        words = ["serve", "--port", str(self.port), "--workers", str(workers), "--threads", str(threads)]
        with self.log.open("ab") as log:
            command = [sys.executable, "-m", "cairn.config.command", *words]
            self.process = subprocess.Popen(command, env=self.environment, stdout=log, stderr=log)
        until = time.monotonic() + STARTS_WITHIN
        while time.monotonic() < until and self.process.poll() is None:
            if self.is_up():
                return self
            time.sleep(0.1)
        raise AssertionError(self.log.read_text())

    def is_up(self) -> bool:
        """Whether a web process answers."""
        try:
            with urlopen(f"{self.address}/health/live", timeout=2):  # noqa: S310 (our own address)
                return True
        except (URLError, OSError):
            return False

    def stop(self) -> None:
        """Stop it as a deployment does; kill it when that is not heard."""
        if self.process is None or self.process.poll() is not None:
            return
        self.process.terminate()
        try:
            self.process.wait(25)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()


def free_port() -> int:
    """A port that nobody listens on at this moment."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def partnership() -> Northmoor:
    """Northmoor in a database marked as a demonstration, its cast at the door."""
    with transaction.atomic():
        mark_installation(Mark.DEMONSTRATION)
        place = northmoor()
        for name, known_as in DOOR.items():
            person = Practitioner.objects.filter(pk=place.practitioner(name).pk)
            person.update(email=f"{known_as}@northmoor.example")
    return place


@contextmanager
def own_database(databases: Databases) -> Iterator[str]:
    """A clone that this process and a site share; dropped at the end whoever still holds it."""
    from django.db import connection

    before = connection.settings_dict["NAME"]
    name = databases.clone()
    databases.use(name)
    try:
        yield name
    finally:
        leave()
        databases.use(before)
        databases.drop(name)


@contextmanager
def served(databases: Databases, name: str, *, workers: int = 1) -> Iterator[Site]:
    """A site on a database, stopped at the end."""
    site = Site(databases.url(APP, name), Path(settings.DATA))
    try:
        yield site.start(workers=workers)
    finally:
        site.stop()
