"""The frame around a page as the partnership's own floor draws it; what higher floors add is tested with them."""

import pytest

from cairn.partnership.presenters import shell_for


@pytest.fixture(autouse=True)
def own_frame(monkeypatch):
    """These tests know only this floor's addresses, so the navigation of the desk would lead nowhere."""
    monkeypatch.setattr("cairn.ui.shell._provider", [shell_for])
