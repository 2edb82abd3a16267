"""Filling an empty database with a large made-up partnership, through COPY, as the server's administrator.

Guards and foreign keys are set aside for this one session (`session_replication_role`); the rows fit together because
they come from one plan. Nothing of the product is changed, and its guards stand for everybody else.
"""

import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import chain
from typing import Any

import psycopg
from psycopg import sql

from cairn.bench.rules import children as made
from cairn.bench.rules import stories
from cairn.bench.rules import work as owed
from cairn.bench.rules.children import MadeChild
from cairn.bench.rules.dice import Dice
from cairn.bench.rules.partnership import Around
from cairn.bench.rules.plan import Plan
from cairn.bench.rules.rows import FACTS, KEYS, facts_line
from cairn.bench.verbs.partnership import make_around
from cairn.children.kinds import FactKind
from cairn.children.queries.keys import Said, person
from cairn.core.clock import now
from cairn.core.crypto import keyed_digest
from cairn.matching.facts import PersonFacts
from cairn.matching.keys import keys_for

Say = Callable[[str], object]
_LINES_AT_ONCE = 2_000
_CONSTRAINTS = """select c.conname, pg_get_constraintdef(c.oid) from pg_constraint c
  where c.conrelid = %s::regclass and c.contype = 'u'
    and not exists (select 1 from pg_constraint f where f.contype = 'f' and f.conindid = c.conindid)"""
_INDEXES = """select c.relname, pg_get_indexdef(i.indexrelid)
  from pg_index i join pg_class c on c.oid = i.indexrelid join pg_class t on t.oid = i.indrelid
  where i.indrelid = %s::regclass and t.relkind = 'r'
    and not exists (select 1 from pg_constraint k where k.conindid = i.indexrelid)"""

# Whoever opens children here has said before that they know none of them in person.
_KNOWS_NOBODY = """insert into sharing_declaration (id, practitioner_id, membership_id, child_id, knows, said_at)
 select gen_random_uuid(), m.id, m.id, c.id, false, now()
   from children_child c cross join unnest(%s::uuid[]) as m(id)"""


@dataclass(frozen=True, slots=True)
class Seeded:
    """What was made: the partnership, the children in order, and how long it took in seconds."""

    around: Around
    children: list[MadeChild]
    seconds: float


def seed(plan: Plan, admin: psycopg.Connection[Any], say: Say) -> Seeded:
    """Make everything in the plan. Django's connection makes the directory, `admin` the rest."""
    began = time.monotonic()
    around, dice, moment = make_around(), Dice(plan.seed), now()
    children = made.make_children(plan, around, dice, moment)
    work = owed.Work(plan, around, children, dice, moment)
    with admin.transaction():
        admin.execute("set local session_replication_role = replica")
        admin.execute("set local synchronous_commit = off")
        admin.execute("set local maintenance_work_mem = '256MB'")
        for copy, lines in (
            (made.CHILD.copy, made.child_lines(children)),
            (made.RECORD.copy, made.record_lines(children)),
            (made.INVOLVEMENT.copy, made.involvement_lines(children, dice)),
            (made.RESPONSIBILITY.copy, made.responsibility_lines(children, dice)),
            (made.CLAIM.copy, made.claim_lines(children, dice)),
            (KEYS, key_lines(children)),
            (FACTS, fact_lines(children)),
            (stories.ENTRY.copy, chain(work.first_entries(), stories.entry_lines(plan, children, dice, moment))),
            (owed.CONCERN.copy, work.concerns()),
            (owed.SUBJECT.copy, work.subjects()),
            (owed.REFERRAL.copy, work.referrals()),
            (owed.DUTY.copy, work.duties()),
            (owed.QUESTION.copy, work.questions(plan)),
            (owed.NOTICE.copy, work.notices()),
            (owed.LOOK.copy, work.looks()),
        ):
            _fill(admin, copy, lines, say)
        admin.execute(_KNOWS_NOBODY, [[desk.member_ids[0] for desk in (around.busy, around.small, around.hub)]])
    admin.execute("vacuum (analyze)")
    return Seeded(around, children, time.monotonic() - began)


def key_lines(children: Iterable[MadeChild]) -> Iterator[str]:
    """Rows by which each record is found: the product's own keys of the child's name and birth."""
    secret = keyed_digest("matching keys")
    for child in children:
        keys = sorted(keys_for(_facts(child), secret))
        for record in child.records:
            yield from (f"{record.id}\t{child.id}\t{key}\n" for key in keys)


def fact_lines(children: Iterable[MadeChild]) -> Iterator[str]:
    """Rows by which each record is compared."""
    for child in children:
        facts = _facts(child)
        yield from (facts_line(record.id, child.id, facts) for record in child.records)


def _facts(child: MadeChild) -> PersonFacts:
    name: Said = (str(FactKind.NAME), child.name, {}, None, None)
    birth: Said = (str(FactKind.BIRTH), "", {"precision": "date"}, child.born, child.born)
    return person([name, birth])


def _fill(admin: psycopg.Connection[Any], copy: str, lines: Iterable[str], say: Say) -> None:
    """One table. Its indexes are put aside and made anew, which is quicker than growing them row by row."""
    began, table = time.monotonic(), copy.split()[1]
    put_aside = put_indexes_aside(admin, table)
    count, waiting = 0, []
    with admin.cursor().copy(copy) as taking:
        for line in lines:
            count += 1
            waiting.append(line)
            if len(waiting) >= _LINES_AT_ONCE:
                taking.write("".join(waiting))
                waiting.clear()
        taking.write("".join(waiting))
    for statement in put_aside:
        admin.execute(statement)
    say(f"bench: {count:,} rows of {table} in {time.monotonic() - began:.1f} s\n")


def put_indexes_aside(admin: psycopg.Connection[Any], table: str) -> list[sql.Composed]:
    """Drop what can be made again: indexes and unique constraints on which nothing leans; returns how to make them."""
    again: list[sql.Composed] = []
    own = sql.SQL(table)
    for name, definition in admin.execute(_CONSTRAINTS, [table]).fetchall():
        admin.execute(sql.SQL("alter table {} drop constraint {}").format(own, sql.Identifier(name)))
        words = sql.SQL(definition)
        again.append(sql.SQL("alter table {} add constraint {} {}").format(own, sql.Identifier(name), words))
    for name, definition in admin.execute(_INDEXES, [table]).fetchall():
        admin.execute(sql.SQL("drop index {}").format(sql.Identifier(name)))
        again.append(sql.SQL("{}").format(sql.SQL(definition)))
    return again
