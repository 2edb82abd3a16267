"""What is owed to a child, as far as this actor may see it."""

from dataclasses import dataclass

from cairn.access.actor import Actor
from cairn.children.models import Child
from cairn.core.clock import now
from cairn.duties import rules
from cairn.duties.kinds import DutyState
from cairn.duties.models import Duty

MOST_OWED = 20


@dataclass(frozen=True, slots=True)
class OwedToChild:
    """One open duty about a child and how it stands now."""

    duty: Duty
    state: DutyState


def owed_to(child: Child, actor: Actor) -> list[OwedToChild]:
    """The open duties about a child, the soonest first."""
    rows = Duty.objects.visible_to(actor).filter(child_id=child.id, closed_at=None)
    moment = now()
    return [
        OwedToChild(duty, rules.state_of(_policy(duty), duty.due_at, moment))
        for duty in rows.select_related("owner_team__agency").order_by("due_at", "id")[:MOST_OWED]
    ]


def _policy(duty: Duty) -> rules.ClockPolicy:
    return rules.policy_version(duty.policy, duty.nation, duty.policy_version)
