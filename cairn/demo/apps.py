"""Registers the demonstration with Django, and its cast with the sign-in page."""

from django.apps import AppConfig


class DemoConfig(AppConfig):
    """The fictional partnership Northmoor."""

    name = "cairn.demo"
    label = "demo"

    def ready(self) -> None:
        """Name the people who are offered at the demonstration's door."""
        from cairn.demo.rules import cast_addresses
        from cairn.partnership.queries import name_cast

        name_cast(cast_addresses)
