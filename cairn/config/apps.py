"""Registers the top floor with Django: system checks, and the commands that put the floors together."""

from django.apps import AppConfig


class ConfigConfig(AppConfig):
    """Brings `cairn serve` and the checks that refuse an unsafe installation."""

    name = "cairn.config"
    label = "config"

    def ready(self) -> None:
        """Register the system checks."""
        from cairn.config import checks  # noqa: F401 (registers itself)
        from cairn.config.linking import REFUSALS
        from cairn.ui import sentences

        sentences.register(REFUSALS)
