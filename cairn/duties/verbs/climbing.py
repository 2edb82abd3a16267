"""The clock: whoever must know that an answer is owed is told, step by step, from what the data says."""

import logging
from collections.abc import Callable
from datetime import datetime
from uuid import UUID

from django.db import transaction

from cairn.access.actor import Actor, job
from cairn.access.binding import acting_as
from cairn.core.clock import now
from cairn.core.ref import Ref
from cairn.duties.kinds import (
    DUTY_ESCALATED,
    LATE,
    LATE_FOR_AGENCY,
    LATE_FOR_ASKER,
    LATE_FOR_HUB,
    REMINDER,
    RING,
    DutyKind,
    Tell,
    When,
)
from cairn.duties.models import Duty, DutyStep, Tick
from cairn.duties.queries.climbing import ON_DUE, Recipient, has_steps_due, recipients, steps_not_taken
from cairn.duties.queries.clock import CLOCK
from cairn.duties.rules import StepDue
from cairn.ledger import verbs as ledger
from cairn.notices import verbs as notices

OnDue = Callable[[Duty, Actor], None]
Telling = tuple[Recipient, str]

_ON_DUE: dict[DutyKind, list[OnDue]] = {}
_LATE_FOR = {Tell.HUB: LATE_FOR_HUB, Tell.SENIOR: LATE_FOR_AGENCY, Tell.OWED: LATE_FOR_ASKER}
_log = logging.getLogger(__name__)


def on_due(kind: DutyKind, handler: OnDue) -> None:
    """Register what happens once when a duty of this kind stays open beyond its due moment. A higher floor does, from
    its apps.py. Called with the duty and the clock as actor, in a transaction; it may close the duty."""
    handlers = _ON_DUE.setdefault(kind, [])
    if handler not in handlers:
        handlers.append(handler)


def tick() -> int:
    """One run of the clock: climb every ladder up to now, and note that it ran and what it could not do.

    Returns how many steps were climbed.
    """
    moment, by = now(), job("clock")
    with acting_as(by):
        climbed, stuck = _climb_all(moment, by)
        Tick.objects.update_or_create(name=CLOCK, defaults={"ran_at": moment, "stuck": stuck})
    return climbed


def climb(at: datetime) -> int:
    """Take every step of every open duty's ladder that has come due by `at` and was not taken (R-022, R-072).

    Computed from the data alone: a missed run only delays, running twice or by two workers tells nobody twice. Each
    duty is climbed in a transaction of its own. Records DUTY_ESCALATED once a step. Returns how many steps were taken.
    """
    by = job("clock")
    with acting_as(by):
        return _climb_all(at, by)[0]


def _climb_all(at: datetime, by: Actor) -> tuple[int, int]:
    climbed = stuck = 0
    with transaction.atomic():
        due = list(has_steps_due(at, awaited=_ON_DUE, actor=by))
    for duty_id in due:
        try:
            taken, is_stuck = _climb_one(duty_id, at, by)
        except Exception as error:
            _log.error("the ladder of duty %s could not be climbed: %s", duty_id, type(error).__name__)
            taken, is_stuck = 0, True
        climbed, stuck = climbed + taken, stuck + is_stuck
    return climbed, stuck


@transaction.atomic
def _climb_one(duty_id: UUID, at: datetime, by: Actor) -> tuple[int, bool]:
    # Whoever holds the row is closing or climbing it now; there is a next run.
    rows = Duty.objects.visible_to(by).select_for_update(skip_locked=True, of=("self",))
    duty = rows.select_related("owner", "owed_to").filter(pk=duty_id, closed_at=None).first()
    if duty is None:
        return 0, False
    taken, tellings, is_stuck = 0, set[Telling](), False
    for step in steps_not_taken(duty, at, is_awaited=duty.kind in _ON_DUE):
        if step.rule != ON_DUE:
            tellings |= _take_step(duty, step, at, by)
            taken += 1
        elif not _act(duty, step, by):
            is_stuck = True
        elif _is_done(duty):
            break
    for recipient, code in sorted(tellings, key=str):
        _leave(duty, recipient, code)
    return taken, is_stuck


def _take_step(duty: Duty, step: StepDue, at: datetime, by: Actor) -> set[Telling]:
    _note(duty, step)
    told = {(one, _news(duty, step, whom)) for whom in step.tell for one in recipients(duty, whom, at)}
    detail = {"kind": duty.kind, "rule": step.rule, "told": len(told)}
    ledger.record(DUTY_ESCALATED, by=by, child_id=duty.child_id, about=Ref("duty", duty.pk), detail=detail)
    return told


def _act(duty: Duty, step: StepDue, by: Actor) -> bool:
    """Let others act on an unanswered duty. What they fail to do does not undo that people were told."""
    try:
        with transaction.atomic():
            _note(duty, step)
            for handler in _ON_DUE[DutyKind(duty.kind)]:
                handler(duty, by)
    except Exception as error:
        _log.error("what follows on the unanswered duty %s failed: %s", duty.pk, type(error).__name__)
        return False
    return True


def _note(duty: Duty, step: StepDue) -> None:
    taken = DutyStep(duty=duty, owner_team_id=duty.owner_team_id, rule=step.rule, due_at=step.at)
    taken.save(force_insert=True)


def _is_done(duty: Duty) -> bool:
    return not Duty.objects.filter(pk=duty.pk, closed_at=None).exists()


def _news(duty: Duty, step: StepDue, whom: Tell) -> str:
    if step.when is When.BEFORE:
        return REMINDER
    return RING if duty.kind == DutyKind.ACKNOWLEDGE else _LATE_FOR.get(whom, LATE)


def _leave(duty: Duty, to: Recipient, code: str) -> None:
    # A manager of another team does not see the duty, and learns from the team which one it is.
    about = Ref("team", duty.owner_team_id) if code == LATE_FOR_AGENCY else Ref("duty", duty.pk)
    notices.leave(team_id=to.team_id, member_id=to.member_id, code=code, about=about)
