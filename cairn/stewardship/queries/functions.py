"""The database functions behind the desk. Each looks at rows that no lead may see, and gives back the least it can."""

from cairn.access.definitions import define

# A child together with those whose records were joined with it and who have none left: they are one record to the desk.
define(
    "family",
    """
create or replace function cairn_family(child uuid) returns uuid[] language sql stable security definer
 set search_path = public, pg_temp as $$
 with recursive joined as (
  select child as id
  union
  select m.from_child_id from children_move m join joined j on m.to_child_id = j.id
   where not exists (select 1 from children_record r where r.child_id = m.from_child_id)
 ) select array_agg(id order by id) from joined $$;
revoke all on function cairn_family(uuid) from public;
grant execute on function cairn_family(uuid) to cairn_worker;
""",
    needs=("who",),
)

# On hold is whoever is, and whoever was ever joined with them: a link and its undoing must let no record slip out.
define(
    "on_hold",
    """
create or replace function cairn_on_hold(child uuid) returns boolean language sql stable security definer
 set search_path = public, pg_temp as $$
 with recursive near as (
  select child as id
  union
  select case when m.to_child_id = n.id then m.from_child_id else m.to_child_id end
    from children_move m join near n on n.id in (m.to_child_id, m.from_child_id)
 ) select exists (select 1 from stewardship_legalhold h join near n on n.id = h.child_id
                   where h.released_at is null)
   and (cairn_protects() or cairn_setting('actor_kind') = 'job') $$;
revoke all on function cairn_on_hold(uuid) from public;
grant execute on function cairn_on_hold(uuid) to cairn_app, cairn_worker;
""",
    needs=("who", "protects"),
)

# All that a lead learns of a child by its reference: that their agency looks after it, and who is responsible in law.
define(
    "desk_child",
    """
create or replace function cairn_desk_child(spoken text) returns table (child uuid, agency uuid, team uuid)
 language sql stable security definer set search_path = public, pg_temp as $$
 select c.id, r.agency_id, r.team_id
   from children_child c join children_responsibility r on r.child_id = c.id and r.kind = 'authority'
    and r.until is null
  where c.reference = spoken and cairn_protects()
    and (cairn_protects_all() or r.agency_id = cairn_agency()
      or exists (select 1 from children_record o where o.child_id = c.id and o.agency_id = cairn_agency())) $$;
revoke all on function cairn_desk_child(text) from public;
grant execute on function cairn_desk_child(text) to cairn_app;
""",
    needs=("who", "protects"),
)

# The mark of the one transaction in which append-only rows may go. Nobody but the owner's own function writes it.
define(
    "disposing",
    """
create unlogged table if not exists cairn_disposing (xact xid8 primary key);
revoke all on cairn_disposing from public, cairn_app, cairn_worker;
create or replace function cairn_is_disposing() returns boolean language sql stable
 set search_path = public, pg_temp as $$
 select exists (select 1 from cairn_disposing where xact = pg_current_xact_id_if_assigned()) $$;
revoke all on function cairn_is_disposing() from public;
""",
)

# Of something that stands in a pack: what it is and where, for the two who were named, and no word of it.
define(
    "desk_said",
    """
create or replace function cairn_desk_said(asked uuid, claim uuid)
 returns table (record uuid, child uuid, kind text, detail jsonb, team uuid)
 language sql stable security definer set search_path = public, pg_temp as $$
 select c.record_id, c.child_id, c.kind::text,
        jsonb_strip_nulls(jsonb_build_object('kind', c.detail -> 'kind', 'scheme', c.detail -> 'scheme',
                                             'place_kind', c.detail -> 'place_kind')), c.team_id
   from children_claim c
  where c.id = claim and cairn_protects()
    and exists (select 1 from stewardship_packitem i join stewardship_accessrequest r on r.id = i.request_id
                 where r.id = asked and i.thing = 'children.Claim' and i.row = claim::text
                   and cairn_caller() in (r.lead_id, r.second_id)) $$;
revoke all on function cairn_desk_said(uuid, uuid) from public;
grant execute on function cairn_desk_said(uuid, uuid) to cairn_app;
""",
    needs=("who", "protects"),
)
