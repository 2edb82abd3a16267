"""A duty as a line of a list."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from cairn.access.actor import Actor
from cairn.access.permissions import Permission
from cairn.core.clock import now
from cairn.desk.queries import Known
from cairn.duties import rules
from cairn.duties.kinds import DutyKind, DutyState
from cairn.duties.models import Duty
from cairn.duties.presenters import href_of_duty
from cairn.duties.queries import is_ours
from cairn.ui.parts import Column
from cairn.ui.shell import Contact

_TAGS = {DutyState.DUE: "due", DutyState.DUE_SOON: "soon", DutyState.OVERDUE: "overdue"}


@dataclass(frozen=True, slots=True, kw_only=True)
class DutyLine:
    """What is owed, about whom, by when, who has it. `state` is the word that the tag of a deadline knows.

    `owner` is empty while nobody has taken it; `child` is None where no child is meant or none is in sight.
    """

    id: UUID
    revision: int
    what: str | Promise
    href: str
    child: Known | None
    state: str
    due_at: datetime
    started_at: datetime
    owner: str
    team: Contact
    is_mine: bool
    may_take: bool

    @property
    def is_late(self) -> bool:
        """Whether its last second has passed."""
        return self.state == "overdue"


def duty_lines(duties: Iterable[Duty], known: Mapping[UUID, Known], actor: Actor) -> tuple[DutyLine, ...]:
    """The lines in the order given."""
    moment = now()
    return tuple(_line(duty, known, actor, moment) for duty in duties)


def columns(*, is_sorted: bool = False) -> tuple[Column, ...]:
    """The heads of a table of duties; `is_sorted` where the server sorts it by whichever is asked."""
    return (
        Column(label=_("What")),
        Column(label=_("Child")),
        Column(label=_("Team"), sort="team" if is_sorted else ""),
        Column(label=_("Who has it")),
        Column(label=_("By when"), sort="due" if is_sorted else ""),
    )


def _line(duty: Duty, known: Mapping[UUID, Known], actor: Actor, moment: datetime) -> DutyLine:
    policy = rules.policy_version(duty.policy, duty.nation, duty.policy_version)
    # Whoever took it and has left the team since has it no more.
    holder = duty.owner if duty.owner and duty.owner.ended_at is None else None
    return DutyLine(
        id=duty.id,
        revision=duty.revision,
        what=_capital(str(DutyKind(duty.kind).label)),
        href=href_of_duty(duty),
        child=known.get(duty.child_id) if duty.child_id else None,
        state=_TAGS.get(rules.state_of(policy, duty.due_at, moment), "due"),
        due_at=duty.due_at,
        started_at=duty.started_at,
        owner=holder.practitioner.name if holder else "",
        team=_contact(duty),
        is_mine=holder is not None and holder.pk == actor.membership_id,
        may_take=holder is None and Permission.DUTY_TAKE in actor.permissions and is_ours(actor, duty),
    )


def _contact(duty: Duty) -> Contact:
    team = duty.owner_team
    name = _("%(team)s, %(agency)s") % {"team": team.name, "agency": team.agency.name}
    return Contact(name=name, number=team.phone or team.agency.phone)


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]
