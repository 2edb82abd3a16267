"""Without a valid agreement an agency sends, is answered and answers, and sees nothing that others share (R-190)."""

from datetime import timedelta

import pytest
from django.db import connection

from cairn.access.binding import acting_as
from cairn.children.models import Child, Claim, Record
from cairn.chronology.models import Entry
from cairn.concerns.models import Concern, ConcernSubject
from cairn.core.clock import today
from cairn.partnership.kinds import Standing
from cairn.partnership.models import Agency
from cairn.partnership.queries import agreement_holds
from cairn.partnership.verbs import end_agreement
from cairn.referrals import verbs as referrals
from cairn.referrals.models import Referral
from tests.access.scene import GIVEN, LAPSED, PROTECTED
from tests.builders import agreed

pytestmark = pytest.mark.xdist_group("scene")
WORKING = ("amara", "bilal", "chidi", "efa", "farid", "gwen", "robin", "wanda", "system")


def ids(rows) -> set[object]:
    return set(rows.values_list("pk", flat=True))


def lapse(scene, name: str) -> None:
    """The last day of the agreement of somebody's agency was yesterday."""
    agreed(Agency.objects.get(pk=scene.actor(name).agency_id), until=today() - timedelta(days=1))


def of_others(rows, by) -> set[object]:
    return ids(rows.exclude(team_id__in=by.team_ids))


@pytest.mark.parametrize("name", WORKING)
def test_filter_and_database_agree_when_an_agreement_lapses(scene, name):
    lapse(scene, name)
    by = scene.actor(name)
    assert not by.is_agreed
    assert not by.is_hub
    with acting_as(by):
        for model in PROTECTED:
            assert ids(model.objects.all()) == ids(model.objects.visible_to(by)), model._meta.label


@pytest.mark.parametrize("name", WORKING)
def test_sight_of_what_others_share_ends_in_the_same_transaction(scene, name):
    """The actor that a request began with is asked nothing: the database looks for itself."""
    by = scene.actor(name)
    with acting_as(by):
        before = {model: of_others(model.objects.all(), by) for model in (Record, Claim, Entry)}
    lapse(scene, name)
    with acting_as(by):
        put = set(Referral.objects.filter(to_team_id__in=by.team_ids).values_list("record_id", flat=True))
        assert of_others(Record.objects.all(), by) == set()
        for model in (Claim, Entry):
            left = of_others(model.objects.all(), by)
            assert left <= before[model]
            assert set(model.objects.filter(pk__in=left).values_list("record_id", flat=True)) <= put


@pytest.mark.parametrize("name", WORKING)
def test_ones_own_rows_stay(scene, name):
    by = scene.actor(name)
    with acting_as(by):
        own = {model: ids(model.objects.filter(team_id__in=by.team_ids)) for model in (Record, Claim, Entry, Concern)}
    lapse(scene, name)
    with acting_as(by):
        for model, rows in own.items():
            assert ids(model.objects.filter(team_id__in=by.team_ids)) == rows


def test_the_hub_without_an_agreement_coordinates_nothing(scene):
    farid = scene.actor("farid")
    with acting_as(farid):
        before = Child.objects.count()
    lapse(scene, "farid")
    with acting_as(farid):
        assert Child.objects.count() < before


def test_a_lapsed_desk_reads_what_was_put_to_it_and_nothing_of_the_same_child_by_others(scene):
    lena = scene.actor(LAPSED)
    with acting_as(lena):
        asked = Referral.objects.get(to_team_id__in=lena.team_ids, team_id=scene.northmoor.team("outreach").pk)
        told = ConcernSubject.objects.get(record_id=asked.record_id)
        assert told.entry.words == "A boy asleep in a barn."
        assert Concern.objects.get(pk=asked.concern_id).pk == told.concern_id
        assert {claim.text for claim in Claim.objects.filter(record_id=asked.record_id)} >= {"Sami Barek"}
        burns = Entry.objects.filter(child_id=asked.child_id).exclude(record_id=asked.record_id)
        assert not burns.exclude(team_id__in=lena.team_ids).exists()
        assert not Record.objects.exclude(team_id__in=lena.team_ids).exists()


