"""Legal hold: who places one, on what, and that a link or its undoing lets no record slip out (R-198)."""

import pytest

from cairn.access.binding import acting_as
from cairn.core.errors import Conflict, NotAllowed, NotFound, Refused
from cairn.stewardship import verbs
from cairn.stewardship.queries.keeping import is_on_hold
from tests.children.linked import decided, pair
from tests.children.pages import a_child
from tests.stewardship.keeping import happened

WHY = "The coroner has asked for the papers."


def held(northmoor, child, who: str = "petra", reason: str = WHY):
    with acting_as(by := northmoor.actor(who)):
        return verbs.place_hold(reference=child.reference.lower(), reason=reason, by=by)


def test_a_hold_is_placed_by_reference_and_released_with_a_reason(northmoor):
    child = a_child(northmoor)
    hold = held(northmoor, child)
    with acting_as(pavel := northmoor.actor("pavel")):
        assert is_on_hold(child.pk)
        verbs.release_hold(hold=hold, reason="The inquest is over.", by=pavel)
        assert not is_on_hold(child.pk)
        with pytest.raises(Conflict):
            verbs.release_hold(hold=hold, reason="Again.", by=pavel)
    assert {"hold.placed", "hold.released"} <= set(happened(child.pk))


@pytest.mark.parametrize(("reason", "code"), [("  ", "desk_reason_needed"), ("x" * 1001, "desk_reason_too_long")])
def test_a_hold_needs_a_reason(northmoor, reason, code):
    child = a_child(northmoor)
    with pytest.raises(Refused) as refused:
        held(northmoor, child, reason=reason)
    assert refused.value.code == code
    hold = held(northmoor, child)
    with acting_as(petra := northmoor.actor("petra")), pytest.raises(Refused) as refused:
        verbs.release_hold(hold=hold, reason=reason, by=petra)
    assert refused.value.code == code


def test_a_record_is_held_once(northmoor):
    child = a_child(northmoor)
    held(northmoor, child)
    with pytest.raises(Refused) as refused:
        held(northmoor, child, who="pavel")
    assert refused.value.code == "held_already"


def test_a_lead_elsewhere_learns_nothing_of_a_child_their_agency_does_not_look_after(northmoor):
    child = a_child(northmoor)
    words = set()
    for reference in (child.reference, "C-7F3K-Q2"):
        with acting_as(perla := northmoor.actor("perla")), pytest.raises(Refused) as refused:
            verbs.place_hold(reference=reference, reason=WHY, by=perla)
        words.add(refused.value.code)
    assert words == {"no_such_record"}
    hold = held(northmoor, child)
    with acting_as(perla), pytest.raises(NotFound):
        verbs.open_hold(hold_id=hold.pk, by=perla)


@pytest.mark.parametrize("who", ["amara", "farid", "dana", "hana", "robin"])
def test_nobody_but_a_lead_holds(northmoor, who):
    child = a_child(northmoor)
    hold = held(northmoor, child)
    with acting_as(by := northmoor.actor(who)):
        with pytest.raises(NotAllowed):
            verbs.place_hold(reference=child.reference, reason=WHY, by=by)
        with pytest.raises((NotAllowed, NotFound)):
            verbs.release_hold(hold=hold, reason=WHY, by=by)
        with pytest.raises(NotAllowed):
            verbs.open_hold(hold_id=hold.pk, by=by)


def test_no_hold_stands_when_the_ledger_cannot_be_written(northmoor, monkeypatch):
    child = a_child(northmoor)

    def broken(*_given, **_more) -> None:
        raise OSError("the ledger cannot be written")

    monkeypatch.setattr("cairn.stewardship.verbs.holding.ledger.record", broken)
    with pytest.raises(OSError, match="ledger"):
        held(northmoor, child)
    with acting_as(northmoor.actor("petra")):
        assert not is_on_hold(child.pk)


def test_a_hold_stays_with_both_when_records_are_joined(northmoor):
    two = pair(northmoor)
    held(northmoor, two.new)
    decided(two.question, northmoor.actor("farid"))
    with acting_as(northmoor.actor("petra")):
        assert is_on_hold(two.known.pk)
        assert is_on_hold(two.new.pk)
