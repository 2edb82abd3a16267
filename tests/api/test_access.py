"""Who may call what: every operation, asked by everybody."""

import pytest
from django.test import Client

from cairn.access.binding import acting_as
from cairn.config.api import api
from cairn.referrals.models import Referral
from tests.api import calls
from tests.api.calls import is_problem
from tests.partnership import people

FOUND = {"names": [{"text": "Nguyen Van Tang"}]}
LINK = {"child": "C-2222-22", "outcome": "same", "reason": "Same scar, same bag."}
# Operation, body; then what the sender's system, a system elsewhere, and a reader of the receiving team are told.
TABLE = {
    "post /concerns": (calls.CONCERN, 201, 201, 403),
    "get /concerns/{concern}": (None, 200, 404, 200),
    "post /records/{record}/link-decisions": (LINK, 201, 404, 403),
    "post /children/search": (FOUND, 200, 200, 200),
    "get /children/{child}": (None, 200, 404, 200),
    "get /children/{child}/chronology": (None, 200, 404, 200),
    "get /children/{child}/involvements": (None, 200, 404, 200),
    "post /children/{child}/entries": (calls.ENTRY, 201, 404, 403),
    "post /children/{child}/claims": (calls.FACT, 201, 404, 403),
    "post /children/{child}/circle-lines": (calls.LINES, 201, 404, 403),
    "post /children/{child}/involvement-requests": ({"doing": "Outreach every Tuesday"}, 201, 404, 403),
    "get /referrals/{referral}": (None, 200, 404, 200),
    "post /referrals/{referral}/decisions": (calls.ANSWER, 403, 404, 403),
    "get /duties": (None, 200, 200, 200),
    "get /agencies": (None, 200, 200, 200),
    "get /policies": (None, 200, 200, 200),
    "get /routes": (None, 200, 200, 200),
}
# These need an entry and its file: tests/api/test_attachments.py, and tests/outsiders for every caller.
WITH_FILES = {
    "get /children/{reference}/entries/{entry_id}/attachments",
    "post /children/{reference}/entries/{entry_id}/attachments",
    "get /children/{reference}/entries/{entry_id}/attachments/{attachment_id}",
}
# These need a question or something held back: tests/sharing, and tests/outsiders for every caller.
ELSEWHERE = {
    "get /children/{reference}/outside-shares",
    "get /gateways",
    "get /asks",
    "get /asks/{ask_id}",
    "get /children/{reference}/asks",
    "post /children/{reference}/asks",
    "post /asks/{ask_id}/answers",
    "post /asks/{ask_id}/withdrawals",
    "get /withholdings",
    "post /withholdings/{withholding_id}/answers",
    "post /withholdings/{withholding_id}/end",
} | {
    # These need somebody who tells a child: tests/voice/test_api.py, and tests/outsiders for every caller.
    "post /children/{reference}/sheets",
    "get /children/{reference}/sheets/{sheet_id}",
    "get /children/{reference}/tellings",
    "post /children/{reference}/tellings",
    "post /children/{reference}/tellings/not-yet",
    # These need somebody who plans with a child: tests/planning/test_api.py, and tests/outsiders for every caller.
    "get /children/{reference}/contacts",
    "post /children/{reference}/contacts",
    "post /children/{reference}/contacts/{contact_id}/withdraw",
    "get /children/{reference}/suggestions",
    "post /children/{reference}/suggestions/{suggestion_id}/answers",
    "get /children/{reference}/pieces-of-work",
    "post /children/{reference}/pieces-of-work",
    "post /children/{reference}/pieces-of-work/{work_id}/withdraw",
}
OPERATIONS = pytest.mark.parametrize("operation", TABLE)


@pytest.fixture
def place(raised, northmoor):
    hub = northmoor.actor("farid")
    with acting_as(hub):
        referral = Referral.objects.visible_to(hub).get()
    subject = raised["subjects"][0]
    return {**subject, "concern": raised["reference"], "referral": referral.id}


def asked(caller, operation, place):
    method, path = operation.format(**place).split()
    if method == "get":
        return caller.get(path)
    return caller.post(path, TABLE[operation][0], If_Match='"1"')