def test_what_is_said_after_it_was_put_to_a_lapsed_desk_is_not_for_it(scene):
    from cairn.chronology.kinds import EntryKind, HowKnown
    from cairn.chronology.verbs import Said, add_entry

    lena, efa = scene.actor(LAPSED), scene.actor("efa")
    with acting_as(lena):
        asked = Referral.objects.get(to_team_id__in=lena.team_ids, team_id=efa.team_id)
    with acting_as(efa):
        said = Said(EntryKind.OTHER, "He told us who put him there.", HowKnown.SEEN, occurred_from=asked.delivered_at)
        later = add_entry(record=Record.objects.get(pk=asked.record_id), said=said, by=efa)
    with acting_as(lena):
        assert not Entry.objects.filter(pk=later.pk).exists()
        assert not Entry.objects.visible_to(lena).filter(pk=later.pk).exists()


def test_a_lapsed_desk_answers_what_it_was_asked(scene):
    lena = scene.actor(LAPSED)
    with acting_as(lena):
        asked = Referral.objects.visible_to(lena).get(team_id=scene.northmoor.team("outreach").pk)
        referrals.mark_read(referral=asked, by=lena)
        asked.refresh_from_db()
        referrals.answer(referral=asked, given=GIVEN, revision=asked.revision, by=lena)
    with acting_as(scene.actor("efa")):
        assert Referral.objects.get(pk=asked.pk).answered_at is not None


def test_danger_reaches_a_lapsed_police_desk(scene):
    from tests.builders import raised

    lapse(scene, "bilal")
    concern = raised(scene.actor("efa"), "He is locked in the van now.", urgency="danger_now")
    bilal = scene.actor("bilal")
    with acting_as(bilal):
        called = Referral.objects.visible_to(bilal).filter(concern=concern, to_team_id__in=bilal.team_ids)
        assert called.exists()
        assert Entry.objects.visible_to(bilal).filter(record_id=called[0].record_id).exists()
        referrals.acknowledge(referral=called[0], by=bilal)


def test_a_lapsed_agency_still_raises_a_concern_and_gets_no_hint(scene):
    from cairn.concerns.verbs import hint_after
    from tests.access.scene import VAN_TANG
    from tests.builders import raised

    lapse(scene, "chidi")
    chidi = scene.actor("chidi")
    concern = raised(chidi, "The boy from the salon again.", children=(VAN_TANG,))
    with acting_as(chidi):
        assert Concern.objects.visible_to(chidi).filter(pk=concern.pk).exists()
        assert hint_after(concern=concern, by=chidi) is None


@pytest.mark.parametrize(
    ("standing", "until", "holds"),
    [
        (Standing.SIGNED, 0, True),
        (Standing.SIGNED, -1, False),
        (Standing.TO_BE_SIGNED, 0, True),
        (Standing.TO_BE_SIGNED, -1, False),
        (Standing.ENDED, 300, False),
    ],
)
def test_the_last_day_still_counts_and_an_end_counts_at_once(scene, standing, until, holds):
    agency = Agency.objects.get(pk=scene.actor("amara").agency_id)
    agreed(agency, standing=standing, until=today() + timedelta(days=until))
    assert agreement_holds(agency.pk) is holds
    assert scene.actor("amara").is_agreed is holds


def test_a_line_whose_first_day_is_still_to_come_changes_nothing(scene):
    from cairn.partnership.models import SharingAgreement

    agency = Agency.objects.get(pk=scene.actor("amara").agency_id)
    SharingAgreement.objects.create(
        agency=agency,
        number=agency.agreements.count() + 1,
        standing=Standing.ENDED,
        terms="template 1",
        valid_from=today() + timedelta(days=1),
        valid_until=today() + timedelta(days=1),
        reason="They leave tomorrow.",
    )
    assert agreement_holds(agency.pk)


def test_an_agency_that_never_signed_sees_nothing_shared(scene):
    from cairn.core.ids import uuid7

    assert not agreement_holds(uuid7())


def test_ending_an_agreement_is_felt_by_the_next_statement(scene):
    amara, dana = scene.actor("amara"), scene.actor("dana")
    agency = Agency.objects.get(pk=amara.agency_id)
    with acting_as(dana):
        end_agreement(agency=agency, reason="They left.", number=agency.agreements.count(), by=dana)
    with acting_as(amara), connection.cursor() as cursor:
        cursor.execute("select cairn_is_agreed(), cairn_is_hub()")
        assert cursor.fetchone() == (False, False)
        assert of_others(Record.objects.all(), amara) == set()
