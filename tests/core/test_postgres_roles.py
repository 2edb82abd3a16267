"""The database's roles, on the built-in server and on the oldest server that Cairn supports."""

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from psycopg import errors, sql
from psycopg.conninfo import make_conninfo

from cairn.core.postgres import APP, BACKUP, LEDGER, OWNER, WORKER, Cluster, prepare_database, prepare_server
from cairn.core.postgres.creation import ADMIN
from cairn.core.postgres.roles import LOGINS

DEBIAN_15 = Path("/usr/lib/postgresql/15/bin")
pytestmark = pytest.mark.xdist_group("postgres")
Admin = dict[str, str]


@pytest.fixture(scope="module")
def ground() -> Iterator[Path]:
    folder = Path(tempfile.mkdtemp(prefix="cairn-pg-", dir="/tmp"))
    folder.chmod(0o711)
    yield folder
    shutil.rmtree(folder)


@pytest.fixture(scope="module")
def built_in(ground: Path) -> Iterator[Admin]:
    cluster = Cluster(ground / "built-in").start()
    yield cluster.address(ADMIN, "postgres").keywords()
    cluster.stop()


@pytest.fixture(scope="module")
def oldest(ground: Path) -> Iterator[Admin]:
    """PostgreSQL 15 as a distribution ships it, prepared by its superuser."""
    if not DEBIAN_15.exists():
        pytest.skip("no PostgreSQL 15 on this machine")
    folder = ground / "oldest"
    folder.mkdir(mode=0o700)
    user = None
    if os.geteuid() == 0:
        user = pwd.getpwnam("postgres").pw_uid
        os.chown(folder, user, -1)

    def run(program: str, *words: str) -> None:
        command = (str(DEBIAN_15 / program), *words, "-D", str(folder / "15"))
        subprocess.run(command, check=True, capture_output=True, cwd="/", user=user)

    run("initdb", "--auth=trust", "--username=postgres", "--encoding=UTF8", "--locale=C", "--no-sync")
    options = f"-c listen_addresses= -c unix_socket_directories={folder} -c unix_socket_permissions=0700 -c fsync=off"
    run("pg_ctl", "start", "-w", "-l", str(folder / "log"), "-o", options)
    admin = {"host": str(folder), "user": "postgres"}
    assert prepare_server(admin, may_create_databases=True) == ()
    yield admin
    run("pg_ctl", "stop", "-m", "immediate")


@pytest.fixture(params=["built_in", "oldest"])
def admin(request: pytest.FixtureRequest) -> Admin:
    """An administrator of each kind of server in turn."""
    found: Admin = request.getfixturevalue(request.param)
    return found


@pytest.fixture
def connection(admin: Admin) -> Iterator[psycopg.Connection]:
    """The administrator in Cairn's database; whatever a test does there is undone."""
    with connect(admin | {"dbname": "cairn"}) as opened:
        yield opened
        opened.rollback()


def connect(keywords: Admin, *, autocommit: bool = False) -> psycopg.Connection:
    return psycopg.connect(make_conninfo(**keywords), autocommit=autocommit)


def become(connection: psycopg.Connection, role: str) -> None:
    connection.execute(sql.SQL("SET LOCAL ROLE {}").format(sql.Identifier(role)))


def refused(connection: psycopg.Connection, role: str, statement: str) -> bool:
    become(connection, role)
    try:
        with connection.transaction(force_rollback=True):
            connection.execute(statement.encode())
    except errors.InsufficientPrivilege:
        return True
    finally:
        connection.execute("RESET ROLE")
    return False


def test_each_role_may_do_what_its_purpose_needs_and_no_more(connection: psycopg.Connection):
    columns = "rolcanlogin, rolinherit, rolbypassrls, rolcreatedb, rolsuper, rolcreaterole, rolreplication"
    rows = connection.execute(f"SELECT rolname, {columns} FROM pg_roles WHERE rolname LIKE 'cairn%'").fetchall()
    nothing = (False, False, False)
    assert {row[0]: row[1:] for row in rows if row[0] != "cairn_admin"} == {
        OWNER: (True, False, False, True, *nothing),
        APP: (True, True, False, False, *nothing),
        WORKER: (True, True, False, False, *nothing),
        BACKUP: (True, True, True, False, *nothing),
        LEDGER: (False, True, False, False, *nothing),
    }


