"""Rotating the keys that seal: a new one is added, and whatever older ones sealed is sealed again. None is removed."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from cairn.access.actor import Actor
from cairn.access.binding import acting_as
from cairn.core import crypto, sealed
from cairn.ledger import verbs as ledger
from cairn.ledger.kinds import happening
from cairn.ledger.rules import LARGEST_COUNT

KEY_ADDED = happening("keys.added", _("added a key that seals"))
RESEALED = happening("keys.resealed", _("sealed again what older keys had sealed"))
BATCH = 500  # rows that are sealed again in one transaction
Say = Callable[[int], object]


@dataclass(frozen=True, slots=True)
class Rotated:
    """What sealing again came to: rows under the newest key now, and rows that would not open and stay as they were."""

    done: int
    broken: int


def rotate(*, by: Actor, batch: int = BATCH, say: Say = lambda _done: None) -> Rotated:
    """Add a key that seals from now on, and seal again everything that older keys sealed. Records KEY_ADDED.

    The older keys still open: whoever runs the installation removes one when nothing is sealed with it, and no backup
    from before is wanted any more. Refuses `keys_given_elsewhere` where the keys are not kept in the file of keys.
    """
    with acting_as(by), transaction.atomic():
        ledger.record(KEY_ADDED, by=by)
        crypto.add_key()  # last: if this fails there was no event, and a key too many harms nobody
    return reseal(by=by, batch=batch, say=say)


def reseal(*, by: Actor, batch: int = BATCH, say: Say = lambda _done: None) -> Rotated:
    """Seal again whatever another key than the newest seals. Records RESEALED with two counts, and no content.

    Each batch is a transaction of its own; stopped, it goes on where it was, because what is done drops out. Only the
    worker's own database role may. `say` hears how many rows were done so far.
    """
    done = broken = 0
    for column in sealed.columns():
        after: Any = None
        while True:
            with acting_as(by), transaction.atomic():
                one = column.reseal(after, batch)
            if one.last == after:
                break
            after, done, broken = one.last, done + one.done, broken + one.broken
            say(done)
    detail = {"resealed": min(done, LARGEST_COUNT), "broken": min(broken, LARGEST_COUNT)}
    with acting_as(by), transaction.atomic():
        ledger.record(RESEALED, by=by, detail=detail)
    return Rotated(done, broken)
