"""`cairn worker`: runs the background jobs until it is asked to stop."""

import logging
import time
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from procrastinate.contrib.django import app
from procrastinate.contrib.django.django_connector import DjangoConnector
from procrastinate.exceptions import ConnectorException

from cairn.duties.tasks import HEARTBEAT, STALLED

_log = logging.getLogger(__name__)
_PATIENCE = 5  # seconds until a lost database is asked again


class Command(BaseCommand):
    """Runs under the worker's own database role: jobs see every row, and only they seal the ledger.

    SIGTERM and SIGINT let the jobs at hand finish; whoever is killed instead has its jobs run again by another worker.
    """

    help = "Runs background jobs: clocks, e-mails, sealing. SIGTERM lets the jobs at hand finish."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """How many jobs at a time, and whether to stop when nothing is left to do."""
        parser.add_argument("--concurrency", type=int, default=4, help="jobs at a time (default 4)")
        parser.add_argument("--once", action="store_true", help="stop when no job is left")

    def handle(self, *args: Any, **options: Any) -> None:
        """Work until asked to stop; a database that went away is asked again every few seconds."""
        while not self._worked(concurrency=options["concurrency"], wait=not options["once"]):
            time.sleep(_PATIENCE)

    def _worked(self, **options: Any) -> bool:
        connector = DjangoConnector().get_worker_connector()
        try:
            with app.replace_connector(connector) as own:
                own.run_worker(
                    delete_jobs="successful",
                    shutdown_graceful_timeout=30,
                    update_heartbeat_interval=HEARTBEAT,
                    stalled_worker_timeout=STALLED,
                    **options,
                )
        except ConnectorException as error:
            _log.error("the database cannot be reached: %s", type(error).__name__)
            return False
        return True
