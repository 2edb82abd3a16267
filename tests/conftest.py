"""One PostgreSQL server for the whole run, one migrated template, one clone of it for each process that tests.

The built-in server starts at the first test that needs it; DATABASE_URL names another one, where CI runs PostgreSQL 15.
Tests act as the application's own role, so that a missing grant or policy fails here and not in production.
"""

import fcntl
import os
import secrets
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import psycopg
import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import connection, transaction
from hypothesis import settings as trying
from psycopg import sql
from psycopg.conninfo import make_conninfo

from cairn.core.postgres import APP, OWNER, WORKER, Address, cluster_for, parse, prepare_database, prepare_server
from cairn.core.postgres.passwords import make_passwords, read_passwords

if TYPE_CHECKING:
    from tests.builders import Northmoor

_RUN = "CAIRN_TEST_RUN"
# Timings decide no test: what is slow beside other work is not wrong.
trying.register_profile("cairn", deadline=None)
trying.load_profile("cairn")
# How an installation speaks to its database: statements bound and prepared by the server.
_AS_SERVED = {"server_side_binding": True, "prepare_threshold": 2}


class Databases:
    """The databases of one run. `folder` is the run's own, shared by all its processes."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.template = f"cairn_{folder.name[-8:]}".lower()

    def address(self, role: str = OWNER, database: str = "postgres") -> Address:
        """How to reach a database: as the role, or on another's server as whoever may become it."""
        if not (url := os.environ.get("DATABASE_URL")):
            return cluster_for(self.folder).start().address(role, database)
        given = replace(parse(url), database=database)
        kept = self.folder / "passwords"
        return replace(given, user=role, password=read_passwords(kept)[role]) if kept.exists() else given

    def url(self, role: str, database: str) -> str:
        """A DATABASE_URL for a process of its own, such as a web server under test."""
        address = self.address(role, database)
        if address.user != role:
            pytest.skip("the given server had its roles before, and their passwords are not ours to change")
        return address.url()

    def clone(self) -> str:
        """A new database with every table and no row; returns its name."""
        self._make_template()
        name = f"{self.template}_{secrets.token_hex(4)}"
        self._run("create database {} template {}", name, self.template)
        return name

    def drop(self, name: str) -> None:
        """Throw a clone away, whoever may still be connected to it."""
        try:
            self._run("drop database {} with (force)", name)
        except psycopg.errors.InsufficientPrivilege:  # the server is vacuuming it: a plain drop makes it stop
            self._run("drop database {}", name)

    def use(self, name: str, role: str = APP) -> None:
        """From now on Django talks to this database, as this role."""
        leave()
        address = self.address(OWNER, name)
        # Without the pool: Django cannot assume a role on a pooled connection (it asks for a second to quote the name).
        connection.settings_dict.update(
            address.django(), OPTIONS={**address.settings, **_AS_SERVED, "assume_role": role}
        )

    def end(self) -> None:
        """Stop the built-in server; on another's, remove the template."""
        if not os.environ.get("DATABASE_URL"):
            cluster_for(self.folder).stop()
        elif (self.folder / "template").exists():
            self.drop(self.template)
        shutil.rmtree(self.folder, ignore_errors=True)

    def _run(self, statement: str, *names: str) -> None:
        with psycopg.connect(_line(self.address()), autocommit=True) as own:
            own.execute(sql.SQL("set role {}").format(sql.Identifier(OWNER)))
            own.execute(sql.SQL(statement).format(*map(sql.Identifier, names)))

    def _make_template(self) -> None:
        """The first process makes it while the others wait."""
        with (self.folder / "template.lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            if (self.folder / "template").exists():
                return
            self._prepare_given_server()
            self._run("create database {}", self.template)
            with psycopg.connect(_line(self.address(OWNER, self.template))) as own:
                prepare_database(own)
            self.use(self.template, OWNER)
            call_command("migrate", verbosity=0)
            leave()
            (self.folder / "template").touch()

    def _prepare_given_server(self) -> None:
        url = os.environ.get("DATABASE_URL")
        if not url:
            return
        with psycopg.connect(_line(parse(url))) as own:
            is_fresh = own.execute("select to_regrole(%s) is null", [APP]).fetchone() == (True,)
        kept = self.folder / "passwords.new"
        passwords = make_passwords(kept, (OWNER, APP, WORKER)) if is_fresh else None
        prepare_server(url, passwords=passwords, may_create_databases=True)
        if is_fresh:
            kept.rename(self.folder / "passwords")


def _line(address: Address) -> str:
    return make_conninfo(**address.keywords())


def leave() -> None:
    """Close what this thread and the refusals hold open, so that a database can be cloned or dropped."""
    connection.close()
    close_refusals()


def close_refusals() -> None:
    """Close the connections on which refusals are written, if any refusal was."""
    if denials := sys.modules.get("cairn.ledger.verbs.denials"):
        denials.close_denials()


def pytest_configure(config: pytest.Config) -> None:
    """Give the run a folder, inherited by every process; nothing may reach a real installation's data from here on."""
    if not settings.configured:  # pure tests run without Django as well: pytest -p no:django
        return
    if _RUN not in os.environ:
        os.environ[_RUN] = os.environ["CAIRN_DATA"] = tempfile.mkdtemp(prefix="cairn-")
        config.add_cleanup(_end)
    folder = Path(os.environ[_RUN])
    settings.DATA = folder
    settings.CAIRN_SEAL_FILE = folder / f"seals-{os.getpid()}.log"
    settings.CAIRN_GUARD_RAISES = True
    connection.settings_dict.update(EMBEDDED_DATA="", HOST=str(folder), NAME="no_database_asked_for", OPTIONS={})


def pytest_make_parametrize_id(val: object) -> str | None:
    """A file made for a test is named by its size: an archive holds the time, and each process would name it anew."""
    return f"{len(val)} bytes" if isinstance(val, bytes) else None


def _end() -> None:
    Databases(Path(os.environ.pop(_RUN))).end()


@pytest.fixture(scope="session")
def databases() -> Databases:
    """The databases of this run, for tests that need one of their own or a process beside them."""
    return Databases(Path(os.environ[_RUN]))


@pytest.fixture(scope="session")
def django_db_setup(django_test_environment, django_db_blocker, databases) -> Iterator[None]:
    """A clone for this process. Stands in for pytest-django's own, which knows nothing of roles and templates."""
    with django_db_blocker.unblock():
        name = databases.clone()
        databases.use(name)
    yield
    with django_db_blocker.unblock():
        leave()
        databases.drop(name)


@pytest.fixture
def own_database(django_db_setup, django_db_blocker, databases) -> Iterator[str]:
    """A database for one test that really commits. Never together with `db`; nothing is flushed, all is dropped."""
    assert not connection.in_atomic_block, "a test has either `db` or a database of its own"
    before = connection.settings_dict["NAME"]
    with django_db_blocker.unblock():
        name = databases.clone()
        databases.use(name)
        yield name
        databases.use(before)
        databases.drop(name)


@pytest.fixture(autouse=True)
def _refusals_closed() -> Iterator[None]:
    """The connections on which refusals are written end with the test."""
    yield
    close_refusals()


@pytest.fixture
def as_role() -> Callable[[str], AbstractContextManager[None]]:
    """`with as_role("cairn_worker"):` does the rest in that database role, inside a transaction of its own."""
    return become


@contextmanager
def become(role: str) -> Iterator[None]:
    """Another database role for a while. An error takes the role back together with what was written."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("select current_setting('role')")
        before = cursor.fetchone()[0]
        cursor.execute("select set_config('role', %s, true)", [role])
        yield
        cursor.execute("select set_config('role', %s, true)", [before])


@pytest.fixture
def northmoor(db) -> "Northmoor":
    """The small partnership with its cast: `northmoor.actor("amara")`."""
    from tests import builders

    return builders.northmoor()
