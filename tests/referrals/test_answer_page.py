"""The answer page: who reads it, who has it, who decides, and what happens when two do."""

import json
import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from cairn.access.binding import acting_as
from cairn.core.clock import today
from cairn.core.ids import uuid7
from cairn.duties.kinds import DutyKind
from cairn.duties.models import Draft, Duty
from cairn.ledger.models import Event
from cairn.referrals.kinds import Purpose
from tests.partnership import people
from tests.referrals.sending import TYPED, asked, found, sent, sign_in

pytestmark = pytest.mark.django_db


def words(page):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page.content.decode()))


@pytest.fixture
def as_person(northmoor):
    return lambda name: sign_in(Client(), northmoor, name)


def test_who_reads_the_page(northmoor, as_person):
    raised = sent(northmoor)
    expected = {"amara": 200, "farid": 200, "robin": 200, "chidi": 404, "wanda": 404, "dana": 403, "efa": 302}
    assert {name: as_person(name).get(raised.href).status_code for name in expected} == expected
    assert as_person("efa").get(raised.href)["Location"] == reverse(
        "concerns:progress", args=[raised.concern.reference]
    )
    assert Client().get(raised.href).status_code == 302


def test_who_answers(northmoor, as_person):
    raised = sent(northmoor)
    expected = {"chidi": 404, "robin": 403, "dana": 403, "farid": 422, "efa": 422, "amara": 302}
    assert {name: as_person(name).post(raised.href, TYPED).status_code for name in expected} == expected
    assert len(raised.decisions()) == 1


def test_who_says_i_have_it(northmoor, as_person):
    raised = sent(northmoor, purpose=Purpose.DANGER, to="police-desk", urgency="danger_now")
    url = reverse("referrals:acknowledge", args=[raised.referral.id])
    expected = {"chidi": 404, "robin": 403, "efa": 422, "bilal": 302}
    assert {name: as_person(name).post(url).status_code for name in expected} == expected
    assert raised.now().acknowledged_by_id == northmoor.memberships["bilal"].pk
    assert as_person("bilal").post(url).status_code == 302
    assert as_person("bilal").get(url).status_code == 405


def test_the_hub_says_it_for_a_team_and_decides_for_nobody(northmoor, as_person):
    raised = sent(northmoor, purpose=Purpose.DANGER, to="police-desk", urgency="danger_now")
    page = as_person("farid").get(raised.href).content.decode()
    assert "I have it" in page
    assert 'name="outcome"' not in page
    as_person("farid").post(reverse("referrals:acknowledge", args=[raised.referral.id]))
    assert raised.now().acknowledged_by_id == northmoor.memberships["farid"].pk


def test_in_danger_the_button_stands_before_everything_else(northmoor, as_person):
    raised = sent(northmoor, purpose=Purpose.DANGER, to="police-desk", urgency="danger_now")
    page = as_person("bilal").get(raised.href).content.decode()
    assert page.index("/acknowledge/") < page.index("What the child wants") < page.index('name="outcome"')
    assert "tel:999" in page
    as_person("bilal").post(reverse("referrals:acknowledge", args=[raised.referral.id]))
    assert "Bilal has it, since" in words(as_person("bilal").get(raised.href))


def test_opening_it_is_a_look_and_the_sender_sees_that_it_was_read(northmoor, as_person):
    raised = sent(northmoor)
    as_person("robin").get(raised.href)
    assert raised.now().read_at is None
    as_person("amara").get(raised.href)
    assert raised.now().read_by_id == northmoor.memberships["amara"].pk
    with acting_as(northmoor.actor("farid")):
        looks = Event.objects.filter(happening="opened", child_id=raised.referral.child_id)
        assert {one.membership_id for one in looks} == {
            northmoor.memberships["amara"].pk,
            northmoor.memberships["robin"].pk,
        }


