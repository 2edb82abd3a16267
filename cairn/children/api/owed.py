"""What the caller's agency owes and is owed."""

from datetime import datetime
from uuid import UUID

from django.db.models import Q
from django.http import HttpRequest
from ninja import Router

from cairn.access.actor import Actor
from cairn.access.api.asking import caller
from cairn.access.api.shapes import Limit, Listed, Moment, PageNo, cut, page_of
from cairn.access.permissions import Permission
from cairn.children.api.shapes import AboutShown, DutyShown
from cairn.children.models import Child
from cairn.core.clock import now
from cairn.duties import rules
from cairn.duties.models import Duty
from cairn.ledger import verbs as ledger

router = Router(tags=["Duties"])
_WITH = ("owner_team__agency", "owed_to_team__agency")


@router.get("/duties", response=Listed[DutyShown], operation_id="duties", summary="What is owed by and to the caller")
def duties(request: HttpRequest, due_before: Moment | None = None, page: PageNo = 1, limit: Limit = 50) -> object:
    """Open duties of the caller's own teams, and those that others owe them, the soonest first."""
    by = caller(request, "due_before", "page", "limit")
    by.require(Permission.CHILD_OPEN)
    ours = Q(owner_team_id__in=by.team_ids) | Q(owed_to_team_id__in=by.team_ids)
    rows = Duty.objects.visible_to(by).filter(ours, closed_at=None).select_related(*_WITH)
    if due_before is not None:
        rows = rows.filter(due_at__lt=due_before)
    found, has_more = cut(rows.order_by("due_at", "id"), page, limit)
    children = {duty.child_id for duty in found if duty.child_id}
    seen = dict(Child.objects.visible_to(by).filter(pk__in=children).values_list("pk", "reference"))
    ledger.listed(by=by, child_ids=seen)
    moment = now()
    return page_of((_shown(each, seen, by, moment) for each in found), page=page, limit=limit, has_more=has_more)


def _shown(duty: Duty, references: dict[UUID, str], by: Actor, moment: datetime) -> DutyShown:
    policy = rules.policy_version(duty.policy, duty.nation, duty.policy_version)
    waiting = duty.owed_to_team
    return DutyShown(
        id=duty.id,
        kind=duty.kind,
        owed="by_us" if duty.owner_team_id in by.team_ids else "to_us",
        about=AboutShown(kind=duty.about_kind, id=duty.about_id),
        child=references.get(duty.child_id) if duty.child_id else None,
        by_team=duty.owner_team.name,
        by_agency=duty.owner_team.agency.name,
        to_team=waiting.name if waiting else None,
        to_agency=waiting.agency.name if waiting else None,
        started_at=duty.started_at,
        due_at=duty.due_at,
        state=rules.state_of(policy, duty.due_at, moment, done_at=duty.closed_at).value,
        policy=duty.policy,
        policy_version=duty.policy_version,
        nation=duty.nation,
        certainty=policy.certainty.value,
        source=policy.source,
    )