def test_the_owner_can_become_the_others_but_is_none_of_them_by_itself(connection: psycopg.Connection):
    for role in (APP, WORKER, LEDGER):
        row = connection.execute(
            "SELECT pg_has_role(%s, %s, 'MEMBER'), pg_has_role(%s, %s, 'USAGE')", [OWNER, role, OWNER, role]
        ).fetchone()
        assert row == (True, False)
    groups = connection.execute(
        "SELECT member::regrole::text, array_agg(roleid::regrole::text ORDER BY 1) FROM pg_auth_members "
        "WHERE member::regrole::text IN ('cairn_app', 'cairn_worker', 'cairn_ledger', 'cairn_backup') GROUP BY 1"
    ).fetchall()
    assert groups == [(BACKUP, ["pg_read_all_data"])]


def test_only_owner_and_ledger_make_tables(connection: psycopg.Connection):
    statement = "CREATE TABLE public.mine ()"
    assert {role: refused(connection, role, statement) for role in (OWNER, APP, WORKER, BACKUP, LEDGER)} == {
        OWNER: False,
        APP: True,
        WORKER: True,
        BACKUP: True,
        LEDGER: False,
    }
    for role in (APP, WORKER, BACKUP):
        assert refused(connection, role, "CREATE TEMPORARY TABLE mine ()")
        assert refused(connection, role, "CREATE SCHEMA mine")


def test_a_new_table_can_be_read_and_written_but_not_emptied(connection: psycopg.Connection):
    become(connection, OWNER)
    connection.execute("CREATE TABLE thing (id bigserial, word text)")
    for role in (APP, WORKER):
        allowed = ("INSERT INTO thing (word) VALUES ('a')", "SELECT * FROM thing", "UPDATE thing SET word = 'b'")
        assert [refused(connection, role, statement) for statement in allowed] == [False] * 3
        forbidden = ("DELETE FROM thing", "TRUNCATE thing", "DROP TABLE thing", "ALTER TABLE thing ADD x int")
        assert [refused(connection, role, statement) for statement in forbidden] == [True] * 4
    assert not refused(connection, BACKUP, "SELECT * FROM thing")
    assert refused(connection, BACKUP, "INSERT INTO thing (word) VALUES ('a')")
    assert refused(connection, LEDGER, "SELECT * FROM thing")


def test_backup_reads_past_row_security_and_the_app_does_not(connection: psycopg.Connection):
    become(connection, OWNER)
    connection.execute("CREATE TABLE hidden AS SELECT 1 AS n")
    connection.execute("ALTER TABLE hidden ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY")
    seen = {}
    for role in (BACKUP, APP, OWNER):
        become(connection, role)
        seen[role] = connection.execute("SELECT count(*) FROM hidden").fetchone()
    assert seen == {BACKUP: (1,), APP: (0,), OWNER: (0,)}


def test_a_table_handed_to_the_ledger_is_touched_only_by_becoming_it(connection: psycopg.Connection):
    become(connection, OWNER)
    connection.execute("CREATE TABLE handed (n int)")
    connection.execute("ALTER TABLE handed OWNER TO cairn_ledger")
    deeds = ("SELECT * FROM {}", "INSERT INTO {} VALUES (1)", "TRUNCATE {}", "ALTER TABLE {} ADD m int")
    statements = [deed.format("handed") for deed in deeds]
    assert [refused(connection, OWNER, statement) for statement in statements] == [True] * 4
    assert [refused(connection, LEDGER, statement) for statement in statements] == [False] * 4


def test_a_new_function_is_nobodys_to_call_until_granted(connection: psycopg.Connection):
    for maker in (OWNER, LEDGER):
        become(connection, maker)
        connection.execute("CREATE FUNCTION secret() RETURNS int LANGUAGE sql AS 'SELECT 1'")
        others = [role for role in (APP, WORKER, BACKUP, OWNER, LEDGER) if role != maker]
        assert [refused(connection, role, "SELECT secret()") for role in others] == [True] * 4
        connection.execute("DROP FUNCTION secret()")


def test_sessions_are_pinned_for_every_role_that_signs_in(connection: psycopg.Connection):
    rows = connection.execute(
        "SELECT rolname, setconfig FROM pg_db_role_setting JOIN pg_roles r ON r.oid = setrole WHERE setdatabase = 0"
    ).fetchall()
    settings = {"search_path=public, pg_temp", "lock_timeout=10000", "idle_in_transaction_session_timeout=60000"}
    assert {role: set(found) for role, found in rows if role in LOGINS} == dict.fromkeys(LOGINS, settings)


