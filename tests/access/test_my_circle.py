"""The view of one's own circles shows each of the cast their own teams' involvements, and nobody anybody else's."""

import pytest

from cairn.access.binding import acting_as
from cairn.children.models import Involvement, MyCircle
from tests.builders import CAST, raised


@pytest.mark.parametrize("name", CAST)
def test_the_view_is_the_actors_own(northmoor, name):
    raised(northmoor.actor("efa"), urgency="danger_now")
    raised(northmoor.actor("chidi"), area="westmoor")
    actor = northmoor.actor(name)
    with acting_as(actor):
        shown = set(MyCircle.objects.values_list("child_id", "team_id"))
        mine = Involvement.objects.visible_to(actor).filter(team_id__in=actor.team_ids, ended_at=None)
        assert shown == set(mine.values_list("child_id", "team_id"))


def test_nobody_in_particular_sees_nothing(northmoor):
    raised(northmoor.actor("efa"))
    assert not MyCircle.objects.exists()
