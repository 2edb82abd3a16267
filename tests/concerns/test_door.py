"""The signed-out door: a worried person can always write, and nobody can read anything through it."""

import pytest
from django.core.cache import cache

from cairn.access.binding import acting_as
from cairn.children.models import Claim
from cairn.concerns.models import Concern
from cairn.concerns.verbs import sending
from cairn.duties.models import Duty
from cairn.referrals.models import Referral
from tests.builders import raised
from tests.concerns.pages import concerns, signed_in

DOOR, SENT = "/concerns/door/", "/concerns/door/sent/"
KEY = "0198c0de-0000-7000-8000-000000000001"
TYPED = {
    "key": KEY,
    "what_happened": "A boy sleeps in the car wash.",
    "who": "a boy, perhaps 13",
    "phone": "01632 960 777",
    "area": "westmoor",
}


def shown(client) -> str:
    """The page of thanks, without what differs from one request to the next."""
    return client.get(SENT).content.decode().split("<main")[1]


@pytest.fixture(autouse=True)
def _fresh_count(db):
    cache.clear()


def test_the_form_is_open_to_all_and_says_first_whom_to_ring(client, northmoor):
    answer = client.get(DOOR)
    page = answer.content.decode()
    assert page.index("tel:999") < page.index("What did you see or hear?")
    assert "no-store" in answer["Cache-Control"]
    assert "data-draft-url" not in page


def test_what_is_sent_reaches_the_area_and_belongs_to_the_hub_which_owes_a_call(client, northmoor):
    assert client.post(DOOR, TYPED)["Location"] == SENT
    farid = northmoor.actor("farid")
    (concern,) = concerns(farid)
    assert (concern.team.slug, concern.call_back_needed, concern.raised_by) == ("hub-duty", True, None)
    assert concern.sender_contact == "01632 960 777"
    with acting_as(farid):
        assert Referral.objects.visible_to(farid).get().to_team.slug == "westmoor-duty"
        assert "call_back" in {duty.kind for duty in Duty.objects.visible_to(farid)}
        assert [claim.text for claim in Claim.objects.visible_to(farid)] == ["a boy, perhaps 13"]


def test_thanks_say_who_was_told_once_and_nothing_can_be_read_afterwards(client, northmoor):
    client.post(DOOR, TYPED)
    page = client.get(SENT).content.decode()
    assert "Westmoor Duty" in page
    assert "car wash" not in page
    (concern,) = concerns(northmoor.actor("farid"))
    assert concern.reference not in page
    again = client.get(SENT).content.decode()
    assert "Westmoor Duty" not in again
    assert client.get(f"/concerns/{concern.reference}/")["Location"].startswith("/account/sign-in/")


def test_the_answer_is_the_same_whether_the_child_is_known_or_not(client, northmoor):
    client.post(DOOR, {**TYPED, "who": "Nobody Known"})
    unknown = shown(client)
    raised(northmoor.actor("wanda"), area="westmoor")
    client.post(DOOR, {**TYPED, "key": "", "who": "Nguyen Van Tang, 14"})
    assert shown(client) == unknown


def test_danger_tells_the_police_desk_too(client, northmoor):
    client.post(DOOR, {**TYPED, "urgency": "danger_now"})
    page = client.get(SENT).content.decode()
    assert "Police Desk" in page
    farid = northmoor.actor("farid")
    with acting_as(farid):
        assert Referral.objects.visible_to(farid).filter(purpose="danger").count() == 2


def test_sending_twice_makes_one_concern(client, northmoor):
    for _ in range(2):
        assert client.post(DOOR, TYPED)["Location"] == SENT
    assert len(concerns(northmoor.actor("farid"))) == 1


def test_more_words_from_the_same_page_are_not_lost(client, northmoor):
    client.post(DOOR, TYPED)
    assert client.post(DOOR, {**TYPED, "urgency": "danger_now"})["Location"] == SENT
    assert {each.urgency for each in concerns(northmoor.actor("farid"))} == {"today", "danger_now"}


def test_what_cannot_be_sent_comes_back_with_every_word(client, northmoor):
    page = client.post(DOOR, {**TYPED, "phone": "", "area": "atlantis"}).content.decode()
    assert "Give a number, so that somebody can ring you back." in page
    assert "There is no such area here" in page
    assert "car wash" in page
    assert "perhaps 13" in page
    assert concerns(northmoor.actor("farid")) == []


def test_a_flood_from_one_address_is_asked_to_ring_and_keeps_its_words(client, northmoor, monkeypatch):
    monkeypatch.setattr(sending, "MOST_FROM_ONE_ADDRESS", 2)
    for number in range(2):
        assert client.post(DOOR, {**TYPED, "key": KEY[:-1] + str(number)}).status_code == 302
    answer = client.post(DOOR, {**TYPED, "key": KEY[:-1] + "9"})
    assert answer.status_code == 429
    assert "Ring instead" in answer.content.decode()
    assert "car wash" in answer.content.decode()
    assert client.post(DOOR, {**TYPED, "key": KEY[:-1] + "8"}, REMOTE_ADDR="203.0.113.9").status_code == 302
    assert len(concerns(northmoor.actor("farid"))) == 3


def test_the_address_is_not_kept(client, northmoor):
    client.post(DOOR, TYPED, REMOTE_ADDR="203.0.113.9")
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("select cache_key from cairn_cache")
        assert not any("203.0.113" in key for (key,) in cursor.fetchall())


def test_a_failure_half_way_leaves_nothing(client, northmoor, monkeypatch):
    def fail(**_):
        raise RuntimeError("half way")

    monkeypatch.setattr("cairn.concerns.verbs.raising.ask_same_child", fail)
    with pytest.raises(RuntimeError, match="half way"):
        client.post(DOOR, TYPED)
    farid = northmoor.actor("farid")
    with acting_as(farid):
        assert not Concern.objects.visible_to(farid).exists()
        assert not Claim.objects.visible_to(farid).exists()


def test_somebody_signed_in_may_use_the_door_as_well(northmoor):
    assert signed_in(northmoor, "efa").post(DOOR, TYPED)["Location"] == SENT
    assert concerns(northmoor.actor("efa")) == []


def test_the_other_road_is_open_to_all_and_sends_nothing(client, northmoor):
    page = client.get("/concerns/about-staff/").content.decode()
    assert "designated officer" in page
    assert "<form" not in page.split("<main")[1]
