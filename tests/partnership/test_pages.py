"""Every page of signing in and of one's own account can be read, in our own layout."""

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client
from django.urls import reverse

from cairn.partnership import verbs
from tests.partnership import people

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.partnership.addresses")]


@pytest.fixture
def person():
    return people.with_app(people.member(people.northmoor().desk).practitioner)


@pytest.fixture
def amara(person):
    """Signed in, and has just confirmed it with her password."""
    browser = people.sign_in(Client(), person)
    browser.post(reverse("account_reauthenticate"), {"password": people.PASSWORD})
    return browser


@pytest.fixture
def key(person, monkeypatch):
    """A key by name. What a real one holds is for a real browser to make."""
    monkeypatch.setattr("allauth.mfa.webauthn.internal.auth.get_credentials", lambda user: [])
    kept = {"name": "work laptop", "credential": {}}
    return Authenticator.objects.create(user=person, type=Authenticator.Type.WEBAUTHN, data=kept)


def read(browser, name, *args) -> str:
    answer = browser.get(reverse(name, args=args))
    assert answer.status_code == 200, name
    page = answer.content.decode()
    assert "cairn-header" in page, name
    assert 'id="main-content"' in page, name
    return page


@pytest.mark.parametrize(
    "name",
    [
        "account",
        "choose_membership",
        "usersessions_list",
        "account_change_password",
        "account_reauthenticate",
        "account_logout",
        "mfa_index",
        "mfa_deactivate_totp",
        "mfa_generate_recovery_codes",
        "mfa_add_webauthn",
        "mfa_list_webauthn",
        "mfa_reauthenticate",
        "mfa_reauthenticate_webauthn",
    ],
)
def test_somebody_signed_in_reads(amara, key, name):
    assert "Amara Okafor" in read(amara, name)


@pytest.mark.parametrize("name", ["account_login", "account_signup", "account_inactive"])
def test_a_visitor_reads(client, name):
    assert "Amara" not in read(client, name)


def test_keys_are_listed_renamed_and_removed(amara, key):
    assert "work laptop" in read(amara, "mfa_list_webauthn")
    assert "You have 1 key." in read(amara, "mfa_index")
    for name in ("mfa_edit_webauthn", "mfa_remove_webauthn"):
        assert "work laptop" in read(amara, name, key.pk)
    amara.post(reverse("mfa_remove_webauthn", args=[key.pk]))
    assert not Authenticator.objects.filter(pk=key.pk).exists()


def test_new_recovery_codes_are_shown_once(amara):
    answer = amara.post(reverse("mfa_generate_recovery_codes"), follow=True)
    assert answer.content.decode().count("<code>") == 10
    assert "You have 10 codes left" in read(amara, "mfa_view_recovery_codes")


def test_passkey_pages_carry_the_scripts_and_no_inline_code(client, amara, person, key):
    pages = [read(client, "account_login"), read(amara, "mfa_add_webauthn"), read(amara, "mfa_reauthenticate_webauthn")]
    people.password(client, person)
    pages.append(read(client, "mfa_authenticate"))
    for page in pages:
        assert "mfa/js/webauthn.js" in page
        tags = [tag.split(">", 1)[0] for tag in page.split("<script")[1:]]
        assert all("src=" in tag or 'type="application/json"' in tag for tag in tags)


def test_a_passkey_is_asked_for_by_script(client):
    answer = client.get(reverse("mfa_login_webauthn"), headers={"accept": "application/json"})
    assert answer.json()["request_options"]["publicKey"]["userVerification"] == "required"


def test_the_header_names_the_team_somebody_acts_for(amara, person):
    page = read(amara, "account")
    assert "Amara Okafor, Eastmoor-Duty, Eastmoor-Social-Care" in page
    assert 'href="tel:+448081570001"' in page
    assert 'name="draft-key"' in page


def test_a_draft_key_is_its_owners_alone(person):
    from cairn.partnership.presenters import draft_key

    assert draft_key(person) == draft_key(person)
    assert len(draft_key(person)) == 44
    assert draft_key(person) != draft_key(people.person("Bilal Hussain"))


def test_a_demonstration_says_so_on_every_page(client, settings, person):
    settings.CAIRN_DEMONSTRATION = True
    verbs.mark_installation("demonstration")
    page = read(client, "account_login")
    assert "fictional" in page
    assert 'href="/demo/"' in page
