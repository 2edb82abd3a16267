"""Nobody gets in without a password and a second factor, and nobody gets in twice with one code."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from django.db import connection
from django.urls import reverse

from tests.partnership import people

pytestmark = pytest.mark.django_db
MORNING = datetime(2026, 11, 23, 10, 0, 5, tzinfo=UTC)


@pytest.fixture
def amara():
    return people.member(people.northmoor().desk).practitioner


@pytest.fixture(autouse=True)
def clock():
    """A clock that stands still, so that a code does not run out in the middle of a test."""
    with time_machine.travel(MORNING, tick=False) as travelling:
        yield travelling


def is_in(client) -> bool:
    return client.get("/account/team/").status_code == 200


def test_a_visitor_is_sent_to_sign_in_and_back_afterwards(client, amara):
    answer = client.get("/account/sessions/?a=1")
    assert answer.status_code == 302
    assert answer["Location"] == "/account/sign-in/?next=%2Faccount%2Fsessions%2F%3Fa%3D1"


def test_the_sign_in_page_says_first_whom_to_ring(client, amara):
    page = client.get("/account/sign-in/").content.decode()
    assert page.index("tel:999") < page.index("tel:101") < page.index("tel:+448081570001") < page.index("<form")


def test_a_password_alone_leads_to_enrolling_and_to_nothing_else(client, amara):
    assert people.password(client, amara).status_code == 302
    for address in ("/account/sessions/", "/account/team/", "/account/password/", "/account/second-factor/webauthn/"):
        answer = client.get(address)
        assert answer["Location"].startswith(reverse("mfa_index") + "?next="), address
    assert client.get(reverse("mfa_index")).status_code == 200


def test_enrolling_asks_for_the_password_again_and_then_for_the_new_factor(client, amara, clock):
    people.password(client, amara)
    activate = reverse("mfa_activate_totp")
    assert client.get(activate)["Location"].startswith("/account/confirm/")
    client.post("/account/confirm/", {"password": people.PASSWORD})
    assert client.get(activate).status_code == 200
    secret = client.session["mfa.totp.secret"]
    answer = client.post(activate, {"code": people.code(secret)})
    assert answer["Location"] == reverse("mfa_view_recovery_codes")
    assert client.get(answer["Location"])["Location"].startswith(reverse("mfa_reauthenticate"))
    clock.shift(timedelta(seconds=30))
    client.post(reverse("mfa_reauthenticate"), {"code": people.code(secret)})
    assert is_in(client)
    page = client.get(reverse("mfa_view_recovery_codes")).content.decode()
    assert page.count("<code>") == 10
    assert "<code>" not in client.get(reverse("mfa_view_recovery_codes")).content.decode()


def test_a_session_from_before_enrolling_is_not_let_in(client, amara):
    people.password(client, amara)
    people.with_app(amara)
    assert client.get("/account/team/")["Location"].startswith(reverse("mfa_reauthenticate"))
    for name in ("mfa_view_recovery_codes", "mfa_generate_recovery_codes", "mfa_index", "mfa_add_webauthn"):
        assert client.get(reverse(name))["Location"].startswith(reverse("mfa_reauthenticate")), name


def test_somebody_with_only_a_passkey_is_asked_for_it_and_not_for_a_code(client, amara):
    people.password(client, amara)
    Authenticator.objects.create(user=amara, type=Authenticator.Type.WEBAUTHN, data={"name": "key", "credential": {}})
    assert client.get("/account/team/")["Location"].startswith(reverse("mfa_reauthenticate_webauthn") + "?next=")


def test_password_and_code_let_somebody_in(client, amara):
    people.with_app(amara)
    assert people.password(client, amara)["Location"] == reverse("mfa_authenticate")
    assert not is_in(client)
    assert client.get(reverse("mfa_authenticate")).status_code == 200
    assert people.second_step(client, people.code()).status_code == 302
    assert is_in(client)


@pytest.mark.parametrize("steps", [-1, 1])
def test_a_code_is_good_for_its_own_half_minute_alone(client, amara, steps):
    people.with_app(amara)
    people.password(client, amara)
    assert "Incorrect code" in people.second_step(client, people.code(steps=steps)).content.decode()
    assert not is_in(client)


def test_blanks_around_a_password_are_part_of_it(client, amara):
    people.with_app(amara)
    amara.set_password(f" {people.PASSWORD} ")
    amara.save()
    assert "not correct" in people.password(client, amara).content.decode()
    people.password(client, amara, f" {people.PASSWORD} ")
    people.second_step(client, people.code())
    assert is_in(client)


def test_a_wrong_code_lets_nobody_in(client, amara):
    people.with_app(amara)
    people.password(client, amara)
    assert people.second_step(client, people.code(steps=5)).status_code == 200
    assert not is_in(client)


def test_a_code_seen_over_a_shoulder_does_not_work_again(client, amara):
    people.with_app(amara)
    people.password(client, amara)
    people.second_step(client, people.code())
    client.logout()
    people.password(client, amara)
    assert "Incorrect code" in people.second_step(client, people.code()).content.decode()
    assert not is_in(client)


def test_a_recovery_code_works_once(client, amara):
    from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes

    people.with_app(amara)
    one = RecoveryCodes.activate(amara).generate_codes()[0]
    people.password(client, amara)
    people.second_step(client, one)
    assert is_in(client)
    client.logout()
    people.password(client, amara)
    people.second_step(client, one)
    assert not is_in(client)


def test_after_five_wrong_passwords_the_right_one_is_refused_too(client, amara):
    people.with_app(amara)
    for _ in range(5):
        assert people.password(client, amara, "not the password").status_code == 200
    assert "Too many failed" in people.password(client, amara).content.decode()


def test_a_stranger_and_a_wrong_password_read_the_same(client, amara):
    known = people.password(client, amara, "not the password").content.decode()
    amara.email = "nobody@northmoor.example"
    unknown = people.password(client, amara, "not the password").content.decode()
    sentence = "The email address and/or password you specified are not correct"
    assert sentence in known
    assert sentence in unknown


def test_nobody_signs_up(client):
    given = {"email": "new@northmoor.example", "password1": people.PASSWORD}
    for answer in (client.get("/account/sign-up/"), client.post("/account/sign-up/", given)):
        assert "Nobody signs up here" in answer.content.decode()


@pytest.mark.parametrize("elsewhere", ["https://evil.example/", "//evil.example/", "javascript:alert(1)"])
def test_nobody_is_sent_on_to_another_site(client, amara, elsewhere):
    people.with_app(amara)
    people.password(client, amara, next=elsewhere)
    assert people.second_step(client, people.code())["Location"] == "/"


def test_secrets_of_the_second_factor_cannot_be_read_in_the_database(amara):
    from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes

    people.with_app(amara)
    RecoveryCodes.activate(amara)
    with connection.cursor() as cursor:
        cursor.execute("select data::text from mfa_authenticator")
        kept = [row[0] for row in cursor.fetchall()]
    assert len(kept) == 2
    assert all('"v1.' in each for each in kept)
    assert not any(people.SECRET in each for each in kept)


def test_the_last_second_factor_cannot_be_taken_away(client, amara):
    people.sign_in(client, people.with_app(amara))
    client.post("/account/confirm/", {"password": people.PASSWORD})
    client.post(reverse("mfa_deactivate_totp"))
    assert Authenticator.objects.filter(user_id=amara.pk, type=Authenticator.Type.TOTP).exists()
