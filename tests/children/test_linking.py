"""Two children become one, provisionally, and one becomes two again."""

from dataclasses import replace

import pytest
from django.db import transaction

from cairn.access.binding import acting_as
from cairn.children.kinds import Basis, Capacity, FactKind, Outcome, ResponsibilityKind, Standing
from cairn.children.models import (
    Child,
    Claim,
    Involvement,
    LinkDecision,
    LinkQuestion,
    Move,
    Record,
    Responsibility,
)
from cairn.children.verbs import (
    Fact,
    add_fact,
    ask_to_work,
    assign,
    confirm_link,
    decide_link,
    decide_pair,
    open_record,
    propose_link,
)
from cairn.chronology.models import Entry
from cairn.core.errors import Conflict, NotAllowed, NotFound, Refused
from cairn.duties.kinds import DutyKind
from cairn.duties.models import Duty
from cairn.ledger.models import Event
from cairn.notices.models import Notice
from tests.builders import raised
from tests.children.linked import SAME, again, confirmed, decided, open_duties, pair, records_of, undone


def test_same_moves_every_record_and_whatever_hangs_from_it(northmoor):
    farid, two = northmoor.actor("farid"), pair(northmoor)
    decision = decided(two.question, farid)
    assert decision.standing == Standing.PROVISIONAL
    assert records_of(two.new, farid) == set()
    assert records_of(two.known, farid) == {"outreach", "eastmoor-duty", "westmoor-nurses", "westmoor-duty"}
    with acting_as(farid):
        for model in (Claim, Entry, Involvement):
            assert not model.objects.visible_to(farid).filter(child=two.new).exists()
        assert Move.objects.visible_to(farid).filter(decision=decision, to_child=two.known).count() == 2
        assert not Duty.objects.visible_to(farid).filter(child_id=two.new.id, record_id__isnull=False).exists()


def test_the_empty_child_sleeps_and_nobody_is_responsible_for_it(northmoor):
    farid, two = northmoor.actor("farid"), pair(northmoor)
    decided(two.question, farid)
    assert (again(two.new, farid).is_asleep, again(two.known, farid).is_asleep) == (True, False)
    assert (again(two.new, farid).makeup, again(two.known, farid).makeup) == (2, 2)
    with acting_as(farid):
        held = Responsibility.objects.visible_to(farid).filter(until=None)
        assert not held.filter(child=two.new).exists()
        assert held.filter(child=two.known).count() == 3


def test_a_link_makes_a_contributor_who_sees_no_more_until_it_is_confirmed(northmoor):
    farid, chidi, amara, two = (*(northmoor.actor(each) for each in ("farid", "chidi", "amara")), pair(northmoor))
    decision = decided(two.question, farid)
    with acting_as(chidi):
        assert {each.team.slug for each in Involvement.objects.visible_to(chidi)} == {"westmoor-nurses"}
        assert not Entry.objects.visible_to(chidi).exclude(team_id=chidi.team_id).exists()
    confirmed(decision, amara)
    with acting_as(chidi):
        seen = Involvement.objects.visible_to(chidi).filter(child=two.known)
        assert {each.team.slug for each in seen} >= {"westmoor-nurses", "eastmoor-duty"}
        assert not Entry.objects.visible_to(chidi).exclude(team_id=chidi.team_id).exists()


def test_who_worked_with_the_one_is_a_contributor_to_the_other(northmoor):
    farid, wanda, two = northmoor.actor("farid"), northmoor.actor("wanda"), pair(northmoor)
    with acting_as(wanda):
        open_record(child=two.new, team=northmoor.team("guardians"), capacity=Capacity.GUARDIAN, by=wanda)
    decision = decided(two.question, farid)
    gwen = northmoor.actor("gwen")
    with acting_as(gwen):
        mine = Involvement.objects.visible_to(gwen).get(team=northmoor.team("guardians"), ended_at=None)
        assert (mine.capacity, mine.sees_story) == (Capacity.CONTRIBUTOR, False)
    undone(decision, farid)
    with acting_as(gwen):
        mine = Involvement.objects.visible_to(gwen).get(team=northmoor.team("guardians"), ended_at=None)
        assert (mine.capacity, mine.sees_story, mine.child_id) == (Capacity.GUARDIAN, True, two.new.id)


