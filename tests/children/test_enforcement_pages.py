"""Asking for immigration enforcement, and answering it, as each side meets it on pages (R-060)."""

from datetime import timedelta
from html import unescape

import pytest
from django.urls import reverse

from cairn.children.models import EnforcementRequest
from tests.children.enforcing import (
    GROUND,
    NO_SUCH,
    QUESTION,
    REASON,
    WORDS,
    agrees,
    answers,
    asked,
    asks,
    enforcers,
    fresh,
    passed_on,
    switched_on,
)
from tests.children.pages import browser, read
from tests.sharing.asking import PURPOSE
from tests.sharing.holding import circle, kept

pytestmark = pytest.mark.django_db
HERE = "/children/enforcement/"


@pytest.fixture
def around(northmoor):
    enforcers(northmoor)
    return circle(northmoor)


@pytest.fixture
def on():
    with switched_on():
        yield


def words(answer) -> str:
    assert answer.status_code == 200
    return unescape(answer.content.decode())


def sends(around, reference, name="ivo", **more):
    form = {"reference": reference, "question": QUESTION, "ground": GROUND, **more}
    return browser(around.northmoor, name).post(HERE, form)


def where(question) -> str:
    return reverse("children:enforcement_question", args=[question.id])


def test_off_the_page_says_so_and_whom_to_ring_and_has_no_form(around):
    page = words(browser(around.northmoor, "ivo").get(HERE))
    assert "Here it may not be asked for." in page
    assert "01632960002" in "".join(page.split())
    assert 'name="question"' not in page
    assert "Not yet checked against the source" in page


def test_sent_all_the_same_it_is_refused(around):
    assert "Here it may not be asked for." in words(sends(around, around.child.reference))
    assert kept(EnforcementRequest) == []


def test_without_a_ground_in_force_nothing_can_be_asked(around, on, settings):
    settings.CAIRN_GATEWAY_STARTS = ""
    assert "No ground in law for this holds here today" in words(browser(around.northmoor, "ivo").get(HERE))


def test_absent_and_present_read_alike(around, on):
    pages = []
    for reference in (around.child.reference, NO_SUCH):
        assert sends(around, reference).status_code == 302
        [request] = kept(EnforcementRequest, reference=reference)
        passed_on(request)
        page = words(browser(around.northmoor, "ivo").get(f"{HERE}{request.id}/"))
        assert "Nothing was given so far" in page
        pages.append(page.replace(reference, "").partition("<main")[2].partition("</main>")[0])
    times = [page.count("2026") for page in pages]
    assert times[0] == times[1]
    assert pages[0].split() == pages[1].split()


def test_after_its_day_it_reads_that_nothing_was_given(around, on, monkeypatch):
    request = asks(around.northmoor, NO_SUCH)
    monkeypatch.setattr("cairn.children.presenters.enforcement.now", lambda: request.due_at + timedelta(minutes=1))
    page = words(browser(around.northmoor, "ivo").get(f"{HERE}{request.id}/"))
    assert "Nothing was given. It does not tell you whether there is such a child." in page


def test_those_around_the_child_find_it_and_the_lead_answers_it_there(around, on):
    question = asked(around.northmoor, around.child)
    for name in ("amara", "gwen", "farid"):
        assert where(question) in read(browser(around.northmoor, name), around.child, "asks/")
    assert 'name="gives"' not in words(browser(around.northmoor, "gwen").get(where(question)))
    amara = browser(around.northmoor, "amara")
    page = words(amara.get(where(question)))
    assert QUESTION in page
    assert "Ivo, Removals, Home Office" in page
    assert "Not yet checked against the source" in page
    form = {"gives": "yes", "words": "", "reason": REASON, "revision": "1"}
    assert "Write exactly what is given." in words(amara.post(where(question), form))
    assert amara.post(where(question), {**form, "words": WORDS}).status_code == 302
    assert fresh(question.id).state == "second"
    page = words(amara.get(where(question)))
    assert WORDS in page
    assert 'name="agrees"' not in page


def test_a_manager_looks_and_those_who_ask_read_those_words_and_no_reason(around, on):
    question = asked(around.northmoor, around.child)
    answers(around.northmoor, question)
    manager = browser(around.northmoor, "amaras_manager")
    assert 'name="agrees"' in words(manager.get(where(question)))
    refused = manager.post(where(question), {"agrees": "yes", "revision": "2"})
    assert "Look first whether it holds anything that is kept apart" in words(refused)
    assert manager.post(where(question), {"agrees": "yes", "has_looked": "on", "revision": "2"}).status_code == 302
    page = words(browser(around.northmoor, "ivo").get(f"{HERE}{question.request_id}/"))
    assert WORDS in page
    assert REASON not in page
    assert "Amara" not in page
    assert "Something was given" in words(browser(around.northmoor, "ivo").get(HERE))


def test_whoever_was_slower_keeps_what_they_wrote(around, on):
    question = asked(around.northmoor, around.child)
    amara = browser(around.northmoor, "amara")
    page = amara.post(where(question), {"gives": "no", "reason": "It protects nobody.", "revision": "7"})
    assert "Somebody answered first." in words(page)
    assert "It protects nobody." in words(page)


def test_once_settled_nobody_writes_any_more(around, on):
    question = asked(around.northmoor, around.child)
    answers(around.northmoor, question)
    agrees(around.northmoor, question, agrees=False)
    assert 'name="gives"' not in words(browser(around.northmoor, "amara").get(where(question)))


def test_the_ordinary_question_says_where_it_is_asked(around):
    amara = browser(around.northmoor, "amara")
    assert HERE in read(amara, around.child, "asks/new/")
    form = {"team": str(around.northmoor.team("police-desk").id), "question": "Where?", "purpose": PURPOSE}
    sent = amara.post(
        f"/children/{around.child.reference}/asks/new/", {**form, "ground": "ca04_11", "for_enforcement": "on"}
    )
    assert "A question for immigration enforcement is never asked here." in words(sent)
