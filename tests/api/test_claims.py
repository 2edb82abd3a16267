"""Everything that can be said of a child by an agency's own system: kinds, periods, marks, corrections."""

import pytest

from tests.api import calls
from tests.api.calls import is_problem

BASIS = {"basis": "other_person_says"}
AUNT = {"kind": "relationship", "text": "Mrs Pham", "relation": "aunt", "said_by": "she herself", **BASIS}


@pytest.fixture
def child(raised):
    return f"/children/{raised['subjects'][0]['child']}"


@pytest.fixture
def amara(northmoor):
    return calls.person(northmoor, "amara")


def said(caller, child, **what) -> dict:
    answer = caller.post(f"{child}/claims", {**BASIS, **what})
    assert answer.status_code == 201, answer.content
    return answer.json()


@pytest.mark.parametrize(
    ("sent", "text", "detail"),
    [
        ({"kind": "name", "text": "Bao", "name_kind": "street_name"}, "Bao", {"kind": "street_name"}),
        (
            {"kind": "name", "text": "لان", "name_kind": "birth_registered", "script": "Arab", "language": "ar"},
            "لان",
            {"kind": "birth_registered", "script": "Arab", "language": "ar"},
        ),
        ({"kind": "gender", "text": "a girl inside"}, "a girl inside", {}),
        ({"kind": "language", "text": "vi", "interpreter": "yes"}, "vi", {"interpreter": "yes"}),
        (
            {"kind": "address", "text": "1 High Street nm1 4ab", "place_kind": "hotel", "period_from": "2025-03"},
            "1 High Street nm1 4ab",
            {"place_kind": "hotel", "from": "2025-03", "postcode": "NM1 4AB", "outcode": "NM1"},
        ),
        (
            {"kind": "school", "text": "Market Street", "period_from": "2024", "period_to": "2025-07-21"},
            "Market Street",
            {"from": "2024", "to": "2025-07-21"},
        ),
        ({"kind": "care_status", "text": "accommodated"}, "accommodated", {}),
        (
            {"kind": "living", "text": "with a cousin", "arrangement": "private"},
            "with a cousin",
            {"arrangement": "private"},
        ),
        ({"kind": "parental", "text": "nobody", "parental_by": "nobody"}, "nobody", {"by": "nobody"}),
        (
            {"kind": "immigration", "text": "waiting", "application": "asylum", "applied_on": "2026-02"},
            "waiting",
            {"application": "asylum", "applied_on": "2026-02"},
        ),
        ({"kind": "birth", "born": {"unknown": True}}, "unknown", {"precision": "unknown"}),
        (
            {
                "kind": "birth",
                "born": {"year": 2004},
                "basis": "document",
                "status": "supplied",
                "supplied_by": "a man",
            },
            "2004",
            {"precision": "year", "disputed": True, "status": "supplied", "supplied_by": "a man"},
        ),
    ],
)
def test_every_kind_is_kept_with_its_parts(charity, child, sent, text, detail):
    made = said(charity, child, **sent)
    assert (made["text"], made["detail"]) == (text, detail)
    assert made in charity.get(child).json()["said"]


@pytest.mark.parametrize(
    ("sent", "code"),
    [
        ({"kind": "name", "text": "A", "period_from": "2024"}, "not_with_this_kind"),
        ({"kind": "school", "text": "A", "place_kind": "home"}, "not_with_this_kind"),
        ({"kind": "school", "text": "A", "period_from": "2024-13"}, "day_wrong"),
        ({"kind": "school", "text": "A", "period_from": 2024}, "string_type"),
        ({"kind": "living", "text": "A", "arrangement": "castle"}, "enum"),
        ({"kind": "relationship", "text": "A", "said_by": "the child"}, "needed_for_this_kind"),
        ({"kind": "standing", "text": "why", "status": "disputed"}, "needed_for_this_kind"),
        ({"kind": "birth", "born": {"unknown": True, "year": 2004}}, "one_of_these"),
        ({"kind": "name", "text": "A", "colour": "red"}, "extra_forbidden"),
    ],
)
def test_what_does_not_fit_together_is_refused(charity, child, sent, code):
    answer = charity.post(f"{child}/claims", {**BASIS, **sent})
    assert is_problem(answer, 422, "fields_wrong")
    assert answer.json()["fields"][0]["code"] == code


