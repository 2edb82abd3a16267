"""The installation's signing key: from the environment, or made once and kept beside the data."""

import os
import secrets
from pathlib import Path


def secret_key(data: Path) -> str:
    """The key with which Django signs. CAIRN_SECRET_KEY wins; else a file made at first need."""
    given = os.environ.get("CAIRN_SECRET_KEY")
    if given:
        return given
    kept = data / "secret-key"
    if not kept.exists():
        data.mkdir(mode=0o711, parents=True, exist_ok=True)
        _make(kept)
    return kept.read_text(encoding="ascii").strip()


def _make(kept: Path) -> None:
    try:
        handle = os.open(kept, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:  # another process was first; its key is as good
        return
    with os.fdopen(handle, "w") as file:
        file.write(secrets.token_urlsafe(50))