def test_what_is_hidden_and_what_is_not_there_look_the_same(northmoor, as_person):
    raised = sent(northmoor)
    nothing = reverse("referrals:answer", args=[uuid7()])
    hidden, absent = (as_person("chidi").get(href) for href in (raised.href, nothing))
    assert hidden.status_code == absent.status_code == 404
    assert words(hidden) == words(absent)


def test_the_page_shows_what_matters(northmoor, as_person):
    raised = sent(
        northmoor,
        child_wants="I want to go back to school.",
        must_not_be_told=("Uncle Minh",),
        sender_contact="Ring after nine, hang up if a man answers.",
        where_text="Behind the market",
    )
    page = words(as_person("amara").get(raised.href))
    order = ["Must not find out: Uncle Minh", "I want to go back to school.", "A girl of about eleven", "What is known"]
    assert [page.index(each) for each in order] == sorted(page.index(each) for each in order)
    assert "Nguyen Van Tang (another person says)" in page
    assert "Ring after nine" in page
    assert "Local guidance, not verified" in page
    assert "Eastmoor Duty keeps the child safe until another team has accepted." in page
    assert "The clock goes on meanwhile" in page


def test_an_answer_closes_the_duty_and_leads_to_the_child(northmoor, as_person):
    raised = sent(northmoor)
    client = as_person("amara")
    done = client.post(raised.href, TYPED)
    assert done["Location"] == reverse("children:child", args=[raised.referral.child.reference])
    (decision,) = raised.decisions()
    assert (decision.outcome, decision.reasons, decision.feedback) == (
        TYPED["outcome"],
        TYPED["reasons"],
        TYPED["feedback"],
    )
    page = client.get(raised.href)
    assert "The sender has been told." in words(page)
    assert "This was answered" in words(page)
    assert 'name="outcome"' not in page.content.decode()
    assert f'data-draft-sent="answer-{raised.referral.id}"' in page.content.decode()
    with acting_as(northmoor.actor("farid")):
        assert not Duty.objects.filter(kind=DutyKind.ANSWER, closed_at=None).exists()


def test_no_capacity_and_a_day_to_look_again_are_kept(northmoor, as_person):
    raised = sent(northmoor)
    day = {"review_on-day": "1", "review_on-month": "2", "review_on-year": str(today().year + 1)}
    typed = {**TYPED, "outcome": "no_further_action", "no_capacity": "on", **day}
    assert as_person("amara").post(raised.href, typed).status_code == 302
    (decision,) = raised.decisions()
    assert decision.no_capacity
    assert (decision.review_on.day, decision.review_on.month) == (1, 2)


def test_pressing_twice_gives_one_answer(northmoor, as_person):
    raised = sent(northmoor)
    client = as_person("amara")
    assert [client.post(raised.href, TYPED).status_code for _ in range(2)] == [302, 302]
    assert len(raised.decisions()) == 1


def test_a_second_answer_shows_both_versions(northmoor, as_person):
    raised = sent(northmoor)
    as_person("amara").post(raised.href, TYPED)
    mine = {**TYPED, "outcome": "early_help", "reasons": "I see it otherwise.", "feedback": "We will ring you."}
    page = as_person("amaras_manager").post(raised.href, mine)
    assert page.status_code == 409
    shown = words(page)
    for each in (TYPED["reasons"], TYPED["feedback"], mine["reasons"], mine["feedback"], "Amara", "early help"):
        assert each in shown, each
    assert len(raised.decisions()) == 1


def test_what_changed_meanwhile_is_shown_before_deciding(northmoor, as_person):
    raised = sent(northmoor, purpose=Purpose.DANGER, to="eastmoor-night", urgency="danger_now")
    as_person("yusuf").post(reverse("referrals:acknowledge", args=[raised.referral.id]))
    page = as_person("yusuf").post(raised.href, TYPED)
    assert page.status_code == 409
    assert "This changed while you were writing" in words(page)
    assert TYPED["reasons"] in page.content.decode()
    version = found(r'name="version"[^>]*value="(\d+)"', page)
    assert as_person("yusuf").post(raised.href, {**TYPED, "version": version}).status_code == 302


