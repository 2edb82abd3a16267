"""A child with a circle around it, as every test of planning begins."""

import pytest

from tests.sharing.holding import circle


@pytest.fixture
def around(northmoor):
    return circle(northmoor)


@pytest.fixture
def child(around):
    return around.child