@pytest.mark.parametrize(
    ("sent", "code"),
    [
        ({"kind": "care_status", "text": "prince"}, "not_one_of_these"),
        ({"kind": "name", "text": "A", "status": "verified"}, "not_one_of_these"),
        ({"kind": "school", "text": "A", "period_from": "2025", "period_to": "2024"}, "period_out_of_order"),
        ({"kind": "school", "text": "A", "period_from": "2199"}, "period_in_future"),
        ({"kind": "birth", "born": {"year": 1901}}, "born_too_long_ago"),
    ],
)
def test_what_a_rule_refuses(charity, child, sent, code):
    assert is_problem(charity.post(f"{child}/claims", {**BASIS, **sent}), 422, code)


def test_a_wrong_check_digit_is_kept_and_marked(charity, child):
    for value, checks in (("943 476 5919", True), ("943 476 5918", False)):
        assert said(charity, child, kind="identifier", text=value, scheme="nhs")["checks"] is checks
    assert said(charity, child, kind="identifier", text="X-1", scheme="local")["checks"] is None


def test_a_mark_stands_beside_what_it_is_about(amara, child):
    paper = said(amara, child, kind="birth", basis="document", born={"year": 2004})
    assert (paper["status"], paper["marks"]) == ("documented", [])
    mark = said(amara, child, kind="standing", about=paper["id"], status="believed_false", text="Another girl’s.")
    assert (mark["kind"], mark["about"], mark["status"]) == ("standing", paper["id"], "believed_false")
    whole = amara.get(child).json()
    (seen,) = [one for one in whole["said"] if one["id"] == paper["id"]]
    assert (seen["status"], seen["marks"][0]["reason"]) == ("believed_false", "Another girl’s.")
    assert mark["id"] not in {one["id"] for one in whole["said"]}
    assert whole["age"] == {"youngest": 14, "oldest": 14, "is_disputed": False}


def test_a_person_is_unverified_until_somebody_has_checked(amara, child):
    aunt = said(amara, child, **AUNT)
    assert aunt["status"] == "unverified"
    sent = {"kind": "standing", "about": aunt["id"], "status": "verified", "text": "Seen.", **BASIS}
    assert is_problem(amara.post(f"{child}/claims", sent), 422, "check_needed")
    said(amara, child, **sent, how=["documents"])
    (seen,) = [one for one in amara.get(child).json()["said"] if one["id"] == aunt["id"]]
    assert (seen["status"], seen["marks"][0]["how"]) == ("verified", ["documents"])


def test_a_team_says_better_what_it_said_and_nobody_elses(amara, charity, child):
    old = said(charity, child, kind="school", text="Market Stret")
    better = {"kind": "school", "text": "Market Street", "replaces": old["id"], **BASIS}
    assert is_problem(amara.post(f"{child}/claims", better), 422, "not_your_teams_fact")
    new = said(charity, child, **better)
    assert new["replaces"] == old["id"]
    shown = {one["id"] for one in charity.get(child).json()["said"]}
    assert (new["id"] in shown, old["id"] in shown) == (True, False)


@pytest.mark.parametrize("part", ["about", "replaces"])
def test_what_one_does_not_see_can_be_neither_marked_nor_replaced(charity, amara, child, part):
    theirs = said(amara, child, kind="school", text="Market Street")
    kind = {"kind": "standing", "status": "disputed"} if part == "about" else {"kind": "school"}
    answer = charity.post(f"{child}/claims", {**BASIS, **kind, "text": "No.", part: theirs["id"]})
    assert is_problem(answer, 404, "not_found")


def test_a_concern_is_taken_as_before(charity):
    told = {
        "names": [{"text": "Lan", "kind": "alias", "script": "Latn"}],
        "born": {"age_from": 13, "age_to": 14, "basis": "professional_estimate"},
        "identifiers": [{"scheme": "nhs", "value": "943 476 5918"}],
        "addresses": ["1 High Street NM1 4AB"],
        "school": "Market Street",
    }
    answer = charity.post("/concerns", calls.concern(subjects=[told]))
    assert answer.status_code == 201, answer.content
    seen = charity.get(f"/children/{answer.json()['subjects'][0]['child']}").json()["said"]
    details = {one["kind"]: one["detail"] for one in seen}
    assert details["address"] == {"postcode": "NM1 4AB", "outcode": "NM1"}
    assert details["identifier"] == {"scheme": "nhs"}
    refused = charity.post("/concerns", calls.concern(subjects=[{"born": {"unknown": True}}]))
    assert is_problem(refused, 422, "fields_wrong")
