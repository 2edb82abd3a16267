"""What is owed: by me and my team, to me, and by anybody in the partnership."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils.translation import get_language

from cairn.access.actor import Actor
from cairn.access.scopes import ScopedQuerySet
from cairn.core.clock import now
from cairn.core.errors import NotFound
from cairn.core.ref import Ref
from cairn.duties import rules
from cairn.duties.kinds import Certainty, DutyState
from cairn.duties.models import Duty

PAGE = 50
# Exact counts over everything are slow under row security, and nobody reads beyond a thousand.
MOST_COUNTED = 1001
_SHOWN_WITH = ("owner_team__agency", "owner__practitioner", "owed_to_team__agency", "owed_to__practitioner")


@dataclass(frozen=True, slots=True)
class Owed:
    """One duty as a list shows it: how it stands now, its clock's name in the reader's language, and how sure it is."""

    duty: Duty
    state: DutyState
    label: str
    certainty: Certainty
    source: str
    is_mine: bool

    @property
    def is_late(self) -> bool:
        """Whether its last second has passed without an answer."""
        return self.state is DutyState.OVERDUE


@dataclass(frozen=True, slots=True)
class Page:
    """One page of duties, soonest first, so that what is overdue stands on top. `total` stops counting at 1,001."""

    lines: tuple[Owed, ...]
    number: int
    total: int

    @property
    def is_capped(self) -> bool:
        """Whether there are more than can be counted: shown as "more than 1,000"."""
        return self.total >= MOST_COUNTED

    @property
    def has_next(self) -> bool:
        """Whether there is a page after this one."""
        return self.number * PAGE < self.total


def owed_by_me(actor: Actor, *, page: int = 1, of_no_child: bool = False) -> Page:
    """What this person owes, and what nobody in their team has taken yet or whoever took it has left (R-070).

    `of_no_child`: of what nobody has taken only what is about no child, for those whose role shows them none.
    """
    mine = Q(owner_id=actor.membership_id) if actor.membership_id else Q(pk__in=())
    untaken = Q(owner=None) | Q(owner__ended_at__isnull=False)
    if of_no_child:
        untaken &= Q(child_id=None)
    ours = _open(actor).filter(owner_team_id__in=actor.team_ids)
    return _page(ours.filter(mine | untaken), actor, page)


def owed_to_me(actor: Actor, *, page: int = 1) -> Page:
    """What others owe this person, or their team as a whole: who has it and by when (R-022)."""
    waiting = _open(actor).filter(owed_to_team_id__in=actor.team_ids)
    mine = Q(owed_to=None) | Q(owed_to__ended_at__isnull=False)
    if actor.membership_id:
        mine |= Q(owed_to_id=actor.membership_id)
    return _page(waiting.filter(mine), actor, page)


def open_about(about: Ref, *, actor: Actor) -> tuple[Owed, ...]:
    """The open duties about one thing that this actor may see, soonest first; at most one page of them."""
    return _lines(_open(actor).filter(about_kind=about.kind, about_id=about.id)[:PAGE], actor)


def visible_duty(duty_id: UUID, *, actor: Actor) -> Duty:
    """One duty, open or done. Raises NotFound when there is none that this actor may see."""
    duty = Duty.objects.visible_to(actor).select_related(*_SHOWN_WITH).filter(pk=duty_id).first()
    if duty is None:
        raise NotFound
    return duty


def is_ours(actor: Actor, duty: Duty) -> bool:
    """Whether the actor is a person in the team that owes it: what else must hold for taking a duty."""
    return actor.is_person and duty.owner_team_id in actor.team_ids


def capped_count(rows: QuerySet[Duty]) -> int:
    """How many there are, up to 1,001, where it stops."""
    return rows.order_by()[:MOST_COUNTED].count()


def _open(actor: Actor) -> ScopedQuerySet[Duty]:
    rows: ScopedQuerySet[Duty] = Duty.objects.visible_to(actor)
    return rows.filter(closed_at=None).select_related(*_SHOWN_WITH).order_by("due_at", "id")


def _page(rows: QuerySet[Duty], actor: Actor, number: int) -> Page:
    start = (max(number, 1) - 1) * PAGE
    lines = _lines(rows[start : start + PAGE], actor)
    # What fits on the first page needs no second question to be counted.
    total = len(lines) if start == 0 and len(lines) < PAGE else capped_count(rows)
    return Page(lines, max(number, 1), total)


def _lines(rows: Iterable[Duty], actor: Actor) -> tuple[Owed, ...]:
    moment, language = now(), (get_language() or "en").split("-")[0]
    return tuple(_line(duty, actor, moment, language) for duty in rows)


def _line(duty: Duty, actor: Actor, moment: datetime, language: str) -> Owed:
    policy = rules.policy_version(duty.policy, duty.nation, duty.policy_version)
    return Owed(
        duty=duty,
        state=rules.state_of(policy, duty.due_at, moment, done_at=duty.closed_at),
        label=policy.label_in(language),
        certainty=policy.certainty,
        source=policy.source,
        is_mine=duty.owner_id is not None and duty.owner_id == actor.membership_id,
    )
