"""The passwords of the built-in database: random, made once, in a file that only its owner may read."""

import json
import os
import secrets
from collections.abc import Iterable
from pathlib import Path


def read_passwords(path: Path) -> dict[str, str]:
    """Password by database role. Raises FileNotFoundError before the first start."""
    passwords: dict[str, str] = json.loads(path.read_text(encoding="utf-8"))
    return passwords


def make_passwords(path: Path, roles: Iterable[str]) -> dict[str, str]:
    """The stored passwords, with a new one of 256 random bits for each role that has none yet."""
    known = read_passwords(path) if path.exists() else {}
    wanted = {role: known.get(role) or secrets.token_urlsafe(32) for role in roles}
    if wanted != known:
        unfinished = path.with_name(f"{path.name}.new")
        unfinished.unlink(missing_ok=True)
        write_private(unfinished, json.dumps(wanted, indent=1), owner=path.parent.stat())
        unfinished.replace(path)
    return wanted


def write_private(path: Path, text: str, *, owner: os.stat_result | None = None) -> None:
    """Write a new file that only its owner may read, and that is on the disk before we go on."""
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        if owner and os.geteuid() == 0:
            os.fchown(file.fileno(), owner.st_uid, owner.st_gid)
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