def test_the_lead_or_a_second_person_owes_a_confirmation(northmoor):
    farid, amara, two = northmoor.actor("farid"), northmoor.actor("amara"), pair(northmoor)
    decision = decided(two.question, farid)
    assert open_duties(DutyKind.LINK, farid) == []
    (owed,) = open_duties(DutyKind.CONFIRM_LINK, amara)
    assert (owed.owner_team.slug, owed.about_id, owed.child_id) == ("eastmoor-duty", decision.id, two.known.id)
    with pytest.raises(Refused, match="second_person_needed"):
        confirmed(decision, farid)
    confirmed(decision, northmoor.actor("fatima"))
    assert open_duties(DutyKind.CONFIRM_LINK, farid) == []
    with pytest.raises(Refused, match="nothing_to_confirm"):
        confirmed(decision, amara)


def test_confirming_an_old_version_is_a_conflict(northmoor):
    amara, two = northmoor.actor("amara"), pair(northmoor)
    decision = decided(two.question, northmoor.actor("farid"))
    with acting_as(amara), pytest.raises(Conflict):
        confirm_link(decision=decision, revision=decision.revision + 1, by=amara)


def test_in_danger_a_link_is_confirmed_at_once(northmoor):
    farid, chidi, two = northmoor.actor("farid"), northmoor.actor("chidi"), pair(northmoor)
    decision = decided(two.question, farid, in_danger=True)
    assert decision.standing == Standing.CONFIRMED
    assert open_duties(DutyKind.CONFIRM_LINK, farid) == []
    with acting_as(chidi):
        assert Involvement.objects.visible_to(chidi).exclude(team_id=chidi.team_id).exists()


def test_every_team_of_both_circles_is_told(northmoor):
    two = pair(northmoor)
    decided(two.question, northmoor.actor("farid"))
    for name in ("efa", "amara", "chidi", "wanda"):
        actor = northmoor.actor(name)
        with acting_as(actor):
            assert Notice.objects.visible_to(actor).filter(code="link.changed").count() == 1, name


def test_not_the_same_is_remembered_and_not_asked_again(northmoor):
    farid, chidi, two = northmoor.actor("farid"), northmoor.actor("chidi"), pair(northmoor)
    decided(two.question, farid, Outcome.DIFFERENT)
    assert open_duties(DutyKind.LINK, farid) == []
    with acting_as(chidi):
        propose_link(child=two.new, reference=two.known.reference, reason="I still think so.", by=chidi)
    with acting_as(farid):
        assert not LinkQuestion.objects.visible_to(farid).filter(closed_at=None).exists()
        assert not Move.objects.visible_to(farid).exists()
    assert not again(two.new, farid).is_asleep


def test_not_sure_leaves_the_question_and_starts_the_clock_afresh(northmoor):
    farid, two = northmoor.actor("farid"), pair(northmoor)
    (before,) = open_duties(DutyKind.LINK, farid)
    decided(two.question, farid, Outcome.UNSURE)
    (after,) = open_duties(DutyKind.LINK, farid)
    assert (after.about_id, after.id != before.id) == (two.question.id, True)
    with acting_as(farid):
        assert LinkQuestion.objects.visible_to(farid).get().closed_at is None


def test_the_next_question_is_owed_when_the_first_is_answered(northmoor):
    farid, efa = northmoor.actor("farid"), northmoor.actor("efa")
    raised(efa, children=(SAME, SAME))
    new = raised(northmoor.actor("chidi"), children=(SAME,), area="westmoor")
    with acting_as(farid):
        child_id = new.subjects.get().child_id
        (first,) = Duty.objects.visible_to(farid).filter(kind=DutyKind.LINK)
        question = LinkQuestion.objects.visible_to(farid).get(pk=first.about_id)
    decided(question, farid, Outcome.DIFFERENT)
    (second,) = open_duties(DutyKind.LINK, farid)
    assert (second.child_id, second.about_id != first.about_id) == (child_id, True)


def test_a_working_team_with_both_in_sight_decides(northmoor):
    amara, two = northmoor.actor("amara"), pair(northmoor)
    with acting_as(northmoor.actor("wanda")):
        wanda = northmoor.actor("wanda")
        open_record(child=two.new, team=northmoor.team("eastmoor-duty"), capacity=Capacity.CONTRIBUTOR, by=wanda)
    decision = decided(two.question, amara)
    assert decision.standing == Standing.PROVISIONAL
    assert again(two.new, northmoor.actor("farid")).is_asleep
    # Amara's own team leads, so the second person is the hub's.
    (owed,) = open_duties(DutyKind.CONFIRM_LINK, northmoor.actor("farid"))
    assert owed.owner_team.slug == "hub-duty"


