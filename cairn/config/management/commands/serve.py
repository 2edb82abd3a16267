"""`cairn serve`: the web processes of an installation."""

import os
import sys
from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.checks import Error, run_checks
from django.core.management.base import BaseCommand, CommandError
from django.db import connections

from cairn.partnership.kinds import Mark
from cairn.partnership.queries import require_mark


class Command(BaseCommand):
    """Serves pages and API with gunicorn. Refuses a database whose mark does not fit the mode, and one that is unsafe.

    TLS and size limits belong to the proxy in front; see the README, "Into production".
    """

    help = "Serves Cairn's pages and API."
    requires_system_checks: list[str] = []  # noqa: RUF012 (Django's own way of declaring it)

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Where to listen and with how many processes."""
        parser.add_argument("--host", default="127.0.0.1")
        parser.add_argument("--port", type=int, default=8000)
        parser.add_argument("--workers", type=int, default=2)
        parser.add_argument("--threads", type=int, default=4)

    def handle(self, *args: Any, **options: Any) -> None:
        """Check, then become gunicorn."""
        require_mark(Mark.DEMONSTRATION if settings.CAIRN_DEMONSTRATION else Mark.LIVE)
        wrong = [str(each.msg) for each in run_checks(databases=["default"]) if each.level >= Error("").level]
        if wrong:
            raise CommandError(" ".join(wrong))
        connections.close_all()
        words = [
            *("--bind", f"{options['host']}:{options['port']}"),
            *("--workers", str(options["workers"]), "--threads", str(options["threads"])),
            *("--worker-class", "gthread", "--no-control-socket", "--graceful-timeout", "20", "--timeout", "60"),
            "cairn.config.wsgi:application",
        ]
        os.execv(sys.executable, [sys.executable, "-m", "gunicorn", *words])  # noqa: S606 (our own command)
