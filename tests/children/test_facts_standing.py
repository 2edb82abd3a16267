"""Saying something better, saying what one thinks of it, and checking who people are (R-004, R-005, R-006)."""

import pytest
from django.db import IntegrityError, transaction

from cairn.access.binding import acting_as
from cairn.children import verbs
from cairn.children.kinds import Basis, Check, FactKind, Status
from cairn.children.models import Claim
from cairn.children.queries.facts import one_said, said_of, status_of
from cairn.core.errors import NotAllowed, NotFound, Refused
from cairn.core.ids import uuid7
from cairn.duties.kinds import DutyKind
from cairn.duties.models import Duty
from cairn.ledger.models import Event
from tests.children.linked import decided, pair
from tests.children.pages import a_child, browser, read, says, says_age

CHILD_SAYS, DOCUMENT = Basis.CHILD_SAYS, Basis.DOCUMENT
AUNT = {"relation": "aunt", "said_by": "she herself", "grown": "adult", "cares": "yes"}


@pytest.fixture
def child(northmoor):
    return a_child(northmoor)


def marks(  # noqa: PLR0917 (who, of whom, of what, how it stands)
    northmoor, name, child, claim, status, reason="We looked at the paper.", how=()
) -> Claim:
    by = northmoor.actor(name)
    with acting_as(by):
        return verbs.mark_fact(child=child, claim_id=claim.id, mark=verbs.Mark(status, reason, how), by=by)


def corrects(northmoor, name, child, claim, text, **detail) -> Claim:
    by = northmoor.actor(name)
    fact = verbs.Fact(FactKind(claim.kind), text, Basis(claim.basis), detail)
    with acting_as(by):
        return verbs.correct_fact(child=child, claim_id=claim.id, fact=fact, by=by)


def seen(northmoor, name, child, kind) -> dict[str, Status]:
    by = northmoor.actor(name)
    with acting_as(by):
        return {one.text: status_of(one) for one in said_of(child, by, (kind,))}


def owed(northmoor, kind=DutyKind.SEE_ALONE) -> list[str]:
    farid = northmoor.actor("farid")
    with acting_as(farid):
        rows = Duty.objects.visible_to(farid).filter(kind=kind, closed_at=None).select_related("owner_team")
        return [one.owner_team.slug for one in rows]


def test_papers_that_a_trafficker_supplied_stand_beside_what_the_child_says(northmoor, child):
    """R-004: "passport: 22, believed false, supplied by transporter" next to "child says 17": she is a child."""
    says_age(northmoor, "amara", child, "17", CHILD_SAYS)
    says_age(northmoor, "amara", child, "22", DOCUMENT, status="supplied", supplied_by="the man who moved her")
    page = read(browser(northmoor, "amara"), child, "facts/")
    for words in ("22", "Supplied by somebody who exploits", "supplied by the man who moved her", "the child says"):
        assert words in page, words
    assert "child — age disputed 14–17" in page


def test_another_team_says_that_a_paper_is_false_and_nobodys_words_change(northmoor, child):
    says_age(northmoor, "amara", child, "17", CHILD_SAYS)
    paper = says_age(northmoor, "amara", child, "22", DOCUMENT)
    assert "age disputed 14–22" in read(browser(northmoor, "amara"), child)
    marks(northmoor, "farid", child, paper, Status.BELIEVED_FALSE, "The photograph is another girl’s.")
    page = read(browser(northmoor, "amara"), child, "facts/")
    for words in ("Believed to be false", "The photograph is another girl’s.", "Hub Duty, Northmoor Hub", "22"):
        assert words in page, words
    assert "age disputed 14–17" in page
    marks(northmoor, "amara", child, paper, Status.CONFIRMED, "The embassy confirmed it.")
    assert seen(northmoor, "amara", child, FactKind.BIRTH)["22"] is Status.CONFIRMED
    assert "age disputed 14–22" in read(browser(northmoor, "amara"), child)


