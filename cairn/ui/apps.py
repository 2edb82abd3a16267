"""The Django app that carries the templates and static files."""

from django.apps import AppConfig


class UiConfig(AppConfig):
    """Templates under `jinja2/ui`, files under `static/cairn`; no models."""

    name = "cairn.ui"
    label = "ui"
