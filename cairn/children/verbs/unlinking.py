"""Taking two children apart again: records go back, and whoever leaned on the link is asked to sort it (R-003)."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import F

from cairn.access.actor import Actor
from cairn.access.permissions import Permission
from cairn.children.kinds import LINK_TAKEN_BACK, LINK_UNDONE, SORTING_NEEDED, Outcome, Standing
from cairn.children.models import LinkDecision
from cairn.children.queries.linking import facts_written_between
from cairn.children.verbs.linking import reason_given
from cairn.children.verbs.moving import Moved, close_openings, move, owe_unowed, tell_circles
from cairn.core.clock import now
from cairn.core.errors import Conflict, Refused
from cairn.core.locks import one_at_a_time
from cairn.core.ref import Ref
from cairn.duties import verbs as duties
from cairn.duties.kinds import DutyKind
from cairn.duties.models import Duty
from cairn.ledger import verbs as ledger
from cairn.notices import verbs as notices
from cairn.partnership.models import Team
from cairn.partnership.queries import hub_desk, nation_of


@dataclass(frozen=True, slots=True)
class Parting:
    """Two children about to be taken apart. `child_id` gets its `records` back, `other_id` keeps the rest; what was
    written from `since` to `until` was written while they were held to be one."""

    decision_id: UUID
    child_id: UUID
    other_id: UUID
    records: tuple[UUID, ...]
    since: datetime
    until: datetime


@dataclass(frozen=True, slots=True)
class ToSort:
    """Something that must be looked at again: written while linked, or leaning across the two. Its authors decide."""

    about: Ref
    team_id: UUID


@dataclass(frozen=True, slots=True)
class Undone:
    """What undoing did: `returned` records went back, `left` had moved on since, `to_sort` waits for its authors."""

    returned: tuple[UUID, ...]
    left: tuple[UUID, ...]
    to_sort: tuple[ToSort, ...]


OnUnlinked = Callable[[Parting, Actor], Iterable[ToSort]]
_ON_UNLINKED: list[OnUnlinked] = []


def on_unlinked(handler: OnUnlinked) -> None:
    """Register who knows of more that leans across two children. A higher floor does, from its apps.py.

    Called in the same transaction, before any record goes back, while its actor still sees both halves as one.
    """
    if handler not in _ON_UNLINKED:
        _ON_UNLINKED.append(handler)


@transaction.atomic
def undo_link(*, decision: LinkDecision, reason: str, revision: int, by: Actor) -> Undone:
    """Take two children apart: every record of this decision that has not moved since goes back where it was.

    The sleeping child wakes, with whoever held it before, else with the authority of the hub's area. Each author team
    of what was written meanwhile owes a word on whose it is; the hub owes a review of who looked meanwhile. Where the
    link still waited for a second person nothing had moved, so nothing of that is owed. Records LINK_UNDONE with both
    children; all teams of both circles are told, and whoever decided it. Refuses no reason (`reason_needed`) and a
    decision that moved nothing or is undone (`nothing_to_undo`). Raises Conflict on another revision
    (`link_changed_already`).
    """
    by.require(Permission.LINK_DECIDE, decision)
    why = reason_given(reason)
    one_at_a_time(decision.child_id, decision.other_id)
    current = LinkDecision.objects.visible_to(by).get(pk=decision.pk)
    if current.revision != revision:
        raise Conflict("link_changed_already")
    if current.outcome != Outcome.SAME or current.standing not in (Standing.PROVISIONAL, Standing.CONFIRMED):
        raise Refused("nothing_to_undo")
    moment, since = now(), current.joined_at
    to_sort = _to_sort(current, since, moment, by) if since else ()
    changed = LinkDecision.objects.filter(pk=current.pk, revision=revision).update(
        standing=Standing.UNDONE,
        undone_at=moment,
        undone_by_id=by.membership_id,
        undone_reason=why,
        revision=F("revision") + 1,
    )
    if not changed:
        raise Conflict("link_changed_already")
    moved = move("cairn_undo_link", current.id) if since else Moved.nothing()
    close_openings(current, by)
    _follow_up(current, moved, to_sort, by)
    return Undone(moved.records, moved.left, to_sort)


def _to_sort(decision: LinkDecision, since: datetime, moment: datetime, by: Actor) -> tuple[ToSort, ...]:
    parting = Parting(
        decision_id=decision.id,
        child_id=decision.child_id,
        other_id=decision.other_id,
        records=tuple(decision.moves.filter(reverses=None).values_list("record_id", flat=True)),
        since=since,
        until=moment,
    )
    written = facts_written_between(decision.other_id, parting.since, moment, by)
    found = [ToSort(Ref("claim", claim_id), team_id) for claim_id, team_id in written.values_list("id", "team_id")]
    for handler in _ON_UNLINKED:
        found += handler(parting, by)
    return tuple(dict.fromkeys(found))


def _follow_up(decision: LinkDecision, moved: Moved, to_sort: tuple[ToSort, ...], by: Actor) -> None:
    about = Ref("link_decision", decision.id)
    duties.close(kind=DutyKind.CONFIRM_LINK, about=about, by=by)
    owe_unowed(moved.questions, nation_of(hub_desk()))
    for team in Team.objects.filter(pk__in={each.team_id for each in to_sort}).select_related("agency"):
        owed = _owe(DutyKind.SORT_CITATIONS, "sort_citations", team, decision)
        # By way of the team's own duty: who has only told us something does not see the decision itself.
        notices.leave(team_id=team.id, code=SORTING_NEEDED, about=Ref("duty", owed.id))
    if decision.joined_at:
        _owe(DutyKind.REVIEW_LOOKS, "review_looks", hub_desk(), decision)
    detail = {"returned": len(moved.records), "left": len(moved.left), "to_sort": len(to_sort)}
    for child_id in (decision.child_id, decision.other_id):
        ledger.record(LINK_UNDONE, by=by, child_id=child_id, about=about, detail=detail)
    tell_circles(moved, decision)
    decided_by = decision.decided_by
    if decided_by and decided_by.ended_at is None and decided_by.practitioner_id != by.practitioner_id:
        notices.leave(team_id=decided_by.team_id, member_id=decided_by.pk, code=LINK_TAKEN_BACK, about=about)


def _owe(kind: DutyKind, policy: str, team: Team, decision: LinkDecision) -> Duty:
    return duties.owe(
        kind=kind,
        about=Ref("link_decision", decision.id),
        policy=policy,
        nation=nation_of(team),
        owner_team=team,
        child_id=decision.other_id,
    )