def test_the_latest_mark_counts_and_every_mark_is_shown(northmoor, child):
    claim = says(northmoor, "amara", child, FactKind.NATIONALITY, "VN", DOCUMENT)
    for status, why in ((Status.DISPUTED, "first"), (Status.BELIEVED_FALSE, "second"), (Status.CONFIRMED, "third")):
        marks(northmoor, "amara", child, claim, status, f"the {why} look")
    assert seen(northmoor, "amara", child, FactKind.NATIONALITY) == {"VN": Status.CONFIRMED}
    page = read(browser(northmoor, "amara"), child, "facts/")
    assert all(f"the {why} look" in page for why in ("first", "second", "third"))


@pytest.mark.parametrize(
    ("basis", "mark", "code"),
    [
        (CHILD_SAYS, ("farid", Status.BELIEVED_FALSE), "own_words_stand"),
        (CHILD_SAYS, ("amara", Status.BELIEVED_FALSE), "own_words_stand"),
        (DOCUMENT, ("farid", Status.IN_ERROR), "not_your_teams_fact"),
        (DOCUMENT, ("farid", Status.VERIFIED), "mark_not_for_this"),
        (DOCUMENT, ("farid", Status.STATED), "mark_not_for_this"),
    ],
)
def test_what_cannot_be_said_of_something(northmoor, child, basis, mark, code):
    claim = says(northmoor, "amara", child, FactKind.NAME, "Linh", basis, kind="alias")
    who, status = mark
    with pytest.raises(Refused) as refused:
        marks(northmoor, who, child, claim, status)
    assert refused.value.code == code


@pytest.mark.parametrize(("reason", "code"), [("  ", "mark_reason_needed"), ("x" * 15_001, "fact_too_long")])
def test_a_mark_needs_a_reason_of_some_length(northmoor, child, reason, code):
    claim = says(northmoor, "amara", child, FactKind.NAME, "Linh", kind="alias")
    with pytest.raises(Refused) as refused:
        marks(northmoor, "amara", child, claim, Status.DISPUTED, reason)
    assert refused.value.code == code


def test_what_was_recorded_in_error_is_shown_struck_out_and_counts_for_nothing(northmoor, child):
    says(northmoor, "amara", child, FactKind.MUST_NOT_KNOW, "her cousin Duc")
    claim = says(northmoor, "amara", child, FactKind.MUST_NOT_KNOW, "her teacher")
    age = says_age(northmoor, "amara", child, "40", CHILD_SAYS)
    marks(northmoor, "amara", child, claim, Status.IN_ERROR, "Another child was meant.")
    marks(northmoor, "amara", child, age, Status.IN_ERROR, "Another child was meant.")
    amara = browser(northmoor, "amara")
    card = read(amara, child)
    assert "her cousin Duc" in card
    assert "her teacher" not in card
    assert "child — aged 14" in card
    page = read(amara, child, "facts/")
    assert "<del>her teacher</del>" in page
    assert "Recorded in error" in page


def test_a_team_says_better_what_it_said_itself(northmoor, child):
    old = says(northmoor, "amara", child, FactKind.NAME, "Lin", CHILD_SAYS, kind="alias")
    new = corrects(northmoor, "amara", child, old, "Linh", kind="alias")
    assert new.record_id == old.record_id
    assert set(seen(northmoor, "amara", child, FactKind.NAME)) == {"Nguyen Van Tang", "Linh"}
    page = read(browser(northmoor, "amara"), child, f"facts/{new.id}/correct/")
    assert "What the team had said before" in page
    assert ">Lin<" in page
    farid = northmoor.actor("farid")
    with acting_as(farid):
        kinds = Event.objects.visible_to(farid).filter(child_id=child.id).values_list("happening", flat=True)
        assert "fact.corrected" in kinds


