"""Registers the access floor with Django."""

from django.apps import AppConfig


class AccessConfig(AppConfig):
    """Access has no models of its own; it brings the commands that install and check the policies."""

    name = "cairn.access"
    label = "access"