def test_every_operation_stands_in_the_table():
    described = {
        f"{method} {path.removeprefix('/api/v1')}"
        for path, operations in api.get_openapi_schema()["paths"].items()
        for method in operations
    }
    named = {"concern": "reference", "child": "reference", "record": "record_id", "referral": "referral_id"}
    in_table = {operation.format(**{name: f"{{{own}}}" for name, own in named.items()}) for operation in TABLE}
    assert in_table | WITH_FILES | ELSEWHERE == described


@OPERATIONS
def test_the_system_that_raised_it(operation, charity, place):
    answer = asked(charity, operation, place)
    assert answer.status_code == TABLE[operation][1], answer.content
    assert answer["Cache-Control"] == "no-store"


@OPERATIONS
def test_a_system_that_has_nothing_to_do_with_it(operation, stranger, place):
    answer = asked(stranger, operation, place)
    assert answer.status_code == TABLE[operation][2], answer.content
    assert "Tang" not in answer.content.decode()


@OPERATIONS
def test_a_person_who_may_only_read(operation, northmoor, place):
    answer = asked(calls.person(northmoor, "robin"), operation, place)
    assert answer.status_code == TABLE[operation][3], answer.content


@OPERATIONS
def test_a_withdrawn_token_and_nobody(operation, northmoor, place):
    is_problem(asked(calls.withdrawn(northmoor, "safer-streets"), operation, place), 401, "token_unknown")
    is_problem(asked(calls.nobody(), operation, place), 401, "not_signed_in")


@OPERATIONS
def test_a_person_of_the_receiving_team(operation, northmoor, place):
    answer = asked(calls.person(northmoor, "amara"), operation, place)
    # Their team works with the child already, so it has nothing to ask for, and yet may.
    assert answer.status_code == (200 if operation.startswith("get") or "search" in operation else 201), answer.content


def test_an_administrator_sees_no_child(northmoor, place):
    dana = calls.person(northmoor, "dana")
    for operation in ("get /children/{child}", "get /concerns/{concern}", "get /referrals/{referral}", "get /duties"):
        assert asked(dana, operation, place).status_code == 403


def test_a_session_needs_the_pages_own_token_to_change_something(northmoor):
    browser = people.sign_in(Client(enforce_csrf_checks=True), northmoor.practitioner("efa"))
    efa = calls.Caller(browser)
    is_problem(efa.post("/concerns", calls.CONCERN), 403, "csrf_failed")
    is_problem(efa.post("/children/search", FOUND), 403, "csrf_failed")
    assert efa.get("/agencies").status_code == 200
    browser.cookies["cairn-csrf"] = browser.cookies["__Host-cairn-csrf"] = "a" * 32
    assert efa.post("/concerns", calls.CONCERN, X_CSRFToken="a" * 32).status_code == 201


def test_a_token_needs_no_pages_token(northmoor):
    caller = calls.system(northmoor, "safer-streets")
    strict = calls.Caller(Client(enforce_csrf_checks=True), caller.headers)
    assert strict.post("/concerns", calls.CONCERN).status_code == 201


def test_what_is_hidden_and_what_is_not_there_answer_alike(stranger, place):
    for hidden, absent in (
        (f"/children/{place['child']}", "/children/C-ZZZZ-ZZ"),
        (f"/concerns/{place['concern']}", "/concerns/N-ZZZZ-ZZ"),
        (f"/referrals/{place['referral']}", f"/referrals/{place['record']}"),
    ):
        assert stranger.get(hidden).content == stranger.get(absent).content


def test_a_proposal_says_nothing_of_the_other_child(northmoor, charity, place):
    chidi = calls.person(northmoor, "chidi").post("/concerns", calls.concern(where={"area": "westmoor"})).json()
    path = f"/records/{place['record']}/link-decisions"
    known_child = chidi["subjects"][0]["child"]
    known = charity.post(path, {**LINK, "child": known_child})
    absent = charity.post(path, LINK)
    assert known.status_code == absent.status_code == 201
    assert known.json() == absent.json() == {"record": place["record"], "standing": "proposed"}
    apart = [charity.post(path, {**LINK, "outcome": "different", **child}) for child in ({}, {"child": known_child})]
    assert [answer.status_code for answer in apart] == [201, 201]
    assert apart[0].json() == apart[1].json() == known.json()


@pytest.mark.django_db
def test_the_description_is_open_to_everybody(client):
    answer = client.get("/api/v1/openapi.json")
    assert answer.status_code == 200
    assert answer.json()["info"]["title"] == "Cairn"
