"""Who sees a child for an hour because somebody is in danger, decides nothing, and takes nothing over (R-061)."""

import pytest

from cairn.access.binding import acting_as
from cairn.access.permissions import Permission
from cairn.children import verbs
from cairn.children.kinds import Basis, Capacity, FactKind
from cairn.children.models import Involvement
from cairn.children.rules.circle import BroughtIn
from cairn.chronology import verbs as chronology
from cairn.core.clock import today
from cairn.core.errors import NotAllowed, Refused
from cairn.outside.models import OutsideShare
from cairn.outside.queries.offering import is_working
from cairn.sharing.kinds.apart import ApartKind
from cairn.sharing.models import Compartment
from tests.children.glass import opens
from tests.children.pages import a_child, browser
from tests.conftest import become
from tests.sharing.holding import said

NOT_THEIRS = ("circle/bring-in/", "safe-address/", "outside/new/")


@pytest.fixture
def child(northmoor):
    return a_child(northmoor)


def test_they_bring_nobody_in_and_take_no_address_over(northmoor, child):
    opens(northmoor, child)
    interpreters, until = northmoor.team("guardians"), today()
    with acting_as(chidi := northmoor.actor("chidi")):
        brought = BroughtIn(capacity=Capacity.INTERPRETER, basis="Dari", until=until)
        with pytest.raises(NotAllowed):
            verbs.bring_in(child=child, team=interpreters, said=brought, by=chidi)
        with pytest.raises(NotAllowed):
            verbs.mark_safe_address(child=child, reason="I fetch her.", by=chidi)
        with pytest.raises(NotAllowed):
            chidi.require(Permission.OUTSIDE_SHARE, child)
    with become("cairn_worker"):
        assert not Involvement.objects.filter(team=interpreters).exists()
        assert not Compartment.objects.exists()
        assert not OutsideShare.objects.exists()


def test_nor_are_they_shown_the_pages_for_it(northmoor, child):
    opens(northmoor, child)
    client = browser(northmoor, "chidi")
    client.post(f"/children/{child.reference}/knows/", {"knows": "no"})
    assert client.get(f"/children/{child.reference}/story/").status_code == 200
    for page in NOT_THEIRS:
        assert client.get(f"/children/{child.reference}/{page}").status_code == 403, page
    lead = browser(northmoor, "amara")
    for page in NOT_THEIRS:
        assert lead.get(f"/children/{child.reference}/{page}").status_code == 200, page


@pytest.mark.parametrize("who", ["chidi", "efa"])
@pytest.mark.parametrize("what", ["entry", "fact"])
def test_nobody_who_does_not_work_with_the_child_holds_its_address_by_putting_one_thing_apart(
    northmoor, child, who, what
):
    """Held by them, whatever the others write of where the child is would be theirs alone to read."""
    if who == "chidi":
        opens(northmoor, child)
    with acting_as(by := northmoor.actor(who)):
        record = verbs.own_record(child=child, by=by)
        thing = add(record, what, by)
        with pytest.raises(Refused, match="apart_safe_address_working"):
            keeps(thing, what, by)
    with become("cairn_worker"):
        assert not Compartment.objects.exists()


@pytest.mark.parametrize("what", ["entry", "fact"])
def test_who_works_with_the_child_says_so_with_the_first_thing_that_is_put_apart(northmoor, child, what):
    with acting_as(amara := northmoor.actor("amara")):
        record = verbs.own_record(child=child, by=amara)
        earlier, thing = add(record, "fact", amara), add(record, what, amara)
        made = keeps(thing, what, amara)
        assert made.kind == ApartKind.SAFE_ADDRESS
    with become("cairn_worker"):
        (held,) = Compartment.objects.all()
        kept = set(held.items.filter(is_active=True).values_list("item_id", flat=True))
    assert kept == {earlier.id, thing.id}


def add(record, what, by):
    if what == "entry":
        return chronology.add_entry(record=record, said=said("She sleeps at 4 Backdoor Row."), by=by)
    fact = verbs.Fact(FactKind.ADDRESS, "4 Backdoor Row", Basis.CHILD_SAYS)
    return verbs.add_fact(record=record, fact=fact, by=by)


def keeps(thing, what, by):
    if what == "entry":
        return chronology.keep_entry_apart(entry=thing, kind=ApartKind.SAFE_ADDRESS, reason="He looks for her.", by=by)
    return verbs.keep_fact_apart(fact=thing, kind=ApartKind.SAFE_ADDRESS, reason="He looks for her.", by=by)


def test_working_with_a_child_is_what_sharing_outside_asks(northmoor, child):
    opens(northmoor, child)
    for name, works in (("chidi", False), ("amara", True), ("efa", False)):
        with acting_as(by := northmoor.actor(name)):
            assert is_working(by, child) is works, name
