"""Asking ClamAV's daemon whether a file is harmful, over the socket that CAIRN_CLAMD names.

Whatever goes wrong means "not checked", never "clean": no socket, no answer, too slow, too large, an answer that makes
no sense.
"""

import socket
from collections.abc import Iterable
from enum import StrEnum

from django.conf import settings

_PATIENCE = 20.0  # seconds for each step; 25 MB take about one
_CHUNK = 65_536
_LONGEST_ANSWER = 4096
_CLEAN, _HARMFUL = b"stream: OK", b" FOUND"


class Verdict(StrEnum):
    """What came of asking; the last three are ways of not knowing."""

    CLEAN = "clean"
    HARMFUL = "harmful"
    NO_SCANNER = "no_scanner"
    NO_ANSWER = "no_answer"
    REFUSED = "refused"


def is_set_up() -> bool:
    """Whether this installation names a scanner at all."""
    return bool(settings.CAIRN_CLAMD)


def verdict_on(chunks: Iterable[bytes]) -> Verdict:
    """Let the daemon look at a file. Never raises for anything the daemon does or leaves undone."""
    if not is_set_up():
        return Verdict.NO_SCANNER
    try:
        with socket.socket(socket.AF_UNIX) as daemon:
            daemon.settimeout(_PATIENCE)
            daemon.connect(settings.CAIRN_CLAMD)
            return _understood(_asked(daemon, chunks))
    except OSError:
        return Verdict.NO_ANSWER


def _asked(daemon: socket.socket, chunks: Iterable[bytes]) -> bytes:
    try:
        daemon.sendall(b"zINSTREAM\0")
        for chunk in chunks:
            for start in range(0, len(chunk), _CHUNK):
                part = chunk[start : start + _CHUNK]
                daemon.sendall(len(part).to_bytes(4, "big") + part)
        daemon.sendall(bytes(4))
    except (BrokenPipeError, ConnectionResetError):
        pass  # it has had enough; what it says about that may still be read
    return _answer(daemon)


def _answer(daemon: socket.socket) -> bytes:
    said = b""
    while not said.endswith(b"\0") and len(said) < _LONGEST_ANSWER:
        more = daemon.recv(_LONGEST_ANSWER)
        if not more:
            break
        said += more
    return said.rstrip(b"\0")


def _understood(said: bytes) -> Verdict:
    if said == _CLEAN:
        return Verdict.CLEAN
    if said.endswith(_HARMFUL):
        return Verdict.HARMFUL
    return Verdict.REFUSED if said else Verdict.NO_ANSWER
