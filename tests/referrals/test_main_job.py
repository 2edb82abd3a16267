"""The main job, from raising to hearing back, by the verbs alone."""

from datetime import UTC, datetime

import pytest
import time_machine

from cairn.access.binding import acting_as
from cairn.children.models import Child, Involvement, Responsibility
from cairn.chronology.models import Entry
from cairn.concerns.kinds import Urgency
from cairn.concerns.models import Concern
from cairn.concerns.verbs import change_urgency, raise_concern
from cairn.core.errors import Conflict, NotFound, Refused
from cairn.duties.kinds import DutyKind
from cairn.duties.models import Duty
from cairn.referrals import verbs
from cairn.referrals.kinds import Answer, Purpose
from cairn.referrals.models import Decision, Referral
from cairn.referrals.presenters.child import danger_rows
from tests.builders import child_of, raised, said

TUESDAY_MORNING = datetime(2026, 11, 24, 11, tzinfo=UTC)
GIVEN = verbs.AnswerGiven(Answer.STRATEGY_DISCUSSION, "The words and the van fit.", "Thank you. We meet today.")


def test_a_concern_is_delivered_and_clocked_in_the_same_moment(northmoor):
    efa, amara = northmoor.actor("efa"), northmoor.actor("amara")
    concern = raised(efa)
    with acting_as(amara):
        referral = Referral.objects.visible_to(amara).get()
        duty = Duty.objects.visible_to(amara).get(kind=DutyKind.ANSWER)
    assert (referral.concern_id, referral.to_team.slug) == (concern.id, "eastmoor-duty")
    assert (duty.about_id, duty.owner_team.slug) == (referral.id, "eastmoor-duty")
    assert duty.owed_to_team == northmoor.team("outreach")


def test_responsibility_is_never_empty_from_the_first_second(northmoor):
    concern = raised(northmoor.actor("efa"))
    farid = northmoor.actor("farid")
    with acting_as(farid):
        held = Responsibility.objects.visible_to(farid).filter(child__in=concern.subjects.values("child"))
        assert {one.kind for one in held} == {"authority", "lead", "next"}


def test_danger_reaches_police_and_the_team_on_duty_together(northmoor):
    raised(northmoor.actor("efa"), urgency="danger_now")
    farid = northmoor.actor("farid")
    with acting_as(farid):
        danger = Referral.objects.visible_to(farid).filter(purpose=Purpose.DANGER)
        assert "police-desk" in {one.to_team.slug for one in danger}
        assert len({one.to_team_id for one in danger}) == len(danger) == 2
        assert Duty.objects.visible_to(farid).filter(kind=DutyKind.ACKNOWLEDGE).count() == 2


def test_the_sender_sees_the_answer_and_the_stranger_sees_nothing(northmoor):
    efa, amara, chidi = (northmoor.actor(name) for name in ("efa", "amara", "chidi"))
    raised(efa)
    with acting_as(amara):
        referral = Referral.objects.visible_to(amara).get()
        verbs.mark_read(referral=referral, by=amara)
        verbs.answer(referral=referral, given=GIVEN, revision=referral.revision, by=amara)
    with acting_as(efa):
        assert Decision.objects.visible_to(efa).get().feedback == GIVEN.feedback
        assert not Duty.objects.visible_to(efa).filter(closed_at=None, kind=DutyKind.ANSWER).exists()
    with acting_as(chidi):
        for model in (Child, Entry, Concern, Referral, Decision, Duty, Involvement):
            assert not model.objects.visible_to(chidi).exists()
            assert not model.objects.exists()


def test_an_answer_is_given_once(northmoor):
    amara = northmoor.actor("amara")
    raised(northmoor.actor("efa"))
    with acting_as(amara):
        referral = Referral.objects.visible_to(amara).get()
        verbs.answer(referral=referral, given=GIVEN, revision=referral.revision, by=amara)
        with pytest.raises(Conflict):
            verbs.answer(referral=referral, given=GIVEN, revision=referral.revision, by=amara)


def test_only_the_team_that_was_asked_answers(northmoor):
    raised(northmoor.actor("efa"))
    farid, chidi = northmoor.actor("farid"), northmoor.actor("chidi")
    with acting_as(farid):
        referral = Referral.objects.visible_to(farid).get()
        with pytest.raises(Refused, match="not_sent_to_you"):
            verbs.answer(referral=referral, given=GIVEN, revision=1, by=farid)
    with acting_as(chidi), pytest.raises(NotFound):
        verbs.answer(referral=referral, given=GIVEN, revision=1, by=chidi)


def test_the_same_key_gives_the_same_concern(northmoor):
    efa = northmoor.actor("efa")
    with acting_as(efa):
        first = raise_concern(said=said(), send_key="form-1", by=efa)
        assert raise_concern(said=said(), send_key="form-1", by=efa) == first
        assert Concern.objects.visible_to(efa).count() == 1


def test_a_contributor_sees_its_own_words_and_not_the_story(northmoor):
    efa, amara = northmoor.actor("efa"), northmoor.actor("amara")
    concern = raised(efa)
    child = child_of(concern, amara)
    with acting_as(amara):
        referral = Referral.objects.visible_to(amara).get()
        verbs.answer(referral=referral, given=GIVEN, revision=1, by=amara)
        assert Entry.objects.visible_to(amara).filter(child=child).count() == 2
    with acting_as(efa):
        assert Entry.objects.visible_to(efa).filter(child=child).count() == 1


def calls_open(farid) -> int:
    with acting_as(farid):
        return Duty.objects.visible_to(farid).filter(kind=DutyKind.ACKNOWLEDGE, closed_at=None).count()


def test_who_has_decided_is_not_called_any_more_and_the_card_no_longer_warns(northmoor):
    amara, farid = northmoor.actor("amara"), northmoor.actor("farid")
    with time_machine.travel(TUESDAY_MORNING):  # the desk that decides is on duty itself
        concern = raised(northmoor.actor("efa"), urgency="danger_now")
        assert calls_open(farid) == 2
        with acting_as(amara):
            asked = Referral.objects.visible_to(amara).get(purpose=Purpose.CHILD_PROTECTION)
            child = child_of(concern, amara)
            assert danger_rows(child, amara)
            verbs.answer(referral=asked, given=GIVEN, revision=asked.revision, by=amara)
            ours = Referral.objects.visible_to(amara).get(purpose=Purpose.DANGER, to_team=asked.to_team)
            assert ours.acknowledged_by_id == northmoor.memberships["amara"].pk
            assert not danger_rows(child, amara)
    assert calls_open(farid) == 1  # the police desk's own


def test_the_hubs_word_for_a_team_does_not_say_that_the_team_has_read_it(northmoor):
    farid = northmoor.actor("farid")
    raised(northmoor.actor("efa"), urgency="danger_now")
    with acting_as(farid):
        police = Referral.objects.visible_to(farid).get(purpose=Purpose.DANGER, to_team=northmoor.team("police-desk"))
        verbs.acknowledge(referral=police, by=farid)
        police.refresh_from_db()
    assert (police.acknowledged_by_id, police.read_at) == (northmoor.memberships["farid"].pk, None)


def test_who_says_danger_later_does_not_become_the_sender(northmoor):
    efa, amara = northmoor.actor("efa"), northmoor.actor("amara")
    concern = raised(efa)
    with acting_as(amara):
        change_urgency(concern=concern, to=Urgency.DANGER_NOW, reason="", by=amara)
        danger = Referral.objects.visible_to(amara).filter(purpose=Purpose.DANGER)
        assert {one.recorded_by_id for one in danger} == {northmoor.memberships["efa"].pk}