def test_a_working_team_that_sees_only_one_of_them_proposes(northmoor):
    amara, farid, two = northmoor.actor("amara"), northmoor.actor("farid"), pair(northmoor)
    decision = decided(two.question, amara)
    assert decision.standing == Standing.PROPOSED
    assert not again(two.new, farid).is_asleep
    assert len(open_duties(DutyKind.LINK, farid)) == 1
    with acting_as(amara), pytest.raises(Refused, match="nothing_to_confirm"):
        confirm_link(decision=decision, revision=1, by=amara)


def test_who_does_not_see_the_question_cannot_answer_it(northmoor):
    two = pair(northmoor)
    for name in ("chidi", "wanda", "bilal"):
        with pytest.raises(NotFound):
            decided(two.question, northmoor.actor(name))
    with pytest.raises(NotAllowed):
        decided(two.question, northmoor.actor("robin"))


def test_the_second_of_two_desks_gets_a_conflict(northmoor):
    two = pair(northmoor)
    decided(two.question, northmoor.actor("farid"))
    with pytest.raises(Conflict):
        decided(two.question, northmoor.actor("fatima"), Outcome.DIFFERENT)


@pytest.mark.parametrize(("reason", "code"), [("  ", "reason_needed"), ("x" * 4001, "reason_too_long")])
def test_a_decision_has_a_reason_of_reasonable_length(northmoor, reason, code):
    farid, two = northmoor.actor("farid"), pair(northmoor)
    with acting_as(farid), pytest.raises(Refused, match=code):
        decide_link(question=two.question, outcome=Outcome.SAME, reason=reason, by=farid)


def test_two_children_nobody_asked_about_are_decided_at_once(northmoor):
    farid, efa = northmoor.actor("farid"), northmoor.actor("efa")
    two = pair(northmoor)
    raised(efa, children=(replace(SAME, names=()),))
    with acting_as(farid):
        third = Record.objects.visible_to(farid).order_by("-opened_at").first().child
        decision = decide_pair(child=third, other=two.known, outcome=Outcome.SAME, reason="She says so.", by=farid)
    assert decision.standing == Standing.PROVISIONAL
    with acting_as(farid), pytest.raises(Refused, match="same_child_twice"):
        decide_pair(child=two.known, other=two.known, outcome=Outcome.SAME, reason="Hm.", by=farid)


def test_an_outsider_proposes_and_sees_no_more_for_it(northmoor):
    chidi, farid = northmoor.actor("chidi"), northmoor.actor("farid")
    raised(northmoor.actor("efa"))
    raised(chidi, children=(replace(SAME, names=()),), area="westmoor")
    with acting_as(farid):
        known, new = (
            record.child
            for record in Record.objects.visible_to(farid)
            .filter(team__slug__in=("outreach", "westmoor-nurses"))
            .order_by("opened_at")
        )
    with acting_as(chidi):
        assert propose_link(child=new, reference=known.reference, reason="The school says so.", by=chidi) is None
        assert propose_link(child=new, reference="C-2222-22", reason="The school says so.", by=chidi) is None
        assert not LinkQuestion.objects.visible_to(chidi).exists()
        with pytest.raises(Refused, match="same_child_twice"):
            propose_link(child=new, reference=new.reference, reason="Hm.", by=chidi)
        with pytest.raises(NotFound):
            propose_link(child=known, reference=new.reference, reason="Hm.", by=chidi)
    with acting_as(farid):
        question = LinkQuestion.objects.visible_to(farid).get(closed_at=None)
        assert (question.child_id, question.candidate_id) == (new.id, known.id)
        assert LinkDecision.objects.visible_to(farid).get().standing == Standing.PROPOSED
    assert len(open_duties(DutyKind.LINK, farid)) == 1


def test_whoever_answers_a_question_is_in_both_trails(northmoor):
    farid, amara, two = northmoor.actor("farid"), northmoor.actor("amara"), pair(northmoor)
    decision = decided(two.question, farid)
    confirmed(decision, amara)
    undone(decision, farid)
    with acting_as(farid):
        told = Event.objects.visible_to(farid).filter(about_id=decision.id)
        both = {two.new.id, two.known.id}
        for happening, children in (("link.decided", both), ("link.confirmed", {two.known.id}), ("link.undone", both)):
            assert {event.child_id for event in told.filter(happening=happening)} == children


def test_nothing_moves_when_the_ledger_cannot_be_written(northmoor, monkeypatch):
    farid, two = northmoor.actor("farid"), pair(northmoor)

    def broken(*_, **__):
        raise RuntimeError

    monkeypatch.setattr("cairn.children.verbs.linking.ledger.record", broken)
    with acting_as(farid), pytest.raises(RuntimeError), transaction.atomic():
        decide_link(question=two.question, outcome=Outcome.SAME, reason="Same.", by=farid)
    monkeypatch.undo()
    with acting_as(farid):
        assert not LinkDecision.objects.visible_to(farid).exists()
    assert not again(two.new, farid).is_asleep


