"""`cairn migrate`: bring the database to this version, then install the policies that the scopes ask for."""

import os
from typing import Any

from django.core.management.commands import migrate
from django.db import connections, transaction
from django.utils.translation import gettext as _

from cairn.access import definitions, policies
from cairn.core.postgres import OWNER, prepare_server


class Command(migrate.Command):
    """Django's own command, followed by functions, views and row-level security. Safe to run again at any time.

    On a server of your own, DATABASE_URL names an administrator the first time: the five roles are made, and the rest
    is done as the owner.
    """

    help = "Brings the database to this version and installs the access policies."

    def handle(self, *args: Any, **options: Any) -> None:
        """Prepare the roles where needed, migrate, then install definitions and policies in one transaction."""
        alias = options["database"]
        self._become_owner(alias)
        super().handle(*args, **options)
        if options.get("app_label") or options.get("plan") or options.get("check_unapplied"):
            return
        with transaction.atomic(using=alias):
            definitions.install(connections[alias])
            count = policies.install(connections[alias])
        if options["verbosity"] >= 1:
            self.stderr.write(_("%(count)s access policies stand.") % {"count": count})

    def _become_owner(self, alias: str) -> None:
        url, given = os.environ.get("DATABASE_URL"), connections[alias].settings_dict
        if not url or given["USER"] == OWNER or "assume_role" in given["OPTIONS"]:
            return
        for statement in prepare_server(url, database=given["NAME"]):
            self.stderr.write(_("An administrator must still run: %(statement)s") % {"statement": statement})
        connections[alias].close()
        # Django cannot assume a role on a pooled connection.
        given["OPTIONS"] = {**given["OPTIONS"], "assume_role": OWNER}
        given["OPTIONS"].pop("pool", None)
