"""A session ends: by idleness, by age, by leaving, by choice, from elsewhere."""

import re
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.conf import settings
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from cairn.partnership import queries, verbs
from cairn.partnership.kinds import Mark
from tests.partnership import people

pytestmark = pytest.mark.django_db
MORNING = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)


@pytest.fixture
def partnership():
    return people.northmoor()


@pytest.fixture
def membership(partnership):
    return people.member(partnership.desk)


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(MORNING, tick=False) as travelling:
        yield travelling


@pytest.fixture
def amara(client, membership) -> Client:
    """Amara's browser, signed in."""
    return people.sign_in(client, membership.practitioner)


def is_in(client) -> bool:
    return client.get("/account/team/").status_code == 200


def test_sixteen_idle_minutes_end_a_session(amara, clock):
    clock.shift(timedelta(minutes=14))
    assert is_in(amara)
    clock.shift(timedelta(minutes=16))
    answer = amara.get("/account/team/", follow=True)
    assert "You were signed out because nothing was done" in answer.content.decode()
    assert not is_in(amara)


def test_thirteen_busy_hours_end_a_session(amara, clock):
    for _ in range(71):
        clock.shift(timedelta(minutes=10))
        assert is_in(amara)
    clock.shift(timedelta(minutes=11))
    assert not is_in(amara)


def test_typing_keeps_a_session_alive(amara, clock):
    for _ in range(3):
        clock.shift(timedelta(minutes=12))
        assert amara.post("/account/activity/").json() == {"ends_in": 15 * 60}
    assert is_in(amara)


def test_merely_asking_how_long_is_left_does_not(amara, clock):
    clock.shift(timedelta(minutes=12))
    assert amara.get("/account/activity/").json() == {"ends_in": 3 * 60}
    clock.shift(timedelta(minutes=4))
    assert amara.get("/account/activity/").status_code == 401
    assert not is_in(amara)


def test_a_session_that_nobody_began_properly_is_over(client, membership):
    client.force_login(membership.practitioner, backend="allauth.account.auth_backends.AuthenticationBackend")
    assert not is_in(client)


def test_somebody_who_left_is_signed_out_at_once(amara, membership):
    assert is_in(amara)
    verbs.leave_team(membership=membership, by=people.CLERK)
    answer = amara.get("/account/team/", follow=True)
    assert "Your membership has ended" in answer.content.decode()


def test_somebody_who_left_the_team_they_act_for_is_signed_out_though_they_have_another(amara, membership, partnership):
    people.member(partnership.night, membership.practitioner)
    verbs.choose_membership(session := amara.session, membership.practitioner, str(membership.pk))
    session.save()
    assert is_in(amara)
    verbs.leave_team(membership=membership, by=people.CLERK)
    assert not is_in(amara)


def test_a_closed_account_is_signed_out_at_once(amara, membership):
    membership.practitioner.is_active = False
    membership.practitioner.save()
    assert not is_in(amara)


def test_one_membership_is_chosen_without_asking(amara):
    page = amara.get("/account/").content.decode()
    assert "Amara Okafor, Eastmoor-Duty, Eastmoor-Social-Care" in page
    assert "Act for another" not in page


def test_of_two_memberships_one_is_chosen_and_the_other_can_be(client, membership, partnership):
    person = membership.practitioner
    night = people.member(partnership.night, person)
    people.sign_in(client, person)
    assert client.get("/account/sessions/")["Location"].startswith("/account/team/?next=")
    answer = client.post("/account/team/", {"membership": str(membership.pk), "next": "/account/sessions/"})
    assert answer["Location"] == "/account/sessions/"
    assert "Eastmoor-Duty" in client.get("/account/").content.decode()
    client.post("/account/team/", {"membership": str(night.pk)})
    assert "Eastmoor-Night" in client.get("/account/").content.decode()


def test_nobody_acts_for_a_team_of_others_or_one_they_left(amara, partnership, membership):
    other = people.member(partnership.night, people.person("Bilal Hussain"))
    past = people.member(partnership.hub_desk, membership.practitioner)
    verbs.leave_team(membership=past, by=people.CLERK)
    for tried in (other.pk, past.pk, "", "nonsense"):
        assert amara.post("/account/team/", {"membership": str(tried)}).status_code == 404


def test_choosing_a_team_leads_to_no_other_site(amara, membership):
    answer = amara.post("/account/team/", {"membership": str(membership.pk), "next": "https://evil.example/"})
    assert answer["Location"] == "/"


def test_the_other_sessions_are_listed_and_ended(amara, membership):
    elsewhere = people.sign_in(Client(headers={"user-agent": "Phone"}), membership.practitioner)
    assert is_in(elsewhere)
    assert is_in(amara)
    assert "Phone" in amara.get("/account/sessions/").content.decode()
    amara.post("/account/sessions/")
    assert is_in(amara)
    assert not is_in(elsewhere)


def test_signing_out_clears_what_the_browser_kept(amara):
    assert amara.get("/account/")["Cache-Control"] == "no-store"
    answer = amara.post("/account/sign-out/")
    assert answer["Clear-Site-Data"] == '"cache", "storage"'
    assert not is_in(amara)