def test_strangers_may_not_even_connect(connection: psycopg.Connection):
    connection.execute("CREATE ROLE stranger")
    row = connection.execute(
        "SELECT has_database_privilege('stranger', 'cairn', 'CONNECT'), "
        "has_schema_privilege('stranger', 'public', 'USAGE')"
    ).fetchone()
    assert row == (False, False)


def test_preparing_again_changes_nothing_and_takes_back_what_is_too_much(admin: Admin):
    def roles() -> list[tuple[object, ...]]:
        with connect(admin) as connection:
            return connection.execute("SELECT * FROM pg_roles WHERE rolname LIKE 'cairn%' ORDER BY 1").fetchall()

    before = roles()
    with connect(admin) as connection:
        connection.execute("ALTER ROLE cairn_app BYPASSRLS CREATEROLE SUPERUSER")
        connection.execute("ALTER ROLE cairn_owner INHERIT")
    assert roles() != before
    assert prepare_server(admin) == ()
    assert roles() == before


def test_an_administrator_without_every_right_is_told_what_is_left(admin: Admin):
    """As on a rented server, where nobody is a superuser."""
    with connect(admin, autocommit=True) as connection:
        connection.execute("CREATE ROLE cairn_admin LOGIN CREATEROLE CREATEDB PASSWORD 'x'")
        connection.execute("ALTER ROLE cairn_backup NOBYPASSRLS")
    try:
        lesser = admin | {"user": "cairn_admin", "password": "x"}
        if not can_administer(admin):
            with connect(admin, autocommit=True) as connection:
                for role in (OWNER, APP, WORKER, BACKUP, LEDGER):
                    connection.execute(f"GRANT {role} TO cairn_admin WITH ADMIN TRUE, INHERIT FALSE, SET FALSE")
        undone = prepare_server(lesser, database="cairn_rented", may_create_databases=True)
        assert 'ALTER ROLE "cairn_backup" BYPASSRLS' in undone
        with connect(admin | {"dbname": "cairn_rented"}) as connection:
            assert refused(connection, APP, "CREATE TABLE mine ()")
            assert not refused(connection, OWNER, "CREATE TABLE mine ()")
            connection.rollback()
    finally:
        with connect(admin, autocommit=True) as connection:
            connection.execute("DROP DATABASE IF EXISTS cairn_rented")
            connection.execute("DROP OWNED BY cairn_admin CASCADE")
            connection.execute("DROP ROLE cairn_admin")
        assert prepare_server(admin) == ()


def can_administer(admin: Admin) -> bool:
    """Until 15, CREATEROLE was power over every role but superusers."""
    with connect(admin) as connection:
        return connection.info.server_version < 160_000


def test_the_owner_prepares_the_databases_that_tests_make(admin: Admin):
    with connect(admin, autocommit=True) as connection:
        connection.execute("SET SESSION AUTHORIZATION cairn_owner")
        connection.execute("CREATE DATABASE test_made")
    try:
        with connect(admin | {"dbname": "test_made"}) as connection:
            connection.execute("SET SESSION AUTHORIZATION cairn_owner")
            connection.commit()
            prepare_database(connection)
            prepare_database(connection)
            assert connection.execute("SELECT current_user, current_setting('role')").fetchone() == (OWNER, "none")
            connection.execute("CREATE TABLE thing AS SELECT 1 AS n")
            connection.execute("SET LOCAL ROLE cairn_app")
            assert connection.execute("SELECT n FROM thing").fetchone() == (1,)
            with pytest.raises(errors.InsufficientPrivilege):
                connection.execute("CREATE TABLE mine ()")
    finally:
        with connect(admin, autocommit=True) as connection:
            connection.execute("DROP DATABASE test_made")


def test_passwords_are_set_without_the_server_ever_seeing_them(admin: Admin):
    with connect(admin, autocommit=True) as connection:
        before = connection.execute("SELECT rolpassword FROM pg_authid WHERE rolname = 'cairn_app'").fetchone()
        prepare_server(admin, passwords={APP: "ünusual 'quoted' %s {} pass"})
        after = connection.execute("SELECT rolpassword FROM pg_authid WHERE rolname = 'cairn_app'").fetchone()
        assert after
        assert after != before
        assert after[0].startswith("SCRAM-SHA-256$")
    if "password" in admin:  # the other server trusts everybody, so that its answer would prove nothing
        keywords = admin | {"user": APP, "password": "ünusual 'quoted' %s {} pass", "dbname": "cairn"}
        connect(keywords).close()