def test_a_question_asked_already_is_the_one_that_is_answered(northmoor):
    farid, two = northmoor.actor("farid"), pair(northmoor)
    with acting_as(farid):
        decide_pair(child=two.known, other=two.new, outcome=Outcome.DIFFERENT, reason="Two cousins.", by=farid)
        assert LinkQuestion.objects.visible_to(farid).get().closed_at is not None


def test_who_no_longer_works_with_the_child_changes_nothing(northmoor):
    amara, farid, two = northmoor.actor("amara"), northmoor.actor("farid"), pair(northmoor)
    with acting_as(northmoor.actor("wanda")):
        wanda = northmoor.actor("wanda")
        open_record(child=two.new, team=northmoor.team("eastmoor-duty"), capacity=Capacity.CONTRIBUTOR, by=wanda)
    decision = decided(two.question, amara)
    with acting_as(farid):
        around = Involvement.objects.visible_to(farid).filter(team=northmoor.team("eastmoor-duty"))
        around.update(sees_story=False)
    manager = northmoor.actor("amaras_manager")
    with pytest.raises(Conflict):
        confirmed(decision, manager)
    with pytest.raises(Conflict):
        undone(decision, manager)
    with acting_as(farid):
        assert LinkDecision.objects.visible_to(farid).get().standing == Standing.PROVISIONAL


def test_a_team_that_waits_for_an_answer_about_both_is_answered_first(northmoor):
    farid, chidi, two = northmoor.actor("farid"), northmoor.actor("chidi"), pair(northmoor)
    with acting_as(farid):
        open_record(child=two.known, team=northmoor.team("westmoor-nurses"), capacity=Capacity.CONTRIBUTOR, by=farid)
    with acting_as(chidi):
        for record in Record.objects.visible_to(chidi):
            ask_to_work(record=record, doing="Weighs and talks.", by=chidi)
    with pytest.raises(Refused, match="requests_collide"):
        decided(two.question, farid)


def test_a_birth_that_nobody_could_read_is_kept_and_not_compared(northmoor):
    efa, two = northmoor.actor("efa"), pair(northmoor)
    with acting_as(efa):
        record = Record.objects.visible_to(efa).get(team=northmoor.team("outreach"))
        claim = add_fact(record=record, fact=Fact(FactKind.BIRTH, "old enough", Basis.CHILD_SAYS), by=efa)
        assert Claim.objects.visible_to(efa).get(pk=claim.pk).text == "old enough"
    assert decided(two.question, northmoor.actor("farid")).standing == Standing.PROVISIONAL


def test_a_lead_that_still_must_decide_goes_on_reading_what_it_decides_on(northmoor):
    farid, wanda, two = northmoor.actor("farid"), northmoor.actor("wanda"), pair(northmoor)
    desk = northmoor.team("westmoor-duty")
    with acting_as(farid):
        assign(child=two.new, kind=ResponsibilityKind.LEAD, team=desk, by=farid)
    decision = decided(two.question, farid)
    with acting_as(wanda):
        mine = Involvement.objects.visible_to(wanda).get(team=desk, ended_at=None)
        assert (mine.capacity, mine.sees_story, mine.child_id) == (Capacity.RECEIVING, True, two.known.id)
        assert Entry.objects.visible_to(wanda).filter(kind="concern").exists()
    undone(decision, farid)
    with acting_as(wanda):
        mine = Involvement.objects.visible_to(wanda).get(team=desk, ended_at=None)
        assert (mine.capacity, mine.sees_story, mine.child_id) == (Capacity.LEAD, True, two.new.id)


def test_whoever_is_told_of_a_link_is_led_to_a_child_they_may_open(northmoor):
    two = pair(northmoor)
    decision = decided(two.question, northmoor.actor("farid"))
    led_to(northmoor, {name: two.known for name in ("efa", "amara", "chidi", "wanda")}, 1)
    undone(decision, northmoor.actor("farid"))
    led_to(northmoor, {"efa": two.known, "amara": two.known, "chidi": two.new, "wanda": two.new}, 2)


def led_to(northmoor, expected, count):
    for name, child in expected.items():
        actor = northmoor.actor(name)
        with acting_as(actor):
            told = Notice.objects.visible_to(actor).filter(code="link.changed").order_by("-left_at", "-id")
            assert told.count() == count, name
            assert (told[0].about_kind, told[0].about_id) == ("child", child.id), name
            assert Child.objects.visible_to(actor).filter(pk=child.pk).exists(), name
