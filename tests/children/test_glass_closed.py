"""What stays closed in danger too is the same as what is not there, and asking for it is counted (R-002, R-061)."""

import pytest

from cairn.access.binding import acting_as
from cairn.children import verbs
from cairn.children.models import Child
from cairn.core.clock import today
from cairn.core.errors import Refused
from cairn.core.postgres import WORKER
from cairn.ledger.models import Event
from cairn.notices.models import Notice
from cairn.sharing.models import Grant
from cairn.sharing.rules.glass import glass_limits
from cairn.sharing.verbs import KeptFrom
from tests.children.glass import opens, posted, sees
from tests.children.pages import a_child
from tests.conftest import become
from tests.sharing.holding import Circle as Around

NO_SUCH = "C-7F3K-Q2"


@pytest.fixture
def child(northmoor):
    return a_child(northmoor)


def hides(northmoor, child, how: str) -> str:
    """The child stays closed in danger as well, for one of several reasons; gives the reference that is asked for."""
    if how == "absent":
        return NO_SUCH
    if how == "no_confirm":
        with become(WORKER):
            Child.objects.filter(pk=child.pk).update(no_confirm=True)
    elif how == "asleep":
        with become(WORKER):
            Child.objects.filter(pk=child.pk).update(is_asleep=True)
    elif how == "kept_from":
        with acting_as(amara := northmoor.actor("amara")):
            whom = KeptFrom(practitioner_id=northmoor.practitioner("chidi").id, reason="Her nephew.")
            verbs.keep_child_from(child=child, whom=whom, by=amara)
    elif how == "silent":
        around = Around(northmoor, child)
        for holder, second in (("efa", "amaras_manager"), ("amara", "farid")):
            around.silent(holder, around.record(holder), "westmoor-nurses", second=second)
    return child.reference


@pytest.mark.parametrize("how", ["absent", "no_confirm", "asleep", "kept_from", "silent"])
def test_what_stays_closed_is_the_same_as_what_is_not_there(northmoor, child, how):
    reference = hides(northmoor, child, how)
    assert opens(northmoor, reference) is None
    with become(WORKER):
        assert not Grant.objects.exists()
        assert not Notice.objects.filter(code="glass.broken").exists()
    answer = posted(northmoor, reference)
    assert answer.status_code == 200
    assert "No record can be opened with this reference." in answer.content.decode()
    assert sees(northmoor, child) == (False, False)
    with acting_as(chidi := northmoor.actor("chidi")):
        tried = Event.objects.visible_to(chidi).filter(happening="glass.tried")
        assert {(each.child_id, each.about_id) for each in tried} == {(None, None)}


def test_a_reference_that_opens_nothing_counts_as_asking_after_a_child_out_of_sight(northmoor, child):
    opens(northmoor, NO_SUCH)
    with become("cairn_ledger"):
        event = Event.objects.get(happening="child.searched", membership_id=northmoor.memberships["chidi"].pk)
    assert (event.detail["way"], event.detail["out_of_sight"], event.child_id) == ("reference", 1, None)
    assert NO_SUCH not in str(event.detail)


def test_five_wrong_references_in_a_day_are_enough(northmoor, child):
    for number in range(glass_limits(today()).tried_a_day):
        assert opens(northmoor, f"C-7F3K-Q{number}") is None
    with pytest.raises(Refused, match="glass_too_often"):
        opens(northmoor, child)
    assert opens(northmoor, child, "wanda")


def test_three_openings_in_a_day_are_enough(northmoor):
    for _ in range(glass_limits(today()).opened_a_day):
        assert opens(northmoor, a_child(northmoor))
    with pytest.raises(Refused, match="glass_too_often"):
        opens(northmoor, a_child(northmoor))
