"""Asking another agency and answering it by the API."""

import pytest

from cairn.duties.kinds import DutyKind
from tests.api import calls
from tests.api.calls import is_problem
from tests.children.pages import a_child
from tests.sharing.asking import PURPOSE, QUESTION, REFUSAL, asked, owed, said

ASKED = {"to_team": "police-desk", "question": QUESTION, "purpose": PURPOSE, "ground": "ca04_11"}
TOLD = {"kind": "answered", "words": "Twice.", "known_from": "seen", "ground": "ca89_47"}


@pytest.fixture
def child(northmoor):
    return a_child(northmoor)


@pytest.fixture
def amara(northmoor):
    return calls.person(northmoor, "amara")


@pytest.fixture
def bilal(northmoor):
    return calls.person(northmoor, "bilal")


def test_a_question_is_asked_once_answered_and_read_by_both_sides(northmoor, child, amara, bilal):
    address = f"/children/{child.reference}/asks"
    made = amara.post(address, ASKED, key="one")
    again = amara.post(address, ASKED, key="one")
    assert (made.status_code, again.json()["id"]) == (201, made.json()["id"])
    one = made.json()
    assert (one["child"], one["state"], one["ground"], one["replies"]) == (child.reference, "open", "ca04_11", [])
    seen = bilal.get(f"/asks/{one['id']}")
    assert (seen["ETag"], seen.json()["child"]) == ('"1"', None)
    answered = bilal.post(f"/asks/{one['id']}/answers", TOLD, If_Match='"1"')
    assert answered.status_code == 201, answered.content
    (reply,) = amara.get(address).json()["items"][0]["replies"]
    assert (reply["words"], reply["known_from"], reply["ground"]) == ("Twice.", "seen", "ca89_47")
    assert amara.get("/asks", owed="to_us").json()["items"][0]["id"] == one["id"]
    assert bilal.get("/asks", owed="by_us").json()["items"][0]["id"] == one["id"]
    assert bilal.get("/asks", owed="to_us").json()["items"] == []


def test_an_agencys_system_asks_and_never_answers(northmoor, child):
    charity, police = calls.system(northmoor, "safer-streets"), calls.system(northmoor, "northmoor-police")
    made = charity.post(f"/children/{child.reference}/asks", {**ASKED, "ground": "ca89_17"})
    assert made.status_code == 201, made.content
    one = made.json()["id"]
    assert police.get(f"/asks/{one}").json()["question"] == QUESTION
    assert is_problem(police.post(f"/asks/{one}/answers", TOLD, If_Match='"1"'), 403)
    withdrawn = charity.post(f"/asks/{one}/withdrawals", {"reason": "Found."}, If_Match='"1"')
    assert withdrawn.json()["state"] == "withdrawn"


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ({"to_team": "nobody"}, "no_such_team"),
        ({"to_team": "eastmoor-night"}, "ask_own_agency"),
        ({"ground": "sswba_130"}, "ground_not_in_force"),
        ({"ground": "none"}, "ground_not_known"),
        ({"needed_by": "2020-01-01"}, "needed_by_past"),
        ({"question": " "}, "fields_wrong"),
        ({"purpose": "x" * 501}, "fields_wrong"),
        ({"nonsense": 1}, "fields_wrong"),
    ],
)
def test_a_question_that_is_none_is_a_problem(child, amara, more, code):
    assert is_problem(amara.post(f"/children/{child.reference}/asks", {**ASKED, **more}), 422, code)


def test_what_was_asked_already_is_a_problem_until_it_is_said_to_be_new(northmoor, child, amara):
    asked(northmoor, child)
    assert is_problem(amara.post(f"/children/{child.reference}/asks", ASKED), 422, "asked_already")
    assert amara.post(f"/children/{child.reference}/asks", {**ASKED, "is_new": True}).status_code == 201


def test_an_answer_says_which_version_was_seen(northmoor, child, bilal):
    address = f"/asks/{asked(northmoor, child).id}/answers"
    assert is_problem(bilal.post(address, TOLD), 428, "revision_missing")
    assert is_problem(bilal.post(address, TOLD, If_Match="none"), 400, "revision_wrong")
    assert is_problem(bilal.post(address, TOLD, If_Match='"7"'), 409, "ask_moved_on")


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ({"kind": "stands"}, "reply_not_this"),
        ({"known_from": None}, "known_from_needed"),
        ({"kind": "part"}, "missing_needed"),
        ({"kind": "refused"}, "refusal_ground_needed"),
        ({"kind": "maybe"}, "fields_wrong"),
    ],
)
def test_an_answer_that_lacks_something_is_a_problem(northmoor, child, bilal, more, code):
    one = asked(northmoor, child)
    assert is_problem(bilal.post(f"/asks/{one.id}/answers", {**TOLD, **more}, If_Match='"1"'), 422, code)
    assert len(owed(northmoor, one)) == 1


def test_a_refusal_is_shown_with_its_ground(northmoor, child, amara):
    one = asked(northmoor, child)
    said(northmoor, one, REFUSAL)
    shown = amara.get(f"/asks/{one.id}").json()
    assert (shown["state"], shown["replies"][0]["refusal_ground"]) == ("refused", "operation")
    assert owed(northmoor, one, DutyKind.REVIEW_REFUSAL)


def test_an_unknown_side_is_refused(amara):
    assert is_problem(amara.get("/asks", owed="anybody"), 422, "fields_wrong")


def test_the_published_grounds_say_where_they_stand(amara):
    items = amara.get("/gateways", limit=100).json()["items"]
    found = {one["code"]: one for one in items}
    assert found["ca04_16la"]["effective_from"] is None
    assert found["ca89_47"]["certainty"] in {"secondary", "unverified"}
    assert all(one["source"] for one in items)
