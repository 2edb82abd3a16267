"""What a third person told travels in full; who it was stays with the agency that protects them (R-030)."""

import json

import pytest

from cairn.access.binding import acting_as
from cairn.chronology import verbs as chronology
from cairn.chronology.models import Entry
from cairn.core.errors import Refused
from cairn.ledger.models import Event
from cairn.sharing.kinds import RefusalGround, ReplyKind
from cairn.sharing.kinds.apart import ApartKind
from cairn.sharing.models import Compartment
from cairn.sharing.rules.asking import ReplySaid
from cairn.stewardship.queries.collecting import collect
from tests.children.pages import browser
from tests.conftest import become
from tests.sharing.apart import admit, seal, told_apart
from tests.sharing.asking import asked, reviewed, seen
from tests.sharing.asking import said as replies
from tests.sharing.holding import circle, kept, said

pytestmark = pytest.mark.django_db
TOLD = "Two men wait for girls at the grey house on Fridays."
WHO = "Marta Quindlethorpe of the night stall"
PROTECTED = "source protected by Safer Streets"
OTHERS = ("amara", "bilal", "gwen", "farid")
ASKS = {"question": "Who told you?", "purpose": "To hear her as a witness.", "ground": "ukgdpr_6"}
NO = ReplySaid(kind=ReplyKind.REFUSED, words="She would be hurt.", refusal_ground=RefusalGround.OPERATION)


@pytest.fixture
def around(northmoor):
    """The charity was told by a woman who must not be named; it keeps who she is for itself and a second person."""
    found = circle(northmoor, words=TOLD, source_protected=True)
    told_apart(found, "efa", f"It was {WHO}.", ApartKind.SOURCE)
    seal(found)
    return found


def pages(around, name):
    """Every page of a child that this reader has, printed and sent to a system as well."""
    place, client = f"/children/{around.child.reference}/", browser(around.northmoor, name)
    shown = {
        way: client.get(f"{place}{way}") for way in ("", "story/", "story/?print=1", "apart/", "sharing/", "facts/")
    }
    for way in ("", "/chronology", "/involvements"):
        shown[f"api{way}"] = client.get(f"/api/v1/children/{around.child.reference}{way}")
    return {way: answer.content.decode() for way, answer in shown.items()}


@pytest.mark.parametrize("name", OTHERS)
def test_others_read_all_that_was_told_and_who_protects_the_source(around, name):
    found = pages(around, name)
    for way in ("story/", "story/?print=1"):
        assert TOLD in found[way], way
        assert PROTECTED in found[way], way
    assert TOLD in found["api/chronology"]
    assert not [way for way, words in found.items() if "Quindlethorpe" in words]


def test_the_agency_that_protects_reads_who_it_was(around):
    (entry,) = (one for one in kept(Entry, child=around.child) if WHO in one.words)
    assert around.sees("efa", entry)
    assert not any(around.sees(name, entry) for name in OTHERS)


def test_no_pack_holds_who_it_was(around):
    with become("cairn_worker"):
        found = collect(around.child.id)
    assert "Quindlethorpe" not in json.dumps([[part.words for part in told.parts] for told in found.told])


def test_what_corrects_it_protects_the_source_as_well(around):
    (entry,) = (one for one in kept(Entry, child=around.child) if one.words == TOLD)
    with acting_as(efa := around.northmoor.actor("efa")):
        again = chronology.correct_entry(entry=entry, said=said("Three men wait there."), by=efa)
    assert again.detail == {"source_protected": True}


def test_whoever_asks_who_it_was_is_written_down_and_needs_their_agreement(around):
    assert "Ask who said it" in pages(around, "bilal")["story/"]
    ask = asked(around.northmoor, around.child, "bilal", "outreach", **ASKS)
    with acting_as(farid := around.northmoor.actor("farid")):
        assert Event.objects.visible_to(farid).filter(happening="ask.sent", about_id=ask.id).exists()
    replies(around.northmoor, ask, NO, "efa")
    reviewed(around.northmoor, ask, stands=True)
    assert seen(ask.id, around.northmoor.actor("bilal")).state == "stands"
    assert "Quindlethorpe" not in "".join(pages(around, "bilal").values())


def test_where_they_agree_the_one_who_asked_reads_it_and_nobody_else(around):
    (made,) = kept(Compartment)
    (entry,) = (one for one in kept(Entry, child=around.child) if WHO in one.words)
    with pytest.raises(Refused, match="apart_not_held"):
        admit(around, "amaras_manager", made, person="bilal")
    admit(around, "efa", made, person="bilal")
    assert around.sees("bilal", entry)
    assert not any(around.sees(name, entry) for name in ("amara", "gwen", "farid"))
    with acting_as(efa := around.northmoor.actor("efa")):
        assert Event.objects.visible_to(efa).filter(happening="sharing.admitted", about_id=made.pk).exists()
