"""The pages on which a team corrects what it said and says what it knows of what others said."""

import pytest

from cairn.children.kinds import Basis, FactKind
from tests.children.pages import a_child, browser, read, says, says_age

ESTIMATE = {"basis": "professional_estimate"}
AUNT = {"relation": "aunt", "said_by": "she herself", "grown": "adult", "cares": "yes"}


@pytest.fixture
def child(northmoor):
    return a_child(northmoor)


def address(child, claim, deed) -> str:
    return f"/children/{child.reference}/facts/{claim.id}/{deed}/"


def test_a_correction_begins_with_what_was_said(northmoor, child):
    detail = {"from": "2025-03", "to": "2026", "place_kind": "hotel", "postcode": "NM1 4AB"}
    claim = says(northmoor, "amara", child, FactKind.ADDRESS, "1 High Street", **detail)
    amara = browser(northmoor, "amara")
    page = amara.get(address(child, claim, "correct")).content.decode()
    for words in ("1 High Street", 'value="NM1 4AB"', 'value="2025"', 'value="3"', 'value="2026"', "Correct"):
        assert words in page, words
    assert page.index('value="hotel" checked') > 0
    typed = {"text": "2 High Street", "postcode": "NM1 4AB", "place_kind": "home", "since-year": "2025", **ESTIMATE}
    answer = amara.post(address(child, claim, "correct"), typed)
    assert (answer.status_code, answer["Location"]) == (302, f"/children/{child.reference}/facts/")
    page = read(amara, child, "facts/")
    assert "2 High Street" in page
    assert "1 High Street" not in page


def test_a_correction_with_a_mistake_keeps_what_was_typed(northmoor, child):
    claim = says_age(northmoor, "amara", child, "15")
    answer = browser(northmoor, "amara").post(address(child, claim, "correct"), {"text": "31/2/2011", **ESTIMATE})
    page = answer.content.decode()
    assert "There is no such day" in page
    assert 'value="31/2/2011"' in page


def test_a_correction_that_came_too_late_keeps_what_was_typed(northmoor, child):
    claim = says(northmoor, "amara", child, FactKind.SCHOOL, "Market Stret")
    amara, typed = browser(northmoor, "amara"), {"text": "Market Street", **ESTIMATE}
    assert amara.post(address(child, claim, "correct"), typed).status_code == 302
    page = amara.post(address(child, claim, "correct"), {**typed, "text": "Market Street School"}).content.decode()
    assert "said this better meanwhile" in page
    assert 'value="Market Street School"' in page


def test_another_teams_words_offer_no_correction(northmoor, child):
    claim = says(northmoor, "amara", child, FactKind.SCHOOL, "Market Street")
    farid = browser(northmoor, "farid")
    assert "Only the team that said it" in farid.get(address(child, claim, "correct")).content.decode()
    page = read(farid, child, "facts/")
    assert address(child, claim, "mark") in page
    assert address(child, claim, "correct") not in page


def test_saying_what_one_knows_of_a_paper(northmoor, child):
    claim = says(northmoor, "amara", child, FactKind.IDENTIFIER, "AB1234567", Basis.DOCUMENT, scheme="passport")
    farid = browser(northmoor, "farid")
    page = farid.get(address(child, claim, "mark")).content.decode()
    assert "supplied by somebody who exploits" in page
    assert "recorded in error" not in page
    empty = farid.post(address(child, claim, "mark"), {"status": "supplied"}).content.decode()
    assert "Say why" in empty
    done = farid.post(address(child, claim, "mark"), {"status": "supplied", "reason": "He keeps it in his van."})
    assert done.status_code == 302
    assert "He keeps it in his van." in read(browser(northmoor, "amara"), child, "facts/")


def test_a_mark_that_is_not_offered_is_no_choice(northmoor, child):
    claim = says(northmoor, "amara", child, FactKind.NAME, "Linh", Basis.CHILD_SAYS, kind="alias")
    sent = {"status": "believed_false", "reason": "No."}
    page = browser(northmoor, "farid").post(address(child, claim, "mark"), sent).content.decode()
    assert "Select a valid choice" in page
    assert "Believed to be false" not in read(browser(northmoor, "amara"), child, "facts/")


def test_a_wish_is_nobodys_to_judge(northmoor, child):
    claim = says(northmoor, "amara", child, FactKind.WISH, "to see her brother", Basis.CHILD_SAYS)
    page = browser(northmoor, "farid").get(address(child, claim, "mark")).content.decode()
    assert "What a child wants is nobody’s to judge" in page
    assert '<form method="post" novalidate>' not in page


def test_how_a_person_was_checked_is_asked_and_kept(northmoor, child):
    claim = says(northmoor, "amara", child, FactKind.RELATIONSHIP, "Mrs Pham", **AUNT)
    amara = browser(northmoor, "amara")
    page = amara.get(address(child, claim, "mark")).content.decode()
    for words in ("family abroad was reached", "the child was seen alone", "Unverified"):
        assert words in page, words
    answer = amara.post(address(child, claim, "mark"), {"status": "verified", "reason": "Sure."})
    assert "Say how it was checked." in answer.content.decode()
    sent = {"status": "verified", "reason": "His mother said so by video.", "how": ["family_abroad", "child_account"]}
    assert amara.post(address(child, claim, "mark"), sent).status_code == 302
    page = read(amara, child, "facts/")
    for words in ("Verified", "family abroad was reached", "His mother said so by video."):
        assert words in page, words


@pytest.mark.parametrize("deed", ["mark", "correct"])
def test_what_is_not_there_and_what_is_hidden_are_answered_alike(northmoor, child, deed):
    other = a_child(northmoor)
    claim = says(northmoor, "amara", other, FactKind.SCHOOL, "Market Street")
    amara, efa = browser(northmoor, "amara"), browser(northmoor, "efa")
    assert amara.get(address(child, claim, deed)).status_code == 404
    assert efa.get(address(other, claim, deed)).status_code == 404
    assert browser(northmoor, "robin").get(address(other, claim, deed)).status_code == 403
