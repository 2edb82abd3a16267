"""Making the roles and the database on a server, as its administrator, as often as one likes."""

from collections.abc import Iterator, Mapping
from typing import Any

import psycopg
from psycopg import sql
from psycopg.conninfo import make_conninfo

from cairn.core.postgres.address import parse, refuse_old_server
from cairn.core.postgres.roles import (
    AS_LEDGER,
    AS_OWNER,
    AS_SCHEMA_OWNER,
    ATTRIBUTES,
    DATABASE,
    LEDGER,
    LOGINS,
    MEMBERSHIPS,
    OWNER,
    ROLES,
    SESSION,
)

_INHERITANCE_BY_GRANT = 160_000  # from PostgreSQL 16 on, each membership says for itself whether it inherits
_ONE_AT_A_TIME = 4_241_701  # any number of our own, for the advisory lock

Connection = psycopg.Connection[Any]


def prepare_server(
    admin: Mapping[str, str] | str,
    *,
    database: str = DATABASE,
    passwords: Mapping[str, str] | None = None,
    may_create_databases: bool = False,
) -> tuple[str, ...]:
    """Make the five roles and the database on a server, as a superuser or a role with CREATEROLE and CREATEDB.

    `admin` is a URL or psycopg keywords; without a database it connects to `postgres`. May be called again at any time:
    it does only what is missing. `passwords` are set by role where given; `may_create_databases` lets the owner make
    test databases. Returns the statements that this administrator was not allowed to run and another still must.
    Refuses a server older than 15 (postgres_too_old).
    """
    keywords = {"dbname": "postgres"} | dict(parse(admin).keywords() if isinstance(admin, str) else admin)
    with psycopg.connect(make_conninfo(**keywords), autocommit=True) as connection:
        refuse_old_server(connection.info.server_version)
        connection.execute("SELECT pg_advisory_lock(%s)", [_ONE_AT_A_TIME])
        _make_roles(connection)
        undone = [*_missing(connection, _attributes(connection, may_create_databases=may_create_databases))]
        undone += _missing(connection, _memberships(connection))
        undone += _missing(connection, _sessions(connection))
        _set_passwords(connection, passwords or {})
        _make_database(connection, database)
    with psycopg.connect(make_conninfo(**keywords | {"dbname": database})) as connection:
        prepare_database(connection)
    return tuple(undone)


def prepare_database(connection: Connection) -> None:
    """Close one database to everybody but the roles, and say what they get on tables that the owner will make.

    For the database connected to: Cairn's own, and each database that tests make, before its first migration.
    The connection may be the owner's, which owns that database, or an administrator's.
    """
    name = sql.Identifier(connection.info.dbname)
    with connection.transaction():
        before = _value(connection, "SELECT current_setting('role')")
        holder = _value(connection, "SELECT pg_get_userbyid(nspowner) FROM pg_namespace WHERE nspname = 'public'")
        for role, statements in ((holder, AS_SCHEMA_OWNER), (OWNER, AS_OWNER), (LEDGER, AS_LEDGER)):
            _become(connection, role)
            connection.execute(sql.SQL(statements).format(database=name))
        _become(connection, before)


def _make_roles(connection: Connection) -> None:
    known = {row[0] for row in connection.execute("SELECT rolname FROM pg_roles")}
    for role in ROLES:
        if role.name not in known:
            basic = sql.SQL(" ").join(sql.SQL(word) for word in role.attributes if word != "BYPASSRLS")
            inherit = sql.SQL("" if "INHERIT" in role.attributes else "NOINHERIT")
            connection.execute(sql.SQL("CREATE ROLE {} {} {}").format(sql.Identifier(role.name), basic, inherit))


