"""Starting the server's process, also right after a crash."""

import os
import shlex
import time
from pathlib import Path

from cairn.core.postgres import process
from cairn.core.postgres.account import Account
from cairn.core.postgres.binaries import Binaries
from cairn.core.postgres.creation import PostgresError, make_folder
from cairn.core.postgres.server_settings import command_line

PATIENCE = 30.0  # seconds; after a crash the server's dying children hold its lock for a while
_RECOVERY = 600  # seconds for a large database to recover from a crash
_HELD_BY_THE_DYING = ("already exists", "still in use")


def launch(data: Path, socket_dir: Path, log: Path, account: Account, binaries: Binaries) -> None:
    """Start the server of the folder `data` and wait until it accepts connections. Raises PostgresError."""
    _forget_another_process(data)
    make_folder(account, socket_dir)
    _open_log(account, log)
    options = shlex.join(command_line(socket_dir))
    command = (binaries.program("pg_ctl"), "start", "-D", str(data), "-l", str(log), "-o", options)
    last_try = time.monotonic() + PATIENCE
    while True:
        told = log.stat().st_size
        if not account.run((*command, "-w", "-t", str(_RECOVERY)), timeout=_RECOVERY + 10).returncode:
            return
        if time.monotonic() > last_try or not _is_held_by_the_dying(log, told):
            raise PostgresError("postgres_did_not_start", log=log)
        time.sleep(0.2)


def _forget_another_process(data: Path) -> None:
    """Remove the note of a process number that is somebody else's by now; the server would wait for it for ever."""
    number = process.server_process(data)
    if number is not None and process.is_another(number, data):
        (data / "postmaster.pid").unlink()


def _open_log(account: Account, log: Path) -> None:
    os.close(os.open(log, os.O_WRONLY | os.O_CREAT | os.O_NOFOLLOW, 0o600))
    if account.is_lent:
        os.chown(log, account.uid, account.gid, follow_symlinks=False)


def _is_held_by_the_dying(log: Path, told: int) -> bool:
    news = log.read_bytes()[told:].decode(errors="replace")
    return any(words in news for words in _HELD_BY_THE_DYING)
