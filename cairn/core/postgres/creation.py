"""Making the data of a built-in server for the first time: complete, or not at all."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from cairn.core.errors import CairnError
from cairn.core.postgres.account import Account
from cairn.core.postgres.binaries import Binaries
from cairn.core.postgres.passwords import write_private

ADMIN = "postgres"
# The first that this machine knows: text search asks it which characters are letters.
_CHARACTER_TYPES = ("C.UTF-8", "en_GB.UTF-8", "en_US.UTF-8", "C")
_OPTIONS = (
    *("--auth=scram-sha-256", f"--username={ADMIN}", "--data-checksums", "--encoding=UTF8"),
    # Sorting and upper case are the same on every machine, whatever its own language files say.
    *("--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"),
    # So that even a start by hand, past this launcher, opens no door.
    *("-c", "listen_addresses=", "-c", "unix_socket_permissions=0700"),
)


class PostgresError(CairnError):
    """One of the server's programs failed, for reasons that are in its log or its last words."""

    code = "postgres_did_not_start"


def create(data: Path, account: Account, binaries: Binaries, password: str) -> None:
    """Make the server's data in the new folder `data`, with the administrator's password. Raises PostgresError.

    What a crash leaves half-made is thrown away by the next call.
    """
    unfinished = data.with_name(f"{data.name}.new")
    with _readable_by(account, data.with_name("pg-password.new"), password) as password_file:
        command = (binaries.program("initdb"), *_OPTIONS, f"--pwfile={password_file}", "-D", str(unfinished))
        reason = ""
        for character_type in _CHARACTER_TYPES:
            _empty_folder(account, unfinished)
            done = account.run((*command, f"--lc-ctype={character_type}"), timeout=300)
            if not done.returncode:
                unfinished.rename(data)
                return
            reason = done.stderr.strip()
            if "locale" not in reason:
                break
    raise PostgresError("postgres_not_created", reason=reason)


@contextmanager
def _readable_by(account: Account, path: Path, text: str) -> Iterator[Path]:
    path.unlink(missing_ok=True)
    write_private(path, text)
    try:
        if account.is_lent:
            os.chown(path, account.uid, account.gid, follow_symlinks=False)
        yield path
    finally:
        path.unlink()


def _empty_folder(account: Account, path: Path) -> None:
    shutil.rmtree(path, ignore_errors=True)
    make_folder(account, path)


def make_folder(account: Account, path: Path) -> None:
    """A folder that only the server's user may enter."""
    path.mkdir(mode=0o700, exist_ok=True)
    if account.is_lent:
        os.chown(path, account.uid, account.gid, follow_symlinks=False)
