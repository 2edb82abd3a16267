"""People who act in these tests, and a look behind the policies."""

from uuid import UUID

from django.db import connection

from cairn.access.actor import Actor, ActorKind
from cairn.core.ids import uuid7
from cairn.core.postgres import LEDGER, OWNER
from cairn.ledger.models import Event
from cairn.partnership.models import Agency, Membership, Practitioner, Team
from tests.builders import agreed
from tests.conftest import become


def stranger() -> Actor:
    """A practitioner who has nothing to do with any child of the test."""
    return Actor(kind=ActorKind.PRACTITIONER, practitioner_id=uuid7(), membership_id=uuid7(), agency_id=uuid7())


def coordinator() -> Actor:
    """Farid, who coordinates the hub, with the rows that say so."""
    hub = Agency.objects.create(slug="hub", name="Hub", sector="statutory", discipline="hub")
    agreed(hub)
    team = Team.objects.create(agency=hub, slug="hub-team", name="Hub team")
    farid = Practitioner.objects.create_user("farid@example.org", name="Farid")
    held = Membership.objects.create(practitioner=farid, team=team, agency=hub, role="hub_coordinator")
    return Actor(
        kind=ActorKind.PRACTITIONER,
        practitioner_id=farid.id,
        membership_id=held.id,
        agency_id=hub.id,
        team_ids=(team.id,),
        is_hub=True,
    )


def circle_of(child_id: UUID, *, sees_story: bool = True) -> None:
    """Whoever acts is in the circle of this one child until the transaction ends."""
    with become(OWNER), connection.cursor() as cursor:
        cursor.execute(
            f"create or replace view cairn_my_circle as select '{child_id}'::uuid as child_id, null::uuid as team_id,"
            f" {sees_story} as sees_story, true as is_confirmed, null::timestamptz as glass_until, false as is_on_shift"
        )


def everything(**conditions: object) -> list[Event]:
    """Events as the owner of the table sees them, oldest first."""
    with become(LEDGER):
        return list(Event.objects.filter(**conditions).order_by("id"))
