"""Owing, taking, doing and handing on: who may, what is remembered, what is refused."""

import pytest
from django.db import DatabaseError, connection, transaction

from cairn.access.binding import acting_as
from cairn.core.errors import Conflict, NotAllowed, NotFound, Refused
from cairn.core.ids import uuid7
from cairn.core.ref import Ref
from cairn.duties import verbs
from cairn.duties.kinds import DUTY_CLOSED, DUTY_HANDED_ON, DUTY_TAKEN, DutyKind
from cairn.duties.models import Duty, DutyStep
from cairn.ledger.models import Event
from tests.duties.owing import as_worker, danger, owed

pytestmark = pytest.mark.django_db


def happened(by, code):
    with acting_as(by):
        return Event.objects.visible_to(by).filter(happening=code).count()


def test_a_duty_keeps_the_clock_it_was_begun_under(northmoor):
    duty = owed(northmoor)
    assert (duty.policy, duty.policy_version, duty.nation) == ("referral_decision", "1", "england")
    assert duty.due_at.isoformat() == "2026-11-24T23:59:59+00:00"


def test_no_clock_is_started_where_no_length_is_known(northmoor):
    with pytest.raises(Refused, match="no_policy_for_nation"):
        owed(northmoor, policy="single_assessment", nation="scotland")


def test_the_same_is_not_owed_twice_by_one_team(northmoor):
    duty = owed(northmoor)
    with pytest.raises(DatabaseError), transaction.atomic():
        owed(northmoor, about=Ref(duty.about_kind, duty.about_id))


def test_strangers_see_no_duty_and_the_hub_sees_all(northmoor):
    owed(northmoor)
    seen = {}
    for name in ("amara", "efa", "farid", "chidi", "dana", "hana", "gwen"):
        actor = northmoor.actor(name)
        with acting_as(actor):
            # The database alone, without the QuerySet's own condition.
            seen[name] = (Duty.objects.count(), Duty.objects.visible_to(actor).count())
    assert seen == {
        **dict.fromkeys(("amara", "efa", "farid"), (1, 1)),
        **dict.fromkeys(("chidi", "dana", "hana", "gwen"), (0, 0)),
    }


def test_the_one_it_is_owed_to_does_not_see_who_was_told(northmoor):
    duty = danger(northmoor)
    with as_worker():
        DutyStep.objects.create(duty=duty, owner_team=duty.owner_team, rule="x", due_at=duty.due_at)
    for name, count in (("amara", 1), ("farid", 1), ("efa", 0)):
        actor = northmoor.actor(name)
        with acting_as(actor):
            assert (DutyStep.objects.count(), DutyStep.objects.visible_to(actor).count()) == (count, count)


def test_a_member_of_the_owing_team_takes_it(northmoor):
    duty, amara = owed(northmoor), northmoor.actor("amara")
    with acting_as(amara):
        verbs.take(duty=duty, revision=1, by=amara)
        duty.refresh_from_db()
    assert (duty.owner_id, duty.revision) == (amara.membership_id, 2)
    assert happened(amara, DUTY_TAKEN) == 1


@pytest.mark.parametrize(
    ("name", "refusal"), [("chidi", NotFound), ("robin", NotAllowed), ("efa", NotAllowed), ("farid", NotAllowed)]
)
def test_nobody_else_takes_it(northmoor, name, refusal):
    duty, actor = owed(northmoor), northmoor.actor(name)
    with acting_as(actor), pytest.raises(refusal):
        verbs.take(duty=duty, revision=1, by=actor)


def test_the_second_to_take_it_is_told(northmoor):
    duty, manager = owed(northmoor), northmoor.actor("amaras_manager")
    with acting_as(northmoor.actor("amara")):
        verbs.take(duty=duty, revision=1, by=northmoor.actor("amara"))
    with acting_as(manager), pytest.raises(Conflict, match="duty_taken_already"):
        verbs.take(duty=duty, revision=1, by=manager)


def test_nobody_takes_what_is_done(northmoor):
    duty, amara = owed(northmoor), northmoor.actor("amara")
    with acting_as(amara):
        verbs.close(kind=duty.kind, about=Ref(duty.about_kind, duty.about_id), by=amara)
        with pytest.raises(Conflict):
            verbs.take(duty=duty, revision=2, by=amara)


