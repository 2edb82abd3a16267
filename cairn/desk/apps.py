"""Registers the desk floor with Django, and gives every page its frame."""

from django.apps import AppConfig


class DeskConfig(AppConfig):
    """See the package's own words for what it is."""

    name = "cairn.desk"
    label = "desk"

    def ready(self) -> None:
        """Fill the frame of every page: the highest floor knows most about where somebody may go."""
        from cairn.desk import presenters
        from cairn.ui import shell

        shell.register(presenters.shell_for)
