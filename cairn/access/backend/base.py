"""The database wrapper Django loads for `ENGINE = "cairn.access.backend"`."""

from pathlib import Path
from typing import Any

from django.db.backends.postgresql import base

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
        if autocommit or binding.current_actor() is None:
            return
        statement, values = binding.statement_for(binding.current_actor())
        with self.wrap_database_errors, self.connection.cursor() as cursor:
            cursor.execute(statement, values)
