"""Writing down what is missing, that it has come, and the table of whose word agencies ask for, on their pages."""

import re
from html import unescape

import pytest
from django.test import Client
from django.urls import reverse

from cairn.referrals.models import Corroboration
from tests.referrals.sending import TYPED, sent, sign_in
from tests.referrals.test_corroboration import ANYBODY, MISSING, OFFICER, looked_for

ASKED = {"missing": MISSING, "sought": "statutory", "why": "The panel asks for an officer."}
CAME = {"sector": "statutory", "words": "A sergeant saw it on Tuesday."}
MARK = "a statutory officer’s confirmation was still asked for"
REPEATED = "after a statutory officer had repeated what a voluntary agency had said"


def words(page) -> str:
    return unescape(re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page.content.decode())))


@pytest.fixture
def as_person(northmoor):
    return lambda name: sign_in(Client(), northmoor, name)


def page_of(raised) -> str:
    return reverse("referrals:corroboration", args=[raised.referral.id])


def test_awaiting_an_officer_shows_in_the_decision_to_everybody_who_reads_it_and_in_the_report(northmoor, as_person):
    raised, amara = sent(northmoor), as_person("amara")
    assert page_of(raised) in amara.get(raised.href).content.decode()
    asked = words(amara.get(page_of(raised)))
    assert "A child is not protected faster by who says it" in asked
    assert "The clock goes on" in asked
    assert amara.post(page_of(raised), ASKED)["Location"] == raised.href
    shown = words(amara.get(raised.href))
    for part in (MISSING, "Awaiting confirmation by a statutory officer", ASKED["why"]):
        assert part in shown
    progress = reverse("concerns:progress", args=[raised.concern.reference])
    told = words(as_person("efa").get(progress))
    for part in (MISSING, ASKED["why"], "you have nothing to send again"):
        assert part in told
    assert MARK not in told
    assert amara.post(raised.href, TYPED).status_code == 302
    story = reverse("children:decisions", args=[raised.referral.child.reference])
    for name, href in (("amara", raised.href), ("amara", story), ("efa", progress), ("farid", raised.href)):
        assert MARK in words(as_person(name).get(href)), (name, href)
    report = words(as_person("farid").get(reverse("referrals:parity")))
    assert northmoor.team("eastmoor-duty").agency.name in report
    assert report.count("fewer than 5") == 5  # four counts, and what that means


def test_what_an_officer_repeated_is_written_down_and_shown(northmoor, as_person):
    raised, amara = sent(northmoor), as_person("amara")
    asked = looked_for(raised, OFFICER)
    href = reverse("referrals:met", args=[asked.id])
    assert href in amara.get(raised.href).content.decode()
    assert MISSING in words(amara.get(href))
    assert amara.post(href, CAME)["Location"] == raised.href
    shown = amara.get(raised.href)
    assert "It came from a statutory agency" in words(shown)
    assert CAME["words"] in words(shown)
    assert href not in shown.content.decode()
    again = amara.post(href, CAME)
    assert again.status_code == 422
    assert "Somebody has already written down that this has come." in words(again)
    assert amara.post(raised.href, TYPED).status_code == 302
    assert REPEATED in words(amara.get(raised.href))


def test_a_decision_that_asked_anybody_shows_no_mark(northmoor, as_person):
    raised, amara = sent(northmoor), as_person("amara")
    looked_for(raised, ANYBODY)
    assert "It has not come yet. The clock goes on." in words(amara.get(raised.href))
    amara.post(raised.href, TYPED)
    page = words(amara.get(raised.href))
    assert MARK not in page
    assert REPEATED not in page


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({**ASKED, "missing": " "}, "Write what is missing: words that somebody else can look for."),
        ({**ASKED, "why": ""}, "Say why it must be a statutory officer who says it."),
        ({**ASKED, "sought": ""}, "Choose who can say it."),
    ],
)
def test_what_was_typed_stays_when_something_is_missing(northmoor, as_person, typed, said):
    raised = sent(northmoor)
    page = as_person("amara").post(page_of(raised), typed)
    assert page.status_code == 422
    assert said in words(page)
    assert (typed["missing"].strip() or typed["why"]) in words(page)


def test_who_reads_and_writes_it(northmoor, as_person):
    raised = sent(northmoor)
    asked = looked_for(raised, ANYBODY)
    met = reverse("referrals:met", args=[asked.id])
    expected = {"chidi": 404, "robin": 403, "dana": 403, "farid": 422, "efa": 422, "amara": 302}
    for href, typed in ((page_of(raised), ASKED), (met, CAME)):
        assert {name: as_person(name).post(href, typed).status_code for name in expected} == expected
        expected_to_read = expected | {"amara": 200}
        assert {name: as_person(name).get(href).status_code for name in expected} == expected_to_read
    assert Client().get(page_of(raised)).status_code == 302


def test_the_report_is_the_hubs_and_is_found_from_its_list(northmoor, as_person):
    href = reverse("referrals:parity")
    expected = {"farid": 200, "amara": 403, "efa": 403, "chidi": 403, "dana": 403, "robin": 403}
    assert {name: as_person(name).get(href).status_code for name in expected} == expected
    empty = words(as_person("farid").get(href))
    assert "Nothing to count yet" in empty
    assert "What the figures mean" in empty
    hub = as_person("farid").get(reverse("desk:hub")).content.decode()
    assert href in hub
    assert reverse("children:response_times") in hub


def test_the_table_names_no_child_and_no_words(northmoor, as_person):
    raised = sent(northmoor)
    looked_for(raised, OFFICER)
    page = words(as_person("farid").get(reverse("referrals:parity")))
    assert raised.referral.child.reference not in page
    assert MISSING not in page
    assert OFFICER.why not in page


def test_pressed_twice_it_is_written_down_once(northmoor, as_person):
    raised, amara = sent(northmoor), as_person("amara")
    codes = [amara.post(page_of(raised), ASKED).status_code for _ in range(2)]
    assert codes == [302, 422]
    from cairn.access.binding import acting_as

    with acting_as(northmoor.actor("farid")):
        assert Corroboration.objects.count() == 1
