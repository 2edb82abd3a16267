"""The hub rings back whoever raised a concern without signing in, once."""

import pytest
from django.core.cache import cache

from cairn.access.binding import acting_as
from cairn.chronology.models import Entry
from cairn.concerns import verbs
from cairn.concerns.kinds import CallBackOutcome
from cairn.concerns.models import Concern
from cairn.core.errors import NotAllowed, Refused
from cairn.duties.kinds import DutyKind
from cairn.duties.models import Duty
from tests.builders import raised
from tests.concerns.pages import concerns, signed_in
from tests.concerns.test_door import DOOR, TYPED

BACK = {"back-outcome": "verified", "back-words": "Ring her at work."}


@pytest.fixture
def concern(client, northmoor) -> Concern:
    cache.clear()
    client.post(DOOR, TYPED)
    (found,) = concerns(northmoor.actor("farid"))
    return found


def owed(northmoor) -> int:
    farid = northmoor.actor("farid")
    with acting_as(farid):
        return Duty.objects.visible_to(farid).filter(kind=DutyKind.CALL_BACK, closed_at=None).count()


def test_the_hub_notes_the_call_and_nobody_owes_it_any_more(northmoor, concern):
    page, url = f"/concerns/{concern.reference}/", f"/concerns/{concern.reference}/called-back/"
    farid = signed_in(northmoor, "farid")
    assert url in farid.get(page).content.decode()
    assert "01632 960 777" in farid.get(page).content.decode()
    assert "Say whether you reached them." in farid.post(url, {"back-words": "x"}).content.decode()
    assert owed(northmoor) == 1
    assert farid.post(url, BACK).status_code == 302
    assert owed(northmoor) == 0
    actor = northmoor.actor("farid")
    with acting_as(actor):
        entry = Entry.objects.visible_to(actor).get(kind="call")
    assert (entry.team.slug, entry.detail) == ("hub-duty", {"call_back": "verified"})
    assert entry.words.endswith("Ring her at work.")
    assert url not in farid.get(page).content.decode()
    again = farid.post(url, BACK)
    assert again.status_code == 422
    assert "Somebody has rung back already." in again.content.decode()


def test_only_the_hub_rings_back(northmoor, concern):
    url = f"/concerns/{concern.reference}/called-back/"
    expected = {"chidi": 404, "dana": 403, "efa": 404}
    assert {name: signed_in(northmoor, name).post(url, BACK).status_code for name in expected} == expected
    receiver = signed_in(northmoor, "wanda")
    assert receiver.post(url, BACK).status_code == 403
    assert url not in receiver.get(f"/concerns/{concern.reference}/").content.decode()
    wanda = northmoor.actor("wanda")
    with acting_as(wanda), pytest.raises(NotAllowed):
        verbs.note_call_back(concern=concern, outcome=CallBackOutcome.NOT_REACHED, by=wanda)


def test_nobody_rings_back_who_was_signed_in(northmoor):
    concern, farid = raised(northmoor.actor("efa")), northmoor.actor("farid")
    with acting_as(farid), pytest.raises(Refused, match="call_back_done"):
        verbs.note_call_back(concern=concern, outcome=CallBackOutcome.VERIFIED, by=farid)
