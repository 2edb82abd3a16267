"""`cairn ledger`: seal what happened, verify the seals, show the newest events."""

import json
from argparse import ArgumentParser
from dataclasses import asdict
from pathlib import Path
from typing import Any
from uuid import UUID

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from cairn.ledger import queries, verbs
from cairn.ledger.queries.witness import Head, Unreadable


class Command(BaseCommand):
    """Runs as the worker's database role, which alone may seal and read everything."""

    help = "Seals the ledger, verifies it, or shows its newest events. It holds ids, never what was written."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """One of three words."""
        parser.add_argument("what", choices=("verify", "seal", "show"))
        parser.add_argument("--json", action="store_true", help="print JSON, for machines")
        parser.add_argument("--child", type=UUID, help="show: only events about the child with this id")
        parser.add_argument("--digest", type=Path, help="verify: hold the ledger against a digest that an agency kept")
        parser.add_argument("--limit", type=int, default=20, help="show: how many events (default 20)")

    def handle(self, *args: Any, **options: Any) -> None:
        """Do what was asked; a broken ledger exits 1 and says where."""
        {"verify": self._verify, "seal": self._seal, "show": self._show}[options["what"]](options)

    def _verify(self, options: dict[str, Any]) -> None:
        found = queries.verify(kept=self._kept(options["digest"]))
        if options["json"]:
            broken = found.broken and {"how": found.broken.how, **found.broken.places, "sentence": str(found.broken)}
            self.stdout.write(json.dumps(asdict(found) | {"broken": broken}))
        else:
            self.stdout.write(
                _(
                    "%(events)s events: %(looks)s looks, %(changes)s changes, %(refusals)s refusals, %(passages)s "
                    "sign-ins. %(seals)s seals verified, %(witnessed)s of them known outside the database, "
                    "%(unsealed)s events not sealed yet."
                )
                % asdict(found)
            )
        if found.broken:
            raise CommandError(_("The ledger is broken. %(place)s") % {"place": found.broken})

    def _kept(self, path: Path | None) -> tuple[Head, ...]:
        if path is None:
            return ()
        try:
            kept = queries.kept_in(path)
        except OSError:
            raise CommandError(_("There is no such digest to be read: %(path)s") % {"path": path}) from None
        except Unreadable as error:
            raise CommandError(
                _("Line %(line)s of %(path)s is no digest.") % {"line": error.line, "path": path}
            ) from None
        if not kept:
            raise CommandError(_("%(path)s holds no digest.") % {"path": path})
        return kept

    def _seal(self, options: dict[str, Any]) -> None:
        sealed = verbs.seal()
        said = json.dumps({"sealed": sealed}) if options["json"] else _("%(count)s events sealed.") % {"count": sealed}
        self.stdout.write(said)

    def _show(self, options: dict[str, Any]) -> None:
        for trace in queries.newest(child_id=options["child"], limit=options["limit"]):
            who = trace.practitioner_id or trace.token_id or trace.actor_kind
            if options["json"]:
                self.stdout.write(json.dumps(asdict(trace) | {"sentence": str(trace.sentence)}, default=str))
            else:
                self.stdout.write(f"{trace.id} {trace.at:%Y-%m-%d %H:%M:%S} {who} {trace.sentence}")
