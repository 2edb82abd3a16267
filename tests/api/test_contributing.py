"""Adding to what is known of a child, asking to work with one, linking, deciding, and what is owed."""

import pytest

from cairn.access.binding import acting_as
from cairn.children.models import LinkDecision, LinkQuestion
from cairn.ledger.models import Event
from cairn.referrals.models import Referral
from tests.api import calls
from tests.api.calls import is_problem


@pytest.fixture
def subject(raised):
    return raised["subjects"][0]


@pytest.fixture
def child(subject):
    return f"/children/{subject['child']}"


@pytest.fixture
def amara(northmoor):
    return calls.person(northmoor, "amara")


@pytest.fixture
def referral(raised, northmoor):
    hub = northmoor.actor("farid")
    with acting_as(hub):
        return f"/referrals/{Referral.objects.visible_to(hub).get().id}"


@pytest.fixture
def second(northmoor, raised):
    """Another concern that may be about the same child, raised in another area."""
    answer = calls.system(northmoor, "westmoor-health").post("/concerns", calls.concern(where={"area": "westmoor"}))
    return answer.json()["subjects"][0]


def test_a_child_is_shown_as_each_caller_may_see_it(charity, amara, child):
    amara.post(f"{child}/claims", {**calls.FACT, "text": "Lan Anh"})
    mine, theirs = charity.get(child).json(), amara.get(child).json()
    assert (mine["sees_story"], theirs["sees_story"]) == (False, True)
    assert mine["name"] == "Nguyen Van Tang"
    assert theirs["name"] == "Lan Anh"
    assert theirs["age"] == {"youngest": 14, "oldest": 14, "is_disputed": False}
    assert {each["kind"] for each in theirs["responsible"]} == {"authority", "lead", "next"}


def test_looking_is_remembered_and_so_is_looking_in_vain(amara, child, northmoor, stranger):
    amara.get(f"{child}/chronology")
    actor = northmoor.actor("amara")
    with acting_as(actor):
        assert Event.objects.visible_to(actor).filter(happening="opened", purpose="api").count() == 1


def test_the_story_and_its_corrections(charity, child):
    first = charity.post(f"{child}/entries", calls.ENTRY).json()
    better = charity.post(f"{child}/entries", {**calls.ENTRY, "words": "Seen, tired.", "corrects": first["id"]}).json()
    assert better["corrects"] == first["id"]
    page = charity.get(f"{child}/chronology", limit=1).json()
    assert (len(page["items"]), page["has_more"]) == (1, True)
    whole = charity.get(f"{child}/chronology").json()["items"]
    assert [each["corrected_by"] for each in whole if each["id"] == first["id"]] == [[better["id"]]]


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        ({"kind": "decision"}, "literal_error"),
        ({"how_known": "rumour"}, "enum"),
        ({"corrects": "7"}, "uuid_parsing"),
        ({"words": ""}, "string_too_short"),
    ],
)
def test_an_entry_that_is_none(charity, child, wrong, code):
    answer = charity.post(f"{child}/entries", {**calls.ENTRY, **wrong})
    assert is_problem(answer, 422, "fields_wrong")
    assert answer.json()["fields"][0]["code"] == code


def test_nobody_corrects_what_another_team_wrote(charity, amara, child):
    story = amara.get(f"{child}/chronology").json()["items"]
    answer = amara.post(f"{child}/entries", {**calls.ENTRY, "corrects": story[0]["id"]})
    assert is_problem(answer, 422, "not_your_teams_entry")


