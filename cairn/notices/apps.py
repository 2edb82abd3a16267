"""Registers the notices floor with Django, its things with soft references and its sentences with the entrances."""

from django.apps import AppConfig


class NoticesConfig(AppConfig):
    """The package says what this floor is for."""

    name = "cairn.notices"
    label = "notices"

    def ready(self) -> None:
        """Make known what may be pointed at, and the words for what this floor refuses."""
        from cairn.core import ref
        from cairn.notices.kinds import REFUSALS, door
        from cairn.ui import sentences

        sentences.register(REFUSALS)
        ref.register("notice", "notices.Notice")
        door("ledger_digest", "notices:digest")
