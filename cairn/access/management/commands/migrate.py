"""`cairn migrate`: bring the database to this version, then install the policies that the scopes ask for."""

from typing import Any

from django.core.management.commands import migrate
from django.db import connections, transaction

from cairn.access import definitions, policies


class Command(migrate.Command):
    """Django's own command, followed by functions, views and row-level security. Safe to run again at any time."""

    help = "Brings the database to this version and installs the access policies."

    def handle(self, *args: Any, **options: Any) -> None:
        """Migrate, then install definitions and policies in one transaction."""
        super().handle(*args, **options)
        if options.get("app_label") or options.get("plan") or options.get("check_unapplied"):
            return
        alias = options["database"]
        with transaction.atomic(using=alias):
            definitions.install(connections[alias])
            count = policies.install(connections[alias])
        if options["verbosity"] >= 1:
            self.stderr.write(f"{count} access policies stand.")