LONG = "x" * 15_001
PAST = {"review_on-day": "1", "review_on-month": "2", "review_on-year": "2020"}


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"outcome": ""}, "Choose what this child needs."),
        ({"outcome": "arrest"}, "Select a valid choice"),
        ({"reasons": ""}, "Give your reasons"),
        ({"reasons": " \n\u200b\x07 "}, "Give your reasons"),
        ({"feedback": "\t"}, "they are waiting to hear"),
        ({"reasons": LONG}, "the limit is 15000"),
        ({"feedback": LONG}, "the limit is 15000"),
        ({"would_change": "x" * 4001}, "the limit is 4000"),
        (PAST, "That day is past."),
        ({"review_on-day": "31", "review_on-month": "2", "review_on-year": "2030"}, "Enter a real date"),
        ({"review_on-day": "3"}, "must include a day, a month and a year"),
        ({"version": "soon"}, "Enter a whole number"),
    ],
)
def test_bad_input_is_named_and_everything_typed_is_kept(northmoor, as_person, wrong, said):
    raised = sent(northmoor)
    typed = {**TYPED, **wrong}
    page = as_person("amara").post(raised.href, typed)
    shown = page.content.decode()
    assert page.status_code == 422
    assert said in shown
    assert "There is a problem" in shown
    kept = [
        name for name in ("reasons", "feedback", "would_change") if typed[name].strip() and "\x07" not in typed[name]
    ]
    assert [name for name in kept if typed[name] not in shown] == []
    assert raised.decisions() == []


@pytest.mark.parametrize("odd", ["one\x00two\x07three", "\u202eback\u202c", "a\r\nb\x0bc", "😀 việc này"])
def test_odd_characters_neither_stop_nor_break_an_answer(northmoor, as_person, odd):
    raised = sent(northmoor)
    assert as_person("amara").post(raised.href, {**TYPED, "reasons": odd}).status_code == 302
    (decision,) = raised.decisions()
    assert "\x00" not in decision.reasons


def test_wales_reads_its_own_words(northmoor, as_person):
    raised = sent(northmoor, area="aberddu")
    page = as_person("rhys").get(raised.href)
    assert "Assessment of care and support needs" in words(page)
    assert "Report C-" in words(page)
    assert "section 17" not in words(page).lower()
    assert "referral" not in re.sub(r"/referrals?/|referral:", "", words(page).lower())
    as_person("rhys").post(raised.href, {**TYPED, "outcome": "child_in_need_assessment"})
    assert "Assessment of care and support needs" in words(as_person("rhys").get(raised.href))


def test_small_counts_of_like_cases_are_not_shown(northmoor, as_person):
    for _each in range(5):
        as_person("amara").post(sent(northmoor).href, TYPED)
    as_person("amara").post(sent(northmoor).href, {**TYPED, "outcome": "early_help"})
    page = words(as_person("amara").get(sent(northmoor).href))
    assert "Strategy discussion or section 47 enquiry: 5" in page
    assert "Family or early help: fewer than 5" in page


def test_what_is_typed_is_kept_as_a_draft_and_put_back(northmoor, as_person):
    raised = sent(northmoor)
    client = as_person("amara")
    url = found(r'data-draft-url="([^"]+)"', client.get(raised.href))
    fields = {"outcome": ["early_help"], "reasons": ["Half a thought"], "no_capacity": ["on"], "review_on-day": ["3"]}

    def save(**headers):
        return client.put(url, json.dumps(fields), content_type="application/json", headers=headers)

    assert save().status_code == 201
    page = client.get(raised.href).content.decode()
    assert "Half a thought" in page
    assert re.search(r'value="early_help"[^>]* checked', page)
    assert re.search(r'name="review_on-day"[^>]*value="3"', page)
    assert "Half a thought" not in as_person("amaras_manager").get(raised.href).content.decode()
    fields["reasons"] = ["From another window"]
    assert save().status_code == 409
    assert save(if_match='"1"').status_code == 200
    assert client.post(raised.href, TYPED).status_code == 302
    with acting_as(northmoor.actor("amara")):
        assert Draft.objects.get().sent_at is not None


