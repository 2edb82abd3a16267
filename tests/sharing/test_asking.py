"""Asking another agency by the verbs: the clock, the answer, the refusal and who looks at it (R-051)."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, transaction

from cairn.access.binding import acting_as
from cairn.children.models import Child
from cairn.chronology.models import Entry
from cairn.chronology.tasks import note_answer
from cairn.core.clock import today
from cairn.core.errors import Conflict, NotAllowed, NotFound, Refused
from cairn.duties import verbs as duties
from cairn.duties.kinds import DutyKind
from cairn.duties.models import Duty
from cairn.ledger.models import Event
from cairn.notices.models import Notice
from cairn.sharing.kinds import AskState, ReplyKind
from cairn.sharing.models import Ask, AskAnswer
from cairn.sharing.rules.asking import ReplySaid
from cairn.sharing.verbs import answer_ask, find_ask, open_ask, review_refusal, withdraw_ask
from tests.children.pages import a_child
from tests.conftest import become
from tests.sharing.asking import ANSWER, PART, QUESTION, REFUSAL, asked, owed, reviewed, said, seen
from tests.sharing.holding import circle


@pytest.fixture
def child(northmoor):
    return a_child(northmoor)


def happened(northmoor, code: str) -> int:
    farid = northmoor.actor("farid")
    with acting_as(farid):
        return Event.objects.visible_to(farid).filter(happening=code).count()


def told(northmoor, name: str) -> set[str]:
    by = northmoor.actor(name)
    with acting_as(by):
        return set(Notice.objects.visible_to(by).values_list("code", flat=True))


def withdrawn(northmoor, one: Ask, name: str = "amara", reason: str = "He was found.", revision: int = 0) -> None:
    by = northmoor.actor(name)
    with acting_as(by):
        withdraw_ask(ask=one, reason=reason, revision=revision or seen(one.id, by).revision, by=by)


def test_the_asked_team_owes_an_answer_by_the_clock_and_sees_the_question_and_nothing_of_the_child(northmoor, child):
    one = asked(northmoor, child)
    (duty,) = owed(northmoor, one)
    assert (duty.owner_team.slug, duty.owed_to_team.slug) == ("police-desk", "eastmoor-duty")
    assert (duty.policy, duty.child_id) == ("information_request", child.id)
    assert one.due_at == duty.due_at
    assert one.sentence.endswith("(Children Act 2004, section 11).")
    bilal = northmoor.actor("bilal")
    assert seen(one.id, bilal).question == QUESTION
    with acting_as(bilal):
        assert not Child.objects.visible_to(bilal).filter(pk=child.id).exists()
        assert Duty.objects.visible_to(bilal).filter(pk=duty.pk).exists()
    assert "ask.sent" in told(northmoor, "bilal")
    assert happened(northmoor, "ask.sent") == 1


def test_specially_protected_facts_are_asked_for_on_their_condition_as_well(northmoor, child):
    one = asked(northmoor, child, is_sensitive=True)
    assert one.ground == "ca04_11+dpa18_sch1_18"
    assert one.sentence.endswith("paragraph 18).")
    farid = northmoor.actor("farid")
    with acting_as(farid):
        detail = Event.objects.visible_to(farid).get(happening="ask.sent").detail
    assert detail["grounds"] == ["ca04_11", "dpa18_sch1_18"]


def test_it_can_be_needed_earlier_and_never_later(northmoor, child):
    soon = asked(northmoor, child, needed_by=today())
    assert soon.due_at.date() <= today() + timedelta(days=1)
    late = asked(northmoor, child, needed_by=today() + timedelta(days=400), is_new=True)
    assert late.due_at < soon.due_at + timedelta(days=30)


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ({"question": " "}, "question_needed"),
        ({"purpose": ""}, "purpose_needed"),
        ({"to": "eastmoor-night"}, "ask_own_agency"),
        ({"needed_by": today() - timedelta(days=1)}, "needed_by_past"),
        ({"ground": "nothing"}, "ground_not_known"),
        ({"ground": "ca04_16la"}, "ground_not_in_force"),
        ({"ground": "sswba_130"}, "ground_not_in_force"),
    ],
)
def test_a_question_that_is_none_is_refused_and_nothing_of_it_stays(northmoor, child, more, code):
    with pytest.raises(Refused) as refused:
        asked(northmoor, child, **more)
    assert refused.value.code == code
    farid = northmoor.actor("farid")
    with acting_as(farid):
        assert not Ask.objects.visible_to(farid).exists()


def test_what_was_asked_already_is_asked_again_only_as_a_new_question(northmoor, child):
    one = asked(northmoor, child)
    with pytest.raises(Refused) as refused:
        asked(northmoor, child)
    assert refused.value.code == "asked_already"
    asked(northmoor, child, is_new=True)
    asked(northmoor, child, to="westmoor-nurses")
    withdrawn(northmoor, one)


def test_a_question_that_was_withdrawn_was_not_asked(northmoor, child):
    withdrawn(northmoor, asked(northmoor, child))
    asked(northmoor, child)


def test_whoever_only_told_us_something_is_not_stopped_by_what_they_do_not_see(northmoor, child):
    asked(northmoor, child)
    theirs = asked(northmoor, child, name="efa", ground="ca89_17")
    assert seen(theirs.id, northmoor.actor("amara")) is not None, "who sees the story sees what the charity asked"


def test_nobody_asks_about_a_child_out_of_sight_or_without_the_right(northmoor, child):
    with pytest.raises(NotFound):
        asked(northmoor, child, name="chidi")
    with pytest.raises(NotAllowed):
        asked(northmoor, child, name="robin")


def test_who_sees_that_it_was_asked_and_who_sees_what_was_said(northmoor, child):
    one = asked(northmoor, child)
    said(northmoor, one)
    for name, sees, reads in (
        ("amara", True, True),
        ("bilal", True, True),
        ("farid", True, True),
        ("efa", False, False),
        ("chidi", False, False),
        ("dana", False, False),
        ("wanda", False, False),
    ):
        by = northmoor.actor(name)
        assert (seen(one.id, by) is not None) is sees, name
        with acting_as(by):
            assert AskAnswer.objects.visible_to(by).exists() is reads, name


def test_a_colleague_in_the_circle_sees_that_it_was_answered_and_reads_it_in_the_story(northmoor, child):
    theirs = asked(northmoor, child, name="efa", ground="ca89_17")
    answer = said(northmoor, theirs)
    amara = northmoor.actor("amara")
    assert seen(theirs.id, amara).state == AskState.ANSWERED
    with acting_as(amara):
        assert not AskAnswer.objects.visible_to(amara).exists()
    with become("cairn_worker"):
        note_answer(str(answer.id))
        note_answer(str(answer.id))
    with acting_as(amara):
        (entry,) = Entry.objects.visible_to(amara).filter(kind="contact")
    assert entry.team_id == northmoor.team("outreach").pk
    assert ANSWER.words in entry.words
    assert QUESTION in entry.words
    assert (entry.how_known, entry.recorded_by) == ("other_person_says", None)
    with acting_as(northmoor.actor("bilal")):
        assert not Child.objects.visible_to(northmoor.actor("bilal")).exists(), "answering opens no record"


def test_a_team_that_works_with_the_child_answers_through_its_own_record(northmoor, child):
    one = asked(northmoor, child, to="outreach")
    said(
        northmoor,
        one,
        name="efa",
        reply=ReplySaid(kind=ANSWER.kind, words="Seen.", known_from="seen", ground="ca89_17"),
    )
    amara = northmoor.actor("amara")
    with acting_as(amara):
        (entry,) = Entry.objects.visible_to(amara).filter(kind="contact")
    assert (entry.team_id, entry.words, entry.how_known) == (northmoor.team("outreach").pk, "Seen.", "seen")


def test_an_answer_ends_what_is_owed_and_those_who_asked_are_told(northmoor, child):
    one = asked(northmoor, child)
    answer = said(northmoor, one)
    now = seen(one.id, northmoor.actor("amara"))
    assert (now.state, now.revision) == (AskState.ANSWERED, 2)
    assert now.first_reply_at == now.settled_at
    assert (answer.ground, answer.agency_id) == ("ca89_47", northmoor.team("police-desk").agency_id)
    assert owed(northmoor, one) == []
    assert "ask.answered" in told(northmoor, "amara")
    assert happened(northmoor, "ask.answered") == 1


def test_a_part_leaves_the_clock_running_for_the_rest(northmoor, child):
    one = asked(northmoor, child)
    first = said(northmoor, one, PART)
    assert first.ground == "cda98_115+dpa18_sch8_4"
    assert len(owed(northmoor, one)) == 1
    when = seen(one.id, northmoor.actor("amara")).first_reply_at
    said(northmoor, one)
    now = seen(one.id, northmoor.actor("amara"))
    assert (now.state, now.first_reply_at) == (AskState.ANSWERED, when)
    assert owed(northmoor, one) == []


def test_a_refusal_is_owed_a_look_by_the_hub_where_no_other_manager_is(northmoor, child):
    one = asked(northmoor, child)
    said(northmoor, one, REFUSAL)
    assert owed(northmoor, one) == []
    (duty,) = owed(northmoor, one, DutyKind.REVIEW_REFUSAL)
    assert (duty.owner_team.slug, duty.owner, duty.policy) == ("hub-duty", None, "refusal_review")
    assert duty.owed_to_team.slug == "eastmoor-duty"
    assert "ask.refused" in told(northmoor, "amara")
    answer = reviewed(northmoor, one, stands=True)
    assert answer.kind == ReplyKind.STANDS
    assert owed(northmoor, one, DutyKind.REVIEW_REFUSAL) == []
    assert seen(one.id, northmoor.actor("amara")).state == AskState.STANDS
    assert {"ask.reviewed"} <= told(northmoor, "amara") & told(northmoor, "bilal")


def test_a_manager_who_did_not_refuse_owes_the_look_and_may_have_it_answered_after_all(northmoor, child):
    one = asked(northmoor, child, name="efa", to="eastmoor-duty", ground="ca89_17")
    said(northmoor, one, REFUSAL, name="amara")
    (duty,) = owed(northmoor, one, DutyKind.REVIEW_REFUSAL)
    assert duty.owner == northmoor.memberships["amaras_manager"]
    with pytest.raises(NotAllowed):
        reviewed(northmoor, one, stands=False, name="amara")
    reviewed(northmoor, one, stands=False, name="amaras_manager")
    assert seen(one.id, northmoor.actor("efa")).state == AskState.OPEN
    assert [duty.owner_team.slug for duty in owed(northmoor, one)] == ["eastmoor-duty"]
    said(northmoor, one, name="amara")


def test_whoever_refused_never_looks_at_the_refusal(northmoor, child):
    one = asked(northmoor, child, name="efa", to="eastmoor-duty", ground="ca89_17")
    said(northmoor, one, REFUSAL, name="amaras_manager")
    (duty,) = owed(northmoor, one, DutyKind.REVIEW_REFUSAL)
    assert duty.owner_team.slug == "hub-duty"
    with pytest.raises(Refused) as refused:
        reviewed(northmoor, one, stands=True, name="amaras_manager")
    assert refused.value.code == "review_not_alone"
    reviewed(northmoor, one, stands=True)
    with pytest.raises(Conflict):
        reviewed(northmoor, one, stands=False)


def test_a_word_on_a_refusal_needs_a_reason(northmoor, child):
    one = asked(northmoor, child)
    said(northmoor, one, REFUSAL)
    farid = northmoor.actor("farid")
    with acting_as(farid), pytest.raises(Refused) as refused:
        review_refusal(ask=one, stands=True, why=" ", revision=2, by=farid)
    assert refused.value.code == "review_words_needed"


def test_overdue_questions_and_refusals_climb_by_themselves(northmoor, child):
    one = asked(northmoor, child)
    with become("cairn_worker"):
        assert duties.climb(one.due_at + timedelta(days=10)) >= 3
    assert "duty.late" in told(northmoor, "bilal")
    assert "duty.late_for_hub" in told(northmoor, "farid")
    assert "duty.late_for_asker" in told(northmoor, "amara")
    said(northmoor, one, REFUSAL)
    (duty,) = owed(northmoor, one, DutyKind.REVIEW_REFUSAL)
    with become("cairn_worker"):
        assert duties.climb(duty.due_at + timedelta(days=10)) >= 3


@pytest.mark.parametrize("name", ["amara", "farid", "robin"])
def test_nobody_answers_for_the_asked_team(northmoor, child, name):
    one = asked(northmoor, child)
    with pytest.raises(NotAllowed):
        said(northmoor, one, name=name)


def test_whoever_is_slower_is_told_so(northmoor, child):
    one, bilal = asked(northmoor, child), northmoor.actor("bilal")
    said(northmoor, one)
    for revision in (1, 2):
        with acting_as(bilal), pytest.raises(Conflict) as conflict:
            answer_ask(ask=one, said=ANSWER, revision=revision, by=bilal)
        assert conflict.value.code == "ask_moved_on"


@pytest.mark.parametrize("ground", ["", "sswba_130", "ca04_16la", "nothing"])
def test_an_answer_needs_a_ground_that_holds(northmoor, child, ground):
    one = asked(northmoor, child)
    with pytest.raises(Refused):
        said(northmoor, one, ReplySaid(kind=ReplyKind.ANSWERED, words="Yes.", known_from="seen", ground=ground))
    assert len(owed(northmoor, one)) == 1


def test_a_question_is_withdrawn_with_a_reason_by_those_who_asked(northmoor, child):
    one = asked(northmoor, child)
    with pytest.raises(NotAllowed):
        withdrawn(northmoor, one, name="bilal")
    with pytest.raises(Refused) as refused:
        withdrawn(northmoor, one, reason=" ")
    assert refused.value.code == "withdraw_reason_needed"
    said(northmoor, one, REFUSAL)
    withdrawn(northmoor, one)
    assert owed(northmoor, one) == owed(northmoor, one, DutyKind.REVIEW_REFUSAL) == []
    assert "ask.withdrawn" in told(northmoor, "bilal")
    with pytest.raises(Conflict):
        withdrawn(northmoor, one)


def test_opening_a_question_is_a_look_at_the_child_and_guessing_leaves_a_trace(northmoor, child):
    one, bilal, chidi = asked(northmoor, child), northmoor.actor("bilal"), northmoor.actor("chidi")
    with acting_as(bilal):
        open_ask(ask_id=one.id, by=bilal)
    amara = northmoor.actor("amara")
    with acting_as(amara):
        looks = Event.objects.visible_to(amara).filter(happening="opened", child_id=child.id)
        assert [look.agency_id for look in looks] == [bilal.agency_id]
    with acting_as(chidi), pytest.raises(NotFound):
        find_ask(ask_id=one.id, by=chidi)


ACTS = {
    "ask": lambda place, child: asked(place, child, is_new=True),
    "answer": lambda place, _child: said(place, _the_one()),
    "withdraw": lambda place, _child: withdrawn(place, _the_one()),
    "review": lambda place, _child: reviewed(place, _the_one(), stands=True),
}


@pytest.mark.parametrize("act", ACTS)
def test_when_the_ledger_cannot_be_written_nothing_is_changed(northmoor, child, monkeypatch, act):
    one = asked(northmoor, child)
    if act == "review":
        said(northmoor, one, REFUSAL)
    before = _whole()

    def broken(*_args, **_more):
        raise RuntimeError("the ledger is away")

    for module in ("asking", "answering"):
        monkeypatch.setattr(f"cairn.sharing.verbs.{module}.ledger.record", broken)
    with pytest.raises(RuntimeError), transaction.atomic():
        ACTS[act](northmoor, child)
    assert _whole() == before


def _the_one() -> Ask:
    with become("cairn_owner"):
        return Ask.objects.get()


def _whole() -> tuple[list, list, list]:
    with become("cairn_owner"):
        return (
            list(Ask.objects.order_by("id").values()),
            list(AskAnswer.objects.order_by("id").values()),
            list(Duty.objects.order_by("id").values()),
        )


def test_what_was_asked_and_what_was_said_are_never_changed_not_even_by_the_owner(northmoor, child):
    one = asked(northmoor, child)
    said(northmoor, one, PART)
    for change in (
        lambda: Ask.objects.filter(pk=one.pk).update(question="Something else"),
        lambda: Ask.objects.filter(pk=one.pk).delete(),
        lambda: AskAnswer.objects.update(words="Something else"),
    ):
        with pytest.raises(DatabaseError), transaction.atomic(), become("cairn_owner"):
            change()


def test_question_and_answer_follow_the_record_to_another_child(northmoor, child):
    one = asked(northmoor, child)
    said(northmoor, one, PART)
    other = a_child(northmoor)
    with become("cairn_worker"):
        from cairn.children.models import Record

        Record.objects.filter(pk=one.record_id).update(child_id=other.id)
        assert set(Ask.objects.values_list("child_id", flat=True)) == {other.id}
        assert set(AskAnswer.objects.values_list("child_id", flat=True)) == {other.id}
        assert set(Duty.objects.filter(about_id=one.id).values_list("child_id", flat=True)) == {other.id}


def test_the_story_says_of_a_part_that_more_is_to_come(northmoor):
    around = circle(northmoor)
    said(northmoor, asked(northmoor, around.child), PART)
    with acting_as(gwen := northmoor.actor("gwen")):
        told = Entry.objects.visible_to(gwen).filter(child=around.child).values_list("words", flat=True)
        assert "Once in May.\nStill to come: The June log, by Friday." in told
