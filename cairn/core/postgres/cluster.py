"""The built-in PostgreSQL server: one folder of data, one server, started by whoever comes first."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

from psycopg.conninfo import make_conninfo

from cairn.core.errors import Refused
from cairn.core.postgres import passwords, process, roles
from cairn.core.postgres.account import Account, account_for
from cairn.core.postgres.address import Address
from cairn.core.postgres.binaries import MAJOR, Binaries, find_binaries
from cairn.core.postgres.creation import ADMIN, PostgresError, create
from cairn.core.postgres.launching import launch
from cairn.core.postgres.preparation import prepare_server
from cairn.core.postgres.roles import DATABASE

SOCKET_PATH_LIMIT = 100  # bytes; the system's own limit is 103 to 107
# A comma parts two hosts for libpq; the rest mean something to the shell through which pg_ctl starts the server.
_ODD = frozenset(',"$`\\\n\r')


class Cluster:
    """One built-in server and its data folder. Making one starts nothing and touches no file."""

    def __init__(self, data_dir: Path) -> None:
        # One spelling for all, because a server is recognised by the folder on its command line.
        self.data_dir = data_dir.resolve()
        self.data = self.data_dir / f"pg{MAJOR}"
        self.socket_dir = self.data_dir / "run"
        self.log = self.data_dir / "pg.log"
        self._secrets = self.data_dir / "pg-secrets.json"
        self._prepared = self.data_dir / "pg-roles"

    def start(self) -> "Cluster":
        """Start the server unless it runs already; make it first where there is none. Any process may call this.

        Refuses a path that no socket can have, the data of another user or of another PostgreSQL, a folder open to
        everybody or beyond the server's reach. Raises PostgresError when the server will not start.
        """
        if self._is_ready():
            return self
        self._refuse_path()
        self._make_data_dir()
        self._refuse_other_major()
        with self._lock():
            if not self._is_ready():
                self._start()
        return self

    def stop(self, patience: int = 60) -> None:
        """Stop the server, ending its connections; nothing happens when it is not running.

        A server that has not ended its work after `patience` seconds is cut off, and recovers at its next start.
        """
        if not self.running():
            return
        with self._lock():
            account = account_for(self.data_dir)
            command = (find_binaries(account, self.data_dir).program("pg_ctl"), "stop", "-D", str(self.data), "-w")
            # PostgreSQL 18 can hang when asked to stop in the middle of recovering from a crash.
            for manner in ("fast", "immediate"):
                account.run((*command, "-m", manner, "-t", str(patience)), timeout=patience + 10)
                if not self.running():
                    return
            raise PostgresError("postgres_did_not_stop", log=self.log)

    def running(self) -> bool:
        """Whether the server of this folder lives."""
        number = process.server_process(self.data)
        return number is not None and process.serves(number, self.data)

    def address(self, role: str, database: str = DATABASE) -> Address:
        """How to reach the server as one of its roles (`cairn_owner`, `cairn_app`, …, or `postgres`)."""
        try:
            password = passwords.read_passwords(self._secrets)[role]
        except FileNotFoundError:
            raise Refused("passwords_missing", path=self._secrets) from None
        except PermissionError:
            raise Refused("data_of_another_user", path=self.data_dir) from None
        return Address(host=str(self.socket_dir), database=database, user=role, password=password)

    def dsn(self, role: str, database: str = DATABASE) -> str:
        """The same as a libpq connection string. It holds the password."""
        return make_conninfo(**self.address(role, database).keywords())

    def url(self, role: str, database: str = DATABASE) -> str:
        """The same as a DATABASE_URL. It holds the password."""
        return self.address(role, database).url()

    def _is_ready(self) -> bool:
        return self.running() and process.accepts_connections(self.data) and self._is_prepared()

    def _is_prepared(self) -> bool:
        try:
            return self._prepared.read_text(encoding="utf-8") == roles.fingerprint()
        except OSError:
            return False

    def _start(self) -> None:
        account = account_for(self.data_dir)
        if obstacle := account.obstacle(self.data_dir):
            raise Refused("data_unreachable", path=obstacle, user=account.name)
        binaries = find_binaries(account, self.data_dir)
        if not self.data.exists():
            self._create(account, binaries)
        if not self.running():
            launch(self.data, self.socket_dir, self.log, account, binaries)
        self._prepare()

    def _refuse_path(self) -> None:
        if odd := sorted(set(str(self.data_dir)) & _ODD):
            raise Refused("data_path_odd", characters=" ".join(odd))
        length = len(os.fsencode(self.socket_dir / ".s.PGSQL.5432"))
        if length > SOCKET_PATH_LIMIT:
            raise Refused("socket_path_too_long", length=length, limit=SOCKET_PATH_LIMIT)

    def _make_data_dir(self) -> None:
        """Make the folder for its owner alone; root's lets the server's user pass, and shows it nothing."""
        passable = 0o711 if os.geteuid() == 0 else 0o700
        try:
            if not self.data_dir.exists():
                self.data_dir.mkdir(parents=True, exist_ok=True)
                self.data_dir.chmod(passable)
            found = self.data_dir.stat()
        except PermissionError:
            raise Refused("data_of_another_user", path=self.data_dir) from None
        if found.st_mode & 0o002:
            raise Refused("data_open_to_everyone", path=self.data_dir)
        if os.geteuid() == 0 and found.st_uid == 0 and not found.st_mode & 0o001:
            self.data_dir.chmod(passable)
        account_for(self.data_dir)

    def _refuse_other_major(self) -> None:
        found = {}
        for folder in self.data_dir.glob("pg[0-9]*"):
            try:
                found[folder] = (folder / "PG_VERSION").read_text(encoding="utf-8").strip()
            except (FileNotFoundError, NotADirectoryError):
                continue
        here = found.get(self.data) or next(iter(found.values()), str(MAJOR))
        if here != str(MAJOR):
            raise Refused("other_postgres_major", found=here, needed=MAJOR)

    @contextmanager
    def _lock(self) -> Iterator[None]:
        """One starter or stopper at a time, across all processes. The lock dies with its process."""
        descriptor = os.open(self.data_dir / "launch.lock", os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW, 0o600)
        try:
            self._hand_to_keeper(descriptor)
            fcntl.flock(descriptor, fcntl.LOCK_EX)
            yield
        finally:
            os.close(descriptor)

    def _hand_to_keeper(self, descriptor: int) -> None:
        if os.geteuid() == 0:
            keeper = self.data_dir.stat()
            os.fchown(descriptor, keeper.st_uid, keeper.st_gid)

    def _create(self, account: Account, binaries: Binaries) -> None:
        secrets = passwords.make_passwords(self._secrets, (ADMIN, *roles.LOGINS))
        # A note left by data that somebody has since removed says nothing about the new.
        self._prepared.unlink(missing_ok=True)
        create(self.data, account, binaries, secrets[ADMIN])

    def _prepare(self) -> None:
        """Make roles and database unless this version of Cairn has done so already, and note that it has."""
        if self._is_prepared():
            return
        admin = self.address(ADMIN, "postgres").keywords()
        known = passwords.make_passwords(self._secrets, (ADMIN, *roles.LOGINS))
        logins = {role: known[role] for role in roles.LOGINS}
        prepare_server(admin, passwords=logins, may_create_databases=True)
        self._prepared.unlink(missing_ok=True)
        passwords.write_private(self._prepared, roles.fingerprint(), owner=self.data_dir.stat())


@cache
def cluster_for(data_dir: Path) -> Cluster:
    """The one Cluster of a data folder in this process."""
    return Cluster(data_dir)
