"""Saying what teams do with a child, and asking whether one of several can do it (R-012)."""

from datetime import timedelta

import pytest
from django.db import transaction

from cairn.access.binding import acting_as
from cairn.core.clock import today
from cairn.core.errors import NotAllowed, NotFound, Refused
from cairn.core.ids import uuid7
from cairn.notices.models import Notice
from cairn.planning import verbs
from cairn.planning.kinds import AnswerKind
from cairn.planning.models import Contact, Suggestion, SuggestionAnswer, Withdrawal, Work
from cairn.planning.rules.saying import ContactSaid, WorkSaid
from tests.conftest import become
from tests.planning.plans import (
    MONDAY,
    MOST,
    WHY,
    asked,
    comes,
    does,
    fill,
    happened,
    keeps,
    leaves,
    owing,
    plan,
    seen,
    takes_out,
)

BOTH = {"police-desk", "guardians"}


def test_two_agencies_plan_benefits_advice_in_one_week_and_both_see_it_until_one_leaves_it(northmoor, child):
    mine, theirs = does(northmoor, child, "bilal"), does(northmoor, child, "gwen")
    comes(northmoor, child, "bilal", mine)
    comes(northmoor, child, "gwen", theirs)
    for name in ("bilal", "gwen", "amara", "farid"):
        (one,) = asked(northmoor, child, name)
        assert {each.id for each in one.works} == {mine.id, theirs.id}
    assert owing(child) == BOTH
    leaves(northmoor, child, "gwen", one)
    assert asked(northmoor, child, "bilal") == []
    assert owing(child) == set()
    left = plan(northmoor, child, "bilal")
    assert [each.team.slug for each in left.contacts] == ["police-desk"], "the child's diary is shorter"
    assert [each.id for each in left.left] == [theirs.id]
    assert left.withdrawn[theirs.id].why == WHY
    assert seen(northmoor, child, "farid", Work) == 2, "nothing is overwritten"
    assert len(happened(northmoor, child, "plan.suggestion_accepted")) == 1
    with become("cairn_worker"):
        (answer,) = SuggestionAnswer.objects.filter(child=child)
        assert (answer.kind, answer.why, answer.team.slug) == (AnswerKind.WITHDRAW, WHY, "guardians")
        codes = set(Notice.objects.filter(team__slug="police-desk").values_list("code", flat=True))
    assert {"plan.could_be_one", "plan.one_does_it"} <= codes


def test_whoever_goes_on_says_why_and_is_not_asked_again_unless_something_changes(northmoor, child):
    does(northmoor, child, "bilal")
    does(northmoor, child, "gwen")
    (one,) = asked(northmoor, child, "gwen")
    keeps(northmoor, child, "gwen", one)
    assert owing(child) == {"police-desk"}, "the other team may still answer"
    keeps(northmoor, child, "bilal", one)
    assert owing(child) == set()
    assert len(happened(northmoor, child, "plan.suggestion_declined")) == 2
    does(northmoor, child, "amara", "education")
    assert owing(child) == set()
    assert len(asked(northmoor, child, "amara")) == 1, "what was answered stays in sight while both plan it"
    does(northmoor, child, "amara")
    assert owing(child) == {"eastmoor-duty", *BOTH}, "a third agency is something new"


def test_one_agency_alone_other_work_and_other_times_are_no_overlap(northmoor, child):
    does(northmoor, child, "amara")
    does(northmoor, child, "amara")
    does(northmoor, child, "bilal", "police_interview")
    does(northmoor, child, "gwen", start=today() + timedelta(days=29), until=None)
    assert asked(northmoor, child, "farid") == []
    assert owing(child) == set()


def test_more_visits_in_a_week_than_the_partnership_holds_right_are_asked_about(northmoor, child):
    one, other = does(northmoor, child, "bilal", "police_interview"), does(northmoor, child, "gwen", "guardian_visit")
    visits = fill(northmoor, child, "bilal", one, MOST)
    assert asked(northmoor, child, "gwen") == []
    comes(northmoor, child, "gwen", other)
    (question,) = asked(northmoor, child, "amara")
    assert len(question.contacts) == MOST + 1
    assert owing(child) == BOTH
    leaves(northmoor, child, "bilal", question, visits[0].id)
    assert asked(northmoor, child, "gwen") == []
    assert owing(child) == set()
    assert len(plan(northmoor, child, "gwen").contacts) == MOST