def _attributes(connection: Connection, *, may_create_databases: bool) -> Iterator[sql.Composed]:
    query = sql.SQL("SELECT {} FROM pg_roles WHERE rolname = {}")
    columns = sql.SQL(", ").join(map(sql.Identifier, ATTRIBUTES.values()))
    for role in ROLES:
        found = dict(
            zip(ATTRIBUTES, connection.execute(query.format(columns, role.name)).fetchone() or (), strict=True)
        )
        wanted = {word: word in role.attributes for word in ATTRIBUTES}
        if role.name == OWNER:
            # Once given it stays: whoever prepares the server next may not know that tests run here.
            wanted["CREATEDB"] = found["CREATEDB"] or may_create_databases
        for word in (word for word in ATTRIBUTES if found[word] != wanted[word]):
            change = sql.SQL(word if wanted[word] else f"NO{word}")
            yield sql.SQL("ALTER ROLE {} {}").format(sql.Identifier(role.name), change)


def _memberships(connection: Connection) -> Iterator[sql.Composed]:
    by_grant = connection.info.server_version >= _INHERITANCE_BY_GRANT
    # Through json, because the column is missing before 16.
    query = """SELECT roleid::regrole::text, member::regrole::text, (to_jsonb(m) ->> 'inherit_option')::boolean
        FROM pg_auth_members m"""
    found = {(row[0], row[1], row[2] if by_grant else None) for row in connection.execute(query)}
    for group, member in MEMBERSHIPS:
        inherits = (member != OWNER) if by_grant else None
        if (group, member, inherits) not in found:
            manner = sql.SQL(f" WITH INHERIT {inherits}" if by_grant else "")
            yield sql.SQL("GRANT {} TO {}{}").format(sql.Identifier(group), sql.Identifier(member), manner)


def _sessions(connection: Connection) -> Iterator[sql.Composed]:
    query = """SELECT rolname, unnest(setconfig) FROM pg_db_role_setting JOIN pg_roles r ON r.oid = setrole
        WHERE setdatabase = 0"""
    found = {(row[0], row[1]) for row in connection.execute(query)}
    for role in LOGINS:
        for name, value in SESSION:
            if (role, f"{name}={value}") not in found:
                # A search path is a list of names, not one quoted word.
                places = (sql.Identifier(role), sql.Identifier(name), sql.SQL(value))
                yield sql.SQL("ALTER ROLE {} SET {} = {}").format(*places)


def _missing(connection: Connection, statements: Iterator[sql.Composed]) -> Iterator[str]:
    """Run each statement; give back those that need a mightier administrator."""
    for statement in list(statements):
        try:
            connection.execute(statement)
        except psycopg.errors.InsufficientPrivilege:
            yield statement.as_string(connection)


def _set_passwords(connection: Connection, passwords: Mapping[str, str]) -> None:
    for role, password in passwords.items():
        # Hashed on our side, so that the server sees no password that it could log.
        verifier = connection.pgconn.encrypt_password(password.encode(), role.encode(), b"scram-sha-256").decode()
        connection.execute(sql.SQL("ALTER ROLE {} PASSWORD {}").format(sql.Identifier(role), verifier))


def _make_database(connection: Connection, database: str) -> None:
    becoming = "SET" if connection.info.server_version >= _INHERITANCE_BY_GRANT else "MEMBER"
    if not _value(connection, "SELECT pg_has_role({}, {})", OWNER, becoming):
        # A database can be given only to a role one could become.
        connection.execute(sql.SQL("GRANT {} TO CURRENT_USER").format(sql.Identifier(OWNER)))
    holder = _value(connection, "SELECT pg_get_userbyid(datdba) FROM pg_database WHERE datname = {}", database)
    names = {"database": sql.Identifier(database), "owner": sql.Identifier(OWNER)}
    if holder is None:
        connection.execute(sql.SQL("CREATE DATABASE {database} OWNER {owner} ENCODING 'UTF8'").format(**names))
    elif holder != OWNER:
        connection.execute(sql.SQL("ALTER DATABASE {database} OWNER TO {owner}").format(**names))


def _become(connection: Connection, role: str) -> None:
    connection.execute("SELECT set_config('role', %s, true)", [role])


def _value(connection: Connection, query: str, *values: str) -> Any:
    row = connection.execute(sql.SQL(query).format(*values)).fetchone()
    return row[0] if row else None
