"""What the clock asks: which duties may have a step due, which steps were not taken yet, and whom a step tells."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from uuid import UUID

from django.db.models import Q, QuerySet

from cairn.access.actor import Actor
from cairn.core.errors import Refused
from cairn.duties import rules
from cairn.duties.kinds import DutyKind, Tell, Unit, When
from cairn.duties.models import Duty
from cairn.partnership.kinds import Discipline, RoleName
from cairn.partnership.models import Membership
from cairn.partnership.queries import hub_on_call

ON_DUE, CALL_AGAIN = "on_due", "call_again"
# While nobody has said "I have it", those who can ring are called at the due moment and, from then on, each time the
# clock's own length has passed again.
_CALLED_AGAIN = {DutyKind.ACKNOWLEDGE: (Tell.HUB, Tell.OWED)}
_AT_A_TIME = 500


@dataclass(frozen=True, slots=True)
class Recipient:
    """A team, or one of its members, who is to be told."""

    team_id: UUID
    member_id: UUID | None = None


def has_steps_due(at: datetime, *, awaited: Collection[str], actor: Actor) -> Iterator[UUID]:
    """The ids of open duties with a step that has come due by `at` and was not taken, the soonest first.

    `awaited` are the kinds of duty on which somebody acts when they stay unanswered.
    """
    rows = Duty.objects.visible_to(actor).filter(closed_at=None, due_at__lte=at + _longest_reminder())
    for duty in rows.prefetch_related("steps").order_by("due_at", "id").iterator(chunk_size=_AT_A_TIME):
        if _may_step(duty, at, is_awaited=duty.kind in awaited):
            yield duty.pk


def steps_not_taken(duty: Duty, at: datetime, *, is_awaited: bool = False) -> tuple[rules.StepDue, ...]:
    """The steps of a duty that have come due by `at` and were not taken, in the order of time.

    `is_awaited` asks for the moment at which somebody else acts on an unanswered duty as well.
    """
    taken = {(step.rule, step.due_at) for step in duty.steps.all()}
    policy = rules.policy_version(duty.policy, duty.nation, duty.policy_version)
    steps = [*rules.steps_due(policy, duty.started_at, duty.due_at, at), *_called_again(duty, at)]
    if is_awaited and duty.due_at < at:
        steps.append(rules.StepDue(len(steps), ON_DUE, duty.due_at, When.AFTER, ()))
    found = (step for step in steps if (step.rule, step.at) not in taken)
    # Ladder before calls before handlers where all fall on one moment: whoever is told is told how it stood.
    return tuple(sorted(found, key=lambda step: (step.at, step.rule == ON_DUE, step.number)))


def recipients(duty: Duty, whom: Tell, at: datetime) -> frozenset[Recipient]:
    """Who hears of a step. Never nobody where there is a team that owes: an absent person's team hears instead."""
    match whom:
        case Tell.OWNER:
            return frozenset({_member(duty.owner_team_id, duty.owner)})
        case Tell.TEAM:
            return frozenset({Recipient(duty.owner_team_id)})
        case Tell.MANAGER:
            return _managers(Q(team_id=duty.owner_team_id)) or frozenset({Recipient(duty.owner_team_id)})
        case Tell.SENIOR:
            return _managers(Q(agency_id=duty.owner_agency_id)) or frozenset({Recipient(duty.owner_team_id)})
        case Tell.OWED:
            team_id = duty.owed_to_team_id
            return frozenset({_member(team_id, duty.owed_to)} if team_id else ())
        case Tell.HUB | Tell.DATA_PROTECTION:
            leads = _data_leads(duty) if whom is Tell.DATA_PROTECTION else frozenset()
            return leads or _hub(at)


def _may_step(duty: Duty, at: datetime, *, is_awaited: bool) -> bool:
    # A duty that cannot even be read must reach the climber, who counts it as stuck.
    try:
        return bool(steps_not_taken(duty, at, is_awaited=is_awaited))
    except Refused:
        return True


def _called_again(duty: Duty, at: datetime) -> Iterator[rules.StepDue]:
    """Only the newest call that has come due: after a gap people are called once, not once for every call missed."""
    whom = _CALLED_AGAIN.get(DutyKind(duty.kind))
    every = duty.due_at - duty.started_at
    if whom is not None and every and at >= duty.due_at:
        calls = (at - duty.due_at) // every
        yield rules.StepDue(calls, CALL_AGAIN, duty.due_at + calls * every, When.AFTER, whom)


def _member(team_id: UUID, member: Membership | None) -> Recipient:
    is_here = member is not None and member.ended_at is None and member.team_id == team_id
    return Recipient(team_id, member.pk if member is not None and is_here else None)


def _managers(where: Q) -> frozenset[Recipient]:
    return _held(where, RoleName.MANAGER)


def _held(where: Q, role: RoleName) -> frozenset[Recipient]:
    rows: QuerySet[Membership] = Membership.objects.filter(where, role=role, ended_at=None)
    here = rows.filter(practitioner__is_active=True)
    return frozenset(Recipient(team_id, pk) for team_id, pk in here.values_list("team_id", "pk"))


def _data_leads(duty: Duty) -> frozenset[Recipient]:
    """The agency's own data-protection lead, else the hub's."""
    own, hubs = Q(agency_id=duty.owner_agency_id), Q(agency__discipline=Discipline.HUB)
    role = RoleName.DATA_PROTECTION_LEAD
    return _held(own, role) or _held(hubs, role)


def _hub(at: datetime) -> frozenset[Recipient]:
    try:
        return frozenset({Recipient(hub_on_call(at).pk)})
    except Refused:  # a partnership without a hub still tells everybody else
        return frozenset()


@cache
def _longest_reminder() -> timedelta:
    """How long before its due moment the earliest step of any ladder can stand, weekends and holidays included."""
    before = (step.offset for policy in rules.every_policy() for step in policy.ladder if step.when is When.BEFORE)
    days = max((offset.length for offset in before if offset.unit in {Unit.WORKING_DAY, Unit.CALENDAR_DAY}), default=0)
    return timedelta(days=2 * days + 14)
