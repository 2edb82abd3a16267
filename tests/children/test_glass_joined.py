"""What is open in danger is closed, and that is said, when the child's records go to another child (R-061)."""

import pytest

from cairn.access.binding import acting_as
from cairn.children import verbs
from cairn.children.kinds import FactKind
from cairn.core.postgres import WORKER
from cairn.ledger.models import Event
from cairn.notices.models import Notice
from cairn.sharing.models import Grant
from tests.children.glass import DANGER, WHY_NOW, opens, sees
from tests.children.linked import confirmed, decided, pair, undone
from tests.children.pages import browser
from tests.conftest import become
from tests.sharing.apart import keep
from tests.sharing.holding import Circle


@pytest.fixture
def two(northmoor):
    return pair(northmoor)


def told(grant) -> set[tuple[str, str | None]]:
    with become(WORKER):
        rows = Notice.objects.filter(about_id=grant.pk, code="glass.closed")
        return set(rows.values_list("team__slug", "member__practitioner__name"))


def read(grant) -> Grant:
    with become(WORKER):
        return Grant.objects.get(pk=grant.pk)


def test_it_does_not_follow_to_the_other_child_and_whoever_opened_it_is_told(northmoor, two):
    grant = opens(northmoor, two.new, "rhys")
    assert sees(northmoor, two.new, "rhys") == (True, True)
    decided(two.question, northmoor.actor("farid"))
    assert sees(northmoor, two.new, "rhys") == (False, False)
    assert sees(northmoor, two.known, "rhys") == (False, False)
    closed = read(grant)
    assert closed.opened_at <= closed.ended_at < closed.until
    assert closed.ended_by is None
    assert (northmoor.memberships["rhys"].team.slug, "Rhys") in told(grant)
    assert ("westmoor-duty", None) in told(grant)
    with acting_as(farid := northmoor.actor("farid")):
        event = Event.objects.visible_to(farid).get(happening="glass.ended", about_id=grant.pk)
    assert event.detail == {"why": "records_moved"}
    assert "Ring the hub duty desk" in browser(northmoor, "rhys").get("/inbox/").content.decode()


def test_what_is_open_of_the_child_that_goes_on_stays_open(northmoor, two):
    grant = opens(northmoor, two.known, "rhys")
    decision = decided(two.question, northmoor.actor("farid"))
    assert sees(northmoor, two.known, "rhys") == (True, True)
    undone(decision, northmoor.actor("farid"))
    assert sees(northmoor, two.known, "rhys") == (True, True)
    assert sees(northmoor, two.new, "rhys") == (False, False)
    assert (read(grant).ended_at, told(grant)) == (None, set())


def test_what_only_named_people_read_is_closed_when_it_goes_along(northmoor, two):
    around = Circle(northmoor, two.new)
    fact = around.fact("wanda", kind=FactKind.WISH)
    made = keep(around, "wanda", fact)
    opens(northmoor, two.new, "rhys")
    with acting_as(rhys := northmoor.actor("rhys")):
        grant = verbs.break_apart(compartment_id=made.pk, danger=DANGER, why_now=WHY_NOW, by=rhys)
    assert around.sees("rhys", fact)
    decision = decided(two.question, northmoor.actor("farid"))
    assert decision.waits  # named people alone read something, so a second person agrees first
    assert around.sees("rhys", fact)
    confirmed(decision, northmoor.actor("amara"))
    assert not around.sees("rhys", fact)
    assert read(grant).ended_at is not None
    assert (northmoor.memberships["rhys"].team.slug, "Rhys") in told(grant)


def test_nothing_is_joined_or_closed_when_the_ledger_cannot_be_written(northmoor, two, monkeypatch):
    grant = opens(northmoor, two.new, "rhys")

    def broken(*_given, **_more) -> None:
        raise OSError("the ledger cannot be written")

    monkeypatch.setattr("cairn.children.verbs.moving.ledger.record", broken)
    with pytest.raises(OSError, match="ledger"):
        decided(two.question, northmoor.actor("farid"))
    assert read(grant).ended_at is None
    assert sees(northmoor, two.new, "rhys") == (True, True)
