"""The witness: a file outside the database that holds the head of every seal. Without it, deleting the newest seals
together with their events would leave a ledger that looks whole."""

import fcntl
import os
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings

_DIGEST = 64
_PARTS = 4


@dataclass(frozen=True, slots=True)
class Head:
    """A seal as the witness holds it: number, digest in hexadecimal, time in ISO 8601, how many events."""

    number: int
    digest: str
    sealed_at: str
    count: int

    def __str__(self) -> str:
        return f"{self.number} {self.digest} {self.sealed_at} {self.count}"


class Unreadable(ValueError):
    """A line of the file is no head. `line` counts from 1."""

    def __init__(self, line: int) -> None:
        self.line = line
        super().__init__(f"line {line}")


def place() -> Path:
    """The file: CAIRN_SEAL_FILE, which may lie on a mounted disk of another machine; else beside the keys."""
    given = settings.CAIRN_SEAL_FILE
    return Path(given) if given else Path(settings.DATA) / "seals.log"


def read() -> tuple[Head, ...]:
    """Every head in the file, in its order; none when there is no file. Raises Unreadable."""
    try:
        text = place().read_text(encoding="ascii", errors="replace")
    except FileNotFoundError:
        return ()
    return heads_in(text)


def heads_in(text: str) -> tuple[Head, ...]:
    """The heads in a copy that somebody kept; lines that begin with # are for people. Raises Unreadable."""
    lines = enumerate(text.splitlines(), start=1)
    return tuple(_head(number, line) for number, line in lines if not line.startswith("#"))


def newest() -> int:
    """The highest number in the file; 0 when there is none. Raises Unreadable."""
    return max((head.number for head in read()), default=0)


def append(heads: Iterable[Head]) -> None:
    """Add heads that the file does not hold yet, and wait until they are on the disk."""
    added = tuple(heads)
    if not added:
        return
    place().parent.mkdir(parents=True, exist_ok=True)
    descriptor = os.open(place(), os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    with os.fdopen(descriptor, "w", encoding="ascii") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        # Another sealer may have been here while we waited.
        known = newest()
        file.writelines(f"{head}\n" for head in added if head.number > known)
        file.flush()
        os.fsync(file.fileno())


def _head(number: int, line: str) -> Head:
    parts = line.split(" ")
    if len(parts) != _PARTS or len(parts[1]) != _DIGEST or not (parts[0].isdecimal() and parts[3].isdecimal()):
        raise Unreadable(number)
    return Head(int(parts[0]), parts[1], parts[2], int(parts[3]))
