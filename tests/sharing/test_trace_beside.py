"""What leaves no trace gets none by being held back as well; and who was let in finds the way (R-049, R-061)."""

import pytest
from django.test import Client

from cairn.core.errors import Refused
from cairn.sharing.kinds import Mode, Reason
from cairn.sharing.kinds.apart import TRACELESS, ApartKind
from cairn.sharing.models import Withholding
from tests.partnership.people import sign_in
from tests.sharing.apart import admit, keep, mark
from tests.sharing.holding import POLICE, circle, end, kept

pytestmark = pytest.mark.django_db


@pytest.fixture
def around(northmoor):
    return circle(northmoor)


def page(around, name, section=""):
    client = sign_in(Client(), around.northmoor.practitioner(name))
    return client.get(f"/children/{around.child.reference}/{section}")


@pytest.mark.parametrize("kind", sorted(TRACELESS))
def test_no_line_says_that_something_without_a_trace_is_held_back(around, kind):
    entry = around.told("gwen")
    keep(around, "gwen", entry, kind)
    with pytest.raises(Refused, match="withhold_leaves_trace"):
        around.hold("gwen", entry, POLICE)
    assert kept(Withholding) == []
    assert "item held" not in page(around, "bilal", "story/").content.decode()
    around.hold("gwen", entry, POLICE, second="farid", mode=Mode.SILENT, reason=Reason.STAFF_ALLEGATION)


def test_nor_is_something_kept_without_one_while_a_line_says_so(around):
    entry = around.told("gwen")
    held = around.hold("gwen", entry, POLICE)
    with pytest.raises(Refused, match="apart_declared_already"):
        keep(around, "gwen", entry, ApartKind.STAFF)
    end(around, "gwen", held)
    keep(around, "gwen", entry, ApartKind.STAFF)
    assert not around.sees("bilal", entry)


def test_what_may_be_known_of_is_both_held_back_and_for_named_people(around):
    entry = around.told("gwen")
    around.hold("gwen", entry, POLICE)
    keep(around, "gwen", entry, ApartKind.THERAPY)
    assert around.sees("gwen", entry)
    assert not around.sees("amara", entry)


def test_beside_what_is_added_both_are_refused_together(around):
    agency = str(around.northmoor.team(POLICE).agency_id)
    client = sign_in(Client(), around.northmoor.practitioner("amara"))
    sent = {"words": "The warden was named.", "kind": "meeting", "how_known": "seen"}
    hold = {"hold-around": [agency], "hold-reason": "safety", "hold-words": "Why", "hold-ground": "harm_to_person"}
    day = {"hold-until-day": "1", "hold-until-month": "1", "hold-until-year": "2027"}
    apart = {"apart-kind": "staff", "apart-why": "He works where she lives."}
    answer = client.post(f"/children/{around.child.reference}/story/add/", {**sent, **hold, **day, **apart})
    assert "The warden was named." in answer.content.decode()
    assert "of this sort of thing nobody may see a trace" in answer.content.decode()
    assert kept(Withholding) == []


def test_who_was_let_in_finds_the_way_without_seeing_the_story(around):
    compartment = mark(around, "amara")
    assert "apart/" not in page(around, "efa").content.decode()
    admit(around, "amara", compartment, person="efa")
    shown = page(around, "efa").content.decode()
    assert f"/children/apart/{compartment.id}/" in shown
    assert "Only for named people, and you are one of them" in shown
