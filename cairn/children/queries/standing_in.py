"""What a colleague outside the circle is told, and for which children somebody on shift stands in (R-011, R-191).

Each question is a function of the database that looks past row security and gives back no more than is said here.
"""

from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from django.db import connection

from cairn.access import guard
from cairn.access.actor import Actor
from cairn.access.definitions import define
from cairn.access.permissions import Permission
from cairn.access.roles import PERMISSIONS
from cairn.partnership.models import Team
from cairn.partnership.queries import Shift

_ROLES = ", ".join(f"'{role}'" for role, held in PERMISSIONS.items() if Permission.CHILD_OPEN in held)
# A person at work in an agency whose agreement holds. Immigration teams never come nearer by themselves.
_ASKS = f"""exists (select 1 from partnership_membership m join partnership_agency a on a.id = m.agency_id
     where m.id = cairn_caller() and cairn_setting('actor_kind') = 'practitioner' and cairn_is_agreed()
       and m.role in ({_ROLES}) and a.discipline <> 'immigration')"""  # noqa: S608 (own names)

define(
    "standing_in",
    f"""
-- Which teams of the caller's own agency are around a child: nothing of a child of whom nothing may be confirmed to
-- anybody, or that is kept from the caller, and no place that is there for a time or that nobody has confirmed.
create or replace function cairn_colleagues_around(asked text)
 returns table (child uuid, makeup integer, team uuid, works boolean)
 language sql stable security definer set search_path = public, pg_temp as $$
 select c.id, c.makeup, i.team_id, bool_or(i.sees_story)
   from children_child c join children_involvement i on i.child_id = c.id
  where c.reference = asked and not c.no_confirm and not c.is_asleep
    and i.agency_id = cairn_agency() and i.ended_at is null and i.until is null and i.is_confirmed
    and c.id <> all (cairn_blocked_children()) and {_ASKS}
  group by c.id, c.makeup, i.team_id $$;

-- Which of these children are of the area for which the caller's team stands in: held in law by a team of the desk's
-- agency that serves the desk's area, or with the desk itself around them. Who is on shift at all is asked before, by
-- the desks' hours. One of whom nothing may be confirmed is found by its reference alone.
create or replace function cairn_children_on_shift(asked text, like_it uuid[], desks uuid[])
 returns table (child uuid, reference varchar, makeup integer)
 language sql stable security definer set search_path = public, pg_temp as $$
 select c.id, c.reference, c.makeup from children_child c
  where (c.reference = asked or (c.id = any(like_it) and not c.no_confirm))
    and not c.is_asleep and c.id <> all (cairn_blocked_children()) and {_ASKS}
    and exists (
     select 1 from partnership_team d
      where d.id = any(desks) and d.stand_in_id = any(cairn_my_teams())
        and (exists (select 1 from children_responsibility r
                       join partnership_team_areas held on held.team_id = r.team_id
                       join partnership_team_areas served on served.area_id = held.area_id and served.team_id = d.id
                      where r.child_id = c.id and r.kind = 'authority' and r.until is null
                        and r.agency_id = d.agency_id)
          or exists (select 1 from children_involvement i
                      where i.child_id = c.id and i.team_id = d.id and i.sees_story and i.ended_at is null
                        and i.until is null))) $$;

revoke all on function cairn_colleagues_around(text), cairn_children_on_shift(text, uuid[], uuid[]) from public;
grant execute on function cairn_colleagues_around(text), cairn_children_on_shift(text, uuid[], uuid[])
 to cairn_app;
""",  # noqa: S608 (own names)
    needs=("who", "withheld"),
)


@dataclass(frozen=True, slots=True)
class Colleagues:
    """Teams of the actor's own agency around a child that the actor does not see: which to ring, and nothing else.

    `works`: one of them sees the story, so that a colleague may step in.
    """

    child_id: UUID
    makeup: int
    teams: tuple[Team, ...]
    works: bool


@dataclass(frozen=True, slots=True)
class Near:
    """A child that somebody on shift may take a place around."""

    child_id: UUID
    reference: str
    makeup: int


def colleagues_around(reference: str, actor: Actor) -> Colleagues | None:
    """The actor's colleagues around a child; None where there are none, or no such child. One statement for that."""
    guard.asked()
    if not actor.is_person or actor.is_hub:
        return None
    with connection.cursor() as cursor:
        cursor.execute("select * from cairn_colleagues_around(%s)", [reference])
        rows = cursor.fetchall()
    if not rows:
        return None
    teams = Team.objects.filter(pk__in=[row[2] for row in rows]).select_related("agency").order_by("name", "id")
    return Colleagues(rows[0][0], rows[0][1], tuple(teams), any(row[3] for row in rows))


def child_on_shift(reference: str, shift: Shift, actor: Actor) -> Near | None:
    """The child, if it is one of those for whom the actor's team stands in on this shift."""
    return next(iter(_near(reference, (), shift, actor)), None)


def children_on_shift(child_ids: Collection[UUID], shift: Shift, actor: Actor) -> list[Near]:
    """Those of these children for whom the actor's team stands in on this shift, in the order given."""
    found = {one.child_id: one for one in _near("", child_ids, shift, actor)}
    return [found[each] for each in child_ids if each in found]


def _near(reference: str, child_ids: Collection[UUID], shift: Shift, actor: Actor) -> list[Near]:
    guard.asked()
    if not actor.is_person:
        return []
    with connection.cursor() as cursor:
        cursor.execute(
            "select * from cairn_children_on_shift(%s, %s, %s)", [reference, list(child_ids), list(shift.desks)]
        )
        return [Near(*row) for row in cursor.fetchall()]
