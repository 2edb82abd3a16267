"""The database wrapper Django loads for `ENGINE = "cairn.access.backend"`."""

from pathlib import Path
from typing import Any

from django.db.backends.postgresql import base
from psycopg import Connection, Error, OperationalError, errors
from psycopg.pq import DiagnosticField, Escaping, ExecStatus
from psycopg.pq.abc import PGresult

from cairn.access import binding
from cairn.core.postgres import embedded_connection


class DatabaseWrapper(base.DatabaseWrapper):
    """PostgreSQL with two habits: the embedded cluster starts at the first connection, and every transaction
    begins by naming its actor."""

    def get_connection_params(self) -> dict[str, Any]:
        """Connection parameters; for the embedded server, those of the cluster, started if it was not running."""
        data = self.settings_dict.get("EMBEDDED_DATA")
        if data:
            role = self.settings_dict["EMBEDDED_ROLE"]
            found = embedded_connection(Path(data), role, self.settings_dict["NAME"] or "cairn")
            self.settings_dict.update(
                HOST=found["host"], USER=found["user"], PASSWORD=found["password"], NAME=found["dbname"]
            )
        return super().get_connection_params()

    def _set_autocommit(self, autocommit: bool) -> None:
        super()._set_autocommit(autocommit)  # type: ignore[misc]  # the stubs leave it out
        actor = binding.current_actor()
        if not autocommit and actor is not None:
            with self.wrap_database_errors:
                _begin(self.connection, *binding.statement_for(actor))


def _begin(connection: Connection, statement: str, values: list[str]) -> None:
    """Begin and name the actor in one message: the driver would wait for the answer to each, in every transaction."""
    escaping = Escaping(connection.pgconn)
    literals = tuple(escaping.escape_literal(one.encode()) for one in values)
    result = connection.pgconn.exec_(b"begin; " + statement.encode() % literals)
    if result.status != ExecStatus.TUPLES_OK:
        raise _error(result)


def _error(result: PGresult) -> Error:
    state = (result.error_field(DiagnosticField.SQLSTATE) or b"").decode()
    words = result.error_message.decode(errors="replace")
    try:
        return errors.lookup(state)(words)
    except KeyError:
        return OperationalError(words)
