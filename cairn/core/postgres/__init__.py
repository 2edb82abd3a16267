"""PostgreSQL for Cairn: the built-in server on a laptop, or any server from version 15 by DATABASE_URL."""

import time
from pathlib import Path

from cairn.core.postgres.address import Address, parse, refuse_old_server
from cairn.core.postgres.cluster import Cluster, cluster_for
from cairn.core.postgres.creation import PostgresError
from cairn.core.postgres.preparation import prepare_database, prepare_server
from cairn.core.postgres.roles import APP, BACKUP, DATABASE, LEDGER, OWNER, WORKER
from cairn.core.postgres.sentences import SENTENCES, sentence

__all__ = (
    "APP",
    "BACKUP",
    "DATABASE",
    "LEDGER",
    "OWNER",
    "SENTENCES",
    "WORKER",
    "Address",
    "Cluster",
    "PostgresError",
    "cluster_for",
    "connection_settings",
    "embedded_connection",
    "parse",
    "prepare_database",
    "prepare_server",
    "refuse_old_server",
    "sentence",
)


_SURE_FOR = 1.0  # second
_SEEN: dict[tuple[Path, str, str], tuple[float, dict[str, str]]] = {}


def connection_settings(role: str, data_dir: Path, url: str | None) -> dict[str, object]:
    """The connection's part of an entry in Django's DATABASES. Starts nothing and touches no file.

    With a `url`, its user wins and `role` stands in where it names none. Without, the entry also says EMBEDDED_DATA and
    EMBEDDED_ROLE, with which the database backend asks `embedded_connection` at its first connection.
    """
    if url:
        entry = parse(url).django()
        return {**entry, "USER": entry["USER"] or role}
    cluster = Cluster(data_dir)
    entry = Address(host=str(cluster.socket_dir), database=DATABASE, user=role).django()
    return {**entry, "EMBEDDED_DATA": str(cluster.data_dir), "EMBEDDED_ROLE": role}


def embedded_connection(data_dir: Path, role: str, database: str) -> dict[str, str]:
    """Start the built-in database unless it runs, and say how to connect to it as `role`.

    The keys are psycopg's: host, user, password, dbname. Refuses what `Cluster.start` refuses. Every request asks; that
    the server runs is looked up (about half a millisecond) once a second at most, by each process.
    """
    asked = (data_dir, role, database)
    seen_at, keywords = _SEEN.get(asked, (-_SURE_FOR, {}))
    if time.monotonic() - seen_at >= _SURE_FOR:
        keywords = cluster_for(data_dir).start().address(role, database).keywords()
        _SEEN[asked] = (time.monotonic(), keywords)
    return dict(keywords)
