"""What is sent: unknown parts refused, every script taken, nothing said back, nothing half done."""

import json

import pytest

from cairn.access.binding import acting_as
from cairn.children.models import Claim
from cairn.concerns.models import Concern
from cairn.concerns.verbs import raising
from cairn.core.errors import Refused
from cairn.ledger.models import Event
from tests.api import calls
from tests.api.calls import concern, is_problem

SECRET = "Xyzzy-Quux"


def child(**parts):
    return concern(subjects=[parts])


REFUSED = {
    "nothing": ({}, "what_happened", "missing"),
    "empty words": (concern(what_happened=""), "what_happened", "string_too_short"),
    "only spaces": (concern(what_happened=" \n "), "what_happened", "string_too_short"),
    "only marks nobody sees": (concern(what_happened="\u200f\u200b\u2066"), "what_happened", "words_needed"),
    "only controls": (concern(what_happened="\x00\x01"), "what_happened", "string_too_short"),
    "15,001 characters": (concern(what_happened="a" * 15_001), "what_happened", "string_too_long"),
    "words that are a number": (concern(what_happened=5), "what_happened", "string_type"),
    "half a character": (concern(what_happened="\ud800"), "what_happened", "string_unicode"),
    "unknown urgency": (concern(urgency=SECRET), "urgency", "enum"),
    "no child": (concern(subjects=[]), "subjects", "too_short"),
    "21 children": (concern(subjects=[{}] * 21), "subjects", "too_long"),
    "unknown part": (concern(colour=SECRET), "colour", "extra_forbidden"),
    "unknown part of a place": (concern(where={"county": SECRET}), "county", "extra_forbidden"),
    "unknown part of a child": (child(nickname=SECRET), "nickname", "extra_forbidden"),
    "unknown part of a name": (child(names=[{"text": "A", "given": SECRET}]), "given", "extra_forbidden"),
    "unknown part of a birth": (child(born={"month": 3}), "month", "extra_forbidden"),
    "unknown part of a number": (
        child(identifiers=[{"scheme": "nhs", "value": "1", "x": SECRET}]),
        "x",
        "extra_forbidden",
    ),
    "unknown kind of name": (child(names=[{"text": "A", "kind": SECRET}]), "kind", "enum"),
    "empty name": (child(names=[{"text": " ", "kind": "alias"}]), "text", "string_too_short"),
    "a day that is none": (child(born={"date": "2011-02-30"}), "date", "day_wrong"),
    "a day as a number": (child(born={"date": 1300000000}), "date", "day_wrong"),
    "a year before 1900": (child(born={"year": 1899}), "year", "greater_than_equal"),
    "an age over 120": (child(born={"age_from": 121}), "age_from", "less_than_equal"),
    "an age as a word": (child(born={"age_from": "14"}), "age_from", "int_type"),
    "a date and an age": (child(born={"date": "2011-02-01", "age_from": 14}), "born", "one_of_these"),
    "a time without offset": (concern(occurred_from="2026-01-01T10:00:00"), "occurred_from", "time_without_offset"),
    "a time that is none": (concern(occurred_from=SECRET), "occurred_from", "time_wrong"),
    "a time as a number": (concern(occurred_from=1_700_000_000), "occurred_from", "time_wrong"),
    "a time in the year 1": (concern(occurred_from="0001-01-01T00:00:00+14:00"), "occurred_from", "time_wrong"),
    "a time in the year 9999": (concern(occurred_to="9999-12-31T23:59:59-12:00"), "occurred_to", "time_wrong"),
    "yes as a word": (concern(source_protected="yes"), "source_protected", "bool_type"),
    "a long postcode": (concern(where={"postcode": "N" * 13}), "postcode", "string_too_long"),
    "51 adults": (concern(adults=["a"] * 51), "adults", "too_long"),
}
BY_RULE = {
    "a birth to come": (child(born={"date": "2199-01-01"}), "birth_in_future"),
    "an unknown area": (concern(where={"area": "nowhere"}), "no_such_area"),
    "a time to come": (concern(occurred_from="2199-01-01T00:00:00Z"), "time_in_future"),
    "an end before the beginning": (
        concern(occurred_from="2026-01-02T00:00:00Z", occurred_to="2026-01-01T00:00:00Z"),
        "time_out_of_order",
    ),
}
TAKEN = {
    "15,000 characters": "a" * 15_000,
    "an emoji with its parts": "She sent 👩🏽‍🦱🏴󠁧󠁢󠁷󠁬󠁳󠁿 and nothing else",
    "right to left with marks": "\u202bفتاة في الشاحنة\u202c — \u2067نام\u2069",
    "markup": "<script>alert(1)</script> ' or 1=1; -- {{ 7*7 }} %s %(x)s",
    "combining marks": "Nguye\u0302\u0303n Va\u0306n Tang",
}


def nothing_is_left(northmoor):
    hub = northmoor.actor("farid")
    with acting_as(hub):
        assert not Concern.objects.visible_to(hub).exists()
    assert calls.receipts() == []