def test_whoever_did_it_closes_it_even_out_of_their_sight(northmoor):
    duty, bilal = owed(northmoor), northmoor.actor("bilal")
    about = Ref(duty.about_kind, duty.about_id)
    with acting_as(bilal):
        assert verbs.close(kind=DutyKind.ANSWER, about=about, by=bilal) == 1
        assert verbs.close(kind=DutyKind.ANSWER, about=about, by=bilal) == 0
    amara = northmoor.actor("amara")
    with acting_as(amara):
        duty.refresh_from_db()
    assert (duty.closed_by_id, duty.revision) == (bilal.membership_id, 2)
    assert duty.closed_at is not None
    assert duty.closed_at >= duty.started_at
    assert happened(bilal, DUTY_CLOSED) == 1


def test_closing_leaves_other_duties_alone(northmoor):
    duty, other = owed(northmoor), owed(northmoor)
    amara = northmoor.actor("amara")
    with acting_as(amara):
        verbs.close(kind=DutyKind.LINK, about=Ref(duty.about_kind, duty.about_id), by=amara)
        verbs.close(kind=DutyKind.ANSWER, about=Ref(duty.about_kind, duty.about_id), by=amara)
        assert list(Duty.objects.filter(closed_at=None)) == [other]


def test_without_an_actor_nothing_is_closed(northmoor):
    duty = owed(northmoor)
    amara = northmoor.actor("amara")
    with acting_as(None):
        assert verbs.close(kind=duty.kind, about=Ref(duty.about_kind, duty.about_id), by=amara) == 0


def test_when_the_ledger_cannot_be_written_nothing_is_closed(northmoor, monkeypatch):
    def broken(*args, **kwargs):
        raise RuntimeError

    duty, amara = owed(northmoor), northmoor.actor("amara")
    monkeypatch.setattr("cairn.duties.verbs.owing.ledger.record", broken)
    with acting_as(amara):
        with pytest.raises(RuntimeError), transaction.atomic():
            verbs.close(kind=duty.kind, about=Ref(duty.about_kind, duty.about_id), by=amara)
        with pytest.raises(RuntimeError):
            verbs.take(duty=duty, revision=1, by=amara)
        duty.refresh_from_db()
    assert (duty.closed_at, duty.owner_id) == (None, None)


def test_what_follows_the_holder_is_handed_on_and_the_rest_stays(northmoor):
    child_id, amara, wanda = uuid7(), northmoor.actor("amara"), northmoor.actor("wanda")
    follows = owed(northmoor, DutyKind.CONFIRM_LINK, "link_confirmation", child_id=child_id)
    stays = owed(northmoor, DutyKind.LINK, "link_decision", child_id=child_id)
    others = owed(northmoor, DutyKind.CONFIRM_LINK, "link_confirmation", child_id=uuid7())
    desks = {"giver": northmoor.team("eastmoor-duty"), "receiver": northmoor.team("westmoor-duty")}
    with acting_as(amara):
        verbs.take(duty=follows, revision=1, by=amara)
        assert verbs.hand_on(child_id=child_id, by=amara, **desks) == 1
        assert set(Duty.objects.visible_to(amara)) == {stays, others}
    with acting_as(wanda):
        moved = Duty.objects.visible_to(wanda).get()
    assert (moved, moved.owner_id, moved.due_at) == (follows, None, follows.due_at)
    assert moved.owner_agency_id == desks["receiver"].agency_id
    assert happened(amara, DUTY_HANDED_ON) == 1


def test_the_owing_team_alone_changes_a_duty_by_hand(northmoor):
    duty = owed(northmoor)
    for name, changed in (("efa", 0), ("farid", 0), ("amara", 1)):
        with acting_as(northmoor.actor(name)):
            assert Duty.objects.filter(pk=duty.pk).update(revision=7) == changed


def test_the_application_only_puts_jobs_into_the_queue(northmoor):
    with connection.cursor() as cursor:
        for statement in (
            "update procrastinate_jobs set status = 'todo'",
            "delete from procrastinate_jobs",
            "delete from procrastinate_events",
            "insert into procrastinate_workers default values",
            "select procrastinate_fetch_job_v2(null, 1)",
        ):
            with pytest.raises(DatabaseError, match="permission denied"), transaction.atomic():
                cursor.execute(statement)
