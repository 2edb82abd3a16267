"""The database functions behind two questions whose answer nobody is shown: whether the views of a child's age differ
too far (R-005), and whether anybody around the child is still unchecked (R-006)."""

import json
from datetime import date
from uuid import UUID

from django.db import connection

from cairn.access.definitions import define
from cairn.children.queries.facts import birth_view
from cairn.children.rules import BirthView

# Whether the actor has a part in a record: its team, the hub, who sees the story of its child, a job.
define(
    "has_part",
    """
create or replace function cairn_has_part(asked uuid) returns boolean language sql stable security definer
 set search_path = public, pg_temp as $$
 select exists (select 1 from children_record r where r.id = asked
    and (r.team_id = any(cairn_my_teams()) or cairn_is_hub() or session_user = 'cairn_worker'
      or exists (select 1 from cairn_my_circle mine where mine.child_id = r.child_id and mine.sees_story))) $$;
revoke all on function cairn_has_part(uuid) from public;
""",
    needs=("my_circle",),
)

# A view may differ from one that its writer does not see. Only for who has a part in the record; never shown.
define(
    "births_beside",
    """
drop function if exists cairn_births_beside(uuid);
create or replace function cairn_births_of(asked uuid)
 returns table (born_from date, born_to date, basis text, detail jsonb, mark text)
 language sql stable security definer set search_path = public, pg_temp as $$
 select c.born_from, c.born_to, c.basis, c.detail, coalesce((
   select m.detail ->> 'status' from children_claim m where m.about_id = c.id and m.child_id = c.child_id
    order by m.recorded_at desc, m.id desc limit 1), '')
   from children_record r join children_claim c on c.child_id = r.child_id
  where r.id = asked and c.kind = 'birth' and c.born_from is not null and c.born_to is not null
    and not exists (select 1 from children_claim later where later.replaces_id = c.id)
    and cairn_acting() and cairn_has_part(r.id) $$;
revoke all on function cairn_births_of(uuid) from public;
grant execute on function cairn_births_of(uuid) to cairn_app, cairn_worker;
""",
    needs=("has_part",),
)

# People around the child of whom nobody has checked who they are, while nobody has seen the child alone.
define(
    "unchecked_beside",
    """
create or replace function cairn_unchecked_beside(asked uuid) returns boolean
 language sql stable security definer set search_path = public, pg_temp as $$
 select exists (select 1 from children_record r join children_claim c on c.child_id = r.child_id
  where r.id = asked and c.kind = 'relationship' and coalesce(c.detail ->> 'grown', 'adult') <> 'child'
    and not exists (select 1 from children_claim later where later.replaces_id = c.id)
    and not exists (
      select 1 from children_claim m where m.about_id = c.id and m.child_id = c.child_id
         and (m.detail ->> 'status' in ('verified', 'in_error') or m.detail -> 'how' ? 'child_account'))
    and cairn_acting() and cairn_has_part(r.id)) $$;
revoke all on function cairn_unchecked_beside(uuid) from public;
grant execute on function cairn_unchecked_beside(uuid) to cairn_app, cairn_worker;
""",
    needs=("has_part",),
)


def every_birth_of(record_id: UUID) -> list[BirthView]:
    """Every view of the age of a record's child, whoever gave it, for the verb that asks whether they differ too far.

    Empty for a record that the actor has no part in.
    """
    with connection.cursor() as cursor:
        cursor.execute("select born_from, born_to, basis, detail::text, mark from cairn_births_of(%s)", [record_id])
        rows: list[tuple[date, date, str, str, str]] = cursor.fetchall()
    views = (birth_view(first, last, basis, json.loads(detail), mark) for first, last, basis, detail, mark in rows)
    return [view for view in views if view is not None]


def is_anybody_unchecked(record_id: UUID) -> bool:
    """Whether anybody, seen or not, says they are family or carer of a record's child and nobody has checked (R-006).

    False for a record that the actor has no part in.
    """
    with connection.cursor() as cursor:
        cursor.execute("select cairn_unchecked_beside(%s)", [record_id])
        return bool(cursor.fetchone()[0])
