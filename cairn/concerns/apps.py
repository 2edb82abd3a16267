"""Registers the concerns floor with Django, its things with soft references and its sentences with the entrances."""

from django.apps import AppConfig


class ConcernsConfig(AppConfig):
    """The package says what this floor is for."""

    name = "cairn.concerns"
    label = "concerns"

    def ready(self) -> None:
        """Make known what may be pointed at, and the words for what this floor refuses."""
        from cairn.concerns.kinds import REFUSALS
        from cairn.core import ref
        from cairn.notices.kinds import door
        from cairn.ui import sentences

        sentences.register(REFUSALS)
        ref.register("concern", "concerns.Concern")
        door("concern", "concerns:by_id")
