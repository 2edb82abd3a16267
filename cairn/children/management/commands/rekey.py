"""`cairn rekey`: rebuild the keys by which children are found, after an upgrade that makes them otherwise."""

import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from cairn.children.verbs import keying
from cairn.matching.keys import KEY_VERSION


class Command(BaseCommand):
    """Runs under the worker's own database role, beside a running system. Stopped, it goes on where it was."""

    help = (
        "Rebuilds the keys by which children are found. Needed when an upgrade says so; may be stopped and run again."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Usage: `rekey [--batch N] [--again] [--json]`."""
        parser.add_argument("--batch", type=int, default=keying.BATCH, help="records in one transaction (default 500)")
        parser.add_argument("--again", action="store_true", help="from the start, though it was finished before")
        parser.add_argument("--json", action="store_true", help="one JSON document on standard output")

    def handle(self, *args: Any, **options: Any) -> None:
        """Rebuild what is left; progress goes to standard error."""
        if options["again"]:
            keying.forget_progress()
        done = keying.rekey(batch=max(options["batch"], 1), say=self._say)
        if options["json"]:
            self.stdout.write(json.dumps({"version": KEY_VERSION, "records": done}))
        else:
            self.stdout.write(_("%(count)s records have keys of version %(v)s.") % {"count": done, "v": KEY_VERSION})

    def _say(self, done: int) -> None:
        self.stderr.write(_("%(count)s records so far") % {"count": done})
