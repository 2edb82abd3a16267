"""What need-to-know costs: a child's page and single reads as they are, and with access and ledger both left out.

With nothing, one thing, and many things held back from the reader's agency, because the restrictive policies ask
nothing while nothing is. Sharing agreements stand and the first opening was answered, as in daily work.
"""

import time
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import psycopg
from django.db import transaction
from django.urls import reverse

from cairn.access.actor import Actor
from cairn.access.binding import acting_as
from cairn.bench.rules.children import MadeChild
from cairn.bench.rules.figures import ratio, share_of_finished
from cairn.bench.rules.partnership import Desk
from cairn.bench.verbs.pages import MOST_PERCENT, PAIRS, asked_about, same_page
from cairn.bench.verbs.seeding import Say, Seeded
from cairn.bench.verbs.stripping import Stripper
from cairn.bench.verbs.visiting import Visitor
from cairn.children.verbs import open_child
from cairn.chronology.models import Entry

MOST_READ_MS = 1.0
MANY = 5_000
_READS = 5  # single reads are short: so many pairs of them for each pair of pages
Admin = psycopg.Connection[Any]
Read = Callable[[MadeChild], float]

# One entry of each of so many children, those who are asked about first; declared to the reader's own agency.
_WITHHOLD = """with chosen as (
  select distinct on (e.child_id) e.* from chronology_entry e
   where e.agency_id <> %(agency)s and e.child_id = any(%(children)s::uuid[]) order by e.child_id, e.id limit %(count)s
), held as (
  insert into sharing_withholding (id, item_kind, item_id, child_id, record_id, agency_id, team_id, recorded_at, mode,
                                   until, keeps_from_later, review_team_id, state, revision)
   select gen_random_uuid(), 'entry', e.id, e.child_id, e.record_id, e.agency_id, e.team_id, now(), 'declared',
          current_date + 30, false, e.team_id, 'waiting', 1 from chosen e
  returning *)
 insert into sharing_withheldfrom (id, withholding_id, item_id, agency_id, team_id, review_team_id, is_declared,
                                   is_active, since)
  select gen_random_uuid(), h.id, h.item_id, %(agency)s, h.team_id, h.review_team_id, true, true, now() from held h"""
_FORGET = ("delete from sharing_withheldfrom", "delete from sharing_withholding")
_AN_ENTRY = "select distinct on (child_id) child_id::text, id from chronology_entry where child_id = any(%s::uuid[])"


def measure_access(seeded: Seeded, admin: Admin, say: Say, *, pairs: int = PAIRS) -> dict[str, object]:
    """The page and two single reads for each number of withholdings in force; shares of the finished, and ratios."""
    desk = seeded.around.busy
    visitor, children = Visitor(desk.member_ids[0]), asked_about(seeded, desk)
    reads = {
        "child_page": _page(visitor),
        "opening_a_child": _opening(visitor.actor),
        "one_entry": _entry(visitor.actor, admin, children),
    }
    stripper, found = Stripper(admin, visitor.actor), {}
    same_page(visitor, stripper, reverse("children:child", args=[children[0].reference]))
    for name, count in (("none", 0), ("one", 1), ("many", MANY)):
        held = _hold_back(admin, seeded, desk, children, count)
        say(f"bench: {pairs} pairs of pages with {held:,} things held back from the reader's agency\n")
        measured = {what: _measured(read, what, stripper, children, pairs) for what, read in reads.items()}
        found[name] = {"withheld": held, **measured}
    return {
        "bench": "access",
        "children": len(seeded.children),
        "seeded_in_s": round(seeded.seconds, 1),
        "server_version": admin.info.server_version,
        "in_force": found,
        "targets": {"child_page_percent": MOST_PERCENT, "single_read_ms": MOST_READ_MS},
    }


def _page(visitor: Visitor) -> Read:
    return lambda child: visitor.visit(reverse("children:child", args=[child.reference])).seconds


def _opening(by: Actor) -> Read:
    """What every page and answer about a child begins with: found, never known in person, looked at, placed."""

    def read(child: MadeChild) -> float:
        began = time.perf_counter()
        with acting_as(by), transaction.atomic():
            open_child(reference=child.reference, by=by)
        return time.perf_counter() - began

    return read


def _entry(by: Actor, admin: Admin, children: Sequence[MadeChild]) -> Read:
    """One entry of a story by its id. That its child was opened is in the ledger already, so it writes none itself."""
    known: Mapping[str, Any] = dict(admin.execute(_AN_ENTRY, [[one.id for one in children]]).fetchall())

    def read(child: MadeChild) -> float:
        began = time.perf_counter()
        with acting_as(by), transaction.atomic():
            Entry.objects.visible_to(by).filter(pk=known[child.id]).first()
        return time.perf_counter() - began

    return read


def _hold_back(admin: Admin, seeded: Seeded, desk: Desk, children: Sequence[MadeChild], count: int) -> int:
    """Take back what was held back, and hold back so much; says how much that is."""
    for statement in _FORGET:
        _past_guards(admin, statement)
    first = {one.id: None for one in (*children, *seeded.children)}
    asked = {"agency": desk.agency_id, "children": list(first)[: max(count * 2, len(children))], "count": count}
    held = _past_guards(admin, _WITHHOLD, asked)
    admin.execute("vacuum (analyze) sharing_withholding, sharing_withheldfrom")
    return held


def _past_guards(admin: Admin, statement: str, asked: Mapping[str, object] | None = None) -> int:
    with admin.transaction():
        admin.execute("set local session_replication_role = replica")
        return admin.execute(statement, asked).rowcount


def _measured(read: Read, what: str, stripper: Stripper, children: Sequence[MadeChild], pairs: int) -> dict[str, float]:
    """As it is and without, in turn, the order changing; the first pair is not counted."""
    taken = []
    for number in range(1 + pairs * (1 if what == "child_page" else _READS)):
        pair = _pair(read, stripper, children[number % len(children)], finished_first=bool(number % 2))
        if number:
            taken.append(pair)
    finished, without = zip(*taken, strict=True)
    return {**share_of_finished(taken), "ratio": ratio(finished, without)}


def _pair(read: Read, stripper: Stripper, child: MadeChild, *, finished_first: bool) -> tuple[float, float]:
    finished = read(child) if finished_first else 0.0
    with stripper.without(access=True, ledger=True):
        without = read(child)
    return finished or read(child), without