def test_a_full_week_is_asked_about_again_only_when_a_visit_is_added(northmoor, child):
    one, other = does(northmoor, child, "bilal", "police_interview"), does(northmoor, child, "gwen", "guardian_visit")
    fill(northmoor, child, "bilal", one, MOST + 1)
    assert owing(child) == {"police-desk"}
    late = comes(northmoor, child, "gwen", other)
    assert owing(child) == BOTH, "whoever comes while an answer is waited for owes one too"
    assert seen(northmoor, child, "amara", Suggestion) == 1
    for name in ("gwen", "bilal"):
        keeps(northmoor, child, name, asked(northmoor, child, name)[0])
    assert owing(child) == set()
    takes_out(northmoor, child, "gwen", late)
    does(northmoor, child, "amara", "education")
    assert owing(child) == set()
    comes(northmoor, child, "gwen", other, MONDAY + timedelta(days=2))
    assert owing(child) == BOTH
    assert len(asked(northmoor, child, "amara")) == 1, "of one week the newest alone"


def test_a_team_that_takes_out_its_last_visit_of_a_full_week_owes_no_answer(northmoor, child):
    one, other = does(northmoor, child, "bilal", "police_interview"), does(northmoor, child, "gwen", "guardian_visit")
    fill(northmoor, child, "bilal", one, MOST + 1)
    takes_out(northmoor, child, "gwen", comes(northmoor, child, "gwen", other))
    assert owing(child) == {"police-desk"}


def test_work_withdrawn_takes_its_visits_from_today_on_along(northmoor, child):
    work = does(northmoor, child, "bilal")
    fill(northmoor, child, "bilal", work, 2)
    takes_out(northmoor, child, "bilal", work)
    assert plan(northmoor, child, "amara").contacts == ()
    assert seen(northmoor, child, "amara", Contact) == 2


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ({"purpose": "astrology"}, "purpose_unknown"),
        ({"purpose": "other"}, "purpose_words_needed"),
        ({"words": "Chess"}, "purpose_words_spare"),
        ({"purpose": "other", "words": "x" * 121}, "plan_too_long"),
        ({"until": today() - timedelta(days=1)}, "plan_days_wrong"),
        ({"start": today() - timedelta(days=9), "until": today() - timedelta(days=1)}, "plan_over"),
        ({"start": today() + timedelta(days=400), "until": None}, "plan_too_far"),
    ],
)
def test_work_that_is_refused_leaves_nothing_behind(northmoor, child, more, code):
    with pytest.raises(Refused) as refused:
        does(northmoor, child, "bilal", **more)
    assert refused.value.code == code
    assert seen(northmoor, child, "farid", Work) == 0


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ({"who": " "}, "contact_who_needed"),
        ({"who": "x" * 121}, "plan_too_long"),
        ({"on": today() - timedelta(days=1)}, "plan_over"),
        ({"on": today() + timedelta(days=400)}, "plan_too_far"),
        ({"on": today() + timedelta(days=29)}, "contact_outside_work"),
    ],
)
def test_a_visit_that_is_refused_leaves_nothing_behind(northmoor, child, more, code):
    work = does(northmoor, child, "bilal")
    with pytest.raises(Refused) as refused:
        comes(northmoor, child, "bilal", work, **more)
    assert refused.value.code == code
    assert seen(northmoor, child, "farid", Contact) == 0


def test_nobody_arranges_a_visit_for_another_team_s_work_or_for_work_that_is_done(northmoor, child):
    work = does(northmoor, child, "bilal")
    with pytest.raises(Refused, match="work_not_yours"):
        comes(northmoor, child, "gwen", work)
    takes_out(northmoor, child, "bilal", work)
    with pytest.raises(Refused, match="work_not_yours"):
        comes(northmoor, child, "bilal", work)


def test_a_team_takes_out_its_own_once_and_says_why(northmoor, child):
    work = does(northmoor, child, "bilal")
    visit = comes(northmoor, child, "bilal", work)
    for thing in (work, visit):
        with pytest.raises(NotAllowed):
            takes_out(northmoor, child, "gwen", thing)
        with pytest.raises(Refused, match="withdraw_why_needed"):
            takes_out(northmoor, child, "bilal", thing, " ")
        with pytest.raises(Refused, match="plan_too_long"):
            takes_out(northmoor, child, "bilal", thing, "x" * 501)
    for thing in (visit, work):
        takes_out(northmoor, child, "bilal", thing)
        with pytest.raises(Refused, match="withdrawn_already"):
            takes_out(northmoor, child, "bilal", thing)
    bilal = northmoor.actor("bilal")
    with acting_as(bilal):
        for deed, name in ((verbs.withdraw_work, "work_id"), (verbs.withdraw_contact, "contact_id")):
            with pytest.raises(NotFound):
                deed(child=child, **{name: uuid7()}, why=WHY, by=bilal)


