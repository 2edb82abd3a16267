"""Raising a concern by API, once, and following it."""

import pytest

from cairn.access.binding import acting_as
from cairn.children.models import Claim, LinkQuestion
from cairn.concerns.models import Concern
from cairn.ledger.models import Event
from tests import builders
from tests.api import calls
from tests.api.calls import concern, is_problem


def concerns(northmoor):
    hub = northmoor.actor("farid")
    with acting_as(hub):
        return Concern.objects.visible_to(hub).count()


def found_by_phone(caller):
    return [each["child"] for each in caller.post("/children/search", {"phones": ["07700 900123"]}).json()["items"]]


def test_a_concern_is_raised_and_the_answer_says_who_has_it(raised):
    assert raised["reference"].startswith("N-")
    assert raised["held_by"] == {
        "team": "Eastmoor Duty",
        "agency": "Eastmoor Social Care",
        "phone": "01632 960002",
    }
    assert raised["answer_due_at"]
    assert raised["subjects"][0]["candidates"] == []


def test_every_part_of_the_contract_is_taken(charity, northmoor):
    child = {
        "names": [{"text": "Lan", "kind": "alias", "script": "Latn"}],
        "born": {"date": "2012-02-29", "basis": "document"},
        "sex": "female",
        "nationalities": ["Vietnamese"],
        "languages": ["Vietnamese"],
        "identifiers": [{"scheme": "nhs", "value": "943 476 5919"}],
        "addresses": ["1 Market Row"],
        "phones": ["07700 900123"],
        "school": "Eastmoor Academy",
    }
    whole = concern(
        occurred_from="2026-01-02T22:30:00+00:00",
        occurred_to="2026-01-02T23:30:00Z",
        where={"text": "Behind the market", "postcode": "NM1 4AB", "area": "eastmoor"},
        subjects=[child, {}],
        other_children="Two boys",
        adults=["A man in a red coat"],
        vehicles=["white van, NM12"],
        must_not_be_told=["the uncle"],
        child_wants="to sleep",
        child_knows=True,
        parents_told="not_safe",
        exploitation_types=["labour", "unknown"],
        source_protected=True,
        emergency_log_no="1234",
        sender_contact="07700 900456 after six",
    )
    answer = charity.post("/concerns", whole)
    assert answer.status_code == 201, answer.content
    assert len(answer.json()["subjects"]) == 2
    hub = northmoor.actor("farid")
    with acting_as(hub):
        one = Concern.objects.visible_to(hub).get()
        kinds = set(Claim.objects.visible_to(hub).values_list("kind", flat=True))
    assert (one.postcode, one.parents_told, one.source_protected) == ("NM1 4AB", "not_safe", True)
    assert {"name", "birth", "sex", "nationality", "identifier", "address", "phone", "school"} <= kinds
    assert not {"wish", "whereabouts"} & kinds  # of two children nobody knows whose wish; nor where either is now


def test_without_a_place_the_senders_own_area_decides(northmoor):
    answer = calls.system(northmoor, "westmoor-health").post("/concerns", concern(where=None))
    assert answer.json()["held_by"]["team"] == "Westmoor Duty"


def test_the_sender_follows_what_became_of_it(charity, raised, northmoor):
    seen = charity.get(f"/concerns/{raised['reference'].lower()}").json()
    assert seen["reference"] == raised["reference"]
    assert seen["urgency"] == "today"
    assert [each["team"] for each in seen["deliveries"]] == ["Eastmoor Duty"]
    assert seen["deliveries"][0]["answer"] is None
    with acting_as(northmoor.actor("farid")):
        hub = northmoor.actor("farid")
        assert Event.objects.visible_to(hub).filter(happening="opened", purpose="api").count() == 1


def test_a_token_is_never_told_that_another_agency_knows_the_child(northmoor, stranger, charity):
    known = builders.raised(northmoor.actor("amara"))
    answer = stranger.post("/concerns", concern(where={"area": "westmoor"}))
    fresh = charity.post("/concerns", calls.child_asked(names=[{"text": "Somebody Else Entirely"}]))
    assert answer.json()["subjects"][0]["candidates"] == []
    assert answer.json().keys() == fresh.json().keys()
    assert known.reference not in answer.content.decode()
    hub = northmoor.actor("farid")
    with acting_as(hub):
        assert LinkQuestion.objects.visible_to(hub).count() == 1


def test_the_callers_own_children_are_named_with_its_own_records_alone(charity, raised):
    again = charity.post("/concerns", calls.CONCERN).json()
    own = raised["subjects"][0]
    (found,) = again["subjects"][0]["candidates"]
    assert (found["child"], found["records"]) == (own["child"], [own["record"]])
    assert {each["level"] for each in found["evidence"] if each["field"] == "name"} == {"agrees"}


def test_what_another_agency_said_of_ones_own_child_is_not_confirmed(charity, raised, northmoor):
    desk = calls.system(northmoor, "eastmoor-social-care")
    child = raised["subjects"][0]["child"]
    told = {"kind": "phone", "text": "07700 900123", "basis": "document"}
    assert desk.post(f"/children/{child}/claims", told).status_code == 201
    guess = charity.post("/concerns", calls.child_asked(phones=["07700 900123"]))
    assert guess.json()["subjects"][0]["candidates"] == []
    assert child not in found_by_phone(charity)
    assert child in found_by_phone(desk)


def test_sending_twice_makes_one_concern(charity, northmoor):
    first = charity.post("/concerns", calls.CONCERN, key="abc")
    again = charity.post("/concerns", dict(reversed(calls.CONCERN.items())), key="abc")
    assert (again.status_code, again.json()["reference"]) == (201, first.json()["reference"])
    assert concerns(northmoor) == 1


def test_the_same_key_for_something_else_is_a_conflict(charity, northmoor):
    charity.post("/concerns", calls.CONCERN, key="abc")
    assert is_problem(charity.post("/concerns", concern(urgency="soon"), key="abc"), 409, "idempotency_key_reused")
    assert concerns(northmoor) == 1


def test_two_callers_may_use_the_same_key(charity, stranger, northmoor):
    assert charity.post("/concerns", calls.CONCERN, key="abc").status_code == 201
    assert stranger.post("/concerns", calls.CONCERN, key="abc").status_code == 201
    assert concerns(northmoor) == 2


def test_what_is_kept_of_a_call_is_never_its_body(charity):
    charity.post("/concerns", calls.CONCERN, key="abc")
    (row,) = calls.receipts()
    assert (row["key"], row["status"], row["about_kind"]) == ("abc", 201, "concern")
    assert not any("market" in str(value) for value in row.values())


@pytest.mark.parametrize(
    ("key", "code"),
    [(None, "idempotency_key_missing"), ("x" * 81, "idempotency_key_wrong"), ("a b", "idempotency_key_wrong")],
)
def test_a_call_that_makes_something_needs_a_key(charity, northmoor, key, code):
    assert is_problem(charity.post("/concerns", calls.CONCERN, key=key), 400, code)
    assert concerns(northmoor) == 0


def test_what_came_of_it_is_shown_under_todays_rights(charity, northmoor):
    from cairn.partnership.models import AgencyToken

    charity.post("/concerns", calls.CONCERN, key="abc")
    AgencyToken.objects.update(permissions=["child.search"])
    assert is_problem(charity.post("/concerns", calls.CONCERN, key="abc"), 403, "not_allowed")
