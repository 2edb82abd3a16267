"""Models and migrations say the same. What `makemigrations --check` does, without a database to ask."""

import pytest
from django.apps import apps
from django.db.migrations.autodetector import MigrationAutodetector
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.state import ProjectState


@pytest.fixture(scope="module")
def loader() -> MigrationLoader:
    return MigrationLoader(None)


def test_no_model_has_changed_without_a_migration(loader):
    detector = MigrationAutodetector(loader.project_state(), ProjectState.from_apps(apps))
    ours = {app.label for app in apps.get_app_configs() if app.name.startswith("cairn.")}
    found = detector.changes(graph=loader.graph)
    assert {label: migrations for label, migrations in found.items() if label in ours} == {}


def test_no_two_migrations_follow_the_same_one(loader):
    assert loader.detect_conflicts() == {}


def test_migrations_are_named_for_what_they_do(loader):
    ours = [
        migration for migration in loader.disk_migrations.values() if type(migration).__module__.startswith("cairn.")
    ]
    assert [str(migration) for migration in ours if "_auto_" in migration.name] == []