def test_only_the_teams_that_are_asked_answer_and_each_once(northmoor, child):
    does(northmoor, child, "bilal")
    mine = does(northmoor, child, "gwen")
    (one,) = asked(northmoor, child, "amara")
    for deed in (leaves, keeps):
        with pytest.raises(NotAllowed):
            deed(northmoor, child, "amara", one)
        with pytest.raises(NotFound):
            deed(northmoor, child, "chidi", one)
        with pytest.raises(Refused, match="withdraw_why_needed"):
            deed(northmoor, child, "gwen", one, why="")
    keeps(northmoor, child, "gwen", one)
    with pytest.raises(Refused, match="suggestion_answered"):
        leaves(northmoor, child, "gwen", one)
    takes_out(northmoor, child, "gwen", mine)
    with pytest.raises(Refused, match="suggestion_over"):
        leaves(northmoor, child, "bilal", one)
    one.suggestion.pk = one.suggestion.id = uuid7()
    with pytest.raises(NotFound):
        keeps(northmoor, child, "bilal", one)


def test_of_a_full_week_somebody_says_which_of_their_own_they_take_out(northmoor, child):
    one, other = does(northmoor, child, "bilal", "police_interview"), does(northmoor, child, "gwen", "guardian_visit")
    theirs = fill(northmoor, child, "bilal", one, MOST)
    comes(northmoor, child, "gwen", other)
    (question,) = asked(northmoor, child, "gwen")
    for chosen in ((), (theirs[0].id,)):
        with pytest.raises(Refused, match="withdraw_which_needed"):
            leaves(northmoor, child, "gwen", question, *chosen)


@pytest.mark.parametrize(
    ("name", "refusal"), [("chidi", NotFound), ("dana", NotFound), ("farid", NotAllowed), ("robin", NotAllowed)]
)
def test_only_who_is_around_the_child_plans_with_it(northmoor, child, name, refusal):
    with pytest.raises(refusal):
        does(northmoor, child, name)


def test_the_same_form_sent_twice_is_one_thing(northmoor, child):
    bilal, key = northmoor.actor("bilal"), uuid7()
    said = WorkSaid(purpose="benefits", start=today())
    with acting_as(bilal):
        works = {verbs.say_work(child=child, said=said, by=bilal, send_key=key).pk for _ in range(2)}
        visit = ContactSaid(work_id=next(iter(works)), on=today(), who="Bilal")
        visits = {verbs.arrange_contact(child=child, said=visit, by=bilal, send_key=key).pk for _ in range(2)}
    assert len(works) == len(visits) == 1
    assert not works & visits


@pytest.mark.parametrize("deed", ["work", "visit", "out", "leave", "keep"])
def test_without_the_ledger_nothing_is_written(northmoor, child, monkeypatch, deed):
    mine, _theirs = does(northmoor, child, "bilal"), does(northmoor, child, "gwen")
    (one,) = asked(northmoor, child, "bilal")
    deeds = {
        "work": lambda: does(northmoor, child, "bilal", "education"),
        "visit": lambda: comes(northmoor, child, "bilal", mine),
        "out": lambda: takes_out(northmoor, child, "bilal", mine),
        "leave": lambda: leaves(northmoor, child, "bilal", one),
        "keep": lambda: keeps(northmoor, child, "bilal", one),
    }

    def fail(*_args, **_more):
        raise RuntimeError("the ledger cannot be written")

    for module in ("planning", "withdrawing", "answering", "suggesting"):
        monkeypatch.setattr(f"cairn.planning.verbs.{module}.ledger.record", fail)
    with pytest.raises(RuntimeError), transaction.atomic():
        deeds[deed]()
    monkeypatch.undo()
    models = (Work, Contact, Withdrawal, SuggestionAnswer)
    assert [seen(northmoor, child, "farid", model) for model in models] == [2, 0, 0, 0]
    assert owing(child) == BOTH
