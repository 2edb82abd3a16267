"""Keeping apart what agrees strongly, taking an answer back, and marking two as possibly the same child."""

import pytest
from django.urls import reverse

from cairn.access.binding import acting_as
from cairn.children.kinds import Basis, Capacity, FactKind, Outcome, Standing
from cairn.children.models import Involvement, LinkDecision, LinkQuestion
from cairn.children.queries.linking import possibly_same
from cairn.children.verbs import decide_link, decide_pair, open_record, reopen
from cairn.core.errors import Conflict, NotFound, Refused
from cairn.duties.kinds import DutyKind
from cairn.ledger.models import Event
from tests.children.linked import again, decided, open_duties, pair
from tests.children.pages import browser, read, says


@pytest.fixture
def two(northmoor):
    """Two who may be one, both in the sight of Amara, whose team works with the known one."""
    made, wanda = pair(northmoor), northmoor.actor("wanda")
    with acting_as(wanda):
        open_record(child=made.new, team=northmoor.team("eastmoor-duty"), capacity=Capacity.CONTRIBUTOR, by=wanda)
    return made


def strong(northmoor, two):
    farid = northmoor.actor("farid")
    with acting_as(farid):
        LinkQuestion.objects.visible_to(farid).update(band="strong")
    return two.question


@pytest.mark.parametrize(("who", "standing"), [("amara", Standing.PROPOSED), ("farid", Standing.CONFIRMED)])
def test_keeping_apart_what_agrees_strongly_is_queued_for_the_hub(northmoor, two, who, standing):
    by, farid = northmoor.actor(who), northmoor.actor("farid")
    assert decided(strong(northmoor, two), by, Outcome.DIFFERENT).standing == standing
    is_queued = standing == Standing.PROPOSED
    assert len(open_duties(DutyKind.LINK, farid)) == is_queued
    with acting_as(farid):
        assert LinkQuestion.objects.visible_to(farid).filter(closed_at=None).exists() == is_queued


def test_the_hub_reads_why_they_were_kept_apart(northmoor, two):
    decided(strong(northmoor, two), northmoor.actor("amara"), Outcome.DIFFERENT)
    page = browser(northmoor, "farid").get(reverse("children:question", args=[two.question.pk])).content.decode()
    assert "Same scar, same bag." in page
    assert "a proposal" in page


def test_what_agrees_less_a_working_team_settles_itself(northmoor, two):
    assert decided(two.question, northmoor.actor("amara"), Outcome.DIFFERENT).standing == Standing.CONFIRMED


def test_two_nobody_asked_about_are_weighed_before_they_are_kept_apart(northmoor, two):
    amara, farid = northmoor.actor("amara"), northmoor.actor("farid")
    with acting_as(farid):
        LinkQuestion.objects.visible_to(farid).update(closed_at=two.question.asked_at)
    for child in (two.new, two.known):
        says(northmoor, "amara", child, FactKind.NAME, "Nguyen Van Tang", Basis.CHILD_SAYS)
        says(northmoor, "amara", child, FactKind.IDENTIFIER, "LOCAL 4711", Basis.DOCUMENT, scheme="local")
    with acting_as(amara):
        decision = decide_pair(child=two.new, other=two.known, outcome=Outcome.DIFFERENT, reason="No.", by=amara)
    assert decision.standing == Standing.PROPOSED
    with acting_as(farid):
        asked = LinkQuestion.objects.visible_to(farid).get(closed_at=None)
        assert (asked.band, asked.evidence) == ("strong", decision.evidence)


def reopened(decision, by, **more):
    with acting_as(by):
        current = LinkDecision.objects.visible_to(by).get(pk=decision.pk)
        asked = {"decision": current, "reason": "The same tattoo.", "revision": current.revision, "by": by, **more}
        return reopen(**asked)


def test_not_the_same_is_taken_back_and_asked_once_more(northmoor, two):
    farid = northmoor.actor("farid")
    decision = decided(two.question, farid, Outcome.DIFFERENT)
    question = reopened(decision, farid)
    assert (question.id, question.closed_at, question.evidence) == (two.question.id, None, two.question.evidence)
    assert [each.about_id for each in open_duties(DutyKind.LINK, farid)] == [question.id]
    with acting_as(farid):
        kept = LinkDecision.objects.visible_to(farid).get()
        assert (kept.standing, kept.undone_reason, kept.reason) == (
            Standing.UNDONE,
            "The same tattoo.",
            "Same scar, same bag.",
        )
        told = Event.objects.visible_to(farid).filter(happening="link.reopened")
        assert {each.child_id for each in told} == {two.new.id, two.known.id}
    assert decided(question, farid).standing == Standing.PROVISIONAL
    assert again(two.new, farid).is_asleep


@pytest.mark.parametrize("outcome", [Outcome.SAME, Outcome.UNSURE])
def test_only_not_the_same_is_taken_back_this_way(northmoor, two, outcome):
    farid = northmoor.actor("farid")
    decision = decided(two.question, farid, outcome)
    with pytest.raises(Refused, match="nothing_to_reopen"):
        reopened(decision, farid)


