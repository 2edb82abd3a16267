"""A real ClamAV daemon with one signature of our own, on a socket of its own, for as long as the tests run."""

import os
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

_PATIENCE = 30
_CONFIG = """
LocalSocket {folder}/socket
DatabaseDirectory {folder}/signatures
Foreground yes
StreamMaxLength 2M
"""


def program() -> str:
    """Where the daemon is. Where the suite decides about a change it must be there; elsewhere its tests are skipped."""
    found = shutil.which("clamd", path=f"{os.environ.get('PATH', '')}:/usr/sbin:/usr/local/sbin")
    if found:
        return found
    missing = "clamd is not installed: NOTHING ABOUT SCANNING FILES WAS TESTED (Debian: apt-get install clamav-daemon)"
    if "true" in (os.environ.get("CI"), os.environ.get("CAIRN_CI")):
        pytest.fail(missing)
    pytest.skip(missing)


@contextmanager
def running(harm: bytes) -> Iterator[str]:
    """The daemon's socket; whatever holds these bytes is harmful to it."""
    started = program()
    # Not below pytest's own folder: the path of a socket may have no more than 107 characters.
    folder = Path(tempfile.mkdtemp(prefix="clamd-"))
    try:
        (folder / "signatures").mkdir()
        (folder / "signatures" / "own.ndb").write_text(f"Cairn.Test:0:*:{harm.hex()}\n")
        (folder / "clamd.conf").write_text(_CONFIG.format(folder=folder))
        with (folder / "log").open("wb") as log:
            daemon = subprocess.Popen([started, "-c", folder / "clamd.conf"], stdout=log, stderr=log)
        try:
            _wait_for(folder / "socket", daemon, folder / "log")
            yield str(folder / "socket")
        finally:
            daemon.kill()
            daemon.wait()
    finally:
        shutil.rmtree(folder)


def _wait_for(path: Path, daemon: subprocess.Popen[bytes], log: Path) -> None:
    until = time.monotonic() + _PATIENCE
    while time.monotonic() < until and daemon.poll() is None:
        try:
            with socket.socket(socket.AF_UNIX) as asking:
                asking.connect(str(path))
                asking.sendall(b"zPING\0")
                if asking.recv(16).startswith(b"PONG"):
                    return
        except OSError:
            time.sleep(0.05)
    pytest.fail(f"clamd did not start: {log.read_text()}")
