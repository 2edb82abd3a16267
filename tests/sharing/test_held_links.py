"""Where something is held back about one of two children, nothing is joined before a second person agrees (R-003)."""

import pytest

from cairn.access.binding import acting_as
from cairn.children.queries.restricted import needs_two
from cairn.sharing.kinds.apart import TRACELESS, ApartKind
from cairn.sharing.queries import is_anything_held
from cairn.sharing.verbs import take_out
from tests.children.linked import decided, pair
from tests.sharing.apart import admit, keep, mark
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


def apart(northmoor, kind=ApartKind.THERAPY):
    """Two who may be one; of the one that is known, the desk that leads keeps something for named people."""
    two = pair(northmoor)
    around = Circle(northmoor, two.known)
    entry = around.told("amara")
    return two, around, entry, keep(around, "amara", entry, kind)


@pytest.mark.parametrize("in_danger", [False, True])
def test_where_named_people_alone_read_something_the_hub_waits_as_well(northmoor, in_danger):
    two, *_rest = apart(northmoor)
    decision = decided(two.question, northmoor.actor("farid"), in_danger=in_danger)
    assert (decision.waits, decision.joined_at) == (True, None)


def test_so_it_does_for_a_safe_address_that_has_gathered_nothing(northmoor):
    two = pair(northmoor)
    mark(Circle(northmoor, two.known), "amara")
    assert decided(two.question, northmoor.actor("farid")).waits


def test_what_was_shared_again_needs_nobody(northmoor):
    two, _around, entry, made = apart(northmoor)
    with acting_as(amara := northmoor.actor("amara")):
        take_out(compartment=made, item_ids=(entry.id,), reason="She agreed.", by=amara)
    assert not decided(two.question, northmoor.actor("farid")).waits


@pytest.mark.parametrize("kind", sorted(TRACELESS))
def test_what_leaves_no_trace_is_told_by_it_to_those_in_it_alone(northmoor, kind):
    two, around, _entry, made = apart(northmoor, kind)
    admit(around, "amara", made, person="wanda")
    for who, counts in (("amara", True), ("farid", False), ("efa", False), ("wanda", False)):
        with acting_as(northmoor.actor(who)):
            assert is_anything_held([two.known.id]) is counts, who
    # Wanda, who was let in, does not see the child that is known; both together she does, by the other.
    with acting_as(northmoor.actor("wanda")):
        assert is_anything_held([two.known.id, two.new.id]) is True
    assert not decided(two.question, northmoor.actor("farid")).waits
