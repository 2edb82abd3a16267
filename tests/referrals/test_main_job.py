"""The main job, from raising to hearing back, by the verbs alone."""

import pytest

from cairn.access.binding import acting_as
from cairn.children.models import Child, Involvement, Responsibility
from cairn.chronology.models import Entry
from cairn.concerns.models import Concern
from cairn.concerns.verbs import raise_concern
from cairn.core.errors import Conflict, NotFound, Refused
from cairn.duties.kinds import DutyKind
from cairn.duties.models import Duty
from cairn.referrals import verbs
from cairn.referrals.kinds import Answer, Purpose
from cairn.referrals.models import Decision, Referral
from tests.builders import child_of, raised, said

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
