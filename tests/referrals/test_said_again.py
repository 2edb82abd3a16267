"""Danger said a second time, one decision in one place, and the second look at what was only noted."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from cairn.access.binding import acting_as
from cairn.chronology.models import Entry
from cairn.concerns.kinds import Urgency
from cairn.concerns.rules import ChildSaid
from cairn.concerns.verbs import change_urgency
from cairn.core.clock import local, today
from cairn.core.errors import Refused
from cairn.duties.kinds import DutyKind
from cairn.duties.models import Duty
from cairn.notices.models import Notice
from cairn.referrals import verbs
from cairn.referrals.kinds import Answer, Purpose
from cairn.referrals.models import Referral
from cairn.referrals.presenters.child import danger_rows
from tests.builders import child_of
from tests.builders import raised as raise_one
from tests.referrals.sending import TYPED, Sent, sent, sign_in

TUESDAY_MORNING = datetime(2026, 11, 24, 11, tzinfo=UTC)
GIVEN = verbs.AnswerGiven(Answer.STRATEGY_DISCUSSION, "The words and the van fit.", "Thank you. We meet today.")


@pytest.fixture
def tuesday():
    with time_machine.travel(TUESDAY_MORNING):  # the desk that decides is on duty itself
        yield


def calls(northmoor) -> set[str]:
    farid = northmoor.actor("farid")
    with acting_as(farid):
        open_calls = Duty.objects.visible_to(farid).filter(kind=DutyKind.ACKNOWLEDGE, closed_at=None)
        return {one.owner_team.slug for one in open_calls}


def acknowledged(northmoor, raised: Sent, *names: str) -> None:
    for name in names:
        by = northmoor.actor(name)
        with acting_as(by):
            danger = Referral.objects.visible_to(by).filter(purpose=Purpose.DANGER, concern=raised.concern)
            verbs.acknowledge(referral=danger.get(to_team_id=by.team_id), by=by)


def says(northmoor, name: str, raised: Sent, urgency: Urgency) -> None:
    by = northmoor.actor(name)
    with acting_as(by):
        change_urgency(concern=raised.concern, to=urgency, reason="She was seen again.", by=by)


@pytest.mark.parametrize("name", ["efa", "amara", "farid"])
def test_danger_said_again_calls_everybody_again(northmoor, tuesday, name):
    raised = sent(northmoor, purpose=Purpose.DANGER, to="police-desk", urgency="danger_now")
    acknowledged(northmoor, raised, "amara", "bilal")
    assert calls(northmoor) == set()
    says(northmoor, "amara", raised, Urgency.SOON)
    says(northmoor, name, raised, Urgency.DANGER_NOW)
    assert calls(northmoor) == {"police-desk", "eastmoor-duty"}
    assert raised.now().acknowledged_at is None
    bilal = northmoor.actor("bilal")
    with acting_as(bilal):
        told = Notice.objects.visible_to(bilal).filter(code="referral.arrived", about_id=raised.referral.id)
        assert told.count() == 2
    page = sign_in(Client(), northmoor, "bilal").get(raised.href).content.decode()
    assert "Called again" in page
    assert "I have it" in page
    acknowledged(northmoor, raised, "amara", "bilal")
    assert calls(northmoor) == set()


def test_a_call_that_is_open_still_is_owed_once(northmoor, tuesday):
    raised = sent(northmoor, purpose=Purpose.DANGER, to="police-desk", urgency="danger_now")
    assert "Called again" not in sign_in(Client(), northmoor, "bilal").get(raised.href).content.decode()
    says(northmoor, "efa", raised, Urgency.TODAY)
    says(northmoor, "efa", raised, Urgency.DANGER_NOW)
    assert calls(northmoor) == {"police-desk", "eastmoor-duty"}


def test_the_card_warns_again_after_a_decision(northmoor, tuesday):
    raised = sent(northmoor, urgency="danger_now")
    amara = northmoor.actor("amara")
    child = child_of(raised.concern, amara)
    with acting_as(amara):
        verbs.answer(referral=raised.referral, given=GIVEN, revision=1, by=amara)
        assert not danger_rows(child, amara)
    says(northmoor, "amara", raised, Urgency.SOON)
    says(northmoor, "efa", raised, Urgency.DANGER_NOW)
    with acting_as(amara):
        assert danger_rows(child, amara)


def test_a_team_that_was_asked_twice_decides_in_one_place(northmoor, tuesday):
    raised = sent(northmoor, purpose=Purpose.DANGER, to="eastmoor-duty", urgency="danger_now")
    amara = northmoor.actor("amara")
    with acting_as(amara):
        asked = Referral.objects.visible_to(amara).get(purpose=Purpose.CHILD_PROTECTION)
        with pytest.raises(Refused, match="answer_there"):
            verbs.answer(referral=raised.referral, given=GIVEN, revision=1, by=amara)
    client = sign_in(Client(), northmoor, "amara")
    page = client.get(raised.href).content.decode()
    there = reverse("referrals:answer", args=[asked.id])
    assert f'href="{there}"' in page
    assert 'name="outcome"' not in page
    assert client.post(raised.href, TYPED).status_code == 422
    assert client.post(there, TYPED).status_code == 302
    with acting_as(amara):
        owed = Duty.objects.visible_to(amara).filter(owner_team_id=amara.team_id, closed_at=None)
        assert not owed.filter(kind__in=(DutyKind.ANSWER, DutyKind.ACKNOWLEDGE)).exists()


def noted(northmoor, **more: object) -> tuple[Sent, Duty]:
    raised, amara = sent(northmoor), northmoor.actor("amara")
    given = verbs.AnswerGiven(Answer.NO_FURTHER_ACTION, "Nothing fits.", "Thank you.", **more)
    with acting_as(amara):
        verbs.answer(referral=raised.referral, given=given, revision=1, by=amara)
        return raised, Duty.objects.visible_to(amara).get(kind=DutyKind.REVIEW_NOTED)


def test_the_day_the_team_chose_brings_the_second_look_forward(northmoor):
    soon = today() + timedelta(days=10)
    assert local(noted(northmoor, review_on=soon)[1].due_at).date() == soon


def test_a_later_day_than_the_policys_gives_no_more_time(northmoor):
    _raised, duty = noted(northmoor, review_on=today() + timedelta(days=400))
    assert local(duty.due_at).date() < today() + timedelta(days=100)


def test_looking_again_is_owed_until_it_is_done_and_noted(northmoor):
    raised, duty = noted(northmoor)
    url = reverse("referrals:look_again", args=[raised.referral.id])
    client = sign_in(Client(), northmoor, "amara")
    assert url in client.get(raised.href).content.decode()
    answer = client.post(url, {"note": " "})
    assert answer.status_code == 422
    assert "Write what you found" in answer.content.decode()
    expected = {"chidi": 404, "robin": 403, "dana": 403, "farid": 422, "efa": 422, "amara": 302}
    found = {
        name: sign_in(Client(), northmoor, name).post(url, {"note": "She goes to school."}).status_code
        for name in expected
    }
    assert found == expected
    amara = northmoor.actor("amara")
    with acting_as(amara):
        duty.refresh_from_db()
        assert duty.closed_at is not None
        assert Entry.objects.visible_to(amara).get(kind="other").words.endswith("She goes to school.")
        with pytest.raises(Refused, match="nothing_to_look_at_again"):
            verbs.look_again(referral=raised.referral, note="Once more.", by=amara)
        with pytest.raises(Refused, match="note_needed"):
            verbs.look_again(referral=raised.referral, note=" ", by=amara)
    assert url not in client.get(raised.href).content.decode()


def test_a_wish_said_of_several_children_is_read_and_is_nobodys_own(northmoor):
    raised = sent_of_two(northmoor)
    page = sign_in(Client(), northmoor, "amara").get(raised).content.decode()
    assert "To go home." in page
    assert "said of several children together" in page


def sent_of_two(northmoor) -> str:
    concern = raise_one(northmoor.actor("efa"), children=(ChildSaid(), ChildSaid()), child_wants="To go home.")
    amara = northmoor.actor("amara")
    with acting_as(amara):
        first = Referral.objects.visible_to(amara).filter(concern=concern).first()
    return reverse("referrals:answer", args=[first.id])
