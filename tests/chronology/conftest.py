"""Where files are kept in these tests, and a real scanner for those that ask for one."""

from collections.abc import Iterator

import pytest

from tests import scanner
from tests.children.pages import a_child, writes
from tests.chronology import papers


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    """A folder for files, for each test its own; no scanner unless a test asks for one."""
    settings.CAIRN_FILES = str(tmp_path / "files")
    settings.CAIRN_CLAMD = ""
    return tmp_path / "files"


@pytest.fixture(scope="session")
def daemon() -> Iterator[str]:
    """The socket of a real daemon."""
    with scanner.running(papers.HARM) as socket:
        yield socket


@pytest.fixture
def scanning(settings, daemon) -> None:
    """This installation has a scanner."""
    settings.CAIRN_CLAMD = daemon


@pytest.fixture
def child(northmoor):
    return a_child(northmoor)


@pytest.fixture
def entry(northmoor, child):
    return writes(northmoor, "amara", child, "The school wrote.")


@pytest.fixture
def scanner_is_back(settings, daemon):
    """From when this is called the installation has a scanner."""

    def back() -> None:
        settings.CAIRN_CLAMD = daemon

    return back
