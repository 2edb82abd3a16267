"""Preparing the demonstration: the partnership first, then every step of every story at its own time."""

import sys
from collections.abc import Callable
from datetime import timedelta

from django.db import transaction

from cairn.core.clock import now, pretending
from cairn.core.errors import CairnError
from cairn.demo.rules import read_steps
from cairn.demo.verbs.colleagues import know_nobody
from cairn.demo.verbs.partnership import make_partnership
from cairn.demo.verbs.steps import Telling
from cairn.partnership.kinds import Mark
from cairn.partnership.models import Practitioner
from cairn.partnership.queries import require_mark
from cairn.partnership.verbs import mark_installation

_SETTLED = timedelta(days=4)  # what was decided longer ago than this, a second person has looked at by now


@transaction.atomic
def prepare(say: Callable[[str], object] = sys.stderr.write) -> bool:
    """Make Northmoor once, in one transaction; a second time it changes nothing and returns False.

    Refuses a database that holds real children (`wrong_mark`).
    """
    mark_installation(Mark.DEMONSTRATION)
    require_mark(Mark.DEMONSTRATION)
    if Practitioner.objects.exists():
        return False
    prepared_at = now()
    telling = Telling(make_partnership(prepared_at), settled_before=prepared_at - _SETTLED)
    steps = read_steps(prepared_at)
    for number, step in enumerate(steps, start=1):
        try:
            with pretending(step.at):
                telling.take(step)
        except CairnError:
            say(f"Northmoor: refused at step {number}, {step.by} {step.does} {step.concern}\n")
            raise
        if number % 20 == 0 or number == len(steps):
            say(f"Northmoor: {number} of {len(steps)} steps told\n")
    know_nobody(telling.people)
    return True
