"""Where something is held back about one of two children, nothing is joined before a second person agrees (R-003)."""

import pytest

from cairn.access.binding import acting_as
from cairn.children.queries.restricted import needs_two
from cairn.sharing.queries import is_anything_held
from tests.children.linked import decided, pair
from tests.sharing.holding import CHARITY, EASTMOOR, Circle


def told(northmoor, how: str):
    """Two who may be one; the charity holds something back about the one that is known."""
    two = pair(northmoor)
    around = Circle(northmoor, two.known)
    entry = around.told("efa")
    if how == "declared":
        around.hold("efa", entry, EASTMOOR)
    elif how == "silent":
        around.silent("efa", entry, EASTMOOR, second="farid")
    return two


@pytest.mark.parametrize("in_danger", [False, True])
@pytest.mark.parametrize("how", ["declared", "silent"])
def test_the_hub_waits_for_a_second_person_in_danger_too(northmoor, how, in_danger):
    two = told(northmoor, how)
    decision = decided(two.question, northmoor.actor("farid"), in_danger=in_danger)
    assert (decision.waits, decision.joined_at) == (True, None)


def test_what_is_held_back_no_more_needs_nobody(northmoor):
    two = told(northmoor, "nothing")
    assert not decided(two.question, northmoor.actor("farid")).waits


@pytest.mark.parametrize(("who", "held"), [("farid", True), ("efa", True), ("amara", False), ("chidi", False)])
def test_without_a_trace_those_it_is_kept_from_are_told_nothing_by_it(northmoor, who, held):
    two = told(northmoor, "silent")
    with acting_as(northmoor.actor(who)):
        assert is_anything_held([two.known.id]) is held


def test_those_it_is_declared_to_know_that_two_people_are_needed(northmoor):
    two = told(northmoor, "declared")
    with acting_as(amara := northmoor.actor("amara")):
        assert needs_two([two.known.id], amara)
    assert CHARITY
