"""Registers the chronology floor with Django, its things with soft references and its sentences with the entrances."""

from django.apps import AppConfig


class ChronologyConfig(AppConfig):
    """The package says what this floor is for."""

    name = "cairn.chronology"
    label = "chronology"

    def ready(self) -> None:
        """Make known what may be pointed at, and the words for what this floor refuses."""
        from cairn.chronology.kinds import REFUSALS
        from cairn.core import ref
        from cairn.ui import sentences

        sentences.register(REFUSALS)
        ref.register("entry", "chronology.Entry")