def test_taking_back_is_done_once_with_a_reason_of_the_version_seen(northmoor, two):
    farid = northmoor.actor("farid")
    decision = decided(two.question, farid, Outcome.DIFFERENT)
    with pytest.raises(Refused, match="reason_needed"):
        reopened(decision, farid, reason=" ")
    with pytest.raises(Conflict):
        reopened(decision, farid, revision=9)
    with acting_as(northmoor.actor("bilal")), pytest.raises(NotFound):
        reopen(decision=decision, reason="Hm.", revision=1, by=northmoor.actor("bilal"))
    reopened(decision, farid)
    with pytest.raises(Refused, match="nothing_to_reopen"):
        reopened(decision, farid)


def test_who_does_not_see_the_question_cannot_take_the_answer_back(northmoor, two):
    decision = decided(two.question, northmoor.actor("farid"), Outcome.DIFFERENT)
    with pytest.raises(Refused, match="nothing_to_reopen"):
        reopened(
            decision, northmoor.actor("wanda")
        )  # she works with the new child, and the question is about the other
    page = browser(northmoor, "wanda").get(reverse("children:link", args=[decision.pk])).content.decode()
    assert "one child after all" not in page
    with acting_as(northmoor.actor("farid")):
        assert LinkDecision.objects.visible_to(northmoor.actor("farid")).get().standing == Standing.CONFIRMED


def test_who_no_longer_works_with_the_child_takes_nothing_back(northmoor, two):
    amara, farid = northmoor.actor("amara"), northmoor.actor("farid")
    decision = decided(two.question, amara, Outcome.DIFFERENT)
    with acting_as(farid):
        around = Involvement.objects.visible_to(farid).filter(team=northmoor.team("eastmoor-duty"))
        around.update(sees_story=False)
    with pytest.raises(Conflict):
        reopened(decision, amara)


def test_what_went_elsewhere_is_not_asked_again(northmoor, two):
    farid = northmoor.actor("farid")
    decision = decided(two.question, farid, Outcome.DIFFERENT)
    with acting_as(farid):
        question = LinkQuestion.objects.create(child=two.new, candidate=two.known, weight=1.0, model_version="1")
    decided(question, farid)
    with pytest.raises(Refused, match="same_already"):
        reopened(decision, farid)


def test_the_page_of_an_answer_takes_it_back(northmoor, two):
    farid = northmoor.actor("farid")
    decision = decided(two.question, farid, Outcome.DIFFERENT)
    client, address = browser(northmoor, "farid"), reverse("children:link", args=[decision.pk])
    page = client.get(address).content.decode()
    assert "Why may they be one child after all?" in page
    assert "What was known when it was decided" in page
    assert f"Weighed by version {decision.model_version}." in page
    refused = client.post(address, {"undo": "yes", "undo-revision": "1", "undo-reason": ""}).content.decode()
    assert "Give a reason" in refused
    done = client.post(address, {"undo": "yes", "undo-revision": "1", "undo-reason": "Same tattoo."}, follow=True)
    assert "The hub is asked once more." in done.content.decode()


def marks(northmoor, name, child):
    by = northmoor.actor(name)
    with acting_as(by):
        return [one.reference for one in possibly_same(child, by)]


def test_possibly_the_same_stands_on_both_pages_for_who_sees_both(northmoor, two):
    farid = northmoor.actor("farid")
    decided(two.question, farid, Outcome.UNSURE)
    assert marks(northmoor, "farid", two.new) == marks(northmoor, "amara", two.new) == [two.known.reference]
    assert marks(northmoor, "farid", two.known) == marks(northmoor, "amara", two.known) == [two.new.reference]
    # Wanda works with the one and does not see the other.
    assert marks(northmoor, "wanda", two.new) == []
    for child, other in ((two.new, two.known), (two.known, two.new)):
        page = read(browser(northmoor, "farid"), child)
        assert "Possibly the same child as" in page
        assert other.reference in page
    page = read(browser(northmoor, "wanda"), two.new)
    assert "Possibly the same" not in page
    assert two.known.reference not in page


@pytest.mark.parametrize("then", [Outcome.SAME, Outcome.DIFFERENT])
def test_the_mark_goes_when_somebody_knows(northmoor, two, then):
    farid = northmoor.actor("farid")
    decided(two.question, farid, Outcome.UNSURE)
    decided(two.question, farid, then)
    assert marks(northmoor, "farid", two.known) == []


def test_a_proposal_marks_nobody(northmoor, two):
    by = northmoor.actor("yusuf")
    with acting_as(northmoor.actor("farid")):
        farid = northmoor.actor("farid")
        open_record(child=two.known, team=northmoor.team("eastmoor-night"), capacity=Capacity.WORKING, by=farid)
    with acting_as(by):
        assert decide_link(question=two.question, outcome=Outcome.UNSURE, reason="Hm.", by=by).standing == (
            Standing.PROPOSED
        )
    assert marks(northmoor, "farid", two.known) == []