def test_a_new_password_ends_the_other_sessions(amara, membership):
    elsewhere = people.sign_in(Client(), membership.practitioner)
    new = "four louder garden lamps"
    given = {"oldpassword": people.PASSWORD, "password1": new, "password2": new}
    assert amara.post("/account/password/", given).status_code == 302
    assert not is_in(elsewhere)


def test_a_new_password_needs_the_one_there_is(amara, membership):
    new = "four louder garden lamps"
    for former in ("", "not the password"):
        given = {"oldpassword": former, "password1": new, "password2": new}
        assert amara.post("/account/password/", given).status_code == 200
    membership.practitioner.refresh_from_db()
    assert membership.practitioner.check_password(people.PASSWORD)


def test_whoever_kept_the_cookie_of_a_session_that_ended_is_not_let_in(amara):
    kept = amara.cookies[settings.SESSION_COOKIE_NAME].value
    assert is_in(amara)
    amara.post("/account/sign-out/")
    amara.cookies[settings.SESSION_COOKIE_NAME] = kept
    assert not is_in(amara)


def test_signing_in_begins_a_session_of_a_new_and_long_key(membership):
    visitor = Client()
    visitor.get("/account/sign-in/")
    planted = visitor.session
    planted["begun"] = "before"
    planted.save()
    visitor.cookies[settings.SESSION_COOKIE_NAME] = planted.session_key
    people.sign_in(visitor, membership.practitioner)
    key = visitor.cookies[settings.SESSION_COOKIE_NAME].value
    assert is_in(visitor)
    assert key != planted.session_key
    assert re.fullmatch("[a-z0-9]{32}", key)  # 165 bits


def test_whoever_has_no_password_yet_chooses_one(amara, membership):
    person = membership.practitioner
    person.set_unusable_password()
    person.save(update_fields=["password"])
    again = people.sign_in(Client(), person)
    page = again.get("/account/password/", follow=True)
    assert page.status_code == 200
    assert "Choose a password" in page.content.decode()
    new = "four louder garden lamps"
    assert again.post("/account/password/first/", {"password1": new, "password2": new}).status_code == 302
    person.refresh_from_db()
    assert person.check_password(new)


def test_the_actor_is_bound_while_the_view_runs(rf, membership):
    from cairn.access.binding import current_actor
    from cairn.partnership.middleware import SignedInMiddleware

    seen = []

    def view(_request):
        seen.append(current_actor())
        return HttpResponse()

    request = rf.get("/")
    client = people.sign_in(Client(), membership.practitioner)
    request.user, request.session = membership.practitioner, client.session
    SignedInMiddleware(view)(request)
    assert seen == [queries.actor_for(membership)]
    assert current_actor() is None


class TestTheDemonstrationDoor:
    @pytest.fixture
    def demonstration(self, settings, membership):
        settings.CAIRN_DEMONSTRATION = True
        verbs.mark_installation(Mark.DEMONSTRATION)

    def test_one_click_signs_in(self, client, demonstration, membership):
        assert "Amara Okafor" in client.get("/demo/").content.decode()
        assert client.post("/demo/", {"membership": str(membership.pk)})["Location"] == "/"
        assert is_in(client)

    def test_nobody_outside_the_cast_is_offered_or_let_in(self, client, demonstration, partnership, monkeypatch):
        monkeypatch.setattr("cairn.partnership.queries.published._CAST", [lambda: ["amara@northmoor.example"]])
        other = people.member(partnership.night, people.person("Bilal Hussain"))
        assert "Bilal" not in client.get("/demo/").content.decode()
        assert client.post("/demo/", {"membership": str(other.pk)}).status_code == 404

    def test_its_visitors_change_nobodys_sign_in(self, client, demonstration, membership):
        client.post("/demo/", {"membership": str(membership.pk)})
        for name in ("mfa_activate_totp", "account_change_password", "mfa_index"):
            assert client.get(reverse(name))["Location"] == "/account/", name

    def test_it_does_not_exist_outside_demonstration_mode(self, client, membership):
        verbs.mark_installation(Mark.DEMONSTRATION)
        assert client.get("/demo/").status_code == 404
        assert client.post("/demo/", {"membership": str(membership.pk)}).status_code == 404

    @pytest.mark.parametrize("mark", [Mark.LIVE, None])
    def test_it_does_not_exist_without_the_databases_own_mark(self, client, settings, membership, mark):
        settings.CAIRN_DEMONSTRATION = True
        if mark:
            verbs.mark_installation(mark)
        assert client.get("/demo/").status_code == 404
        assert client.post("/demo/", {"membership": str(membership.pk)}).status_code == 404

    def test_a_session_through_it_counts_for_nothing_once_the_mode_is_off(
        self, client, demonstration, settings, membership
    ):
        client.post("/demo/", {"membership": str(membership.pk)})
        settings.CAIRN_DEMONSTRATION = False
        assert not is_in(client)
