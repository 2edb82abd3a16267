"""A site on a database of its own for each fault."""

import os
from collections.abc import Iterator
from dataclasses import dataclass

import pytest

from tests.builders import Northmoor
from tests.conftest import Databases
from tests.faults.harness import Browser, signed_in
from tests.journeys.site import Site, own_database, partnership, served


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Every test below this folder breaks something."""
    here = os.path.dirname(__file__)
    for item in items:
        if str(item.path).startswith(here):
            item.add_marker(pytest.mark.faults)
            item.add_marker(pytest.mark.xdist_group("faults"))


@dataclass
class Stage:
    """A running site, its database by name, and the partnership in it."""

    site: Site
    name: str
    northmoor: Northmoor
    databases: Databases

    def browser(self, name: str) -> Browser:
        """A member of the cast at the keyboard."""
        return signed_in(self.site, self.northmoor, name)


@pytest.fixture
def stage(django_db_setup, django_db_blocker, databases) -> Iterator[Stage]:
    """One site on one clone."""
    with django_db_blocker.unblock(), own_database(databases) as name:
        place = partnership()
        with served(databases, name) as site:
            yield Stage(site, name, place, databases)
