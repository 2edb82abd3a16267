"""Who opened a child while two records were held to be one, for the review after they were taken apart (R-003)."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Count, Max, Min

from cairn.access.actor import Actor, ActorKind
from cairn.children.kinds import LINK_CONFIRMED, LINK_DECIDED, LINK_UNDONE, LOOKS_REVIEWED, ResponsibilityKind
from cairn.children.models import Involvement, LinkDecision, Responsibility, at_present
from cairn.children.queries.linking import in_sight
from cairn.ledger.kinds import OPENED
from cairn.ledger.models import Event
from cairn.partnership.models import Agency, Membership, Team

_NOBODY = UUID(int=0)


@dataclass(frozen=True, slots=True)
class TeamLooks:
    """How often one team opened the child meanwhile, from when to when, and around which of the two it is now.

    An agency's own system has no team; Cairn's own jobs have neither. `phone` is the team's or its agency's.
    """

    agency: str
    team: str
    phone: str
    times: int
    first: datetime
    last: datetime
    around: tuple[str, ...]


def may_review_looks(actor: Actor, decision: LinkDecision) -> bool:
    """Whether this actor may review who looked: the hub, and the team that leads the child they looked at."""
    if actor.is_hub or actor.kind is ActorKind.JOB:
        return True
    leads = Responsibility.objects.visible_to(actor).filter(
        child_id=decision.other_id, kind=ResponsibilityKind.LEAD, until=None, team_id__in=actor.team_ids
    )
    return bool(leads.exists())


def are_looks_reviewed(decision: LinkDecision, actor: Actor) -> bool:
    """Whether somebody has done the review. Asked of the ledger: a lead does not see the hub's own duty."""
    return bool(_about(decision, actor).filter(happening=LOOKS_REVIEWED).exists())


def looks_while_joined(decision: LinkDecision, actor: Actor) -> list[TeamLooks]:
    """The teams that opened either child between the decision and its undoing, the busiest first.

    By the order of the ledger, not by the clock: the two notes in it stand in the transactions that moved the records.
    """
    notes = dict(_about(decision, actor).order_by().values_list("happening").annotate(Min("id")))
    joined = LINK_CONFIRMED if decision.waits else LINK_DECIDED
    if not {joined, LINK_UNDONE} <= notes.keys():
        return []
    pair = (decision.child_id, decision.other_id)
    meanwhile = Event.objects.visible_to(actor).filter(
        child_id__in=pair, happening=OPENED, id__gt=notes[joined], id__lt=notes[LINK_UNDONE]
    )
    counted = meanwhile.order_by().values("agency_id", "membership_id")
    rows: list[Any] = list(counted.annotate(times=Count("id"), first=Min("at"), last=Max("at")))
    found = _by_team(rows, _around(decision, actor))
    return sorted(found, key=lambda one: (-one.times, one.agency, one.team))


def _about(decision: LinkDecision, actor: Actor) -> Any:
    return Event.objects.visible_to(actor).filter(child_id=decision.other_id, about_id=decision.id)


def _around(decision: LinkDecision, actor: Actor) -> dict[UUID, tuple[str, ...]]:
    seen = in_sight(decision.child_id, decision.other_id, actor)
    rows = Involvement.objects.visible_to(actor).filter(at_present(), child_id__in=list(seen))
    found: dict[UUID, set[str]] = {}
    for team_id, child_id in rows.values_list("team_id", "child_id"):
        found.setdefault(team_id, set()).add(seen[child_id].reference)
    return {team_id: tuple(sorted(references)) for team_id, references in found.items()}


def _by_team(rows: list[Any], around: dict[UUID, tuple[str, ...]]) -> list[TeamLooks]:
    ids = [row["membership_id"] for row in rows if row["membership_id"]]
    teams = {one.pk: one.team for one in Membership.objects.filter(pk__in=ids).select_related("team")}
    agencies = Agency.objects.in_bulk([row["agency_id"] for row in rows if row["agency_id"]])
    grouped: dict[tuple[Agency | None, Team | None], list[Any]] = {}
    for row in rows:
        who = agencies.get(row["agency_id"] or _NOBODY), teams.get(row["membership_id"] or _NOBODY)
        grouped.setdefault(who, []).append(row)
    return [_together(agency, team, theirs, around) for (agency, team), theirs in grouped.items()]


def _together(
    agency: Agency | None, team: Team | None, rows: list[Any], around: dict[UUID, tuple[str, ...]]
) -> TeamLooks:
    return TeamLooks(
        agency=agency.name if agency else "",
        team=team.name if team else "",
        phone=(team.phone if team else "") or (agency.phone if agency else ""),
        times=sum(row["times"] for row in rows),
        first=min(row["first"] for row in rows),
        last=max(row["last"] for row in rows),
        around=around.get(team.pk, ()) if team else (),
    )
