"""What stays held back when records come together, something is corrected, or more of a held-back part is written."""

from cairn.access.definitions import define

# Whoever joins or corrects need not see what is held back; that it stays held back is not theirs to forget.
define(
    "withheld_further",
    """
create or replace function cairn_child_then(record uuid, child uuid, at timestamptz) returns uuid
 language sql stable security definer set search_path = public, pg_temp as $$
 select coalesce((select m.from_child_id from children_move m where m.record_id = record and m.moved_at > at
                   order by m.moved_at limit 1), child) $$;
revoke all on function cairn_child_then(uuid, uuid, timestamptz) from public;

create or replace function cairn_withhold_further(child uuid, opened uuid) returns void
 language sql volatile security definer set search_path = public, pg_temp as $$
 -- From agencies that come later, where the withholding says so: those without a record that was already held to be of
 -- the same child when something was held back. It may be theirs that came, or the withholding that came to them.
 insert into sharing_withheldfrom (id, withholding_id, item_id, agency_id, team_id, review_team_id, is_declared,
                                   is_active, since)
  select gen_random_uuid(), w.id, i.item_id, later.agency_id, w.team_id, w.review_team_id, i.is_declared, true, now()
    from sharing_withholding w
    cross join lateral (select distinct r.agency_id from children_record r
                         where r.child_id = w.child_id and r.agency_id <> w.agency_id
                           and r.agency_id <> (select t.agency_id from partnership_team t where t.id = w.review_team_id)
                           and not exists (
                             select 1 from children_record o
                              where o.child_id = w.child_id and o.agency_id = r.agency_id
                                and o.opened_at <= w.recorded_at
                                and cairn_child_then(o.id, o.child_id, w.recorded_at)
                                    = cairn_child_then(w.record_id, w.child_id, w.recorded_at)))
      later
    cross join lateral (select distinct f.item_id, f.is_declared from sharing_withheldfrom f
                         where f.withholding_id = w.id and f.is_active) i
   where w.child_id = child and w.ended_at is null and w.keeps_from_later and cairn_acting()
 on conflict do nothing;
 -- A further record of an agency that holds back all it has.
 insert into sharing_withheldfrom (id, withholding_id, item_id, agency_id, team_id, review_team_id, is_declared,
                                   is_active, since)
  select gen_random_uuid(), w.id, i.item_id, f.agency_id, w.team_id, w.review_team_id, f.is_declared, true, now()
    from children_record r
    join sharing_withholding w on w.child_id = r.child_id and w.agency_id = r.agency_id
    cross join lateral (
      select r.id as item_id
      union all select v.id from children_involvement v where v.record_id = r.id and w.mode = 'silent') i
    cross join lateral (select distinct f.agency_id, f.is_declared from sharing_withheldfrom f
                         where f.withholding_id = w.id and f.is_active) f
   where r.id = opened and w.ended_at is null and w.item_kind = 'part' and cairn_acting()
 on conflict do nothing $$;

create or replace function cairn_withhold_follows(former uuid, later uuid) returns void
 language sql volatile security definer set search_path = public, pg_temp as $$
 insert into sharing_withheldfrom (id, withholding_id, item_id, agency_id, team_id, review_team_id, is_declared,
                                   is_active, since)
  select gen_random_uuid(), f.withholding_id, later, f.agency_id, f.team_id, f.review_team_id, f.is_declared, true,
         now()
    from sharing_withheldfrom f where f.item_id = former and f.is_active and cairn_acting()
 on conflict do nothing;
 insert into sharing_compartmentitem (id, compartment_id, team_id, item_kind, item_id, writer_team_id, by_rule,
                                      is_active, since)
  select gen_random_uuid(), i.compartment_id, i.team_id, i.item_kind, later, i.writer_team_id, i.by_rule, true, now()
    from sharing_compartmentitem i where i.item_id = former and i.is_active and cairn_acting()
 on conflict do nothing $$;

-- All records of the agency, also of teams whose records the one who holds back does not see, and what they raised;
-- where no trace may be left, their places in the circle as well.
create or replace function cairn_withhold_part(which uuid) returns void
 language sql volatile security definer set search_path = public, pg_temp as $$
 insert into sharing_withheldfrom (id, withholding_id, item_id, agency_id, team_id, review_team_id, is_declared,
                                   is_active, since)
  select gen_random_uuid(), w.id, i.item_id, f.agency_id, w.team_id, w.review_team_id, f.is_declared, true, now()
    from sharing_withholding w
    cross join lateral (
      select r.id as item_id from children_record r where r.child_id = w.child_id and r.agency_id = w.agency_id
      union all
      select v.id from children_involvement v
       where v.child_id = w.child_id and v.agency_id = w.agency_id and w.mode = 'silent'
      union
      select s.concern_id from concerns_concernsubject s
       where s.child_id = w.child_id and s.agency_id = w.agency_id) i
    cross join lateral (select distinct k.agency_id, k.is_declared from sharing_withheldfrom k
                         where k.withholding_id = w.id and k.is_active) f
   where w.id = which and w.item_kind = 'part' and w.agency_id = cairn_agency()
 on conflict do nothing $$;

-- The teams that must not be told of a place, for the verb that tells the circle: it may not see from whom the place,
-- or the child itself, is kept.
create or replace function cairn_not_to_be_told(place uuid) returns setof uuid
 language sql stable security definer set search_path = public, pg_temp as $$
 select t.id from sharing_withheldfrom f join partnership_team t on t.agency_id = f.agency_id
  where f.item_id = place and f.is_active and cairn_acting()
 union
 select c.from_team_id from sharing_conflict c join children_involvement i on i.child_id = c.child_id
  where i.id = place and c.ended_at is null and c.from_team_id is not null and cairn_acting() $$;
revoke all on function cairn_not_to_be_told(uuid) from public;
grant execute on function cairn_not_to_be_told(uuid) to cairn_app, cairn_worker;

revoke all on function cairn_withhold_further(uuid, uuid), cairn_withhold_follows(uuid, uuid),
 cairn_withhold_part(uuid) from public;
grant execute on function cairn_withhold_further(uuid, uuid), cairn_withhold_follows(uuid, uuid),
 cairn_withhold_part(uuid) to cairn_app, cairn_worker;
""",
    needs=("who",),
)
