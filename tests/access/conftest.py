"""The scene, made once a process and committed; each test looks at it and leaves it as it was."""

from collections.abc import Iterator
from copy import deepcopy

import pytest
from django.db import connection, transaction

from tests.access.scene import Scene, make_scene


@pytest.fixture(scope="session")
def stage(django_db_setup, django_db_blocker, databases) -> Iterator[tuple[str, Scene]]:
    """The name of the database that holds the scene, and the scene."""
    before = connection.settings_dict["NAME"]
    with django_db_blocker.unblock():
        name = databases.clone()
        databases.use(name)
        made = make_scene()
        databases.use(before)
    yield name, made
    with django_db_blocker.unblock():
        databases.drop(name)


@pytest.fixture
def on_stage(stage, django_db_blocker, databases) -> Iterator[Scene]:
    """Django talks to the scene's database, outside any transaction. For looking only: the next test sees it too."""
    assert not connection.in_atomic_block, "a test has either `db` or the scene"
    name, made = stage
    before = connection.settings_dict["NAME"]
    with django_db_blocker.unblock():
        databases.use(name)
        # A copy: verbs refresh the memberships they are given, and the next test must find them as they were.
        yield deepcopy(made)
        databases.use(before)


@pytest.fixture
def scene(on_stage) -> Iterator[Scene]:
    """The same, inside a transaction that is undone when the test ends."""
    with transaction.atomic():
        yield on_stage
        transaction.set_rollback(True)
