"""Telling a child, as whoever works with it meets it on its pages (R-062)."""

import re
from datetime import timedelta
from html import unescape

import pytest
from django.urls import reverse

from cairn.access.binding import acting_as
from cairn.children.kinds import FactKind
from cairn.core.clock import today
from cairn.core.ids import uuid7
from cairn.voice.kinds import NotYet
from cairn.voice.models import Sheet, Telling
from cairn.voice.rules.sheet import never_away
from tests.children.pages import NAME, browser, read, says, title
from tests.sharing.holding import circle
from tests.voice.telling import WORDS, owed, seen, tells, waits

MAIN = re.compile(r"<main.*?</main>", re.DOTALL)
TAGS = re.compile(r"<[^>]*>")


@pytest.fixture
def child(northmoor):
    return circle(northmoor).child


def day(name: str, on) -> dict[str, str]:
    return {f"{name}-day": str(on.day), f"{name}-month": str(on.month), f"{name}-year": str(on.year)}


def typed(**more) -> dict[str, str]:
    whole = {
        **day("told_on", today()),
        **{"shown": "together", "alone": "yes", "language": "Vietnamese", "interpreting": "independent"},
        **{"interpreter": "Number 204", "told": "Who works with her.", "words": WORDS, "view": "agrees"},
        "key": str(uuid7()),
    }
    return {**whole, **more}


def made(northmoor, child, name="amara", **more) -> str:
    """The sheet as the browser shows it, made by the form."""
    client = browser(northmoor, name)
    sent = {"language": "en", "copy": "together", **more}
    answer = client.post(f"/children/{child.reference}/tell/sheet/", sent)
    assert answer.status_code == 302, unescape(answer.content.decode())
    shown = client.get(answer["Location"])
    assert shown.status_code == 200
    return unescape(shown.content.decode())


def on_paper(page: str) -> str:
    """What a printer prints: the words of the sheet, and the title that a browser writes on its edge."""
    return TAGS.sub(" ", MAIN.search(page)[0]) + title(page)


def test_the_child_s_page_says_whether_it_was_told_and_what_it_says(northmoor, child):
    assert "Nobody has written that the child was told" in read(browser(northmoor, "gwen"), child)
    tells(northmoor, child)
    page = unescape(read(browser(northmoor, "gwen"), child))
    assert WORDS in page
    assert "Her school, about the flat" in page
    story = unescape(read(browser(northmoor, "gwen"), child, "story/"))
    assert WORDS in story
    assert "the child told us" in story


def test_before_a_sheet_is_made_it_is_asked_whether_it_is_safe_to_take_away(northmoor, child):
    page = unescape(read(browser(northmoor, "amara"), child, "tell/sheet/"))
    assert "Is it safe to take away?" in page
    assert re.search(r'value="together"[^>]*checked', page), "read together unless somebody says otherwise"
    assert not re.search(r'value="away"[^>]*checked', page)


def test_the_sheet_is_offered_in_the_child_s_language(northmoor, child):
    says(northmoor, "amara", child, FactKind.LANGUAGE, "ar")
    page = read(browser(northmoor, "amara"), child, "tell/sheet/")
    assert re.search(r'value="ar"[^>]*checked', page)
    assert "Not checked yet by anybody who grew up with the language: Welsh, Arabic, Albanian." in page


def test_a_child_whose_language_has_no_sheet_is_read_the_english_one_interpreted(northmoor, child):
    says(northmoor, "amara", child, FactKind.LANGUAGE, "ti")
    assert "together with an interpreter" in read(browser(northmoor, "amara"), child, "tell/sheet/")


def test_a_sheet_to_read_together_names_the_child_and_stands_alone(northmoor, child):
    page = made(northmoor, child)
    paper = on_paper(page)
    assert NAME in paper
    assert "Northmoor Police" in paper
    assert "Cairn" not in paper
    assert child.reference not in paper
    assert '<html lang="en" dir="ltr">' in page
    assert "cairn.css" not in page


@pytest.mark.parametrize(("language", "direction"), [("en", "ltr"), ("cy", "ltr"), ("ar", "rtl"), ("sq", "ltr")])
def test_a_sheet_to_take_away_is_neutral_in_every_language(northmoor, child, language, direction):
    page = made(northmoor, child, language=language, copy="away", hand_over="worker")
    assert f'<html lang="{language}" dir="{direction}">' in page
    paper = on_paper(page)
    assert never_away(paper) == ""
    assert NAME not in paper
    assert "Nguyen" not in page
    assert ("Unverified" in page) is (language != "en")
    assert 'lang="en-gb" dir="ltr"' in page, "what is said to the worker is in the worker's language"


