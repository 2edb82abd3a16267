"""`cairn keys`: which keys seal what; add one and seal everything again."""

import json
from argparse import ArgumentParser
from dataclasses import asdict
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from cairn.access.actor import job
from cairn.partnership import verbs
from cairn.partnership.queries.keys import KeyUse, key_uses
from cairn.partnership.verbs.keys import BATCH, Rotated


class Command(BaseCommand):
    """Runs as the worker's database role, beside a running system. It never shows a key and never removes one."""

    help = "Lists the keys that seal and what each still seals; `rotate` adds one and seals everything again."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Usage: `keys [list|rotate|reseal] [--batch N] [--json]`."""
        parser.add_argument("what", nargs="?", choices=("list", "rotate", "reseal"), default="list")
        parser.add_argument("--batch", type=int, default=BATCH, help="rows in one transaction (default 500)")
        parser.add_argument("--json", action="store_true", help="one JSON document on standard output")

    def handle(self, *args: Any, **options: Any) -> None:
        """Do what was asked; exit 1 when something sealed could not be opened."""
        if options["what"] == "list":
            self._list(options)
            return
        do = verbs.rotate if options["what"] == "rotate" else verbs.reseal
        found = do(by=job(f"cairn keys {options['what']}"), batch=max(options["batch"], 1), say=self._say)
        self._told(found, options)

    def _list(self, options: dict[str, Any]) -> None:
        uses = key_uses(by=job("cairn keys list"))
        if options["json"]:
            self.stdout.write(json.dumps([asdict(one) for one in uses]))
            return
        for one in uses:
            self.stdout.write(f"{one.name}: {self._state(one)}")
            for label, count in one.rows.items():
                self.stdout.write(f"  {label}: {count}")

    def _state(self, one: KeyUse) -> str:
        if not one.is_held:
            return _("MISSING from the ring: what it seals does not open")
        if one.is_newest:
            return _("seals and opens")
        return _("only opens") if one.rows else _("seals nothing any more; backups from before may still need it")

    def _told(self, found: Rotated, options: dict[str, Any]) -> None:
        if options["json"]:
            self.stdout.write(json.dumps(asdict(found)))
        else:
            self.stdout.write(_("%(count)s rows were sealed again.") % {"count": found.done})
        if found.broken:
            words = _("%(count)s rows could not be opened and stay as they are: see “cairn keys”.")
            raise CommandError(words % {"count": found.broken})

    def _say(self, done: int) -> None:
        self.stderr.write(_("%(count)s rows so far") % {"count": done})
