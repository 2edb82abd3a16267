"""What a process has loaded is not looked through again and again."""

import gc

import pytest

from cairn.core.memory import LOOKED_THROUGH, settle


@pytest.fixture
def as_before():
    before = gc.get_threshold()
    yield
    gc.unfreeze()
    gc.set_threshold(*before)


@pytest.mark.usefixtures("as_before")
def test_what_is_loaded_is_left_out_of_the_search_for_unused_objects():
    settle()
    assert gc.get_freeze_count() > 0
    assert gc.get_threshold() == LOOKED_THROUGH
