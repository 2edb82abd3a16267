"""A record past its time goes when two people agreed, whole or not at all, and a certificate stays (R-198)."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, connection, transaction
from django.db.utils import ProgrammingError

from cairn.access.binding import acting_as
from cairn.children.models import Child, Claim
from cairn.chronology.models import Entry
from cairn.concerns.models import Concern
from cairn.concerns.rules import ChildSaid, NameSaid
from cairn.core.clock import now, pretending, today
from cairn.core.errors import Conflict, NotAllowed, NotFound, Refused
from cairn.core.postgres import APP, OWNER, WORKER
from cairn.notices.models import Notice
from cairn.partnership.models import Membership
from cairn.stewardship import tasks, verbs
from cairn.stewardship.kinds import Action, DisposalState
from cairn.stewardship.models import Certificate, Disposal
from cairn.stewardship.rules.certificate import digest_of
from cairn.stewardship.verbs.disposing import facts_certified
from tests.builders import raised
from tests.children.pages import a_child
from tests.conftest import become
from tests.stewardship.keeping import (
    CLOCK,
    LATER,
    WHY,
    a_disposal,
    agreed,
    at_rest,
    carry_out,
    find,
    happened,
    left_of,
    proposed,
    rest,
)

SIBLINGS = (ChildSaid(names=(NameSaid("Osk Brel"),)), ChildSaid(names=(NameSaid("Ane Brel"),)))


def test_a_record_past_its_time_is_found_once_and_every_lead_is_told(northmoor):
    child = at_rest(northmoor)
    assert (find(), find()) == (1, 0)
    disposal = a_disposal(northmoor, child)
    assert (disposal.state, disposal.rule, disposal.nation) == (DisposalState.DUE, "child_25", "england")
    with become(WORKER):
        told = set(Notice.objects.filter(about_id=disposal.pk).values_list("member", flat=True))
    assert told == {northmoor.memberships[name].pk for name in ("petra", "pavel")}
    assert "disposal.found" in happened(child.pk)


def test_a_record_somebody_works_with_is_never_found(northmoor):
    a_child(northmoor)
    assert find() == 0


def test_a_record_that_is_not_old_enough_is_not_found(northmoor):
    at_rest(northmoor)
    with become(WORKER), acting_as(CLOCK):
        assert verbs.find_due(by=CLOCK) == 0


def test_a_record_on_hold_is_not_found(northmoor):
    child = at_rest(northmoor)
    with acting_as(petra := northmoor.actor("petra")):
        verbs.place_hold(reference=child.reference, reason="An inquiry.", by=petra)
    assert find() == 0


def test_everything_goes_and_a_certificate_stays(northmoor):
    child = at_rest(northmoor)
    before = left_of(child.pk)
    disposal = agreed(northmoor, a_disposal(northmoor, child))
    certificate = carry_out(disposal)
    assert before["chronology.Entry"] > 0
    assert before["children.Claim"] > 1
    assert left_of(child.pk) == {}
    assert certificate.counts == before
    assert {"disposal.proposed", "disposal.approved", "disposal.done"} <= set(happened(child.pk))
    vouched = facts_certified(disposal) | {
        "number": certificate.number,
        "done_at": certificate.done_at.isoformat(),
        "stayed": "0",
    }
    assert certificate.digest == digest_of(vouched, before)


def test_an_outline_keeps_no_word(northmoor):
    child = at_rest(northmoor)
    before = left_of(child.pk)
    certificate = carry_out(agreed(northmoor, a_disposal(northmoor, child), Action.ARCHIVE))
    after = left_of(child.pk)
    assert {label: count for label, count in after.items() if label != "children.MatchKey"} == {
        label: count for label, count in before.items() if label != "children.MatchKey"
    }
    assert "children.MatchKey" not in after
    assert certificate.counts["chronology.Entry"] == before["chronology.Entry"]
    with become(WORKER):
        assert Child.objects.get(pk=child.pk).is_asleep
        assert set(Entry.objects.filter(child=child).values_list("words", "place")) == {("[removed]", "[removed]")}
        assert set(Claim.objects.filter(child=child).values_list("text", "born_to")) == {("[removed]", None)}
        concern = Concern.objects.get(subjects__child=child)
    assert (concern.where_text, concern.adults, concern.sender_contact) == ("[removed]", [], "[removed]")


def test_a_second_run_changes_nothing_and_gives_the_same_certificate(northmoor):
    child = at_rest(northmoor)
    disposal = agreed(northmoor, a_disposal(northmoor, child))
    assert carry_out(disposal) == carry_out(disposal)
    with become(WORKER):
        assert Certificate.objects.count() == 1


def test_the_jobs_of_the_night_do_it(northmoor):
    child = at_rest(northmoor)
    with become(WORKER), pretending(now() + LATER):
        tasks.find_due(timestamp=0)
        disposal = Disposal.objects.get(child_id=child.pk)
    agreed(northmoor, disposal)
    with become(WORKER), pretending(now() + LATER):
        tasks.dispose(disposal_id=str(disposal.pk))
        tasks.empty_packs(timestamp=0)
    assert left_of(child.pk) == {}


def test_a_concern_about_another_child_too_stays_with_that_one(northmoor):
    concern = raised(northmoor.actor("efa"), children=SIBLINGS)
    with become(WORKER):
        gone, stays = Child.objects.filter(records__in=concern.subjects.values("record")).distinct().order_by("pk")
    rest(gone)
    others = left_of(stays.pk)
    certificate = carry_out(agreed(northmoor, a_disposal(northmoor, gone)))
    assert left_of(gone.pk) == {}
    assert left_of(stays.pk) == others | {"concerns.Concern": 1}
    assert certificate.stayed == 1


def test_a_record_that_somebody_uses_again_stops_it(northmoor):
    child = at_rest(northmoor)
    disposal = agreed(northmoor, a_disposal(northmoor, child))
    with become(WORKER), acting_as(CLOCK):  # today, when nothing is due for decades
        assert verbs.dispose(disposal_id=disposal.pk, by=CLOCK) is None
        disposal.refresh_from_db()
    assert disposal.state == DisposalState.STOPPED
    assert left_of(child.pk)["chronology.Entry"] == 1


def test_a_hold_placed_at_the_last_moment_stops_it(northmoor):
    child = at_rest(northmoor)
    disposal = agreed(northmoor, a_disposal(northmoor, child))
    with acting_as(petra := northmoor.actor("petra")):
        verbs.place_hold(reference=child.reference, reason="A court asks.", by=petra)
    assert carry_out(disposal) is None
    assert left_of(child.pk)["chronology.Entry"] == 1
    with become(WORKER):
        told = Notice.objects.filter(code="disposal.held_up", about_id=disposal.pk)
        assert set(told.values_list("member__practitioner__name", flat=True)) == {"Petra", "Pavel"}


def test_nothing_goes_before_two_have_agreed(northmoor):
    child = at_rest(northmoor)
    disposal = proposed(northmoor, a_disposal(northmoor, child))
    assert carry_out(disposal) is None
    assert left_of(child.pk)["chronology.Entry"] == 1
    with pytest.raises(ProgrammingError, match="have not agreed"), become(WORKER), acting_as(CLOCK):
        run("select cairn_dispose(%s)", disposal.pk)


def test_nothing_goes_when_the_ledger_cannot_be_written(northmoor, monkeypatch):
    child = at_rest(northmoor)
    disposal = agreed(northmoor, a_disposal(northmoor, child))
    before = left_of(child.pk)

    def broken(*_given, **_more) -> None:
        raise OSError("the ledger cannot be written")

    monkeypatch.setattr("cairn.stewardship.verbs.disposing.ledger.record", broken)
    with pytest.raises(OSError, match="ledger"), transaction.atomic():
        carry_out(disposal)
    assert left_of(child.pk) == before
    with become(WORKER):
        assert Disposal.objects.get(pk=disposal.pk).state == DisposalState.APPROVED
        assert not Certificate.objects.exists()


def test_whoever_proposed_it_does_not_agree_to_it_in_whatever_post(northmoor):
    disposal = proposed(northmoor, a_disposal(northmoor, at_rest(northmoor)))
    again = Membership.objects.create(
        practitioner=northmoor.practitioner("petra"),
        team=northmoor.team("westmoor-stewards"),
        agency=northmoor.team("westmoor-stewards").agency,
        role="data_protection_lead",
    )
    from cairn.partnership.queries import actor_for

    for by in (northmoor.actor("petra"), actor_for(again)):
        with acting_as(by), pytest.raises((Refused, NotFound)) as refused:
            verbs.approve_disposal(disposal=disposal, revision=disposal.revision, by=by)
        assert refused.value.code in {"second_lead_needed", "not_found"}


def test_the_database_itself_wants_each_lead_to_sign_alone(northmoor):
    disposal = proposed(northmoor, a_disposal(northmoor, at_rest(northmoor)))
    forged = {"state": DisposalState.APPROVED, "approved_at": now()}
    for change in (
        {**forged, "approved_by": northmoor.memberships["pavel"]},
        {"proposed_by": northmoor.memberships["pavel"]},
        {"state": DisposalState.DONE, "approved_by": northmoor.memberships["pavel"], "approved_at": now()},
        {"child_reference": "C-TEST-00"},
    ):
        petra = northmoor.actor("petra")
        with pytest.raises(DatabaseError, match="signed by each lead"), acting_as(petra), transaction.atomic():
            Disposal.objects.visible_to(petra).filter(pk=disposal.pk).update(**change)


@pytest.mark.parametrize("role", [APP, WORKER, OWNER])
def test_nobody_removes_what_only_grows_by_another_way(northmoor, role):
    at_rest(northmoor)
    with pytest.raises(DatabaseError), become(role), acting_as(CLOCK):
        run("delete from chronology_entry")


@pytest.mark.parametrize(
    "statement",
    ["select cairn_dispose(gen_random_uuid())", "insert into cairn_disposing values (pg_current_xact_id())"],
)
def test_the_application_can_neither_dispose_nor_mark_a_transaction(northmoor, statement):
    petra = northmoor.actor("petra")
    with pytest.raises(ProgrammingError, match="permission denied"), acting_as(petra), transaction.atomic():
        run(statement)


def test_the_worker_cannot_mark_a_transaction_either(db):
    with pytest.raises(ProgrammingError, match="permission denied"), become(WORKER):
        run("insert into cairn_disposing values (pg_current_xact_id())")


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"reason": " "}, "desk_reason_needed"),
        ({"reason": "x" * 1001}, "desk_reason_too_long"),
        ({"action": "shred"}, "action_unknown"),
        ({"revision": 7}, "disposal_changed_already"),
    ],
)
def test_what_cannot_be_proposed(northmoor, given, code):
    disposal = a_disposal(northmoor, at_rest(northmoor))
    asked = {"action": Action.DELETE, "reason": WHY, "revision": disposal.revision, **given}
    with acting_as(petra := northmoor.actor("petra")), pytest.raises((Refused, Conflict)) as refused:
        verbs.propose_disposal(disposal=disposal, by=petra, **asked)
    assert refused.value.code == code


def test_a_record_on_hold_is_neither_proposed_nor_agreed_to(northmoor):
    child = at_rest(northmoor)
    disposal = a_disposal(northmoor, child)
    with acting_as(petra := northmoor.actor("petra")):
        hold = verbs.place_hold(reference=child.reference, reason="A court asks.", by=petra)
        with pytest.raises(Refused) as refused:
            verbs.propose_disposal(disposal=disposal, action="delete", reason=WHY, revision=1, by=petra)
        assert refused.value.code == "record_on_hold"
        verbs.release_hold(hold=hold, reason="It is over.", by=petra)
    proposed(northmoor, disposal)
    with acting_as(pavel := northmoor.actor("pavel")):
        verbs.place_hold(reference=child.reference, reason="Another court.", by=pavel)
        with pytest.raises(Refused) as refused:
            verbs.approve_disposal(disposal=disposal, revision=disposal.revision, by=pavel)
    assert refused.value.code == "record_on_hold"


def test_a_record_is_kept_longer_and_found_again_after_that(northmoor):
    child = at_rest(northmoor)
    disposal = a_disposal(northmoor, child)
    with acting_as(petra := northmoor.actor("petra")):
        for given, code in (({"reason": ""}, "desk_reason_needed"), ({"until": today()}, "kept_until_past")):
            asked = {"until": today() + timedelta(days=9), "reason": "She may ask.", **given}
            with pytest.raises(Refused) as refused:
                verbs.keep_longer(disposal=disposal, revision=disposal.revision, by=petra, **asked)
            assert refused.value.code == code
        until = today() + timedelta(days=365 * 70)
        verbs.keep_longer(disposal=disposal, until=until, reason="She may ask.", revision=1, by=petra)
        with pytest.raises(Conflict):
            verbs.keep_longer(disposal=disposal, until=until, reason="She may ask.", revision=2, by=petra)
    assert find() == 0
    with become(OWNER):
        Disposal.objects.filter(pk=disposal.pk).update(kept_until=today())
    assert find() == 1


@pytest.mark.parametrize("who", ["amara", "farid", "dana", "hana", "robin"])
def test_only_a_lead_decides(northmoor, who):
    disposal = a_disposal(northmoor, at_rest(northmoor))
    with acting_as(by := northmoor.actor(who)):
        for verb, more in (
            (verbs.propose_disposal, {"action": "delete", "reason": WHY}),
            (verbs.approve_disposal, {}),
            (verbs.keep_longer, {"until": today(), "reason": WHY}),
        ):
            with pytest.raises((NotAllowed, NotFound)):
                verb(disposal=disposal, revision=1, by=by, **more)
        with pytest.raises(NotAllowed):
            verbs.open_disposal(disposal_id=disposal.pk, by=by)


def test_a_lead_of_another_agency_does_not_see_it(northmoor):
    disposal = a_disposal(northmoor, at_rest(northmoor))
    with acting_as(perla := northmoor.actor("perla")), pytest.raises(NotFound):
        verbs.open_disposal(disposal_id=disposal.pk, by=perla)


def run(statement: str, *values: object) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, list(values))
