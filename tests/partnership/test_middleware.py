"""What stands before every view, page and API alike."""

import pytest
from django.test import Client
from django.urls import reverse

from cairn.access.guard import NeverAsked
from cairn.partnership import verbs
from tests.partnership import people

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.partnership.addresses")]
THING = "/api/v1/thing"


@pytest.fixture
def partnership():
    return people.northmoor()


@pytest.fixture
def token(partnership):
    return verbs.create_token(agency=partnership.social_care, name="Case system", by=people.CLERK)


@pytest.fixture
def amara(partnership):
    return people.sign_in(Client(), people.member(partnership.desk).practitioner)


def bearer(secret: str) -> dict[str, str]:
    return {"authorization": f"Bearer {secret}"}


def test_a_page_is_for_those_who_are_signed_in(client, amara):
    assert client.get("/?a=1")["Location"] == "/account/sign-in/?next=%2F%3Fa%3D1"
    assert client.post("/")["Location"] == "/account/sign-in/"
    assert amara.get("/").content == b"practitioner"
    assert amara.get("/")["Cache-Control"] == "no-store"


def test_what_is_open_is_open_to_everybody(client, amara, partnership):
    half_way = Client()
    people.password(half_way, people.member(partnership.night, people.person("Bilal Hussain")).practitioner)
    for browser in (client, amara, half_way):
        assert browser.get("/door/").content == b"open"
    assert "Cache-Control" not in client.get("/door/")


def test_the_sign_in_page_leads_past_itself_to_raising_a_concern(client):
    page = client.get("/account/sign-in/").content.decode()
    assert page.index('href="/door/"') < page.index("<form")


def test_a_view_that_asks_nobody_is_still_found_out(amara):
    with pytest.raises(NeverAsked):
        amara.get("/forgetful/")


def test_the_library_shows_a_visitor_nothing_but_its_entrances(client):
    for name in ("mfa_index", "mfa_activate_totp", "mfa_list_webauthn", "usersessions_list", "account_change_password"):
        assert client.get(reverse(name))["Location"].startswith("/account/sign-in/?next="), name


def test_the_right_token_is_an_agencys_system(client, token):
    assert client.get(THING, headers=bearer(token.secret)).content == b"system"


@pytest.mark.parametrize("secret", ["", "cairn_wrong"])
def test_a_wrong_token_is_a_problem(client, secret):
    answer = client.get(THING, headers=bearer(secret))
    assert answer.status_code == 401
    assert answer["Content-Type"] == "application/problem+json"
    assert answer.json()["code"] == "token_unknown"


def test_a_withdrawn_token_is_a_problem_at_once(client, token):
    verbs.revoke_token(token=token.token, by=people.CLERK)
    assert client.get(THING, headers=bearer(token.secret)).status_code == 401


def test_a_token_opens_no_page(client, token):
    assert client.get("/", headers=bearer(token.secret)).status_code == 302


def test_a_wrong_token_is_not_rescued_by_a_signed_in_session(amara):
    assert amara.get(THING, headers=bearer("cairn_wrong")).status_code == 401


def test_a_signed_in_person_may_use_the_api(amara):
    assert amara.get(THING).content == b"practitioner"


def test_the_api_answers_a_visitor_itself(client):
    assert client.get(THING).content == b"nobody"


def test_a_password_alone_does_not_open_the_api(client, partnership):
    people.password(client, people.member(partnership.desk).practitioner)
    answer = client.get(THING)
    assert (answer.status_code, answer.json()["code"]) == (401, "not_signed_in")


def test_asking_for_the_session_without_one_is_not_answered_with_a_page(client):
    assert client.get("/account/activity/").status_code == 401
