"""Registers the demo floor with Django."""

from django.apps import AppConfig


class DemoConfig(AppConfig):
    """See the package's own words for what it is."""

    name = "cairn.demo"
    label = "demo"
