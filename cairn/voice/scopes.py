"""Who sees that a child was told, and what it said: whoever sees the story. Who sees a sheet: its makers."""

from cairn.access.blocks import NotWithheld
from cairn.access.definitions import define
from cairn.access.scopes import OwnAgency, OwnTeam, Scope
from cairn.children.scopes import CONTRIBUTION, FREE

# Goes with the entry that holds the child's own words.
TELLING = Scope(
    reads=CONTRIBUTION.reads,
    adds=CONTRIBUTION.adds,
    blocks=(FREE, NotWithheld(("id", "record_id", "entry_id"))),
)
# It names whom its makers saw around the child, which others need not see: theirs alone.
SHEET = Scope(reads=(OwnTeam(),), adds=(OwnAgency(),), blocks=(FREE,))

# A child talks, to everybody. So no sheet names a team that anybody must not know of, nor an agency that holds anything
# back without a trace, because a live operation, a protected source or a suspicion may be why it is there. Whoever is
# responsible for the child stays: the child knows them. Asked by a function, because who makes a sheet may not see what
# is held back from others.
define(
    "kept_off_sheets",
    """
create or replace function cairn_kept_off_sheets(child uuid) returns setof uuid
 language sql stable security definer set search_path = public, pg_temp as $$
 select i.id from children_involvement i
  where i.child_id = child and i.ended_at is null and cairn_acting()
    and (exists (select 1 from sharing_withheldfrom f where f.is_active and f.item_id in (i.id, i.record_id))
      or exists (select 1 from sharing_withholding w
                  where w.child_id = i.child_id and w.agency_id = i.agency_id and w.ended_at is null
                    and (w.item_kind = 'part' or (w.mode = 'silent' and not exists (
                      select 1 from children_responsibility r
                       where r.child_id = i.child_id and r.team_id = i.team_id and r.until is null))))) $$;
revoke all on function cairn_kept_off_sheets(uuid) from public;
grant execute on function cairn_kept_off_sheets(uuid) to cairn_app, cairn_worker;
""",
    needs=("who", "withheld"),
)
