"""The scene, made once a process and committed; what a test does in it is undone."""

from collections.abc import Iterator

import pytest
from django.db import connection, transaction

from tests.outsiders.further_scene import Further, make_further
from tests.outsiders.scene import Scene, make_scene


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
def scene(stage, django_db_blocker, databases) -> Iterator[Scene]:
    """Django talks to the scene's database, in a transaction that is undone when the test ends."""
    name, made = stage
    before = connection.settings_dict["NAME"]
    with django_db_blocker.unblock():
        databases.use(name)
        with transaction.atomic():
            yield made
            transaction.set_rollback(True)
        databases.use(before)


@pytest.fixture(scope="session")
def further_stage(django_db_setup, django_db_blocker, databases) -> Iterator[tuple[str, Further]]:
    """The same for the scene with three more callers."""
    before = connection.settings_dict["NAME"]
    with django_db_blocker.unblock():
        name = databases.clone()
        databases.use(name)
        made = make_further()
        databases.use(before)
    yield name, made
    with django_db_blocker.unblock():
        databases.drop(name)


@pytest.fixture
def further(further_stage, django_db_blocker, databases) -> Iterator[Further]:
    """Django talks to the further scene's database, in a transaction that is undone when the test ends."""
    name, made = further_stage
    before = connection.settings_dict["NAME"]
    with django_db_blocker.unblock():
        databases.use(name)
        with transaction.atomic():
            yield made
            transaction.set_rollback(True)
        databases.use(before)
