"""Who was reminded of what is owed is seen with what is owed, and by nobody from whom that is kept (R-049)."""

import pytest

from cairn.access.binding import acting_as
from cairn.core.clock import now
from cairn.core.postgres import WORKER
from cairn.duties.models import Duty, DutyStep
from tests.conftest import become
from tests.sharing.holding import HUB, circle

pytestmark = pytest.mark.django_db


def climbed(about) -> list[DutyStep]:
    """A step of the ladder of everything that is owed about something."""
    with become(WORKER):
        owed = Duty.objects.filter(about_id=about.pk)
        steps = [DutyStep(duty=one, owner_team_id=one.owner_team_id, rule="after", due_at=now()) for one in owed]
        return DutyStep.objects.bulk_create(steps)


@pytest.mark.parametrize("kept_from", [("police-desk",), ("police-desk", HUB)])
def test_the_hub_reads_nothing_of_what_leaves_no_trace(northmoor, kept_from):
    around = circle(northmoor)
    steps = climbed(around.silent("amara", around.told("amara"), *kept_from))
    assert len(steps) == 2
    for step in steps:
        assert around.sees("amaras_manager", step)
        assert not any(around.sees(name, step) for name in ("farid", "bilal", "efa", "chidi"))


def test_of_what_is_declared_the_hub_reads_who_was_reminded(northmoor):
    around = circle(northmoor)
    for step in climbed(around.hold("amara", around.told("amara"), "police-desk")):
        assert around.sees("farid", step)
        assert not any(around.sees(name, step) for name in ("efa", "chidi"))


def test_whoever_does_not_see_the_duty_sees_no_step_of_it_in_whatever_way(northmoor):
    around = circle(northmoor)
    steps = climbed(around.silent("amara", around.told("amara"), HUB))
    with acting_as(northmoor.actor("farid")):
        assert not DutyStep.objects.filter(pk__in=[one.pk for one in steps]).exists()
        assert not DutyStep.objects.filter(duty__about_kind="withholding").exists()
