"""Registers the bench floor with Django."""

from django.apps import AppConfig


class BenchConfig(AppConfig):
    """The package says what this floor is for."""

    name = "cairn.bench"
    label = "bench"

    def ready(self) -> None:
        """Make known the words for what a benchmark refuses."""
        from cairn.bench.kinds import REFUSALS
        from cairn.ui import sentences

        sentences.register(REFUSALS)
