"""Whether a child's record holds a concern whose source must not be named. A yes or no; never which, or who."""

from collections.abc import Collection
from uuid import UUID

from django.db import connection

from cairn.access.definitions import define

# Handlings may hide such a concern even from the hub, and the two who must agree need to know that they must.
define(
    "source_protected",
    """
create or replace function cairn_source_protected(children uuid[]) returns boolean
 language sql stable security definer set search_path = public, pg_temp as $$
 select cairn_acting() and exists (
  select 1 from concerns_concernsubject s join concerns_concern c on c.id = s.concern_id
   where s.child_id = any(children) and c.source_protected
     and (cairn_is_hub() or session_user = 'cairn_worker'
       or exists (select 1 from cairn_my_circle mine where mine.child_id = any(children)))) $$;
revoke all on function cairn_source_protected(uuid[]) from public;
grant execute on function cairn_source_protected(uuid[]) to cairn_app, cairn_worker;
""",
    needs=("who", "my_circle"),
)


def has_protected_source(child_ids: Collection[UUID]) -> bool:
    """Whether any of these children is in a concern whose sender asked that somebody be never named."""
    with connection.cursor() as cursor:
        cursor.execute("select cairn_source_protected(%s::uuid[])", [list(child_ids)])
        return bool(cursor.fetchone()[0])
