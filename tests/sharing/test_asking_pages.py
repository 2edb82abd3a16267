"""Asking another agency, as both sides meet it on their pages (R-051)."""

import re
from html import unescape

import pytest
from django.test import Client
from django.urls import reverse

from cairn.access.binding import acting_as
from cairn.sharing.kinds import AskState
from cairn.sharing.models import Ask
from tests.builders import child_of, raised
from tests.children.pages import NAME, a_child, browser, read, says, title
from tests.sharing.asking import ANSWER, PART, PURPOSE, QUESTION, REFUSAL, asked, said, seen

TOLD = {"kind": "answered", "words": "Twice, at the canal.", "known_from": "seen", "ground": "ca89_47", "revision": "1"}


@pytest.fixture
def child(northmoor):
    return a_child(northmoor)


def page(client: Client, name: str, one: Ask, status: int = 200) -> str:
    answer = client.get(reverse(f"children:{name}", args=[one.id]))
    assert answer.status_code == status
    return unescape(answer.content.decode())


def typed(northmoor, **more) -> dict[str, str]:
    team = str(northmoor.team("police-desk").id)
    return {"team": team, "question": QUESTION, "purpose": PURPOSE, "ground": "ca04_11", **more}


def send(northmoor, child, name="amara", **more):
    return browser(northmoor, name).post(f"/children/{child.reference}/asks/new/", typed(northmoor, **more))


def the_ask(northmoor) -> Ask:
    farid = northmoor.actor("farid")
    with acting_as(farid):
        return Ask.objects.visible_to(farid).order_by("-asked_at")[0]


def test_a_question_is_sent_and_stands_beside_the_child(northmoor, child):
    assert "Nobody was asked yet" in read(browser(northmoor, "amara"), child, "asks/")
    answer = send(northmoor, child)
    assert answer.status_code == 302
    words = unescape(read(browser(northmoor, "amara"), child, "asks/"))
    assert QUESTION in words
    assert "waits for an answer" in words
    assert f"/children/{child.reference}/asks/" in read(browser(northmoor, "amara"), child, "sharing/")


def test_the_form_begins_with_whom_it_is_about_and_with_the_ground_that_the_guide_gave(northmoor, child):
    amara = browser(northmoor, "amara")
    words = unescape(read(amara, child, "asks/new/?ground=cda98_115&sensitive=yes"))
    assert f"{NAME}, child — aged" in words
    assert re.search(r'value="cda98_115" selected', words)
    assert re.search(r'name="sensitive"[^>]*checked', words)
    assert "From a secondary source" in words
    guide = unescape(read(amara, child, "guide/?fear=serious&receiver=police&sensitive=yes&worse=no"))
    assert f"/children/{child.reference}/asks/new/?ground=ca04_11&sensitive=yes" in guide


def test_what_was_asked_and_answered_already_stands_above_the_form(northmoor, child):
    one = asked(northmoor, child)
    said(northmoor, one)
    words = unescape(read(browser(northmoor, "amara"), child, "asks/new/"))
    assert "Northmoor Police was asked on" in words
    assert f"for “{PURPOSE}”: answered" in words
    assert "Use that answer instead" in words
    refused = unescape(send(northmoor, child).content.decode())
    assert "That agency was asked about this child before" in refused
    assert QUESTION in refused
    assert send(northmoor, child, is_new="on").status_code == 302


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ({"question": " "}, "Write what you need to know."),
        ({"purpose": ""}, "Say what you need it for."),
        ({"team": ""}, "Choose a team."),
        ({"ground": ""}, "Choose a ground."),
        ({"needed_by-day": "1", "needed_by-month": "2", "needed_by-year": "2020"}, "must be today or later"),
    ],
)
def test_what_is_missing_is_said_at_its_field_and_nothing_typed_is_lost(northmoor, child, more, words):
    answer = unescape(send(northmoor, child, **more).content.decode())
    assert words in answer
    assert PURPOSE in answer or QUESTION in answer


def test_the_asked_team_reads_the_question_and_nothing_of_the_child(northmoor, child):
    says(northmoor, "amara", child, "wish", "Live with my aunt in the north")
    one = asked(northmoor, child, question="A boy of about 14: was he seen?")
    bilal = browser(northmoor, "bilal")
    for name in ("asked", "answer_ask"):
        words = page(bilal, name, one)
        assert "A boy of about 14: was he seen?" in words
        assert PURPOSE in words
        assert title(words).startswith("A question to another agency")
        for hidden in (child.reference, NAME, "Van Tang", "my aunt"):
            assert hidden not in words, (name, hidden)
    assert unescape(bilal.get("/").content.decode()).count("Answer another agency’s question") == 1
    assert child.reference not in bilal.get("/").content.decode()


