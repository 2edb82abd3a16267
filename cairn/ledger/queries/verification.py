"""Verification: whether the ledger is as it was written, up to the first broken place."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db import connection, transaction

from cairn.ledger import kinds
from cairn.ledger.kinds import Break, Nature
from cairn.ledger.queries import witness
from cairn.ledger.queries.walk import Found, Walk
from cairn.ledger.queries.witness import Head


@dataclass(frozen=True, slots=True)
class Broken:
    """The first place where the ledger is not as it was sealed; `places` fill the sentence."""

    how: Break
    places: Mapping[str, int]

    def __str__(self) -> str:
        return str(kinds.BREAKS[self.how]) % self.places


@dataclass(frozen=True, slots=True)
class Verification:
    """What was found: numbers of seals, events, and events by nature; how many have no seal yet; how many seals the
    copy outside the database holds. Up to the broken place only, when there is one."""

    seals: int
    events: int
    looks: int
    changes: int
    refusals: int
    passages: int
    unsealed: int
    witnessed: int
    broken: Broken | None


@transaction.atomic
def verify(*, kept: Iterable[Head] = ()) -> Verification:
    """Compute every seal again from the events themselves; stop at the first broken place.

    Finds events edited, deleted, added or backdated under a seal, seals removed, forged or cut off. A forged newest
    seal and a cut-off end need a copy outside the database (R-063): the installation's own, and `kept`, the heads of a
    digest that an agency kept. Only the worker's role may.
    """
    walk, broken, witnesses = Walk(), None, dict[int, Head]()
    try:
        witnesses.update((head.number, head) for head in witness.read())
        _hold_against(witnesses, kept)
        walk.along(witnesses)
    except witness.Unreadable as error:
        broken = Broken(Break.WITNESS_UNREADABLE, {"line": error.line})
    except Found as found:
        broken = Broken(found.how, found.places)
    return _verification(walk, len(witnesses), broken)


def heads(*, after: int = 0, limit: int | None = None) -> tuple[Head, ...]:
    """The heads of the seals above a number, in order; only the last `limit` of them where one is given."""
    with connection.cursor() as cursor:
        cursor.execute(
            "select number, encode(digest, 'hex'), sealed_at, count from ledger_seal where number > %s"
            " order by number desc limit %s",
            [after, limit],
        )
        found = cursor.fetchall()
    return tuple(Head(number, digest, at.isoformat(), count) for number, digest, at, count in reversed(found))


def _hold_against(witnesses: dict[int, Head], kept: Iterable[Head]) -> None:
    """Two copies that disagree cannot both be what the database holds."""
    for head in kept:
        if witnesses.setdefault(head.number, head).digest != head.digest:
            raise Found(Break.WITNESS_DIFFERS, seal=head.number)


def _verification(walk: Walk, witnessed: int, broken: Broken | None) -> Verification:
    by_nature = dict.fromkeys(Nature, 0)
    for code, count in walk.seen.items():
        by_nature[kinds.nature_of(code)] += count
    return Verification(
        seals=walk.number,
        events=walk.seen.total(),
        looks=by_nature[Nature.LOOK],
        changes=by_nature[Nature.CHANGE],
        refusals=by_nature[Nature.REFUSAL],
        passages=by_nature[Nature.PASSAGE],
        unsealed=walk.unsealed,
        witnessed=witnessed,
        broken=broken,
    )
