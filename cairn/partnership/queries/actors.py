"""Who acts: a person in one membership, an agency's system, or the signed-out door."""

import hashlib
import hmac
import json

from django.db import connection
from django.db.models import F, QuerySet

from cairn.access.actor import Actor, ActorKind
from cairn.access.permissions import Permission
from cairn.access.roles import DOOR, SYSTEM, Role, permissions_of
from cairn.core.clock import now
from cairn.core.errors import Refused
from cairn.partnership.kinds import Discipline, RoleName, TeamKind
from cairn.partnership.models import Agency, Membership, Practitioner
from cairn.partnership.queries.agreements import AgreementHolds, agreement_holds

# Asked at every request of every system: written out, because putting it together takes longer than answering it.
_HELD_BY = """
select held.digest, held.id, held.agency_id, held.permissions::text, cairn_agreement_holds(held.agency_id),
       team.id, team.kind
  from partnership_agencytoken held left join partnership_team team on team.agency_id = held.agency_id
 where held.digest = %s and held.revoked_at is null
 order by team.kind <> %s, team.slug
"""


def memberships_of(practitioner: Practitioner) -> QuerySet[Membership]:
    """The memberships that hold at this moment, oldest first, with team and agency; none for a closed account."""
    current = Membership.objects.filter(practitioner=practitioner, practitioner__is_active=True, ended_at=None)
    holds = AgreementHolds(F("agency_id"))
    current = current.filter(started_at__lte=now()).annotate(is_agreed=holds)  # type: ignore[no-redef] # declared there
    return current.select_related("team", "agency", "practitioner").order_by("started_at")


def actor_for(membership: Membership) -> Actor:
    """The person in this team and role. Refuses `no_current_membership` when it has ended or the account is closed."""
    if membership.ended_at is not None or not membership.practitioner.is_active:
        raise Refused("no_current_membership")
    is_agreed = agreement_holds(membership.agency_id) if membership.is_agreed is None else membership.is_agreed
    is_agreed = is_agreed and membership.team.kind != TeamKind.ENFORCEMENT
    is_hub = membership.role == RoleName.HUB_COORDINATOR and membership.agency.discipline == Discipline.HUB
    return Actor(
        kind=ActorKind.PRACTITIONER,
        agency_id=membership.agency_id,
        team_ids=(membership.team_id,),
        practitioner_id=membership.practitioner_id,
        membership_id=membership.pk,
        roles=frozenset({str(membership.role)}),
        permissions=permissions_of(Role(membership.role)),
        is_hub=is_hub and is_agreed,
        is_agreed=is_agreed,
    )


def actor_for_token(raw_token: str) -> Actor:
    """The agency's system that holds this token, with those of its permissions that a system may ever have.

    Refuses `token_unknown` for one unknown or withdrawn.
    """
    digest = digest_of(raw_token)
    with connection.cursor() as cursor:
        cursor.execute(_HELD_BY, [digest, TeamKind.DUTY_DESK.value])
        rows = cursor.fetchall()
    if not rows or not hmac.compare_digest(rows[0][0], digest):
        raise Refused("token_unknown")
    _, token_id, agency_id, permissions, is_agreed, *_ = rows[0]
    teams = {team_id: kind for *_, team_id, kind in rows if team_id is not None}
    return Actor(
        kind=ActorKind.SYSTEM,
        agency_id=agency_id,
        team_ids=tuple(teams),
        token_id=token_id,
        is_agreed=is_agreed and TeamKind.ENFORCEMENT not in teams.values(),
        permissions=SYSTEM & frozenset(Permission(one) for one in json.loads(permissions)),
    )


def door_actor() -> Actor:
    """The signed-out door. It may raise a concern, which then belongs to the hub, and reads nothing."""
    return Actor(
        kind=ActorKind.DOOR, agency_id=hub_agency().pk, permissions=DOOR, purpose="raise a concern without signing in"
    )


def hub_agency() -> Agency:
    """The agency that coordinates the partnership. Refuses `no_hub` where nobody has been named."""
    hub = Agency.objects.filter(discipline=Discipline.HUB).order_by("slug").first()
    if hub is None:
        raise Refused("no_hub")
    return hub


def digest_of(raw_token: str) -> str:
    """What is kept of a token: 64 hexadecimal digits of SHA-256. A token is random, so nothing slower is needed."""
    return hashlib.sha256(raw_token.encode()).hexdigest()
