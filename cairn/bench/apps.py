"""Registers the bench floor with Django."""

from django.apps import AppConfig


class BenchConfig(AppConfig):
    """The package says what this floor is for."""

    name = "cairn.bench"
    label = "bench"
