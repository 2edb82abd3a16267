"""Pages against the bare SQL of the same data, in turn; and what access and ledger cost of a finished page."""

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import cycle
from typing import Any, cast

import psycopg
from django.db import transaction
from django.urls import reverse

from cairn.access.binding import acting_as
from cairn.bench.queries import bare
from cairn.bench.rules.children import MadeChild
from cairn.bench.rules.figures import ratio, share_of_finished, timing
from cairn.bench.rules.partnership import Desk
from cairn.bench.verbs.seeding import Say, Seeded
from cairn.bench.verbs.stripping import Stripper
from cairn.bench.verbs.visiting import Visitor
from cairn.children.kinds import Basis, FactKind
from cairn.children.queries.keys import keys_asked, person
from cairn.children.verbs import search_children
from cairn.children.verbs.facts import Fact
from cairn.core.errors import Refused

RUNS = 60
PAIRS = 200
MOST_STATEMENTS = 25
MOST_PERCENT = 10
_CHILDREN_ASKED = 40
Admin = psycopg.Connection[Any]
Parameters = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Page:
    """One page and how it is measured: `visit` gives seconds and statements for each run's parameters."""

    name: str
    statements: tuple[str, ...]
    parameters: Sequence[Parameters]
    visit: Callable[[Parameters], tuple[float, int]]


def measure_pages(seeded: Seeded, admin: Admin, say: Say, *, runs: int = RUNS, pairs: int = PAIRS) -> dict[str, object]:
    """Every page as a real practitioner sees it, and the cost of access and ledger on a child's page."""
    pages = {page.name: _measured(page, admin, runs, say) for page in _pages(seeded)}
    return {
        "bench": "pages",
        "children": len(seeded.children),
        "seeded_in_s": round(seeded.seconds, 1),
        "server_version": admin.info.server_version,
        "pages": pages,
        "access_and_ledger": _shares(seeded, admin, pairs, say),
        "targets": {"child_page_statements": MOST_STATEMENTS, "access_and_ledger_percent": MOST_PERCENT},
    }


def _pages(seeded: Seeded) -> Iterator[Page]:
    around = seeded.around
    busy, small, hub = (Visitor(desk.member_ids[0]) for desk in (around.busy, around.small, around.hub))
    for size, visitor, desk in (("busy", busy, around.busy), ("small", small, around.small)):
        own = {"team": desk.team_id, "member": desk.member_ids[0]}
        yield _fixed(f"my work, {size} team", bare.MY_WORK, visitor, "desk:my_work", own)
        children = asked_about(seeded, desk)
        yield _of_children(f"a child, {size} team", bare.CHILD, visitor, "children:child", children)
        yield _of_children(f"a story, {size} team", bare.STORY, visitor, "chronology:story", children)
        yield _search(f"search, {size} team", visitor, children)
    longest = seeded.children[:1]
    yield _of_children("a child, longest story", bare.CHILD, busy, "children:child", longest)
    yield _of_children("a story, longest story", bare.STORY, busy, "chronology:story", longest)
    yield _fixed("hub duty list", bare.HUB, hub, "desk:hub", {})


