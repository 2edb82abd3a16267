"""The walk along the seals: each computed again from its events, here and not in the database."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.db import connection

from cairn.ledger import rules
from cairn.ledger.kinds import Break
from cairn.ledger.queries.witness import Head

_EVENTS_AT_ONCE = 20_000
_START = bytes(32)
# A clock may be set back and a long transaction may end late; a day is far beyond both.
_TOLERANCE = timedelta(days=1)
_LINE = """
 id::text, (extract(epoch from at) * 1000000)::bigint::text, xid::text, actor_kind, practitioner_id::text,
 membership_id::text, agency_id::text, token_id::text, happening, child_id::text, makeup::text, about_kind,
 about_id::text, purpose, request_id::text, detail::text
"""
_EVENTS = f"select seal, id, at, happening, {_LINE} from ledger_sealed(%s, %s)"  # noqa: S608 (own columns)
_SEALS = """
select number, previous, digest, count, sealed_at, array[number::text, first::text, last::text, count::text,
       (extract(epoch from sealed_at) * 1000000)::bigint::text, horizon::text] from ledger_seal order by number
"""


@dataclass(frozen=True, slots=True)
class _Seal:
    number: int
    previous: bytes
    digest: bytes
    count: int
    sealed_at: datetime
    facts: list[str]


@dataclass(frozen=True, slots=True)
class _Sealed:
    id: int
    at: datetime
    happening: str
    columns: Sequence[str | None]


class Found(Exception):
    """The first broken place was reached."""

    def __init__(self, how: Break, **places: int) -> None:
        self.how, self.places = how, places
        super().__init__(how)


@dataclass(slots=True)
class Walk:
    """How far the walk has come: the last whole seal, what was seen so far by code, and what no seal covers yet."""

    number: int = 0
    digest: bytes = _START
    sealed_at: datetime | None = None
    seen: Counter[str] = field(default_factory=Counter)
    unsealed: int = 0

    def along(self, witnesses: Mapping[int, Head]) -> None:
        """Go along every seal and beyond the last. Raises Found at the first broken place."""
        for batch in _batches():
            events = _events(batch[0].number, batch[-1].number)
            for seal in batch:
                self._chain(seal, witnesses.get(seal.number))
                self._events(seal, events[seal.number])
                self.number, self.digest, self.sealed_at = seal.number, seal.digest, seal.sealed_at
        self._beyond(max(witnesses, default=0))

    def _chain(self, seal: _Seal, witness: Head | None) -> None:
        if seal.number != self.number + 1:
            raise Found(Break.SEAL_MISSING, seal=self.number + 1)
        if witness and witness.digest != seal.digest.hex():
            raise Found(Break.WITNESS_DIFFERS, seal=seal.number)
        if seal.previous != self.digest:
            raise Found(Break.SEAL_UNCHAINED, seal=seal.number)

    def _events(self, seal: _Seal, events: list[_Sealed]) -> None:
        count, contents = rules.content(rules.line(event.columns) for event in events)
        if count != seal.count:
            raise Found(Break.COUNT_DIFFERS, seal=seal.number, expected=seal.count, found=count)
        if rules.head(self.digest, seal.facts, contents) != seal.digest:
            raise Found(Break.CONTENT_DIFFERS, seal=seal.number)
        for event in events:
            self._time(event.id, event.at)
        self.seen.update(event.happening for event in events)

    def _beyond(self, newest_witnessed: int) -> None:
        if newest_witnessed > self.number:
            raise Found(Break.SEALS_CUT_OFF, expected=newest_witnessed, found=self.number)
        for number, event in _rows("select seal, id from ledger_orphans()"):
            raise Found(Break.SEAL_UNKNOWN, seal=number, event=event)
        for event, at, happening in _rows("select id, at, happening from ledger_unsealed()"):
            self._time(event, at)
            self.unsealed += 1
            self.seen[happening] += 1

    def _time(self, event: int, at: datetime) -> None:
        if self.sealed_at and at < self.sealed_at - _TOLERANCE:
            raise Found(Break.EVENT_BACKDATED, event=event)


def _batches() -> Iterator[list[_Seal]]:
    batch: list[_Seal] = []
    for number, previous, digest, count, sealed_at, facts in _rows(_SEALS):
        batch.append(_Seal(number, bytes(previous), bytes(digest), count, sealed_at, facts))
        if sum(seal.count for seal in batch) >= _EVENTS_AT_ONCE:
            yield batch
            batch = []
    if batch:
        yield batch


def _events(first: int, last: int) -> Mapping[int, list[_Sealed]]:
    events: defaultdict[int, list[_Sealed]] = defaultdict(list)
    for number, event, at, happening, *columns in _rows(_EVENTS, first, last):
        events[number].append(_Sealed(event, at, happening, columns))
    return events


def _rows(query: str, *values: int) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(query, values)
        found: list[tuple[Any, ...]] = cursor.fetchall()
    return found
