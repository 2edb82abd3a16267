"""A site and a browser for each file of journeys. Without Chromium they are skipped, and say so."""

import os
import shutil
from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from django.db import connection

from tests.builders import Northmoor
from tests.journeys.browsing import BUILT, CHROMIUM, Browsing, launch
from tests.journeys.site import Site, own_database, partnership, served


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Every test below this folder is a journey, and all of them share one process: one browser at a time."""
    here = os.path.dirname(__file__)
    for item in items:
        if str(item.path).startswith(here):
            item.add_marker(pytest.mark.journey)
            item.add_marker(pytest.mark.xdist_group("browser"))
            if not CHROMIUM:
                item.add_marker(pytest.mark.skip(reason="NOT RUN: this machine has no Chromium"))
            elif not BUILT:
                item.add_marker(pytest.mark.skip(reason="NOT RUN: the styles and axe are not built; run make setup"))


@dataclass
class Live:
    """A running installation, and the partnership in it as this process sees it."""

    site: Site
    northmoor: Northmoor


@pytest.fixture(scope="module")
def live(django_db_setup, django_db_blocker, databases) -> Iterator[Live]:
    """One installation for a file of journeys."""
    # A running Playwright looks to Django like an event loop; nothing here is asynchronous.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with django_db_blocker.unblock(), own_database(databases) as name:
        place = partnership()
        with served(databases, name) as site:
            yield Live(site, place)
    del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@pytest.fixture(scope="module")
def playwright(live) -> Iterator[object]:
    """Playwright, within the life of the site."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as running:
        yield running


@pytest.fixture(scope="module")
def chromium(playwright) -> Iterator[object]:
    """One browser for a file of journeys; every person gets a context of their own."""
    browser = launch(playwright)
    yield browser
    browser.close()


@pytest.fixture
def browsing(live, chromium, tmp_path) -> Iterator[Browsing]:
    """Ways of sitting down at a browser as somebody."""
    made = Browsing(live.site.address, chromium)
    yield made
    made.close()
    connection.close()  # while Playwright runs, Django keeps another connection than before and after
    assert made.wrongs == [], "a script failed, or the content policy stopped something"


@pytest.fixture
def profile(tmp_path) -> Iterator[str]:
    """A folder in which a browser keeps what it keeps."""
    folder = tmp_path / "profile"
    yield str(folder)
    shutil.rmtree(folder, ignore_errors=True)