def test_an_overtaken_draft_is_shown_and_can_be_put_away(northmoor, as_person):
    raised = sent(northmoor)
    client = as_person("amaras_manager")
    url = found(r'data-draft-url="([^"]+)"', client.get(raised.href))
    client.put(url, json.dumps({"reasons": ["My own view"]}), content_type="application/json")
    as_person("amara").post(raised.href, TYPED)
    page = client.get(raised.href)
    assert "My own view" in words(page)
    client.post(found(r'action="(/drafts/[^"]+/discard/)"', page))
    assert "My own view" not in client.get(raised.href).content.decode()


def test_urgency_can_be_raised_and_lowered_only_with_a_reason(northmoor, as_person):
    raised = sent(northmoor)
    url = reverse("referrals:urgency", args=[raised.referral.id])
    expected = {"chidi": 404, "robin": 403, "dana": 403}
    assert {name: as_person(name).post(url, {"urgency": "soon"}).status_code for name in expected} == expected
    client = as_person("amara")
    for typed in ({}, {"urgency": "soon"}, {"urgency": "today"}, {"urgency": "soon", "reason": "x" * 1001}):
        page = client.post(url, typed)
        assert page.status_code == 422, typed
        assert "There is a problem" in words(page)
    assert client.post(url, {"urgency": "danger_now"}).status_code == 302
    assert "A child is in danger right now" in words(client.get(raised.href))
    assert client.post(url, {"urgency": "soon", "reason": "She is at home with her aunt."}).status_code == 302


def test_it_takes_few_statements(northmoor, as_person):
    raised = sent(northmoor, urgency="danger_now", purpose=Purpose.DANGER, to="police-desk")
    client = as_person("bilal")
    client.get(reverse("account"))
    for _each in range(2):  # the first look also notes that it was read
        with CaptureQueriesContext(connection) as counted:
            assert client.get(raised.href).status_code == 200
        assert len(asked(counted)) <= 25, "\n".join(asked(counted))


def test_in_danger_nothing_is_asked_before_i_have_it_is_pressed(northmoor, as_person):
    raised = sent(northmoor, purpose=Purpose.DANGER, to="police-desk", urgency="danger_now")
    newcomer = people.person("Nia Newcomer")
    people.member(northmoor.team("police-desk"), newcomer)
    client = people.sign_in(Client(), newcomer)
    assert "I have it" in client.get(raised.href).content.decode()
    client.post(reverse("referrals:acknowledge", args=[raised.referral.id]))
    asked_first = client.get(raised.href)
    knows = reverse("children:knows", args=[raised.referral.child.reference])
    assert asked_first["Location"].startswith(f"{knows}?next=")
    assert client.post(asked_first["Location"], {"knows": "no"})["Location"] == raised.href
    assert client.get(raised.href).status_code == 200


def test_without_danger_it_is_asked_before_what_is_known_is_read(northmoor, as_person):
    raised = sent(northmoor)
    newcomer = people.person("Nia Newcomer")
    people.member(northmoor.team("eastmoor-duty"), newcomer)
    client = people.sign_in(Client(), newcomer)
    assert "/knows/" in client.get(raised.href)["Location"]
    with acting_as(northmoor.actor("farid")):
        assert not Event.objects.filter(happening="opened", purpose="answer a referral").exists()


def test_whoever_then_says_yes_finds_nothing_of_it(northmoor, as_person):
    raised = sent(northmoor)
    newcomer = people.person("Nia Newcomer")
    people.member(northmoor.team("eastmoor-duty"), newcomer)
    client = people.sign_in(Client(), newcomer)
    client.post(client.get(raised.href)["Location"], {"knows": "yes"})
    assert client.get(raised.href).status_code == 404
