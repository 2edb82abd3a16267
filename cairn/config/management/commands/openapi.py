"""`cairn openapi`: the description of the API, for whoever connects a system of their own."""

from typing import Any

from django.core.management.base import BaseCommand

from cairn.config.api import description


class Command(BaseCommand):
    """Prints the API's description (OpenAPI 3.1) as one JSON document, without a database."""

    help = "Prints the description of the API."
    requires_system_checks = ()

    def handle(self, *args: Any, **options: Any) -> None:
        """Print it."""
        self.stdout.write(description(), ending="")