@pytest.mark.parametrize("case", REFUSED)
def test_what_cannot_be_taken_is_refused_by_field_and_never_said_back(case, charity, northmoor):
    body, name, code = REFUSED[case]
    answer = charity.post("/concerns", body)
    assert is_problem(answer, 422, "fields_wrong")
    found = {(each["location"][-1], each["code"]) for each in answer.json()["fields"]}
    assert (name, code) in found
    assert all(each["location"][0] == "body" and "sent" not in each["location"] for each in answer.json()["fields"])
    assert SECRET not in answer.content.decode()
    nothing_is_left(northmoor)


@pytest.mark.parametrize("case", BY_RULE)
def test_what_a_rule_refuses_leaves_nothing(case, charity, northmoor):
    body, code = BY_RULE[case]
    assert is_problem(charity.post("/concerns", body), 422, code)
    nothing_is_left(northmoor)


@pytest.mark.parametrize("case", TAKEN)
def test_words_come_back_as_they_were_said(case, charity, northmoor):
    words = TAKEN[case]
    child = charity.post("/concerns", concern(what_happened=words)).json()["subjects"][0]["child"]
    assert charity.get(f"/children/{child}/chronology").json()["items"][0]["words"] == words


def test_what_nobody_can_see_or_type_is_taken_out(charity):
    body = concern(what_happened="one\x00\x07\r\ntwo\x0bthree\u2028four\x85")
    child = charity.post("/concerns", body).json()["subjects"][0]["child"]
    assert charity.get(f"/children/{child}/chronology").json()["items"][0]["words"] == "one\ntwo\nthree\nfour"


def test_a_birth_of_which_only_the_basis_is_said_is_left_out(charity, northmoor):
    answer = charity.post("/concerns", child(born={"basis": "document"}))
    assert answer.status_code == 201, answer.content
    hub = northmoor.actor("farid")
    with acting_as(hub):
        assert not Claim.objects.visible_to(hub).filter(kind="birth").exists()


@pytest.mark.parametrize("body", ["", "{", "[]", "nothing", '"words"', "[" * 100_000, b"\xff\xfe", "1" * 5000])
def test_what_is_no_concern_at_all(charity, body):
    answer = charity.post("/concerns", body)
    assert answer.status_code in {400, 422}
    assert is_problem(answer, answer.status_code)


def test_a_body_of_more_than_a_megabyte(charity):
    assert is_problem(charity.post("/concerns", json.dumps({"what_happened": "a" * 1_100_000})), 413, "too_large")


def test_a_form_is_not_taken_for_json(charity):
    answer = charity.client.post("/api/v1/concerns", {"a": "b"}, headers={**charity.headers, "Idempotency-Key": "k"})
    assert is_problem(answer, 400, "not_understood")


def test_unknown_parameters_are_refused(charity):
    answer = charity.get("/duties", due_befor="2026-01-01T00:00:00Z")
    assert is_problem(answer, 422, "fields_wrong")
    assert answer.json()["fields"][0]["location"] == ["query", "due_befor"]


def test_a_parameter_that_is_given_twice_is_refused(charity):
    answer = charity.get("/duties", page=[1, 2], limit=[10])
    assert is_problem(answer, 422, "fields_wrong")
    assert [(one["code"], one["location"]) for one in answer.json()["fields"]] == [("one_of_these", ["query", "page"])]


@pytest.mark.parametrize("query", [{"page": 0}, {"limit": 101}, {"page": "x"}, {"due_before": "2026-01-01T00:00:00"}])
def test_impossible_parameters_are_refused(charity, query):
    assert is_problem(charity.get("/duties", **query), 422, "fields_wrong")


@pytest.mark.parametrize(
    "path", ["/api/", "/api/v1/", "/api/v2/concerns", "/api/v1/concerns/", "/api/v1/records/7/x", "/api/%0A"]
)
def test_an_unknown_address_is_a_problem(client, charity, path):
    for answer in (client.get(path), client.post(path), client.get(path, headers=charity.headers)):
        assert is_problem(answer, 404, "not_found")


def test_another_method_is_a_problem(charity):
    answer = charity.client.delete("/api/v1/concerns", headers=charity.headers)
    assert is_problem(answer, 405, "method_not_allowed")
    assert answer["Allow"] == "POST"


@pytest.mark.parametrize("path", ["/children/%00", "/children/Tang%20Nguyen", "/concerns/%F0%9F%98%80", "/children/x"])
def test_an_address_that_is_no_reference(charity, path):
    assert is_problem(charity.get(path), 404, "not_found")


@pytest.mark.parametrize(
    "failing", [(RuntimeError("half-way"), 500, "failed"), (Refused("no_hub"), 422, "no_hub")], ids=["fault", "refusal"]
)
def test_a_call_that_fails_half_way_leaves_nothing(charity, northmoor, monkeypatch, failing):
    failure, status, code = failing

    def fail(**_more):
        raise failure

    monkeypatch.setattr(raising, "ask_same_child", fail)
    assert is_problem(charity.post("/concerns", calls.CONCERN, key="abc"), status, code)
    nothing_is_left(northmoor)
    hub = northmoor.actor("farid")
    with acting_as(hub):
        assert not Event.objects.visible_to(hub).filter(happening="concern.raised").exists()
    monkeypatch.undo()
    assert charity.post("/concerns", calls.CONCERN, key="abc").status_code == 201
