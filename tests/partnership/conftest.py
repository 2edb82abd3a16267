"""The partnership's floor on its own: what higher floors add to its pages is tested with them."""

import pytest

from cairn.partnership.presenters import shell_for


@pytest.fixture(autouse=True)
def nothing_from_above(monkeypatch):
    """These tests know neither the addresses of the desk's navigation nor the cast of the demonstration."""
    monkeypatch.setattr("cairn.ui.shell._provider", [shell_for])
    monkeypatch.setattr("cairn.partnership.queries.published._CAST", [])