def test_the_answer_comes_back_to_those_who_asked(northmoor, child):
    one = asked(northmoor, child)
    sent = browser(northmoor, "bilal").post(reverse("children:answer_ask", args=[one.id]), TOLD)
    assert sent["Location"] == reverse("children:asked", args=[one.id])
    words = page(browser(northmoor, "amara"), "asked", one)
    for part in (ANSWER.words, "we saw it ourselves", "Children Act 1989, section 47", child.reference, "Bilal"):
        assert part in words
    assert "Withdraw" not in words


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ({"kind": ""}, "Choose one."),
        ({"words": ""}, "Write the answer, or why not"),
        ({"known_from": ""}, "Say how you know it."),
        ({"ground": ""}, "Choose the lawful ground on which you share it."),
        ({"kind": "part"}, "Say what is still to come"),
        ({"kind": "refused"}, "“Data protection” alone is none"),
    ],
)
def test_an_answer_that_lacks_something_is_said_at_its_field(northmoor, child, more, words):
    one = asked(northmoor, child)
    answer = browser(northmoor, "bilal").post(reverse("children:answer_ask", args=[one.id]), {**TOLD, **more})
    assert answer.status_code == 200
    assert words in unescape(answer.content.decode())
    assert seen(one.id, northmoor.actor("bilal")).state == AskState.OPEN


def test_whoever_is_slower_keeps_what_they_wrote(northmoor, child):
    one = asked(northmoor, child)
    said(northmoor, one, PART)
    answer = browser(northmoor, "bilal").post(reverse("children:answer_ask", args=[one.id]), TOLD)
    words = unescape(answer.content.decode())
    assert "What you have just written is still on this page" in words
    assert ANSWER.words in words


def test_the_guide_leads_back_to_the_answer_with_the_ground_filled_in(northmoor, child):
    one = asked(northmoor, child)
    bilal = browser(northmoor, "bilal")
    assert reverse("children:ask_guide", args=[one.id]) in page(bilal, "answer_ask", one)
    query = "?fear=serious&receiver=local_authority&sensitive=yes&worse=no"
    words = unescape(bilal.get(reverse("children:ask_guide", args=[one.id]) + query).content.decode())
    href = f"{reverse('children:answer_ask', args=[one.id])}?ground=ca89_47&sensitive=yes"
    assert href in words
    assert re.search(r'value="ca89_47" selected', bilal.get(href).content.decode())


def test_a_refusal_is_looked_at_by_the_hub_and_both_teams_read_what_came_of_it(northmoor, child):
    one = asked(northmoor, child)
    said(northmoor, one, REFUSAL)
    assert "It would endanger a live operation" in page(browser(northmoor, "amara"), "asked", one)
    farid = browser(northmoor, "farid")
    assert REFUSAL.words in page(farid, "review_refusal", one)
    typed = {"stands": "no", "why": "Ring the operation's lead and answer.", "revision": "2"}
    sent = farid.post(reverse("children:review_refusal", args=[one.id]), typed)
    assert sent.status_code == 302
    for name in ("amara", "bilal"):
        words = page(browser(northmoor, name), "asked", one)
        assert "It must be answered after all" in words
        assert typed["why"] in words
    assert "Say why." in unescape(
        farid.post(sent["Location"] + "review/", {"stands": "yes", "revision": "3"}).content.decode()
    )


def test_a_question_is_withdrawn_with_its_reason(northmoor, child):
    one = asked(northmoor, child)
    amara, address = browser(northmoor, "amara"), reverse("children:withdraw_ask", args=[one.id])
    assert "Say why you withdraw it" in amara.post(address, {"revision": "1"}).content.decode()
    assert amara.post(address, {"revision": "1", "reason": "He was found."}).status_code == 302
    words = page(browser(northmoor, "bilal"), "asked", one)
    assert "He was found." in words
    assert "withdrawn by those who asked" in words


def test_a_colleague_in_the_circle_sees_that_it_was_answered_and_not_the_words(northmoor, child):
    one = asked(northmoor, child, name="efa", ground="ca89_17")
    said(northmoor, one)
    words = page(browser(northmoor, "amara"), "asked", one)
    assert "answered" in words
    assert ANSWER.words not in words
    assert "stands in the story" in words
    assert "Use that answer instead" in unescape(read(browser(northmoor, "amara"), child, "asks/new/"))


def test_strangers_and_readers(northmoor, child):
    one = asked(northmoor, child)
    page(browser(northmoor, "chidi"), "asked", one, 404)
    page(browser(northmoor, "efa"), "asked", one, 404)
    page(browser(northmoor, "robin"), "asked", one)
    page(browser(northmoor, "robin"), "answer_ask", one, 403)
    page(browser(northmoor, "amara"), "review_refusal", one, 403)
    assert send(northmoor, child, name="chidi").status_code == 404
    assert send(northmoor, child, name="robin").status_code == 403


def test_the_list_marks_what_is_overdue(northmoor, child):
    from datetime import timedelta

    import time_machine

    one = asked(northmoor, child)
    with time_machine.travel(one.due_at + timedelta(days=1)):
        assert "Overdue" in read(browser(northmoor, "amara"), child, "asks/")
    assert the_ask(northmoor).id == one.id


def test_whoever_only_told_us_something_asks_and_sees_their_question(northmoor):
    child = child_of(raised(northmoor.actor("chidi"), area="westmoor"), northmoor.actor("chidi"))
    chidi = browser(northmoor, "chidi")
    sent = chidi.post(f"/children/{child.reference}/asks/new/?ground=ca04_11", typed(northmoor), follow=True)
    words = unescape(sent.content.decode())
    assert "They owe you an answer by a clock" in words
    assert QUESTION in words
