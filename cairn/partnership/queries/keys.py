"""What each key of the ring seals."""

from collections import Counter
from dataclasses import dataclass

from django.db import transaction

from cairn.access.actor import Actor
from cairn.access.binding import acting_as
from cairn.core import crypto, sealed


@dataclass(frozen=True, slots=True)
class KeyUse:
    """One key by its name: whether it seals now, whether the ring holds it, and how many rows of each column it seals.

    A key that seals rows and that the ring does not hold is a loss: those rows open no more.
    """

    name: str
    is_newest: bool
    is_held: bool
    rows: dict[str, int]


def key_uses(*, by: Actor) -> tuple[KeyUse, ...]:
    """Every key of the ring, newest first, then every name under which something is sealed and that the ring lacks."""
    with acting_as(by), transaction.atomic():
        counts: dict[str, Counter[str]] = {column.label: column.count() for column in sealed.columns()}
    held = crypto.key_names()
    lost = sorted({name for each in counts.values() for name in each} - set(held))
    return tuple(
        KeyUse(name, name == held[0], name in held, {label: each[name] for label, each in counts.items() if each[name]})
        for name in (*held, *lost)
    )