def test_nobody_says_better_what_another_team_said_or_twice(northmoor, child):
    old = says(northmoor, "amara", child, FactKind.SCHOOL, "Market Stret")
    with pytest.raises(Refused, match="not_your_teams_fact"):
        corrects(northmoor, "farid", child, old, "Market Street")
    corrects(northmoor, "amara", child, old, "Market Street")
    with pytest.raises(Refused, match="fact_replaced_already"):
        corrects(northmoor, "amara", child, old, "Market Street School")


def test_a_correction_stays_of_its_kind(northmoor, child):
    old = says(northmoor, "amara", child, FactKind.SCHOOL, "Market Street")
    amara = northmoor.actor("amara")
    with acting_as(amara), pytest.raises(Refused, match="mark_not_for_this"):
        fact = verbs.Fact(FactKind.NAME, "Market Street", DOCUMENT)
        verbs.correct_fact(child=child, claim_id=old.id, fact=fact, by=amara)


@pytest.mark.parametrize("who", ["efa", "chidi", "robin"])
def test_who_does_not_see_it_or_only_reads_marks_and_corrects_nothing(northmoor, child, who):
    claim = says(northmoor, "amara", child, FactKind.NAME, "Linh", kind="alias")
    by = northmoor.actor(who)
    for deed in (marks, corrects):
        rest = (Status.DISPUTED,) if deed is marks else ("Lin",)
        with acting_as(by), pytest.raises((NotFound, NotAllowed)):
            deed(northmoor, who, child, claim, *rest)


def test_a_mark_is_about_one_thing_and_nothing_else_is(northmoor, child):
    claim = says(northmoor, "amara", child, FactKind.NAME, "Linh", kind="alias")
    amara = northmoor.actor("amara")
    same = {"record_id": claim.record_id, "child_id": child.id, "team_id": claim.team_id, "agency_id": claim.agency_id}
    for kind, about in ((FactKind.STANDING, None), (FactKind.NAME, claim)):
        with acting_as(amara), pytest.raises(IntegrityError, match="claim_mark_is_about_one"), transaction.atomic():
            Claim.objects.create(**same, id=uuid7(), kind=kind, text="x", basis=DOCUMENT, about=about)


def test_an_aunt_by_her_own_word_is_unverified_and_somebody_sees_the_child_alone(northmoor, child):
    """R-006: an amber badge and a task appear until it is recorded how it was checked."""
    claim = says(northmoor, "amara", child, FactKind.RELATIONSHIP, "Mrs Pham", Basis.OTHER_PERSON_SAYS, **AUNT)
    amara = browser(northmoor, "amara")
    page = read(amara, child, "facts/")
    for words in ("Unverified", "govuk-tag--yellow", "aunt", "said by she herself", "see the child alone"):
        assert words in page, words
    card = read(amara, child)
    assert "Mrs Pham, aunt, said by she herself. See the child alone" in card
    assert "see the child alone" in card
    assert owed(northmoor) == ["eastmoor-duty"]
    marks(northmoor, "amara", child, claim, Status.VERIFIED, "Her birth certificate.", (Check.DOCUMENTS,))
    assert owed(northmoor) == []
    page = read(amara, child, "facts/")
    for words in ("Verified", "documents were seen", "Her birth certificate."):
        assert words in page, words
    assert "See the child alone" not in read(amara, child)


def test_doubt_keeps_the_warning_and_seeing_the_child_alone_does_what_was_owed(northmoor, child):
    claim = says(northmoor, "amara", child, FactKind.RELATIONSHIP, "Mrs Pham", Basis.OTHER_PERSON_SAYS, **AUNT)
    marks(northmoor, "amara", child, claim, Status.DOUBTED, "The stamp looks wrong.", (Check.DOCUMENTS,))
    assert owed(northmoor) == ["eastmoor-duty"]
    marks(northmoor, "amara", child, claim, Status.DOUBTED, "He whispered no.", (Check.CHILD_ACCOUNT,))
    assert owed(northmoor) == []
    page = read(browser(northmoor, "amara"), child, "facts/")
    assert "In doubt" in page
    assert "Not done yet: reach family abroad" in page
    assert "See the child alone" in read(browser(northmoor, "amara"), child)


