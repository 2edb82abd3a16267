"""The population as rows of the product's own tables, ready for COPY: one record a child, its claims, its circle."""

import json
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, timedelta
from typing import Final

from cairn.bench.rules.children import CHILD, CLAIM, INVOLVEMENT, RECORD
from cairn.bench.rules.dice import reference
from cairn.bench.rules.lines import escaped
from cairn.bench.rules.partnership import Around, Desk
from cairn.bench.rules.population.people import Child
from cairn.bench.rules.population.saying import Said
from cairn.matching.facts import PersonFacts
from cairn.matching.folded import FIELDS, folded
from cairn.matching.keys import KEY_VERSION

SMALL_SHARE: Final = 50  # one child in so many is known to the small team
KEYS: Final = "copy children_matchkey (record_id, child_id, key) from stdin"
FACTS: Final = f"copy children_matchfacts (record_id, child_id, version, {', '.join(FIELDS)}) from stdin"
TABLES: Final = (CHILD.copy, RECORD.copy, INVOLVEMENT.copy, CLAIM.copy, KEYS, FACTS)
_CLAIMS: Final = 32  # kinds of ids from here on are of claims
_OLDEST = timedelta(days=730)
_SPREAD = 1_000_003  # so that neighbours in number are not neighbours in a desk
_WAVE = 0x019A_0000

Lines = dict[str, list[str]]


class Writing:
    """Writes children as rows of one partnership, and knows which child an id is of."""

    def __init__(self, around: Around, children: int, now: datetime) -> None:
        self._around, self._children, self._now = around, children, now

    def lines(self, told: Iterable[tuple[Child, Sequence[Said], PersonFacts, Sequence[int]]]) -> Lines:
        """Rows by the statement that takes them, from children with what is said of them, as facts and as keys too."""
        found: Lines = {copy: [] for copy in TABLES}
        for child, said, facts, keys in told:
            self._add(child, said, found)
            record_id, child_id = id_of(child.number, 1), id_of(child.number)
            found[KEYS] += [f"{record_id}\t{child_id}\t{key}\n" for key in keys]
            found[FACTS].append(facts_line(record_id, child_id, facts))
        return found

    def desk(self, number: int) -> Desk:
        """The desk that holds a child's record: half are the busy team's, a few the small one's."""
        place = number * _SPREAD
        if place % SMALL_SHARE == 1:
            return self._around.small
        return self._around.desks[0 if place % 2 else 1 + place // 2 % (len(self._around.desks) - 1)]

    def _add(self, child: Child, said: Sequence[Said], found: Lines) -> None:
        at = (self._now - _OLDEST + _OLDEST / (self._children + 1) * child.number).isoformat()
        desk = self.desk(child.number)
        child_id, record_id, involvement_id = (id_of(child.number, kind) for kind in range(3))
        member = desk.member_ids[0]
        found[CHILD.copy].append(CHILD.line((child_id, reference("C", child.number), at)))
        opened = (record_id, child_id, desk.agency_id, desk.team_id, member, at)
        found[RECORD.copy].append(RECORD.line(opened))
        whose = (record_id, child_id, desk.agency_id, desk.team_id, member, at)
        around = (involvement_id, *whose, at, "lead", True, True, member)
        found[INVOLVEMENT.copy].append(INVOLVEMENT.line(around))
        found[CLAIM.copy] += _claims(child.number, said, whose)


def facts_line(record_id: object, child_id: object, facts: PersonFacts) -> str:
    """The row that holds what is compared of one record."""
    own = folded(facts)
    texts = "\t".join(escaped(own[field]) for field in FIELDS)
    return f"{record_id}\t{child_id}\t{KEY_VERSION}\t{texts}\n"


def id_of(number: int, kind: int = 0) -> str:
    """An id of version 7 that tells the child's number and grows with it; kind 0 is the child's own."""
    return f"{_WAVE + (number >> 12):08x}-{(number & 0xFFF) << 4:04x}-7{kind:03x}-8000-{number:012x}"


def number_of(child_id: object) -> int:
    """The number of the child that an id is of."""
    return int(str(child_id)[-12:], 16)


def _claims(number: int, said: Sequence[Said], whose: tuple[str, ...]) -> Iterator[str]:
    for place, (kind, text, detail, earliest, latest) in enumerate(said):
        born: tuple[date | None, date | None] = (earliest, latest)
        told = (kind, text, json.dumps(detail, ensure_ascii=False), "document", *born)
        yield CLAIM.line((id_of(number, _CLAIMS + place), *whose, *told))
