"""Who opened a child before and would not now: what they asked to be kept from has come into the record (R-191)."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from uuid import UUID

from django.db import connection

from cairn.access.definitions import define


@dataclass(frozen=True, slots=True)
class Opener:
    """Somebody who said once, before they opened a child, whether they know it: by which name and telephone they work.

    `has_own`: one of the keys that were asked for is among what they asked to be kept from.
    """

    practitioner_id: UUID
    name: str
    phone: str
    has_own: bool


def openers(children: Iterable[UUID], keys: Collection[int], kept_from: UUID) -> list[Opener]:
    """Who has opened one of these children, less those from whom `kept_from` is kept already.

    For the one module that compares; nobody is told who it was.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            "select * from cairn_openers(%s::uuid[], %s::bigint[], %s)", [sorted(children), sorted(keys), kept_from]
        )
        return [Opener(*row) for row in cursor.fetchall()]


# What somebody asked to be kept from is seen by nobody else, so the database compares; it is asked by child and then by
# person and key, and grows with nothing else.
define(
    "openers",
    """
create or replace function cairn_openers(children uuid[], keys bigint[], kept uuid)
 returns table (practitioner uuid, name text, phone text, has_own boolean)
 language sql stable security definer set search_path = public, pg_temp as $$
 select p.id, p.name::text, p.phone::text,
  exists (select 1 from partnership_owndetail own
           where own.practitioner_id = p.id and own.key = any(keys) and own.ended_at is null)
   from (select distinct said.practitioner_id as id from sharing_declaration said
          where said.child_id = any(children)) opened
   join partnership_practitioner p on p.id = opened.id
  where cairn_acting() and not exists (
   select 1 from sharing_conflict c where c.child_id = kept and c.practitioner_id = p.id and c.ended_at is null)
  order by p.id $$;
revoke all on function cairn_openers(uuid[], bigint[], uuid) from public;
grant execute on function cairn_openers(uuid[], bigint[], uuid) to cairn_app, cairn_worker;
""",
    needs=("who",),
)
