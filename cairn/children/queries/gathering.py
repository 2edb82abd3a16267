"""The database functions by which what tells where a child is goes where only named people read it (R-061).

They reach facts of teams that whoever marks a child never sees. Installed with the policies.
"""

from cairn.access.definitions import define
from cairn.children.rules import PLACES

_PLACES = f"array[{', '.join(repr(one.value) for one in PLACES)}]"

define(
    "gathering",
    f"""
-- Whether the child is known to be at a safe address. For the verbs that write, which show it to nobody.
create or replace function cairn_gathers(child uuid) returns boolean
 language sql stable security definer set search_path = public, pg_temp as $$
 select cairn_acting() and exists (select 1 from sharing_compartment c
  where c.child_id = child and c.kind = 'safe_address' and c.closed_at is null) $$;

-- What was written already, by whomever: their own words stay in sight of teams that are not let in.
create or replace function cairn_gather(child uuid) returns void
 language sql volatile security definer set search_path = public, pg_temp as $$
 insert into sharing_compartmentitem (id, compartment_id, team_id, item_kind, item_id, writer_team_id, by_rule,
                                      is_active, since)
  select gen_random_uuid(), c.id, c.team_id, 'claim', f.id,
         case when f.team_id = c.team_id or exists (
           select 1 from sharing_admission a left join partnership_membership m on m.id = a.member_id
            where a.compartment_id = c.id and coalesce(a.to_team_id, m.team_id) = f.team_id)
         then null else f.team_id end, true, true, now()
    from (select * from sharing_compartment s
           where s.child_id = child and s.kind = 'safe_address' and s.closed_at is null
           order by s.opened_at, s.id limit 1) c
    join children_claim f on f.child_id = child and f.kind = any({_PLACES})
 on conflict do nothing $$;

revoke all on function cairn_gathers(uuid), cairn_gather(uuid) from public;
grant execute on function cairn_gathers(uuid), cairn_gather(uuid) to cairn_app, cairn_worker;
""",  # noqa: S608 (own names)
    needs=("who",),
)
