"""Telling a child by the API (R-062)."""

from datetime import timedelta

import pytest

from cairn.core.clock import today
from cairn.voice.rules.sheet import never_away
from tests.api import calls
from tests.api.calls import is_problem
from tests.children.pages import NAME
from tests.sharing.holding import circle
from tests.voice.telling import WORDS, owed

TOLD = {
    "told_on": str(today()),
    "language": "vi",
    "told": "Who works with her.",
    "alone": True,
    "words": WORDS,
    "objects_to": "Her school",
    "weighed": "They need not know.",
}
AWAY = {"language": "ar", "kind": "away", "safe_to_take_away": True, "hand_over": "advocate"}


@pytest.fixture
def child(northmoor):
    return circle(northmoor).child


@pytest.fixture
def amara(northmoor):
    return calls.person(northmoor, "amara")


def words_of(sheet) -> str:
    people = [[each["who"], each["agency"], *each["lines"]] for part in sheet["parts"] for each in part["people"]]
    parts = [[part["heading"], *part["paragraphs"], *part["points"]] for part in sheet["parts"]]
    return " ".join(sum([*parts, *people], [sheet["title"], *sheet["introduction"], sheet["note"]]))


def test_a_sheet_is_made_once_and_read_again_in_the_child_s_language(child, amara):
    address = f"/children/{child.reference}/sheets"
    first = amara.post(address, {"language": "cy"}, key="one")
    again = amara.post(address, {"language": "cy"}, key="one")
    assert (first.status_code, again.json()["id"]) == (201, first.json()["id"])
    sheet = amara.get(f"{address}/{first.json()['id']}").json()
    assert (sheet["language"], sheet["direction"], sheet["checked"], sheet["kind"]) == ("cy", "ltr", False, "together")
    assert "Heddlu" in words_of(sheet)


def test_a_copy_to_take_away_is_neutral(child, amara):
    made = amara.post(f"/children/{child.reference}/sheets", AWAY)
    assert made.status_code == 201, made.content
    sheet = made.json()
    assert (sheet["direction"], sheet["hand_over"]) == ("rtl", "advocate")
    words = words_of(sheet)
    assert never_away(words) == ""
    assert not any(name in words for name in (NAME, "Northmoor", "Eastmoor"))


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ({"hand_over": "carer"}, "takeaway_by_carer"),
        ({"hand_over": "interpreter"}, "takeaway_by_interpreter"),
        ({"hand_over": None}, "takeaway_hand_needed"),
        ({"safe_to_take_away": False}, "takeaway_not_safe"),
    ],
)
def test_the_same_is_refused_as_on_the_page(child, amara, more, code):
    assert is_problem(amara.post(f"/children/{child.reference}/sheets", {**AWAY, **more}), 422, code)


def test_a_conversation_is_written_down_once_and_listed(northmoor, child, amara):
    address = f"/children/{child.reference}/tellings"
    first, again = (amara.post(address, TOLD, key="one") for _ in range(2))
    assert (first.status_code, again.json()["id"]) == (201, first.json()["id"]), first.content
    assert is_problem(amara.post(address, {**TOLD, "told": "Another."}, key="one"), 409, "idempotency_key_reused")
    (one,) = calls.person(northmoor, "gwen").get(address).json()["items"]
    assert (one["kind"], one["words"], one["objects_to"], one["alone"]) == ("told", WORDS, "Her school", True)
    assert calls.person(northmoor, "efa").get(address).json()["items"] == []
    assert is_problem(calls.person(northmoor, "chidi").get(address), 404)


def test_waiting_is_owed(northmoor, child, amara):
    until = str(today() + timedelta(days=4))
    waits = {"reason": "not_well", "why": "She has a fever.", "review_on": until}
    address = f"/children/{child.reference}/tellings/not-yet"
    made = amara.post(address, waits)
    assert (made.status_code, made.json()["review_on"]) == (201, until)
    assert len(owed(northmoor, child)) == 1
    assert is_problem(amara.post(address, {**waits, "review_on": str(today())}), 422, "review_on_wrong")


def test_a_system_reads_what_its_team_may_read_and_never_tells_a_child(northmoor, child):
    social_care = calls.system(northmoor, "eastmoor-social-care")
    assert social_care.get(f"/children/{child.reference}/tellings").status_code == 200
    for address, sent in (("sheets", {"language": "en"}), ("tellings", TOLD)):
        assert is_problem(social_care.post(f"/children/{child.reference}/{address}", sent), 403)


def test_what_is_not_described_is_refused(child, amara):
    address = f"/children/{child.reference}/sheets"
    assert is_problem(amara.post(address, {"language": "fr"}), 422)
    assert is_problem(amara.post(address, {"language": "en", "names": True}), 422)
    assert is_problem(amara.post(address, {"language": "en"}, key=None), 400, "idempotency_key_missing")
