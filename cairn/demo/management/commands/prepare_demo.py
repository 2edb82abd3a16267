"""`cairn prepare_demo`: tell Northmoor's stories in a database that is empty and not marked live."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.db import ProgrammingError, transaction

from cairn.demo.verbs import prepare
from cairn.partnership.kinds import Mark
from cairn.partnership.queries import installation_mark, require_mark


class Command(BaseCommand):
    """Makes the demonstration partnership once. Refuses a database that holds real children (`wrong_mark`)."""

    help = "Tells Northmoor's stories once, in a database that is not marked live."
    requires_system_checks: list[str] = []  # noqa: RUF012 (Django's own way of declaring it)

    def add_arguments(self, parser: ArgumentParser) -> None:
        """`--check-only` changes nothing and refuses a live database."""
        parser.add_argument("--check-only", action="store_true")

    def handle(self, *args: Any, **options: Any) -> None:
        """Prepare, or only look at the mark."""
        if not options["check_only"]:
            prepare(self.stderr.write)
            return
        try:
            with transaction.atomic():
                is_marked = installation_mark() is not None
        except ProgrammingError:  # never migrated: there is nothing to lose
            return
        if is_marked:
            require_mark(Mark.DEMONSTRATION)
