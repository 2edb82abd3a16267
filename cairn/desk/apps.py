"""Registers the desk floor with Django."""

from django.apps import AppConfig


class DeskConfig(AppConfig):
    """See the package's own words for what it is."""

    name = "cairn.desk"
    label = "desk"
