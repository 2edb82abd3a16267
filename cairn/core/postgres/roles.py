"""The database's own roles: who may do what even if the application were wrong. Works on any server from 15 on."""

import hashlib
from dataclasses import dataclass

OWNER, APP, WORKER = "cairn_owner", "cairn_app", "cairn_worker"
BACKUP, LEDGER = "cairn_backup", "cairn_ledger"
LOGINS = (OWNER, APP, WORKER, BACKUP)
DATABASE = "cairn"


@dataclass(frozen=True, slots=True)
class Role:
    """One database role and the attributes it must have; any other it must not have."""

    name: str
    attributes: tuple[str, ...]


ROLES = (
    Role(APP, ("LOGIN", "INHERIT")),
    Role(WORKER, ("LOGIN", "INHERIT")),
    Role(BACKUP, ("LOGIN", "INHERIT", "BYPASSRLS")),
    Role(LEDGER, ("INHERIT",)),
    # Without inheritance the owner can become the others on purpose, never by accident.
    Role(OWNER, ("LOGIN",)),
)
# The word of each attribute and the catalogue column that shows it.
ATTRIBUTES = {
    "LOGIN": "rolcanlogin",
    "INHERIT": "rolinherit",
    "SUPERUSER": "rolsuper",
    "BYPASSRLS": "rolbypassrls",
    "CREATEROLE": "rolcreaterole",
    "REPLICATION": "rolreplication",
    "CREATEDB": "rolcreatedb",
}
MEMBERSHIPS = ((APP, OWNER), (WORKER, OWNER), (LEDGER, OWNER), ("pg_read_all_data", BACKUP))
# pg_temp last, or a temporary table could stand in for a real one.
SESSION = (
    ("search_path", "public, pg_temp"),
    ("idle_in_transaction_session_timeout", "60000"),
    ("lock_timeout", "10000"),
)
# What each owner grants or takes away in one database, run while being that owner.
AS_SCHEMA_OWNER = """
REVOKE ALL ON SCHEMA public FROM PUBLIC;
GRANT USAGE, CREATE ON SCHEMA public TO cairn_owner, cairn_ledger;
GRANT USAGE ON SCHEMA public TO cairn_app, cairn_worker, cairn_backup;
"""
AS_OWNER = """
ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT SELECT, INSERT, UPDATE ON TABLES TO cairn_app, cairn_worker;
ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT USAGE ON SEQUENCES TO cairn_app, cairn_worker;
ALTER DEFAULT PRIVILEGES REVOKE EXECUTE ON ROUTINES FROM PUBLIC;
REVOKE ALL ON DATABASE {database} FROM PUBLIC;
GRANT CONNECT ON DATABASE {database} TO cairn_app, cairn_worker, cairn_backup;
ALTER DATABASE {database} SET search_path = public, pg_temp;
"""
AS_LEDGER = "ALTER DEFAULT PRIVILEGES REVOKE EXECUTE ON ROUTINES FROM PUBLIC"


def fingerprint() -> str:
    """Changes whenever `prepare_server` would do something else, so that a prepared server need not be asked again."""
    meaning = repr((ROLES, MEMBERSHIPS, SESSION, AS_SCHEMA_OWNER, AS_OWNER, AS_LEDGER))
    return hashlib.sha256(meaning.encode()).hexdigest()
