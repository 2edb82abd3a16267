"""Is that process our server? A number in a file is not enough: after a crash it may be somebody else's by now."""

import os
import subprocess
from pathlib import Path


def server_process(data: Path) -> int | None:
    """The process number that the server of the folder `data` wrote down, whether or not it still lives."""
    try:
        return int((data / "postmaster.pid").read_text(encoding="utf-8").split("\n", 1)[0])
    except (OSError, ValueError):
        return None


def accepts_connections(data: Path) -> bool:
    """Whether the server of the folder `data` has written down that it is ready."""
    try:
        return (data / "postmaster.pid").read_text(encoding="utf-8").rstrip().endswith("\nready")
    except OSError:
        return False


def serves(process: int, data: Path) -> bool:
    """Whether a living process is the server of the folder `data`."""
    return str(data) in _arguments(process)


def is_another(process: int, data: Path) -> bool:
    """Whether a living process is certainly *not* the server of `data`: no PostgreSQL at all, or dead but not buried.

    Silence about its arguments proves nothing, and another PostgreSQL may know the same folder by another path.
    """
    arguments = _arguments(process)
    is_postgres = bool(arguments) and Path(arguments[0]).name.startswith("postgres")
    return (bool(arguments) and not is_postgres and str(data) not in arguments) or _is_unburied(process)


def _is_unburied(process: int) -> bool:
    """Whether a process has ended and its parent has not asked how, which in a container may last for ever."""
    try:
        # The name in brackets may itself hold brackets and spaces; the state comes after the last.
        return Path(f"/proc/{process}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()[0] == "Z"
    except OSError:
        return False


def _arguments(process: int) -> list[str]:
    """The arguments of a living process; empty when there is none, or its arguments are kept from us."""
    if Path("/proc/self/cmdline").exists():
        try:
            return [os.fsdecode(word) for word in Path(f"/proc/{process}/cmdline").read_bytes().split(b"\0") if word]
        except OSError:
            return []
    return _arguments_by_ps(process)


def _arguments_by_ps(process: int) -> list[str]:
    """For systems without /proc. Words are cut at spaces there, so every run of words that could be a path is given."""
    command = ("/bin/ps", "-ww", "-o", "command=", "-p", str(process))
    listing = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603 - a number only
    words = listing.stdout.strip().split(" ")
    return [" ".join(words[start:end]) for start in range(len(words)) for end in range(start + 1, len(words) + 1)]
