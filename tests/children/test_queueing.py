"""The list of open questions, and the way through it one after the other."""

import re
from datetime import timedelta
from itertools import pairwise

import pytest
import time_machine
from django.urls import reverse

from cairn.access.binding import acting_as
from cairn.children.kinds import Basis, FactKind, Outcome, QuestionOrder, QuestionsShown
from cairn.children.models import Child, LinkQuestion
from cairn.children.presenters import queueing as presenter
from cairn.children.presenters.linking import question_page
from cairn.children.queries import queueing
from cairn.children.queries.queueing import Queue, around, next_after, queued
from cairn.concerns.rules import ChildSaid
from cairn.core.clock import now
from cairn.ledger.models import Event
from tests.builders import raised
from tests.children.linked import decided, pair
from tests.children.pages import browser, says, statements

LIST = "children:questions"
OLDEST = Queue(order=QuestionOrder.OLDEST)


def children_of(northmoor, count):
    """So many children whom nobody has asked about."""
    farid = northmoor.actor("farid")
    concern = raised(northmoor.actor("efa"), children=(ChildSaid(),) * count)
    with acting_as(farid):
        return list(Child.objects.visible_to(farid).filter(pk__in=concern.subjects.values("child")).order_by("id"))


def asked(northmoor, *weights, band="possible", **more):
    """One question for each weight, the first asked an hour before the second, all about one child."""
    farid, known = northmoor.actor("farid"), children_of(northmoor, len(weights) + 1)
    with acting_as(farid):
        return [
            LinkQuestion.objects.create(
                child=child,
                candidate=known[0],
                weight=weight,
                band=band,
                model_version="1",
                asked_at=now() - timedelta(hours=len(weights) - number),
                evidence=[{"field": "name", "level": "agrees", "weight": weight}],
                **more,
            )
            for number, (child, weight) in enumerate(zip(known[1:], weights, strict=True))
        ]


def page(northmoor, query="", name="farid"):
    return browser(northmoor, name).get(reverse(LIST) + query)


def words(answer):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode()))


@pytest.mark.parametrize(
    ("who", "status"), [("farid", 200), ("amara", 200), ("chidi", 200), ("robin", 403), ("dana", 403), ("hana", 403)]
)
def test_who_opens_the_list(northmoor, who, status):
    two = pair(northmoor)
    answer = page(northmoor, name=who)
    assert answer.status_code == status
    source = answer.content.decode()
    # Chidi raised the one and Hana counts; neither learns that anything was asked.
    assert (reverse("children:question", args=[two.question.pk]) in source) == (who in {"farid", "amara"})
    assert (two.known.reference in source) == (who in {"farid", "amara"})
    assert (two.new.reference in source) == (who == "farid")


def test_a_team_reads_no_reference_that_it_does_not_see(northmoor):
    pair(northmoor)
    assert "a child you do not see" in words(page(northmoor, name="amara"))


def test_nothing_to_answer_says_so(northmoor):
    said = words(page(northmoor))
    assert "Nothing waits here" in said
    assert "To be answered (0)" in said
    assert "one after the other" not in said


def test_the_list_says_which_two_how_much_agrees_and_by_when(northmoor):
    two = pair(northmoor)
    said = words(page(northmoor))
    assert f"{two.new.reference} and {two.known.reference}" in said
    assert "Name, Age or date of birth" in said
    assert "by the end of" in said
    assert "To be answered (1)" in said


def test_listing_is_a_look_at_every_child_in_it(northmoor):
    two, farid = pair(northmoor), northmoor.actor("farid")
    page(northmoor)
    with acting_as(farid):
        event = Event.objects.visible_to(farid).filter(happening="listed").latest("id")
    assert set(event.detail["children"]) == {str(two.new.id), str(two.known.id)}


@pytest.mark.parametrize("order", QuestionOrder)
def test_the_strongest_or_the_oldest_first(northmoor, order):
    made = asked(northmoor, 7.0, 9.0, 8.0)
    farid = northmoor.actor("farid")
    expected = {QuestionOrder.STRONGEST: [1, 2, 0], QuestionOrder.OLDEST: [0, 1, 2]}[order]
    with acting_as(farid):
        assert [each.id for each in queued(Queue(order=order), farid)] == [made[number].id for number in expected]


@pytest.mark.parametrize("order", QuestionOrder)
def test_from_one_to_the_next_and_back_reaches_every_question_once(northmoor, order):
    asked(northmoor, 7.0, 9.0, 7.0, 7.0, 9.0)
    farid, queue = northmoor.actor("farid"), Queue(order=order)
    with acting_as(farid):
        rows = list(queued(queue, farid))
        assert around(rows[0], queue, farid).before is None
        assert around(rows[-1], queue, farid).after is None
        for one, other in pairwise(rows):
            assert around(one, queue, farid).after == other.id
            assert around(other, queue, farid).before == one.id
        assert next_after(rows[-1], queue, farid) == rows[0].id


def test_it_narrows_by_strength(northmoor):
    asked(northmoor, 20.0, band="strong")
    asked(northmoor, 0.0, band="")
    for band, count in (("", 2), ("strong", 1), ("possible", 0), ("asked", 1), ("nonsense", 2)):
        assert f"To be answered ({count})" in words(page(northmoor, f"?band={band}")), band


