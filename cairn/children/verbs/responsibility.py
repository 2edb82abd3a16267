"""Who is responsible, who leads, who acts next: handed over without a gap (R-070)."""

from django.db import transaction

from cairn.access.actor import Actor
from cairn.access.permissions import Permission
from cairn.children.kinds import RESPONSIBILITY_TAKEN, Capacity, ResponsibilityKind
from cairn.children.models import Child, Involvement, Responsibility, at_present
from cairn.core.clock import now
from cairn.core.errors import Refused
from cairn.core.locks import one_at_a_time
from cairn.duties import verbs as duties
from cairn.ledger import verbs as ledger
from cairn.partnership.kinds import Discipline
from cairn.partnership.models import Membership, Team


@transaction.atomic
def assign(
    *,
    child: Child,
    kind: ResponsibilityKind,
    team: Team,
    by: Actor,
    practitioner: Membership | None = None,
    reason: str = "",
) -> Responsibility:
    """Hand one kind of responsibility to a team, from one instant to the next. Records RESPONSIBILITY_TAKEN.

    The former holder's row ends at the moment the new one begins. The new lead's team, if it is in the circle, is shown
    as leading. Handing it to whoever holds it already changes nothing but the named practitioner.
    Only the hub, the lead's team and the authority's team may. Refuses a practitioner of another team
    (`practitioner_elsewhere`), an authority in law that is none (`not_an_authority`), and, from anybody but the hub, a
    team that is not around the child yet as lead or next (`outside_the_circle`).
    """
    by.require(Permission.RESPONSIBILITY_ASSIGN, child)
    if practitioner is not None and practitioner.team_id != team.id:
        raise Refused("practitioner_elsewhere")
    one_at_a_time(child.id)
    _refuse_stranger(child, kind, team, by)
    moment = now()
    current = Responsibility.objects.filter(child=child, kind=kind, until=None)
    former = current.select_related("team").first()
    current.update(until=moment)
    held = Responsibility(
        child=child,
        kind=kind,
        team=team,
        agency_id=team.agency_id,
        practitioner=practitioner,
        reason=reason,
        since=moment,
        assigned_by_id=by.membership_id,
    )
    held.save(force_insert=True)
    if kind is ResponsibilityKind.LEAD:
        _pass_lead(child, former.team if former else None, team, by)
    detail = {"kind": str(kind), "team": str(team.id)}
    ledger.record(RESPONSIBILITY_TAKEN, by=by, child_id=child.id, makeup=child.makeup, detail=detail)
    return held


def _refuse_stranger(child: Child, kind: ResponsibilityKind, team: Team, by: Actor) -> None:
    if kind is ResponsibilityKind.AUTHORITY:
        if team.agency.discipline != Discipline.SOCIAL_CARE:
            raise Refused("not_an_authority")
        return
    circle = Involvement.objects.visible_to(by).filter(at_present(), child=child, team=team)
    holding = Responsibility.objects.visible_to(by).filter(child=child, team=team, until=None)
    if not by.is_hub and not circle.exists() and not holding.exists():
        raise Refused("outside_the_circle")


def _pass_lead(child: Child, former: Team | None, team: Team, by: Actor) -> None:
    _show_lead(child, team)
    if former is not None and former != team:
        duties.hand_on(child_id=child.id, giver=former, receiver=team, by=by)


def _show_lead(child: Child, team: Team) -> None:
    circle = Involvement.objects.filter(child=child, ended_at=None)
    circle.filter(capacity=Capacity.LEAD).exclude(team=team).update(capacity=Capacity.WORKING)
    circle.filter(team=team).update(capacity=Capacity.LEAD, sees_story=True, until=None, only_for=None)
