"""Running the demonstration: web and worker beside the database, started together and stopped together."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Mapping
from pathlib import Path
from types import FrameType
from urllib.error import URLError
from urllib.request import urlopen

from cairn.core.postgres import cluster_for

_PATIENCE = 20  # seconds that a child has to end what it is doing
_STARTING = 60  # seconds until the web process must answer
_GLANCE = 0.2  # seconds between two looks at the children


def command(*words: str, role: str, data: Path) -> None:
    """Run one `cairn` command to its end in a process of its own, under a database role of its own.

    Raises CalledProcessError when it refuses; it has said why by then.
    """
    subprocess.run(_line(*words), env=_environment(role, data), check=True)  # noqa: S603 (our own command)


def supervise(*, port: int, data: Path, ready: str) -> int:
    """Run web and worker until told to stop or until one of them dies; then stop everything, the database last.

    Prints `ready` on standard error once the web process answers. Returns 0 after an orderly stop, 1 after a death.
    """
    stopping: list[int] = []

    def stop(number: int, frame: FrameType | None) -> None:
        stopping.append(number)

    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, stop)
    children = [
        subprocess.Popen(_line("serve", "--port", str(port)), env=_environment("cairn_app", data)),  # noqa: S603 (our own command)
        subprocess.Popen(_line("worker"), env=_environment("cairn_worker", data)),  # noqa: S603 (our own command)
    ]
    if _answers(port, children, stopping):
        sys.stderr.write(ready)
    while not stopping and all(child.poll() is None for child in children):
        time.sleep(_GLANCE)
    _end(children)
    cluster_for(data).stop()
    return 0 if stopping else 1


def _answers(port: int, children: list[subprocess.Popen[bytes]], stopping: list[int]) -> bool:
    until = time.monotonic() + _STARTING
    while time.monotonic() < until and not stopping and children[0].poll() is None:
        try:
            with urlopen(f"http://127.0.0.1:{port}/health/live", timeout=2):
                return True
        except (URLError, OSError):
            time.sleep(_GLANCE)
    return False


def _end(children: list[subprocess.Popen[bytes]]) -> None:
    for child in children:
        if child.poll() is None:
            child.send_signal(signal.SIGTERM)
    for child in children:
        try:
            child.wait(_PATIENCE)
        except subprocess.TimeoutExpired:
            child.kill()
            child.wait()


def _line(*words: str) -> list[str]:
    return [sys.executable, "-m", "cairn.config.command", *words]


def _environment(role: str, data: Path) -> Mapping[str, str]:
    return {**os.environ, "CAIRN_DATABASE_ROLE": role, "CAIRN_DATA": str(data), "CAIRN_DEMONSTRATION": "1"}
