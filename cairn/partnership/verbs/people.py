"""Joining and leaving a team."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from cairn.access.actor import Actor
from cairn.access.permissions import Permission
from cairn.core.clock import now
from cairn.core.errors import Refused
from cairn.core.ref import Ref
from cairn.ledger.kinds import happening
from cairn.ledger.verbs import record
from cairn.partnership.kinds import RoleName
from cairn.partnership.models import Membership, Practitioner, Team

JOINED = happening("membership.started", _("made somebody a member of a team"))
LEFT = happening("membership.ended", _("ended somebody’s membership of a team"))


@transaction.atomic
def join_team(
    *,
    practitioner: Practitioner,
    team: Team,
    role: RoleName,
    title: str = "",
    since: datetime | None = None,
    by: Actor,
) -> Membership:
    """Make a practitioner a member of a team in a role, from now or from an earlier moment (R-190, R-191).

    Records `membership.started`. Refuses `already_member` while they hold a membership of that team; a new role needs
    the old one to end first.
    """
    by.require(Permission.PEOPLE_MANAGE)
    if Membership.objects.filter(practitioner=practitioner, team=team, ended_at=None).exists():
        raise Refused("already_member")
    membership = Membership.objects.create(
        practitioner=practitioner,
        team=team,
        agency_id=team.agency_id,
        role=role,
        title=title,
        started_at=since or now(),
    )
    detail = {"practitioner": practitioner.pk, "team": team.pk, "role": str(role)}
    record(JOINED, by=by, about=Ref("membership", membership.pk), detail=detail)
    return membership


@transaction.atomic
def leave_team(*, membership: Membership, by: Actor) -> Membership:
    """End a membership now. Whoever is signed in with it is signed out at their next request (R-191).

    What they wrote stays theirs. Records `membership.ended`. Refuses `membership_ended` for one that has ended already.
    """
    by.require(Permission.PEOPLE_MANAGE)
    moment = max(now(), membership.started_at)
    if not Membership.objects.filter(pk=membership.pk, ended_at=None).update(ended_at=moment):
        raise Refused("membership_ended")
    membership.refresh_from_db()
    record(LEFT, by=by, about=Ref("membership", membership.pk))
    return membership