@pytest.mark.parametrize(
    ("hand", "sentence"),
    [
        ("carer", "never goes through a carer"),
        ("interpreter", "never goes through an interpreter"),
        ("other", "from hand to hand"),
        ("", "Say who puts it into the child’s hand."),
    ],
)
def test_a_carer_or_an_interpreter_is_refused_in_a_clear_sentence(northmoor, child, hand, sentence):
    client = browser(northmoor, "amara")
    sent = {"language": "en", "copy": "away", "hand_over": hand}
    answer = client.post(f"/children/{child.reference}/tell/sheet/", sent)
    assert answer.status_code == 200
    assert sentence in unescape(answer.content.decode())
    amara = northmoor.actor("amara")
    with acting_as(amara):
        assert not Sheet.objects.visible_to(amara).exists()


def test_that_it_is_not_safe_yet_stands_above_the_form(northmoor, child):
    waits(northmoor, child, "gwen", reason=NotYet.UNSAFE)
    page = read(browser(northmoor, "amara"), child, "tell/sheet/")
    assert "it is not safe to tell yet" in page


def test_a_conversation_is_written_down_once_and_read_by_the_circle(northmoor, child):
    amara, sent = browser(northmoor, "amara"), typed(objects_to="Her school", weighed="They need not know.")
    for _ in range(2):
        answer = amara.post(f"/children/{child.reference}/tell/told/", sent)
        assert answer.status_code == 302, unescape(answer.content.decode())
    assert seen(northmoor, child, "bilal") == 1
    page = unescape(read(browser(northmoor, "bilal"), child, "tell/"))
    assert all(words in page for words in (WORDS, "Her school", "They need not know.", "Number 204"))


@pytest.mark.parametrize(
    ("more", "sentence"),
    [
        ({"interpreter": ""}, "Say who interpreted: a name or number"),
        ({"alone": "no"}, "Say who else was there"),
        ({"shown": "away"}, "Your team has made no copy"),
        ({"objects_to": "Her school"}, "Write how you weighed"),
        ({"view": "disputes"}, "Write what the child says is wrong."),
    ],
)
def test_what_is_missing_is_said_and_nothing_typed_is_lost(northmoor, child, more, sentence):
    answer = browser(northmoor, "amara").post(f"/children/{child.reference}/tell/told/", typed(**more))
    page = unescape(answer.content.decode())
    assert answer.status_code == 200
    assert sentence in page
    assert WORDS in page
    assert seen(northmoor, child, "amara") == 0


def test_why_it_waits_is_written_down_and_the_duty_leads_to_the_page(northmoor, child):
    gwen = browser(northmoor, "gwen")
    sent = {"reason": "no_interpreter", "why": "None speaks Tedim.", "key": str(uuid7())}
    late = gwen.post(f"/children/{child.reference}/tell/not-yet/", {**sent, **day("review_on", today())})
    assert "Choose a day from tomorrow on, and at most 28 days ahead." in unescape(late.content.decode())
    soon = day("review_on", today() + timedelta(days=3))
    assert gwen.post(f"/children/{child.reference}/tell/not-yet/", {**sent, **soon}).status_code == 302
    (duty,) = owed(northmoor, child)
    on = gwen.get(reverse("duties:duty", args=[duty.id]), follow=True)
    assert on.redirect_chain[-1][0] == f"/children/{child.reference}/tell/"
    assert "None speaks Tedim." in on.content.decode()


def test_who_only_told_us_something_sees_that_others_tell_the_child(northmoor, child):
    tells(northmoor, child)
    page = unescape(read(browser(northmoor, "efa"), child, "tell/"))
    assert WORDS not in page
    assert "Whoever works with the child tells it." in page
    read(browser(northmoor, "efa"), child, "tell/sheet/", status=403)


def test_the_story_has_the_words_and_what_was_told_is_told_to_whoever_asks_what_is_held(northmoor, child):
    from cairn.stewardship.queries.collecting import collect
    from tests.conftest import become

    tells(northmoor, child)
    with become("cairn_worker"):
        told = [part.words for one in collect(child.id).told if one.thing == "voice.Telling" for part in one.parts]
        assert Telling.objects.filter(child=child).exists()
    assert "Her school, about the flat" in told


def test_an_objection_is_shown_where_the_next_conversation_is_written_down_and_ends_there_alone(northmoor, child):
    amara, told = browser(northmoor, "amara"), f"/children/{child.reference}/tell/told/"
    assert "no longer minds" not in amara.get(told).content.decode()
    tells(northmoor, child, objects_to="Her <b>aunt</b>, about 50% of it")
    page = amara.get(told).content.decode()
    assert "The child no longer minds what it asked before" in page
    assert "Her &lt;b&gt;aunt&lt;/b&gt;, about 50% of it" in page
    answer = amara.post(told, typed(minds_no_more="on"))
    assert answer.status_code == 302
    assert "The child no longer minds" in read(amara, child, "tell/")
    assert "The child asks that somebody does not know" not in read(amara, child)
