"""The page that asks "could this be the same child?", and the page of the answer."""

import pytest
from django.urls import reverse

from cairn.access.binding import acting_as
from cairn.children.kinds import Capacity, Outcome, Standing
from cairn.children.models import LinkDecision, LinkQuestion
from cairn.children.presenters.evidence import LABELS, said, strength
from cairn.children.verbs import decide_link, open_record, propose_link
from cairn.concerns.rules import ChildSaid
from cairn.ledger.models import Event
from cairn.matching.kinds import Field, Level
from tests.builders import raised
from tests.children.linked import decided, pair
from tests.concerns.pages import signed_in

PAGES = {
    "question": lambda two, northmoor: reverse("children:question", args=[two.question.pk]),
    "link": lambda two, northmoor: reverse(
        "children:link", args=[decided(two.question, northmoor.actor("farid"), Outcome.UNSURE).pk]
    ),
}


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize(
    ("who", "status"), [("farid", 200), ("amara", 200), ("bilal", 404), ("robin", 403), ("dana", 403)]
)
def test_insider_stranger_and_reader(northmoor, page, who, status):
    address = PAGES[page](pair(northmoor), northmoor)
    assert signed_in(northmoor, who).get(address).status_code == status


def test_the_sender_does_not_see_the_question(northmoor):
    address = reverse("children:question", args=[pair(northmoor).question.pk])
    for sender in ("chidi", "efa"):
        assert signed_in(northmoor, sender).get(address).status_code == 404


def test_what_differs_stands_before_what_agrees_and_before_the_consequence(northmoor):
    two = pair(northmoor)
    words = signed_in(northmoor, "farid").get(reverse("children:question", args=[two.question.pk])).content.decode()
    order = ["What differs", "Brothers and sisters", "What agrees", "What was said of each", "will learn of each other"]
    places = [words.index(each) for each in order]
    assert places == sorted(places)
    assert "in another order" in words
    assert "Outreach (Safer Streets)" in words
    assert "Westmoor Nurses (Westmoor Health)" in words
    assert two.new.reference in words
    assert words.count("Tang") == 2


def test_who_sees_one_of_them_reads_no_fact_of_the_other(northmoor):
    two = pair(northmoor)
    words = signed_in(northmoor, "amara").get(reverse("children:question", args=[two.question.pk])).content.decode()
    assert "in another order" in words
    assert two.new.reference not in words
    assert "Westmoor" not in words
    assert "Tang" not in words
    assert "a proposal" in words


def test_opening_the_page_is_a_look_at_both(northmoor):
    two, farid = pair(northmoor), northmoor.actor("farid")
    signed_in(northmoor, "farid").get(reverse("children:question", args=[two.question.pk]))
    with acting_as(farid):
        looks = Event.objects.visible_to(farid).filter(happening="opened", practitioner_id=farid.practitioner_id)
        assert {event.child_id for event in looks} == {two.known.id, two.new.id}


def test_an_answer_leads_to_its_page_and_a_second_person_confirms_it(northmoor):
    two, farid = pair(northmoor), northmoor.actor("farid")
    client = signed_in(northmoor, "farid")
    answer = client.post(
        reverse("children:question", args=[two.question.pk]), {"outcome": "same", "reason": "Same scar."}, follow=True
    )
    with acting_as(farid):
        decision = LinkDecision.objects.visible_to(farid).get()
    address = reverse("children:link", args=[decision.pk])
    assert answer.redirect_chain == [(address, 302)]
    assert "A second person has been asked" in answer.content.decode()
    assert "Somebody else has been asked to confirm it." in answer.content.decode()
    lead = signed_in(northmoor, "amara")
    assert "I think so too" in lead.get(address).content.decode()
    assert "Confirmed. Thank you." in lead.post(address, {"revision": "1"}, follow=True).content.decode()
    with acting_as(farid):
        assert LinkDecision.objects.visible_to(farid).get().standing == Standing.CONFIRMED


def test_an_answer_without_a_reason_keeps_what_was_chosen(northmoor):
    two = pair(northmoor)
    client = signed_in(northmoor, "farid")
    answer = client.post(reverse("children:question", args=[two.question.pk]), {"outcome": "different", "reason": " "})
    words = answer.content.decode()
    assert (answer.status_code, "Give a reason" in words, 'value="different" checked' in words) == (200, True, True)


