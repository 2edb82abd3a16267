"""Holding back in the API: with what is added, in place of what is held, agreed to and ended."""

from datetime import timedelta

import pytest

from cairn.chronology.models import Entry
from cairn.core.clock import today
from cairn.sharing.kinds import State
from cairn.sharing.models import Withholding
from tests.api import calls
from tests.sharing.holding import POLICE, circle, kept

pytestmark = pytest.mark.django_db
WHY = {
    "from_agencies": ["northmoor-police"],
    "reason": "safety",
    "words": "He has a cousin at the desk.",
    "ground": "harm_to_person",
    "until": (today() + timedelta(days=10)).isoformat(),
}


@pytest.fixture
def around(northmoor):
    return circle(northmoor)


def caller(around, name):
    return calls.person(around.northmoor, name)


def child(around):
    return f"/children/{around.child.reference}"


@pytest.mark.parametrize(("path", "body"), [("entries", calls.ENTRY), ("claims", calls.FACT)])
def test_what_is_added_is_held_back_in_the_same_breath(around, path, body):
    amara, bilal = caller(around, "amara"), caller(around, "bilal")
    assert amara.post(f"{child(around)}/{path}", {**body, "withhold": WHY}).status_code == 201
    words = body.get("words") or body["text"]
    for address in (child(around), f"{child(around)}/chronology"):
        assert words not in bilal.get(address).content.decode()
    (held,) = bilal.get(child(around)).json()["held_back"]
    assert (held["agency"], held["number"], held["until"]) == ("Eastmoor Social Care", 1, WHY["until"])
    assert caller(around, "gwen").get(child(around)).json()["held_back"] == []


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"from_agencies": ["nobody-at-all"]}, "withhold_no_such_agency"),
        ({"from_agencies": []}, "withhold_from_nobody"),
        ({"until": "2020-01-01"}, "withhold_until_past"),
        ({"without_trace": True}, "withhold_not_silent"),
        ({"second": "nobody@northmoor.example"}, "withhold_second_needed"),
    ],
)
def test_what_is_refused_adds_nothing(around, change, code):
    sent = {**calls.ENTRY, "withhold": {**WHY, **change}}
    answer = caller(around, "amara").post(f"{child(around)}/entries", sent)
    assert (answer.status_code, answer.json()["code"]) == (422, code)
    assert not kept(Entry, words=calls.ENTRY["words"])
    assert not kept(Withholding)


def test_a_system_never_holds_back_for_a_person(around):
    charity = calls.system(around.northmoor, "safer-streets")
    assert charity.post(f"{child(around)}/entries", {**calls.ENTRY, "withhold": WHY}).status_code == 403
    assert charity.get("/withholdings").status_code == 403
    assert not kept(Entry, words=calls.ENTRY["words"])


def test_without_a_trace_by_the_address_of_the_second_person(around):
    silent = {**WHY, "reason": "live_operation", "without_trace": True, "second": "amaras_manager@northmoor.example"}
    answer = caller(around, "amara").post(f"{child(around)}/entries", {**calls.ENTRY, "withhold": silent})
    assert answer.status_code == 201
    (made,) = kept(Withholding)
    assert (made.mode, made.review_by_id) == ("silent", around.northmoor.memberships["amaras_manager"].id)
    assert caller(around, "bilal").get(child(around)).json()["held_back"] == []


def test_the_second_person_answers_and_the_holder_ends_it(around):
    made = around.hold("amara", around.told("amara"), POLICE)
    amara, manager, gwen = (caller(around, name) for name in ("amara", "amaras_manager", "gwen"))
    (listed,) = manager.get("/withholdings").json()["items"]
    assert (listed["id"], listed["state"], listed["revision"]) == (str(made.id), "waiting", 1)
    assert gwen.get("/withholdings").json()["items"] == []
    address, seen = f"/withholdings/{made.id}/answers", {"If_Match": '"1"'}
    assert amara.post(address, {"agrees": True}, **seen).json()["code"] == "withhold_not_alone"
    assert gwen.post(address, {"agrees": True}, **seen).status_code == 404
    assert manager.post(address, {"agrees": True}).status_code == 428
    answered = manager.post(address, {"agrees": True}, key="once", **seen)
    assert (answered.status_code, answered.json()["state"]) == (201, "agreed")
    assert manager.post(address, {"agrees": True}, key="once", **seen).json() == answered.json()
    assert manager.post(address, {"agrees": True}, **seen).status_code == 409
    ended = amara.post(f"/withholdings/{made.id}/end", {"words": "He was moved."}, If_Match='"2"')
    assert (ended.status_code, ended.json()["state"]) == (201, State.LIFTED)