def test_a_person_is_not_called_checked_without_how(northmoor, child):
    claim = says(northmoor, "amara", child, FactKind.RELATIONSHIP, "Mrs Pham", **AUNT)
    with pytest.raises(Refused, match="check_needed"):
        marks(northmoor, "amara", child, claim, Status.VERIFIED, "Sure.")


def test_another_child_needs_no_check_and_several_adults_are_owed_once(northmoor, child):
    says(
        northmoor, "amara", child, FactKind.RELATIONSHIP, "Minh", relation="brother", said_by="the child", grown="child"
    )
    assert owed(northmoor) == []
    first = says(northmoor, "amara", child, FactKind.RELATIONSHIP, "Mrs Pham", **AUNT)
    says(northmoor, "amara", child, FactKind.RELATIONSHIP, "Mr Pham", **{**AUNT, "relation": "uncle"})
    assert owed(northmoor) == ["eastmoor-duty"]
    marks(northmoor, "amara", child, first, Status.VERIFIED, "Papers.", (Check.DOCUMENTS,))
    assert owed(northmoor) == ["eastmoor-duty"]


def test_whoever_tells_of_an_aunt_makes_the_lead_see_the_child_without_seeing_the_circle(northmoor, child):
    says(northmoor, "efa", child, FactKind.RELATIONSHIP, "Mrs Pham", **AUNT)
    assert len(owed(northmoor)) == 1
    assert "Mrs Pham" in read(browser(northmoor, "amara"), child)


def test_an_adult_said_by_one_team_is_checked_by_another_after_two_children_were_joined(northmoor):
    two, farid = pair(northmoor), northmoor.actor("farid")
    says(northmoor, "wanda", two.new, FactKind.RELATIONSHIP, "Mrs Pham", **AUNT)
    decided(two.question, farid)
    with acting_as(farid):
        (claim,) = said_of(two.known, farid, (FactKind.RELATIONSHIP,))
    marks(northmoor, "farid", two.known, claim, Status.VERIFIED, "Papers.", (Check.DOCUMENTS,))
    assert owed(northmoor) == []


def test_an_assessed_age_is_an_adults_only_while_nobody_disputes_it(northmoor, child):
    concluded = {"status": "assessed", "assessed_by": "Eastmoor", "concluded_on": "2026-01"}
    claim = says_age(northmoor, "amara", child, "21", Basis.PROFESSIONAL_ESTIMATE, **concluded)
    assert "over 18 by an age assessment — age disputed 14–21" in read(browser(northmoor, "amara"), child)
    marks(northmoor, "farid", child, claim, Status.DISPUTED, "The guardian challenges it in court.")
    assert "child — age disputed 14–21" in read(browser(northmoor, "amara"), child)


def test_the_review_of_ages_hears_of_a_paper_that_is_believed_after_all(northmoor, child):
    paper = says_age(northmoor, "amara", child, "22", DOCUMENT, status="believed_false")
    assert owed(northmoor, DutyKind.REVIEW_AGE) == []
    marks(northmoor, "amara", child, paper, Status.CONFIRMED, "The embassy confirmed it.")
    assert owed(northmoor, DutyKind.REVIEW_AGE) == ["eastmoor-duty"]


def test_one_thing_said_is_found_by_who_may_see_the_child_alone(northmoor, child):
    claim = says(northmoor, "amara", child, FactKind.NAME, "Linh", kind="alias")
    for name, is_found in (("amara", True), ("farid", True), ("efa", False), ("chidi", False)):
        by = northmoor.actor(name)
        with acting_as(by):
            assert (one_said(child, claim.id, by) is not None) == is_found, name