def test_who_is_too_late_reads_that_and_keeps_what_they_wrote(northmoor):
    two, fatima = pair(northmoor), northmoor.actor("fatima")
    client, address = signed_in(northmoor, "farid"), reverse("children:question", args=[two.question.pk])
    with acting_as(fatima):
        decide_link(question=two.question, outcome=Outcome.DIFFERENT, reason="Two cousins.", by=fatima)
    words = client.post(address, {"outcome": "same", "reason": "The very same scar."}).content.decode()
    assert "Somebody has answered this already" in words
    assert "Two cousins." in words


def test_a_link_is_undone_with_a_reason(northmoor):
    two, farid = pair(northmoor), northmoor.actor("farid")
    decision = decided(two.question, farid)
    client, address = signed_in(northmoor, "farid"), reverse("children:link", args=[decision.pk])
    refused = client.post(address, {"undo": "yes", "undo-revision": "1", "undo-reason": ""}).content.decode()
    assert "Give a reason" in refused
    late = client.post(address, {"undo": "yes", "undo-revision": "9", "undo-reason": "Two cousins."}).content.decode()
    assert "Somebody else confirmed or undid this meanwhile" in late
    assert "Two cousins." in late
    done = client.post(address, {"undo": "yes", "undo-revision": "1", "undo-reason": "Two cousins."}, follow=True)
    assert "Why it was undone" in done.content.decode()


def test_what_a_person_asked_is_compared_when_the_page_is_shown(northmoor):
    chidi, farid = northmoor.actor("chidi"), northmoor.actor("farid")
    known = raised(northmoor.actor("efa"))
    new = raised(chidi, children=(ChildSaid(sex="female"),), area="westmoor")
    with acting_as(farid):
        theirs, ours = known.subjects.get().child, new.subjects.get().child
    with acting_as(chidi):
        propose_link(child=ours, reference=theirs.reference, reason="The school says so.", by=chidi)
    with acting_as(farid):
        question = LinkQuestion.objects.visible_to(farid).get()
    address = reverse("children:question", args=[question.pk])
    words = signed_in(northmoor, "farid").get(address).content.decode()
    assert "Could not be compared: Name, Age or date of birth" in words
    assert "The school says so." in words
    assert "a proposal" in words
    assert "Could not be compared" not in signed_in(northmoor, "amara").get(address).content.decode()


def test_a_working_team_that_sees_both_decides_on_the_page(northmoor):
    two, wanda = pair(northmoor), northmoor.actor("wanda")
    with acting_as(wanda):
        open_record(child=two.new, team=northmoor.team("eastmoor-duty"), capacity=Capacity.CONTRIBUTOR, by=wanda)
    client, address = signed_in(northmoor, "amara"), reverse("children:question", args=[two.question.pk])
    assert "in danger now" in client.get(address).content.decode()
    answer = client.post(address, {"outcome": "unsure", "reason": "Asking the school."}, follow=True)
    assert "Noted. The teams around the child have been told." in answer.content.decode()


def test_a_proposal_on_the_page_is_noted_as_one(northmoor):
    two = pair(northmoor)
    client, address = signed_in(northmoor, "amara"), reverse("children:question", args=[two.question.pk])
    answer = client.post(address, {"outcome": "same", "reason": "I know her."}, follow=True)
    assert "The hub decides and reads what you think." in answer.content.decode()


@pytest.mark.parametrize("level", Level)
@pytest.mark.parametrize("field", Field)
def test_every_comparison_has_words(field, level):
    assert str(said(field, level))
    assert str(LABELS[field])


@pytest.mark.parametrize(
    ("weight", "words"),
    [(8.0, "very much"), (-6.0, "much"), (3.0, "something"), (0.5, "little"), (-0.5, "little")],
)
def test_how_much_a_comparison_tells(weight, words):
    assert strength(weight) == f"tells {words}"


@pytest.mark.parametrize(
    ("birth", "words"), [("agrees", "twins would look just like this"), ("near", "cousin would look just like this")]
)
def test_a_shared_part_of_a_name_warns_of_a_family(northmoor, birth, words):
    two, farid = pair(northmoor), northmoor.actor("farid")
    shared = [
        {"field": "name", "level": "shares_part", "weight": 1.5},
        {"field": "birth", "level": birth, "weight": 1.0},
        {"field": "sex", "level": "differs", "weight": -2.0},
    ]
    with acting_as(farid):
        LinkQuestion.objects.visible_to(farid).update(evidence=shared)
    page = signed_in(northmoor, "farid").get(reverse("children:question", args=[two.question.pk])).content.decode()
    assert words in page
    assert page.index("Different.") < page.index("One part of the name is shared")