@pytest.mark.parametrize(
    "said",
    [
        {"kind": "birth", "basis": "document", "born": {"date": "2011-05-04"}},
        {"kind": "birth", "basis": "child_says", "born": {"age_from": 15, "age_to": 13}},
        {"kind": "identifier", "basis": "document", "text": "NM123", "scheme": "local"},
        {"kind": "phone", "basis": "child_says", "text": "07700 900123", "safe": "no"},
        {"kind": "whereabouts", "basis": "other_person_says", "text": "with an aunt", "known": True, "safe": "unknown"},
        {"kind": "name", "basis": "child_says", "text": "لان", "name_kind": "legal", "script": "Arab"},
        {"kind": "sex", "basis": "system", "text": "female"},
    ],
)
def test_what_somebody_says_is_kept_as_it_was_said(charity, child, said):
    answer = charity.post(f"{child}/claims", said)
    assert answer.status_code == 201, answer.content
    kept = next(each for each in charity.get(child).json()["said"] if each["id"] == answer.json()["id"])
    assert kept == answer.json()
    assert kept["basis"] == said["basis"]
    assert "born" in said or kept["text"] == said["text"]


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ({"kind": "birth", "basis": "document", "text": "14"}, "not_with_this_kind"),
        ({"kind": "birth", "basis": "document"}, "needed_for_this_kind"),
        ({"kind": "birth", "basis": "document", "born": {"basis": "document"}}, "needed_for_this_kind"),
        ({"kind": "name", "basis": "document"}, "needed_for_this_kind"),
        ({"kind": "identifier", "basis": "document", "text": "1"}, "needed_for_this_kind"),
        ({"kind": "sex", "basis": "document", "text": "girl"}, "not_with_this_kind"),
        ({"kind": "name", "basis": "document", "text": "A", "scheme": "nhs"}, "not_with_this_kind"),
        ({"kind": "name", "basis": "document", "text": "A", "said_at": "2199-01-01T00:00:00Z"}, "time_in_future"),
    ],
)
def test_what_does_not_fit_together_is_refused(charity, child, said, code):
    answer = charity.post(f"{child}/claims", said)
    assert is_problem(answer, 422, "fields_wrong")
    assert answer.json()["fields"][0]["code"] == code


def test_asking_to_work_with_a_child_starts_a_clock(charity, child, amara):
    asked = charity.post(f"{child}/involvement-requests", {"doing": "Outreach every Tuesday"}).json()
    assert (asked["state"], asked["doing"]) == ("open", "Outreach every Tuesday")
    assert asked["answer_due_at"]
    is_problem(charity.post(f"{child}/involvement-requests", {"doing": "Again"}), 422, "request_open_already")
    circle = amara.get(f"{child}/involvements").json()["items"]
    assert {each["team"]: each["capacity"] for each in circle} == {
        "Outreach": "contributor",
        "Eastmoor Duty": "receiving",
    }


def test_a_team_says_in_three_lines_why_it_is_there(charity, child, amara):
    path = f"{child}/circle-lines"
    said = charity.post(path, calls.LINES, key="one")
    assert said.status_code == 201, said.content
    assert {name: said.json()[name] for name in calls.LINES} == calls.LINES
    assert charity.post(path, calls.LINES, key="one").json() == said.json()
    assert charity.post(path, calls.LINES).json()["id"] == said.json()["id"], "the same again changes nothing"
    later = amara.post(path, {**calls.LINES, "last_contact_on": None}).json()
    assert later["team"] == "Eastmoor Duty"
    circle = amara.get(f"{child}/involvements").json()["items"]
    assert {each["team"]: each["last_contact_on"] for each in circle} == {
        "Outreach": "2026-01-09",
        "Eastmoor Duty": None,
    }


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        ({"why_here": "x" * 301}, "line_too_long"),
        ({"last_contact_on": "2199-01-01"}, "contact_in_future"),
    ],
)
def test_lines_that_cannot_be_kept_are_refused(charity, child, wrong, code):
    is_problem(charity.post(f"{child}/circle-lines", {**calls.LINES, **wrong}), 422, code)


def test_all_three_lines_are_needed(charity, child):
    answer = charity.post(f"{child}/circle-lines", {**calls.LINES, "cannot_do": " "})
    is_problem(answer, 422, "fields_wrong")
    assert [each["location"][-1] for each in answer.json()["fields"]] == ["cannot_do"]


def test_who_has_no_place_around_the_child_says_none(northmoor, child):
    is_problem(calls.person(northmoor, "farid").post(f"{child}/circle-lines", calls.LINES), 422, "not_in_the_circle")


def test_a_search_needs_something_to_go_by_and_shows_only_what_is_seen(charity, stranger, child):
    is_problem(charity.post("/children/search", {"sex": "female"}), 422, "search_needs_more")
    asked = {"names": [{"text": "Tang Nguyen"}], "born": {"year": 2012}}
    (found,) = charity.post("/children/search", asked, key=None).json()["items"]
    assert (f"/children/{found['child']}", found["name"]) == (child, "Nguyen Van Tang")
    assert stranger.post("/children/search", asked).json() == {"items": []}


