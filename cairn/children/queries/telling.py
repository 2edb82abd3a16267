"""Whom to tell that a place in a circle began, changed or ended: also those whom the one who tells does not see."""

from uuid import UUID

from django.db import connection

from cairn.access.definitions import define
from cairn.children.models import Involvement

define(
    "around_to_tell",
    """
create or replace function cairn_around_to_tell(place uuid) returns setof uuid
 language sql stable security definer set search_path = public, pg_temp as $$
 select distinct o.team_id from children_involvement i join children_involvement o on o.child_id = i.child_id
  where i.id = place and o.team_id <> i.team_id and o.sees_story and o.ended_at is null
    and (o.until is null or o.until > now()) and cairn_acting() $$;
revoke all on function cairn_around_to_tell(uuid) from public;
grant execute on function cairn_around_to_tell(uuid) to cairn_app, cairn_worker;
""",
    needs=("who",),
)


def around_to_tell(place: Involvement) -> set[UUID]:
    """The other teams that see the story of the child of this place now. For the verb that tells them alone."""
    with connection.cursor() as cursor:
        cursor.execute("select * from cairn_around_to_tell(%s)", [place.id])
        return {row[0] for row in cursor.fetchall()}
