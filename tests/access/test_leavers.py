"""Who leaves is cut off at once: the database asks its own tables, not the actor that a request began with."""

from dataclasses import replace

import pytest

from cairn.access.actor import Actor
from cairn.access.binding import acting_as
from cairn.access.scopes import OwnAgency, OwnPerson
from cairn.core.clock import now
from cairn.core.ids import uuid7
from cairn.partnership.kinds import RoleName
from cairn.partnership.models import Membership
from cairn.partnership.queries import actor_for
from cairn.partnership.verbs import leave_team, revoke_token
from tests.access.scene import PROTECTED

pytestmark = pytest.mark.xdist_group("scene")
# What hangs from the person or the whole agency does not ask which team somebody is in.
BY_TEAM = [model for model in PROTECTED if not {OwnAgency(), OwnPerson()} & {*model.scope.reads}]


def seen(by: Actor) -> int:
    """How many rows of children the database shows them, in the transaction that is open already."""
    with acting_as(by):
        return sum(model.objects.count() for model in BY_TEAM)


def test_what_hangs_from_a_child_hangs_from_a_team():
    assert {"children.Child", "children.Record", "chronology.Entry", "concerns.Concern", "notices.Notice"} <= {
        model._meta.label for model in BY_TEAM
    }


@pytest.mark.parametrize("name", ["amara", "efa", "farid", "robin"])
def test_ending_a_membership_ends_sight_in_the_same_transaction(scene, name):
    by, dana = scene.actor(name), scene.actor("dana")
    assert seen(by) > 0
    with acting_as(dana):
        leave_team(membership=scene.northmoor.memberships[name], by=dana)
    assert seen(by) == 0


def test_withdrawing_a_token_ends_sight_in_the_same_transaction(scene):
    system, dana = scene.actor("system"), scene.actor("dana")
    assert seen(system) > 0
    with acting_as(dana):
        revoke_token(token=scene.token, by=dana)
    assert seen(system) == 0


def test_a_hub_role_counts_in_the_hub_alone(scene):
    place = scene.northmoor
    elsewhere = Membership.objects.create(
        practitioner=place.practitioner("hana"),
        team=place.team("aberddu-duty"),
        agency=place.team("aberddu-duty").agency,
        role=RoleName.HUB_COORDINATOR,
    )
    by = actor_for(elsewhere)
    assert not by.is_hub
    assert seen(by) == seen(replace(by, is_hub=True)) == seen(scene.actor("rhys"))


def test_the_hub_itself_is_no_hub_coordinator(scene):
    assert seen(replace(scene.actor("dana"), is_hub=True)) == 0
    assert seen(scene.actor("farid")) > 0


def test_a_coordinator_who_becomes_an_analyst_sees_the_rows_of_the_team_alone(scene):
    farid = scene.actor("farid")
    before = seen(farid)
    Membership.objects.filter(pk=farid.membership_id).update(role=RoleName.ANALYST)
    assert seen(farid) < before
    with acting_as(farid):
        for model in BY_TEAM:
            rows = model.objects.visible_to(replace(farid, is_hub=False))
            assert {one.pk for one in model.objects.all()} == {one.pk for one in rows}


@pytest.mark.parametrize(
    "borrowed",
    [
        lambda efa, amara: replace(efa, membership_id=amara.membership_id),
        lambda efa, amara: replace(amara, practitioner_id=efa.practitioner_id),
        lambda efa, amara: replace(amara, practitioner_id=None),
        lambda efa, amara: replace(amara, membership_id=uuid7()),
        lambda efa, amara: replace(amara, membership_id=None),
        lambda efa, amara: replace(amara, kind="system"),
        lambda efa, amara: replace(amara, kind="door"),
        lambda efa, amara: replace(amara, kind="job"),
    ],
)
def test_a_membership_is_no_use_to_somebody_else(scene, borrowed):
    assert seen(borrowed(scene.actor("efa"), scene.actor("amara"))) == 0


@pytest.mark.parametrize("kind", ["practitioner", "door", "job"])
def test_a_token_opens_nothing_for_anything_but_a_system(scene, kind):
    assert seen(replace(scene.actor("system"), kind=kind)) == 0


def test_a_closed_membership_gives_no_actor(scene):
    from cairn.core.errors import Refused

    membership = scene.northmoor.memberships["amara"]
    ended = Membership(**{field.attname: getattr(membership, field.attname) for field in Membership._meta.fields})
    ended.ended_at = now()
    with pytest.raises(Refused, match="no_current_membership"):
        actor_for(ended)
