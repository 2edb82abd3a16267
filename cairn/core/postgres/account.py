"""Which user of the machine the database runs as. PostgreSQL refuses to run as root, so root lends it another."""

import os
import pwd
import shutil
import stat
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from cairn.core.errors import Refused

DEDICATED = "cairnpg"
FALLBACKS = ("postgres", "nobody")


@dataclass(frozen=True, slots=True)
class Account:
    """A user of the machine, and whether commands must change to it first (only root can)."""

    name: str
    uid: int
    gid: int
    is_lent: bool

    def run(self, command: Sequence[str], *, timeout: float) -> subprocess.CompletedProcess[str]:
        """Run a command as this user, with nothing of our environment and away from our folder; seconds to wait."""
        return subprocess.run(  # noqa: S603 - our own commands, never a shell
            command,
            capture_output=True,
            text=True,
            check=False,
            timeout=timeout,
            cwd="/",
            env={"PATH": os.defpath, "LC_ALL": "C"},
            stdin=subprocess.DEVNULL,
            umask=0o077,
            user=self.uid if self.is_lent else None,
            group=self.gid if self.is_lent else None,
            extra_groups=[] if self.is_lent else None,
        )

    def obstacle(self, folder: Path) -> Path | None:
        """The outermost folder on the way to `folder` that this user may not enter. Access lists are not looked at."""
        way = (*reversed(folder.parents), folder)
        return next((step for step in way if not self._may_pass(step.stat())), None)

    def _may_pass(self, found: os.stat_result) -> bool:
        if found.st_uid == self.uid:
            return bool(found.st_mode & stat.S_IXUSR)
        if found.st_gid == self.gid:
            return bool(found.st_mode & stat.S_IXGRP)
        return bool(found.st_mode & stat.S_IXOTH)


def account_for(folder: Path) -> Account:
    """The user who runs the database kept in `folder` (which exists).

    An ordinary user runs their own. Root runs it as the folder's owner, and in a folder of root's own as a system user
    made for it. Refuses an ordinary user the folder of another (data_of_another_user).
    """
    owner = folder.stat().st_uid
    if os.geteuid() != 0:
        if owner != os.geteuid():
            raise Refused("data_of_another_user", path=folder)
        return Account(name=str(owner), uid=owner, gid=os.getegid(), is_lent=False)
    return _lent(pwd.getpwuid(owner)) if owner != 0 else _lent(_system_user())


def _lent(entry: pwd.struct_passwd) -> Account:
    return Account(name=entry.pw_name, uid=entry.pw_uid, gid=entry.pw_gid, is_lent=True)


def _system_user() -> pwd.struct_passwd:
    if not _known(DEDICATED) and (useradd := shutil.which("useradd", path="/usr/sbin:/sbin:/usr/bin:/bin")):
        options = ("--system", "--user-group", "--no-create-home", "--home-dir", "/nonexistent")
        command = (useradd, *options, "--shell", "/usr/sbin/nologin", DEDICATED)
        # Its failure is not ours: another process may have been quicker, and there are fallbacks.
        subprocess.run(command, capture_output=True, check=False)  # noqa: S603 - fixed words only
    for name in (DEDICATED, *FALLBACKS):
        if entry := _known(name):
            return entry
    raise Refused("data_of_another_user", path=DEDICATED)


def _known(name: str) -> pwd.struct_passwd | None:
    try:
        return pwd.getpwnam(name)
    except KeyError:
        return None
