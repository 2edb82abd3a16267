"""A second factor is set up in minutes: an app that shows codes, or a passkey, which then signs in by itself."""

import time

import pytest
from django.db import connection, transaction

from tests.journeys.browsing import Browsing
from tests.partnership.people import PASSWORD, code


@pytest.fixture
def local(live, chromium):
    """The same site by a name: a passkey belongs to a name, never to a number."""
    made = Browsing(live.site.address.replace("127.0.0.1", "localhost"), chromium)
    yield made
    made.close()
    connection.close()
    assert made.wrongs == []


def with_password(live, name: str):
    """A member of the cast who was given a password and has nothing more yet."""
    person = live.northmoor.practitioner(name)
    with transaction.atomic():
        person.refresh_from_db()
        person.set_password(PASSWORD)
        person.save()
    return person


def gives_password(somebody, person) -> None:
    somebody.opens("/account/sign-in/")
    somebody.page.locator("input[name=login]").fill(person.email)
    somebody.page.locator("input[name=password]").fill(PASSWORD)
    somebody.presses("Sign in")


def confirms(somebody) -> None:
    """Shows the password once more where that is asked before the way of signing in is changed."""
    if somebody.path.startswith("/account/confirm/"):
        somebody.page.locator("input[name=password]").fill(PASSWORD)
        somebody.presses("Confirm")


def shows_code(somebody, secret: str) -> None:
    """The first code of the new app; one that was used already is refused, so the next is awaited."""
    end = time.monotonic() + 70
    while somebody.opens("/") and somebody.path.startswith("/account/"):
        assert time.monotonic() < end
        somebody.page.locator("input[name=code]").fill(code(secret))
        somebody.presses("Confirm")
        somebody.page.wait_for_timeout(3000)


def shows_passkey(somebody) -> None:
    """The new passkey, where signing in is not complete before it was shown."""
    if somebody.path.startswith("/account/"):
        with somebody.page.expect_navigation():
            somebody.page.get_by_role("button", name="Use your passkey").click()


def test_without_a_second_factor_nothing_is_opened_and_an_app_is_set_up(local, live):
    gwen = local.somebody()
    gives_password(gwen, with_password(live, "gwen"))
    gwen.reads("A password alone does not open children’s records.")
    gwen.page.goto(gwen.address + "/concerns/")
    assert gwen.path.startswith("/account/second-factor/")
    gwen.presses("Set up an app", "link")
    confirms(gwen)
    secret = gwen.page.locator("code").inner_text().strip()
    gwen.page.locator("input[name=code]").fill(code(secret))
    gwen.presses("Continue")
    shows_code(gwen, secret)
    gwen.opens("/").reads("My work", "Gwen")


def test_a_passkey_is_added_and_signs_in_alone(local, live):
    wanda = local.somebody()
    keys = wanda.page.context.new_cdp_session(wanda.page)
    keys.send("WebAuthn.enable")
    options = {"protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True}
    options |= {"isUserVerified": True, "automaticPresenceSimulation": True}
    keys.send("WebAuthn.addVirtualAuthenticator", {"options": options})
    gives_password(wanda, with_password(live, "wanda"))
    wanda.presses("Add a passkey", "link")
    confirms(wanda)
    wanda.page.locator("input[name=name]").fill("Work laptop")
    if wanda.page.locator("input[name=passwordless]").count():
        wanda.page.locator("input[name=passwordless]").check()
    with wanda.page.expect_navigation():
        wanda.page.locator("#passkey-button").click()
    wanda.opens("/")
    shows_passkey(wanda)
    wanda.reads("My work", "Wanda")
    wanda.presses("Sign out")
    wanda.opens("/account/sign-in/")
    wanda.page.locator("#passkey-button").click()
    wanda.reads("My work", "Wanda")