def test_what_rests_and_what_is_to_be_confirmed_have_their_own_lists(northmoor):
    farid, two = northmoor.actor("farid"), pair(northmoor)
    decided(two.question, farid, Outcome.UNSURE)
    said = words(page(northmoor, "?show=resting"))
    assert "To be answered (0)" in said
    assert "Not sure: to be looked at again (1)" in said
    assert two.new.reference in said
    with time_machine.travel(now() + timedelta(days=30)):
        assert "To be answered (1)" in words(page(northmoor))
    decision = decided(two.question, farid)
    source = page(northmoor, "?show=confirm").content.decode()
    assert reverse("children:link", args=[decision.pk]) in source
    assert "one after the other" not in source


def test_twenty_five_to_a_page_and_counted_to_a_thousand(northmoor, monkeypatch):
    monkeypatch.setattr(queueing, "PAGE", 2)
    monkeypatch.setattr(queueing, "MOST_COUNTED", 2)
    monkeypatch.setattr(presenter, "MOST_COUNTED", 2)
    asked(northmoor, 9.0, 8.0, 7.0)
    first, second = page(northmoor).content.decode(), page(northmoor, "?page=2").content.decode()
    assert (first.count('href="/children/questions/0'), second.count('href="/children/questions/0')) == (3, 2)
    assert 'rel="next"' in first
    assert 'rel="prev"' not in first
    assert 'rel="prev"' in second
    assert 'rel="next"' not in second
    assert "(2+)" in first


@pytest.mark.parametrize("query", ["?page=0", "?page=x", "?page=99999", "?show=all", "?order=size", "?band=%00"])
def test_odd_addresses_show_something(northmoor, query):
    pair(northmoor)
    assert page(northmoor, query).status_code == 200


def test_an_answer_leads_to_the_next_question_and_the_last_one_back_to_the_list(northmoor):
    made = asked(northmoor, 9.0, 8.0)
    client, query = browser(northmoor, "farid"), "?show=waiting&band=&order=strongest"
    addresses = [reverse("children:question", args=[each.pk]) + query for each in made]
    source = client.get(addresses[0]).content.decode()
    assert "data-answer-after" in source
    assert "data-answer-before" not in source
    first = client.post(addresses[0], {"outcome": "different", "reason": "Two cousins."})
    assert first["Location"] == addresses[1]
    last = client.post(addresses[1], {"outcome": "unsure", "reason": "Asking the school."})
    assert last["Location"] == reverse(LIST) + query
    assert "Noted." in client.get(last["Location"]).content.decode()


def test_a_refused_answer_stays_where_it_is(northmoor):
    (made,) = asked(northmoor, 9.0)
    client = browser(northmoor, "farid")
    address = reverse("children:question", args=[made.pk]) + "?order=strongest"
    answer = client.post(address, {"outcome": "same", "reason": ""})
    assert answer.status_code == 200
    assert "Back to the list" in answer.content.decode()


def test_opened_by_itself_it_has_no_way_on(northmoor):
    (made,) = asked(northmoor, 9.0)
    source = browser(northmoor, "farid").get(reverse("children:question", args=[made.pk])).content.decode()
    assert "Back to the list" not in source
    assert "data-answer-help hidden" in source  # a script alone can read keys, so a script alone shows them


def test_what_differs_stands_first_in_both_columns(northmoor):
    farid, two = northmoor.actor("farid"), pair(northmoor)
    told = [
        {"field": "name", "level": "agrees", "weight": 9.0},
        {"field": "birth", "level": "differs", "weight": -4.0},
        {"field": "unheard_of", "level": "agrees", "weight": 9.0},
    ]
    with acting_as(farid):
        LinkQuestion.objects.visible_to(farid).update(evidence=told)
    source = browser(northmoor, "farid").get(reverse("children:question", args=[two.question.pk])).content.decode()
    table = source[source.index('id="facts"') :]
    assert table.index("age or date of birth") < table.index(">name")
    assert table.index("differs") < table.index("agrees")


def test_a_child_of_whom_much_was_said_fills_no_screen(northmoor, monkeypatch):
    farid, two = northmoor.actor("farid"), pair(northmoor)
    monkeypatch.setattr("cairn.children.presenters.linking.MOST_LINES", 2)
    for number in range(5):
        says(northmoor, "efa", two.known, FactKind.SCHOOL, f"School number {number}", Basis.CHILD_SAYS)
    with acting_as(farid):
        page_ = question_page(LinkQuestion.objects.visible_to(farid).get(), farid)
    (row,) = (each for each in page_.facts if each.label == "school")
    assert len(row.theirs) == 3
    assert row.theirs[-1] == "and 3 more"


def test_few_statements_however_long_the_list(northmoor):
    asked(northmoor, 9.0)
    client = browser(northmoor, "farid")
    client.get(reverse(LIST))
    _, few = statements(client, reverse(LIST))
    asked(northmoor, *[8.0] * 12)
    status, many = statements(client, reverse(LIST))
    assert (status, len(many)) == (200, len(few))
    assert len(many) <= 20, "\n".join(many)


def test_few_statements_on_the_way(northmoor):
    made = asked(northmoor, 9.0, 8.0, 7.0)
    client = browser(northmoor, "farid")
    address = reverse("children:question", args=[made[1].pk]) + "?order=strongest"
    client.get(address)
    status, asked_for = statements(client, address)
    assert status == 200
    assert len(asked_for) <= 26, "\n".join(asked_for)


def test_every_list_has_a_name():
    assert all(str(each.label) for each in (*QuestionsShown, *QuestionOrder))
    assert set(presenter.STRENGTHS) == {"strong", "possible", "weak", ""}
