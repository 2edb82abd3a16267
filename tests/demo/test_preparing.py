"""Northmoor is made by the verbs, once, and never where real children are."""

import pytest

from cairn.access.binding import acting_as
from cairn.children.models import Child, LinkQuestion
from cairn.concerns.models import Concern
from cairn.core.errors import Refused
from cairn.demo.rules import cast_addresses
from cairn.demo.verbs import prepare
from cairn.duties.kinds import DutyKind
from cairn.duties.models import Duty
from cairn.ledger.models import Event
from cairn.partnership.kinds import Mark
from cairn.partnership.models import Agency, Installation, Membership
from cairn.partnership.queries import actor_for
from cairn.partnership.verbs import mark_installation
from cairn.referrals.models import Decision

AGENCIES = 12
CHILDREN = 40


def _actor(name):
    return actor_for(Membership.objects.get(practitioner__email__startswith=f"{name}."))


@pytest.mark.django_db
def test_the_first_morning_is_as_the_stories_say():
    assert prepare(lambda _: None) is True
    assert Agency.objects.count() >= AGENCIES
    amara, chidi, efa, farid = (_actor(name) for name in ("amara", "chidi", "efa", "farid"))
    with acting_as(farid):
        assert Child.objects.visible_to(farid).filter(is_asleep=False).count() >= CHILDREN
        assert LinkQuestion.objects.visible_to(farid).filter(closed_at=None).exists()
        assert Event.objects.visible_to(farid).exists()
    with acting_as(amara):
        hers = set(Child.objects.visible_to(amara).values_list("id", flat=True))
        assert Duty.objects.visible_to(amara).filter(kind=DutyKind.ANSWER, closed_at=None).exists()
    with acting_as(efa):
        assert Decision.objects.visible_to(efa).count() >= 1
    with acting_as(chidi):
        his = set(Child.objects.visible_to(chidi).values_list("id", flat=True))
    assert his
    assert not his & hers
    assert Membership.objects.filter(practitioner__email__in=cast_addresses()).count() == len(cast_addresses()) == 10
    assert prepare(lambda _: None) is False, "a second start keeps what was typed"


@pytest.mark.django_db
def test_a_live_database_is_refused_and_left_alone():
    mark_installation(Mark.LIVE)
    with pytest.raises(Refused, match="already_marked"):
        prepare(lambda _: None)
    assert Installation.objects.get().mark == Mark.LIVE
    assert not Concern.objects.exists()
    assert not Membership.objects.exists()
