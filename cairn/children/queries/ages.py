"""The database function behind the question whether the views of a child's age differ too far (R-005)."""

from datetime import date
from uuid import UUID

from django.db import connection

from cairn.access.definitions import define
from cairn.children.rules import BirthView

# A view may differ from one that its writer does not see. Only for who has a part in the record; never shown.
define(
    "births_beside",
    """
create or replace function cairn_births_beside(asked uuid)
 returns table (born_from date, born_to date, believed_false boolean)
 language sql stable security definer set search_path = public, pg_temp as $$
 select c.born_from, c.born_to, c.detail ->> 'believed_false' = 'true' is true
   from children_record r join children_claim c on c.child_id = r.child_id
  where r.id = asked and c.kind = 'birth' and c.born_from is not null and c.born_to is not null
    and not exists (select 1 from children_claim later where later.replaces_id = c.id)
    and cairn_acting() and (r.team_id = any(cairn_my_teams()) or cairn_is_hub() or session_user = 'cairn_worker'
      or exists (select 1 from cairn_my_circle mine where mine.child_id = r.child_id and mine.sees_story)) $$;
revoke all on function cairn_births_beside(uuid) from public;
grant execute on function cairn_births_beside(uuid) to cairn_app, cairn_worker;
""",
    needs=("my_circle",),
)


def every_birth_of(record_id: UUID) -> list[BirthView]:
    """Every view of the age of a record's child, whoever gave it, for the verb that asks whether they differ too far.

    Empty for a record that the actor has no part in.
    """
    with connection.cursor() as cursor:
        cursor.execute("select born_from, born_to, believed_false from cairn_births_beside(%s)", [record_id])
        rows: list[tuple[date, date, bool]] = cursor.fetchall()
    return [BirthView(*row) for row in rows]
