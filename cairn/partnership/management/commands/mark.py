"""`cairn mark live`: say once what an installation is for."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from cairn.partnership.kinds import Mark
from cairn.partnership.verbs import mark_installation


class Command(BaseCommand):
    """Marks the database as a demonstration or as holding real children, for good. Refuses the other mark later."""

    help = "Marks the database as live or as a demonstration, once and for good."
    requires_system_checks: list[str] = []  # noqa: RUF012 (Django's own way of declaring it)

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Which mark."""
        parser.add_argument("mark", choices=Mark.values)

    def handle(self, *args: Any, **options: Any) -> None:
        """Mark it and say so on standard error."""
        self.stderr.write(_("This database is marked %(mark)s.") % {"mark": mark_installation(options["mark"]).label})