def test_the_hub_decides_and_a_second_call_changes_nothing(northmoor, subject, second):
    farid = calls.person(northmoor, "farid")
    sent = {"child": subject["child"], "outcome": "same", "reason": "Same scar, same bag."}
    path = f"/records/{second['record']}/link-decisions"
    assert farid.post(path, sent, key="once").json() == {"record": second["record"], "standing": "provisional"}
    assert farid.post(path, sent, key="once").status_code == 201
    hub = northmoor.actor("farid")
    with acting_as(hub):
        assert LinkDecision.objects.visible_to(hub).count() == 1


def test_a_record_about_nobody_known_answers_its_questions(northmoor, subject, second):
    farid = calls.person(northmoor, "farid")
    path = f"/records/{second['record']}/link-decisions"
    sent = {"child": "new", "outcome": "different", "reason": "Two cousins."}
    assert farid.post(path, sent).json()["standing"] == "confirmed"
    hub = northmoor.actor("farid")
    with acting_as(hub):
        assert not LinkQuestion.objects.visible_to(hub).filter(closed_at=None).exists()
    assert is_problem(farid.post(path, sent), 409, "nothing_asked")


@pytest.mark.parametrize(
    ("sent", "code"), [({"outcome": "same", "reason": " "}, "reason_needed"), ({"outcome": "same"}, "fields_wrong")]
)
def test_a_link_needs_its_reason(charity, subject, sent, code):
    answer = charity.post(f"/records/{subject['record']}/link-decisions", {"child": "C-2222-22", **sent})
    assert is_problem(answer, 422, code)


def test_a_decision_names_the_version_it_saw(amara, charity, referral, raised):
    path = f"{referral}/decisions"
    is_problem(amara.post(path, calls.ANSWER), 428, "revision_missing")
    is_problem(amara.post(path, calls.ANSWER, If_Match="*"), 400, "revision_wrong")
    is_problem(amara.post(path, calls.ANSWER, If_Match='"9"'), 409, "answered_already")
    seen = amara.get(referral)
    decided = amara.post(path, calls.ANSWER, If_Match=seen["ETag"], key="once")
    assert decided.status_code == 201, decided.content
    assert amara.post(path, calls.ANSWER, If_Match=seen["ETag"], key="once").json() == decided.json()
    is_problem(amara.post(path, calls.ANSWER, If_Match=seen["ETag"]), 409, "answered_already")
    told = charity.get(f"/concerns/{raised['reference']}").json()["deliveries"][0]["answer"]
    assert (told["feedback"], told["no_capacity"]) == (calls.ANSWER["feedback"], False)


def test_a_system_never_decides_for_a_person(northmoor, referral):
    desk = calls.system(northmoor, "eastmoor-social-care")
    assert is_problem(desk.post(f"{referral}/decisions", calls.ANSWER, If_Match='"1"'), 403, "not_allowed")
    assert desk.get(referral).json()["read_at"] is None


def test_what_is_owed_by_us_and_to_us(charity, amara, subject):
    ours, theirs = amara.get("/duties").json()["items"], charity.get("/duties").json()["items"]
    assert [(each["kind"], each["owed"], each["child"]) for each in ours] == [("answer", "by_us", subject["child"])]
    assert [(each["kind"], each["owed"], each["by_team"]) for each in theirs] == [("answer", "to_us", "Eastmoor Duty")]
    assert theirs[0]["source"]
    assert charity.get("/duties", due_before="2026-01-01T00:00:00Z").json()["items"] == []
    assert len(charity.get("/duties", due_before="2199-01-01T00:00:00+01:00").json()["items"]) == 1


def test_the_published_rules_come_with_their_sources(charity):
    page = charity.get("/policies", limit=100).json()
    assert all(each["source"] and each["certainty"] for each in page["items"])
    assert {"referral_decision", "return_interview"} <= {each["code"] for each in page["items"]}
    routes = charity.get("/routes").json()["items"]
    assert {each["code"]: each["policy"] for each in routes} == {
        "child_protection": "referral_decision",
        "danger": "danger_acknowledgement",
    }
    assert all(each["versions"] for each in routes)


def test_the_agencies_page_by_page(charity):
    whole = [each["slug"] for each in charity.get("/agencies").json()["items"]]
    first, second = (charity.get("/agencies", limit=5, page=number).json() for number in (1, 2))
    assert [each["slug"] for each in first["items"] + second["items"]] == whole
    assert (first["has_more"], second["has_more"]) == (True, False)
