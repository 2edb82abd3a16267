"""Two children who were taken apart, for the teams that must say whose their entries are (R-003)."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import connection

from cairn.access.definitions import define

# A team that has only told us something sees neither the decision nor the other child, and yet owes a word on both.
define(
    "parted",
    """
create or replace function cairn_parted(asked uuid)
 returns table (child uuid, other uuid, child_makeup integer, other_makeup integer, since timestamptz, till timestamptz)
 language sql stable security definer set search_path = public, pg_temp as $$
 select d.child_id, d.other_id, c.makeup, o.makeup, case when d.waits then d.confirmed_at else d.decided_at end,
        d.undone_at
   from children_linkdecision d join children_child c on c.id = d.child_id join children_child o on o.id = d.other_id
  where d.id = asked and d.standing = 'undone'
    and exists (select 1 from duties_duty owed
                 where owed.kind = 'sort_citations' and owed.about_kind = 'link_decision' and owed.about_id = d.id
                   and owed.owner_team_id = any((select cairn_my_teams())::uuid[])) $$;
revoke all on function cairn_parted(uuid) from public;
grant execute on function cairn_parted(uuid) to cairn_app;
""",
    needs=("who",),
)


@dataclass(frozen=True, slots=True)
class Parted:
    """Two children by id, each with its makeup now, and from when to when they were held to be one."""

    makeups: dict[UUID, int]
    since: datetime
    until: datetime

    def beside(self, child_id: UUID) -> UUID:
        """The other one of the two."""
        return next(each for each in self.makeups if each != child_id)


def parted(decision_id: UUID) -> Parted | None:
    """The two, for a team that owes or owed a word on whose its entries are; None for anybody else."""
    with connection.cursor() as cursor:
        cursor.execute(
            "select child, other, child_makeup, other_makeup, since, till from cairn_parted(%s)", [decision_id]
        )
        found = cursor.fetchone()
    if found is None:
        return None
    child_id, other_id, makeup, other_makeup, since, until = found
    return Parted({child_id: makeup, other_id: other_makeup}, since, until)