def asked_about(seeded: Seeded, desk: Desk) -> list[MadeChild]:
    """Children whose story this desk sees, from all ages of the partnership."""
    mine = [child for child in seeded.children if any(one.desk == desk and one.sees_story for one in child.records)]
    return mine[:: max(len(mine) // _CHILDREN_ASKED, 1)]


def _fixed(name: str, statements: tuple[str, ...], visitor: Visitor, address: str, parameters: Parameters) -> Page:
    def visit(_: Parameters) -> tuple[float, int]:
        found = visitor.visit(reverse(address))
        return found.seconds, found.statements

    return Page(name, statements, [parameters], visit)


def _of_children(
    name: str, statements: tuple[str, ...], visitor: Visitor, address: str, children: Sequence[MadeChild]
) -> Page:
    def visit(parameters: Parameters) -> tuple[float, int]:
        found = visitor.visit(reverse(address, args=[parameters["reference"]]))
        return found.seconds, found.statements

    return Page(name, statements, [{"child": one.id, "reference": one.reference} for one in children], visit)


def _search(name: str, visitor: Visitor, children: Sequence[MadeChild]) -> Page:
    """No page shows it alone, so the verb itself, transaction and ledger included."""

    def visit(parameters: Parameters) -> tuple[float, int]:
        began = time.perf_counter()
        with acting_as(visitor.actor), transaction.atomic():
            search_children(said=cast(Sequence[Fact], parameters["said"]), by=visitor.actor)
        return time.perf_counter() - began, 0

    return Page(name, bare.SEARCH, [_search_for(one) for one in children], visit)


def _search_for(child: MadeChild) -> Parameters:
    name = Fact(FactKind.NAME, child.name, Basis.OTHER_PERSON_SAYS)
    birth = Fact(
        FactKind.BIRTH, child.born.isoformat(), Basis.OTHER_PERSON_SAYS, {"precision": "date"}, child.born, child.born
    )
    facts = person((str(one.kind), one.text, one.detail, one.born_from, one.born_to) for one in (name, birth))
    return {"said": (name, birth), "keys": list(keys_asked(facts).keys)}


def _measured(page: Page, admin: Admin, runs: int, say: Say) -> dict[str, object]:
    """Page and bare SQL in turn; the first round is not counted."""
    finished, plain, statements = [], [], 0
    parameters = cycle(page.parameters)
    for number in range(runs + 1):
        one = next(parameters)
        seconds, asked = page.visit(one)
        baseline = _bare(page.statements, one, admin)
        if number:
            finished.append(seconds)
            plain.append(baseline)
            statements = max(statements, asked)
    shown: dict[str, object] = {"finished": timing(finished).shown(), "bare_sql": timing(plain).shown()}
    say(f"bench: {page.name}: {timing(finished).median_ms:.1f} ms, {statements} statements\n")
    counted = {"most_statements": statements} if statements else {}
    return {**shown, "ratio": ratio(finished, plain), **counted}


def _bare(statements: tuple[str, ...], parameters: Parameters, admin: Admin) -> float:
    asked = {name: value for name, value in parameters.items() if name != "said"}
    began = time.perf_counter()
    for statement in statements:
        admin.execute(statement, asked).fetchall()
    return time.perf_counter() - began


def _shares(seeded: Seeded, admin: Admin, pairs: int, say: Say) -> dict[str, object]:
    """A child's page as it is, and without access, without ledger, without both; in turn, the order changing."""
    desk = seeded.around.busy
    visitor, children = Visitor(desk.member_ids[0]), asked_about(seeded, desk)
    stripper = Stripper(admin, visitor.actor)
    same_page(visitor, stripper, reverse("children:child", args=[children[0].reference]))
    found: dict[str, object] = {}
    for name, access, ledger in (("both", True, True), ("access", True, False), ("ledger", False, True)):
        say(f"bench: {pairs} pairs of a child's page with and without {name}\n")
        taken = []
        for number in range(pairs + 1):
            address = reverse("children:child", args=[children[number % len(children)].reference])
            pair = _pair(visitor, stripper, address, finished_first=bool(number % 2), access=access, ledger=ledger)
            if number:
                taken.append(pair)
        found[name] = share_of_finished(taken)
    return found


def same_page(visitor: Visitor, stripper: Stripper, address: str) -> None:
    """Refuses to compare two different pages (`bench_pages_differ`): without access the same must be shown."""
    visitor.visit(address)
    finished = visitor.visit(address).body
    with stripper.without(access=True, ledger=True):
        without = visitor.visit(address).body
    if len(finished) != len(without):
        raise Refused("bench_pages_differ", page=address)


def _pair(
    visitor: Visitor, stripper: Stripper, address: str, *, finished_first: bool, access: bool, ledger: bool
) -> tuple[float, float]:
    finished = visitor.visit(address).seconds if finished_first else 0.0
    with stripper.without(access=access, ledger=ledger):
        without = visitor.visit(address).seconds
    return finished or visitor.visit(address).seconds, without
