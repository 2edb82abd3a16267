"""Two ways to ask who is around a child: EXISTS over involvements, and an array of teams kept on child and record.

The array's side exists in a benchmark's own database alone; it was measured to choose between the two (ADR 4).
"""

from dataclasses import dataclass

from cairn.access.scopes import Scope
from cairn.children.models import Child, Record
from cairn.chronology.models import Entry

_MINE = "(select cairn_my_teams())::uuid[]"

# `around` are all teams of the circle, `story` those that see the shared story. The view lets the policy of an entry
# look at the child's array past the child's own policy, as cairn_my_circle does with involvements.
ADD_ARRAYS = (
    "alter table children_child add column around uuid[], add column story uuid[]",
    "alter table children_record add column story uuid[]",
    """update children_child c set around = i.around, story = i.story from (
         select child_id, array_agg(distinct team_id) as around,
                coalesce(array_agg(distinct team_id) filter (where sees_story), '{}') as story
           from children_involvement where ended_at is null group by child_id) i
        where i.child_id = c.id""",
    "update children_record r set story = c.story from children_child c where c.id = r.child_id",
    "create index bench_around on children_child using gin (around)",
    "create index bench_story on children_child using gin (story)",
    "create index bench_record_story on children_record using gin (story)",
    "create view bench_story_of as select id, story from children_child",
    "grant select on bench_story_of to cairn_app",
    "vacuum (full, analyze) children_child",
    "vacuum (full, analyze) children_record",
)
DROP_ARRAYS = (
    "drop view if exists bench_story_of",
    "alter table children_child drop column if exists around, drop column if exists story",
    "alter table children_record drop column if exists story",
)

BY_ARRAY = {
    "children_child": f"around && {_MINE} or (select cairn_is_hub())",
    "children_record": f"team_id = any({_MINE}) or story && {_MINE} or (select cairn_is_hub())",
    "chronology_entry": f"""team_id = any({_MINE}) or (select cairn_is_hub()) or exists (
        select 1 from bench_story_of c where c.id = chronology_entry.child_id and c.story && {_MINE})""",  # noqa: S608 (own names)
}


def by_exists() -> dict[str, str]:
    """The reading policies as the product's scopes have them, by table."""
    found = {}
    for model in (Child, Record, Entry):
        scope, table = model.scope, model._meta.db_table
        assert isinstance(scope, Scope)  # noqa: S101 (for the type checker: these three are protected)
        found[table] = scope.sql(table, scope.reads)
    return found


@dataclass(frozen=True, slots=True)
class Asked:
    """One statement in both ways; parameters are %(child)s, %(reference)s, %(entry)s and %(team)s."""

    exists: str
    array: str


def _alike(statement: str) -> Asked:
    return Asked(statement, statement)


_LIST = "select c.id, c.reference from children_child c where {mine} order by c.id desc limit 25"
STATEMENTS = {
    "newest 25 children": _alike("select id, reference from children_child order by id desc limit 25"),
    "newest 25 records": _alike("select id, child_id from children_record order by id desc limit 25"),
    "newest 25 entries": _alike("select id, words from chronology_entry order by id desc limit 25"),
    "child by reference": _alike("select id, makeup from children_child where reference = %(reference)s"),
    "entry by id": _alike("select id, words from chronology_entry where id = %(entry)s"),
    "one child, 25 entries": _alike(
        """select id, words from chronology_entry where child_id = %(child)s
            order by sorted_at desc, id desc limit 25"""
    ),
    "one child, records": _alike("select id, team_id from children_record where child_id = %(child)s"),
    "my list, 25 children": Asked(
        _LIST.format(
            mine="""exists (select 1 from children_involvement i
                where i.child_id = c.id and i.team_id = %(team)s and i.ended_at is null)"""
        ),
        _LIST.format(mine="c.around && array[%(team)s]::uuid[]"),
    ),
    "children counted to 1,001": _alike("select count(*) from (select 1 from children_child limit 1001) counted"),
}

JOIN = """insert into children_involvement (id, record_id, child_id, agency_id, team_id, recorded_at, started_at,
    capacity, doing, sees_story, is_confirmed)
  select gen_random_uuid(), r.id, r.child_id, r.agency_id, %(team)s, now(), now(), 'working', '', true, true
    from children_record r where r.child_id = %(child)s order by r.id limit 1"""
JOIN_ARRAYS = (
    """update children_child set around = array_append(around, %(team)s::uuid),
        story = array_append(story, %(team)s::uuid) where id = %(child)s""",
    "update children_record set story = array_append(story, %(team)s::uuid) where child_id = %(child)s",
)
