"""Registers the sharing floor with Django, and its sentences with the entrances."""

from django.apps import AppConfig


class SharingConfig(AppConfig):
    """The package says what this floor is for."""

    name = "cairn.sharing"
    label = "sharing"

    def ready(self) -> None:
        """Make known the words for what this floor refuses."""
        from cairn.sharing.kinds import REFUSALS
        from cairn.ui import sentences

        sentences.register(REFUSALS)
