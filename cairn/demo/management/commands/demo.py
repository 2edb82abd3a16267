"""`cairn demo`: everything from nothing, then the demonstration partnership in a browser."""

import shutil
from argparse import ArgumentParser
from pathlib import Path
from subprocess import CalledProcessError
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from cairn.core.postgres import cluster_for
from cairn.demo.verbs.supervise import command, supervise

READY = """
The demonstration partnership Northmoor is ready: http://127.0.0.1:{port}
Sign in with one click as Amara, Bilal, Chidi, Dana, Efa, Farid, Gwen, Hana, Ottilie or Cornelius.
Everything in it is fictional.
Stop with Ctrl-C; what was typed is kept. `cairn demo --fresh` starts over.
"""


class Command(BaseCommand):
    """Starts the built-in database, brings it up to date, tells Northmoor's stories once, and serves it.

    A second start is immediate and keeps what was typed. Refuses a database marked live.
    """

    help = "Prepares and serves the fictional partnership Northmoor."
    requires_system_checks: list[str] = []  # noqa: RUF012 (Django's own way of declaring it)

    def add_arguments(self, parser: ArgumentParser) -> None:
        """`--data` is read before the settings are: see cairn.config.command."""
        parser.add_argument("--port", type=int, default=8000)
        parser.add_argument("--data", default=str(settings.DATA), help="where the database and its keys live")
        parser.add_argument("--fresh", action="store_true", help="throw the demonstration away and start over")
        parser.add_argument("--no-serve", action="store_true", help="prepare and exit")

    def handle(self, *args: Any, **options: Any) -> None:
        """Prepare, then supervise until stopped."""
        data = Path(options["data"]).absolute()
        if options["fresh"]:
            self._forget(data)
        try:
            command("migrate", "--verbosity", "0", role="cairn_owner", data=data)
            command("prepare_demo", role="cairn_app", data=data)
        except CalledProcessError as refused:  # it has said why on standard error
            raise SystemExit(refused.returncode) from refused
        if options["no_serve"]:
            cluster_for(data).stop()
            return
        raise SystemExit(supervise(port=options["port"], data=data, ready=READY.format(port=options["port"])))

    def _forget(self, data: Path) -> None:
        if not data.exists():
            return
        # Refuses, before anything is thrown away, a database that holds real children.
        command("prepare_demo", "--check-only", role="cairn_app", data=data)
        cluster_for(data).stop()
        shutil.rmtree(data)
