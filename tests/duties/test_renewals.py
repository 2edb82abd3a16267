"""That an agreement nears its end is said 60 and 30 days before, on the last day, and when it has lapsed (R-190)."""

from datetime import datetime, time, timedelta

import pytest

from cairn.access.actor import job
from cairn.access.binding import acting_as
from cairn.core.clock import LOCAL, today
from cairn.core.postgres import LEDGER
from cairn.duties import verbs
from cairn.duties.kinds import AGREEMENT_ENDS, AGREEMENT_ENDS_SOMEWHERE
from cairn.ledger.models import Event
from cairn.notices.models import Notice
from cairn.partnership.kinds import RoleName, Standing
from cairn.partnership.models import AgreementReminder, Membership, Practitioner
from tests.builders import agreed
from tests.conftest import become
from tests.duties.owing import told

LAST = today() + timedelta(days=100)


@pytest.fixture
def eastmoor(northmoor):
    """Eastmoor's agreement ends in a hundred days; everybody else's in many years."""
    agency = northmoor.team("eastmoor-duty").agency
    agreed(agency, until=LAST)
    return agency


def remind(days_before: int, *, hour: int = 9) -> int:
    moment = datetime.combine(LAST - timedelta(days=days_before), time(hour), LOCAL)
    by = job("these tests")
    with become("cairn_worker"), acting_as(by):
        return verbs.remind_of_renewals(by=by, at=moment)


def test_each_step_is_taken_once_at_its_own_moment(eastmoor):
    taken = [remind(days, hour=hour) for days, hour in ((61, 9), (60, 8), (60, 9), (60, 10), (30, 9), (1, 9), (0, 9))]
    assert taken == [0, 0, 1, 0, 1, 0, 1]
    assert remind(-1) == 1
    assert remind(-50) == 0


def test_managers_the_data_protection_lead_and_the_hub_hear(eastmoor):
    remind(60)
    assert set(told()) == {
        ("eastmoor-duty", "Amaras Manager", AGREEMENT_ENDS),
        ("hub-stewards", "Pavel", AGREEMENT_ENDS_SOMEWHERE),
        ("hub-stewards", "Petra", AGREEMENT_ENDS_SOMEWHERE),
        ("hub-duty", "", AGREEMENT_ENDS_SOMEWHERE),
    }
    with become("cairn_worker"):
        assert set(Notice.objects.values_list("about_kind", "about_id")) == {("agency", eastmoor.pk)}


def test_an_agencys_own_data_protection_lead_hears_instead_of_the_hubs(northmoor, eastmoor):
    person = Practitioner.objects.create_user("olu@northmoor.example", name="Olu")
    desk = northmoor.team("eastmoor-night")
    Membership.objects.create(
        practitioner=person, team=desk, agency_id=desk.agency_id, role=RoleName.DATA_PROTECTION_LEAD
    )
    remind(60)
    assert ("eastmoor-night", "Olu", AGREEMENT_ENDS) in told()
    assert "Petra" not in {name for _, name, _ in told()}


def test_where_nobody_is_a_manager_the_desk_hears(northmoor, eastmoor):
    Membership.objects.filter(role=RoleName.MANAGER).update(role=RoleName.READER)
    remind(60)
    assert ("eastmoor-duty", "", AGREEMENT_ENDS) in told()


def test_a_missed_run_only_delays_and_tells_people_once(eastmoor):
    assert remind(0) == 3
    assert len(told()) == 4


def test_whoever_has_renewed_or_ended_hears_nothing(eastmoor):
    agreed(eastmoor, until=LAST + timedelta(days=365))
    assert remind(60) == 0
    agreed(eastmoor, standing=Standing.ENDED, until=LAST)
    assert remind(0) == 0


def test_steps_before_an_agreement_began_are_left_out(northmoor):
    agency = northmoor.team("eastmoor-duty").agency
    agreed(agency, until=today() + timedelta(days=20))
    by = job("these tests")
    moment = datetime.combine(today() + timedelta(days=20), time(9), LOCAL)
    with become("cairn_worker"), acting_as(by):
        assert verbs.remind_of_renewals(by=by, at=moment) == 1


def test_every_step_is_in_the_ledger_and_what_is_said_is_never_changed(eastmoor):
    remind(60)
    with become(LEDGER):
        noted = Event.objects.get(happening="agreement.reminded")
    assert noted.detail["rule"] == "before_60_calendar_day"
    with become("cairn_worker"):
        assert AgreementReminder.objects.get().rule == noted.detail["rule"]
