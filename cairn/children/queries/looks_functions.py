"""The database functions behind "who has looked": they reach looks at a record before it was linked, and at children
whom their caller may not see, so each asks first who asks. Installed with the policies."""

from cairn.access.definitions import define
from cairn.ledger.kinds import INVESTIGATED

MOST_LOOKS_AT_ONCE = 1000

# A data-protection lead looks after their own agency; the hub's also after agencies that have nobody for it.
define(
    "guards_data",
    """
create or replace function cairn_guards_data_of(one uuid) returns boolean language sql stable security definer
 set search_path = public, pg_temp as $$
 select exists (
  select 1 from partnership_membership m join partnership_agency a on a.id = m.agency_id
   where m.id = cairn_caller() and m.ended_at is null and m.role = 'data_protection_lead'
     and (m.agency_id = one or (a.discipline = 'hub' and not exists (
       select 1 from partnership_membership o join partnership_practitioner p on p.id = o.practitioner_id
        where p.is_active and o.agency_id = one and o.role = 'data_protection_lead' and o.ended_at is null)))) $$;
revoke all on function cairn_guards_data_of(uuid) from public;
grant execute on function cairn_guards_data_of(uuid) to cairn_app, cairn_worker, cairn_ledger;
grant execute on function cairn_reviews_searching() to cairn_app, cairn_worker;

create or replace function cairn_guards_around(one uuid) returns boolean language sql stable security definer
 set search_path = public, pg_temp as $$
 select exists (select 1 from children_involvement i where i.child_id = one and cairn_guards_data_of(i.agency_id)) $$;
revoke all on function cairn_guards_around(uuid) from public;
grant execute on function cairn_guards_around(uuid) to cairn_ledger;
""",
    needs=("who", "reviews_searching"),
)

# Where the records of a child were before: at which child, from which decision on and until which. A move stands in the
# ledger under its decision, so the order of the ledger says what came before it and not the clock.
define(
    "stays",
    """
create or replace function cairn_stays(one uuid)
 returns table (child uuid, began uuid, began_as text, began_at uuid, ended uuid, ended_as text, ended_at uuid)
 language sql stable security definer set search_path = public, pg_temp as $$
 with steps as (
  select m.from_child_id, m.decision_id, d.other_id, m.record_id, m.moved_at, m.id,
         case when m.reverses_id is not null then 'link.undone' when d.waits then 'link.confirmed'
              else 'link.decided' end as code
    from children_move m join children_linkdecision d on d.id = m.decision_id
    join children_record r on r.id = m.record_id
   where r.child_id = one
 )
 select distinct s.from_child_id, lag(s.decision_id) over w, lag(s.code) over w, lag(s.other_id) over w,
        s.decision_id, s.code, s.other_id
   from steps s
 window w as (partition by s.record_id order by s.moved_at, s.id) $$;
revoke all on function cairn_stays(uuid) from public;
grant execute on function cairn_stays(uuid) to cairn_ledger;
""",
)

define(
    "looks_at",
    f"""
grant execute on function cairn_caller() to cairn_ledger;
set local role cairn_ledger;
-- Events are written in the order of time, so the smallest of indexes finds those of a week.
create index if not exists ledger_event_at on ledger_event using brin (at);

create or replace function cairn_sees_looks(one uuid) returns boolean language sql stable security definer
 set search_path = public, pg_temp as $$
 select (select cairn_is_hub())
     or exists (select 1 from cairn_my_circle mine where mine.sees_story and mine.child_id = one)
     or ((select cairn_reviews_searching()) and (cairn_guards_around(one) or exists (
      select 1 from (select distinct e.agency_id from ledger_event e where e.child_id = one) looked
       where cairn_guards_data_of(looked.agency_id)))) $$;

create or replace function cairn_look_places(one uuid) returns table (child uuid, first bigint, last bigint)
 language sql stable security definer set search_path = public, pg_temp as $$
 select one, 0::bigint, {2**63 - 1}::bigint
 union
 select s.child,
        case when s.began is null then 0 else (select coalesce(min(e.id), {2**63 - 1}) from ledger_event e
          where e.child_id = s.began_at and e.about_id = s.began and e.happening = s.began_as) end,
        (select coalesce(min(e.id), 0) from ledger_event e
          where e.child_id = s.ended_at and e.about_id = s.ended and e.happening = s.ended_as)
   from cairn_stays(one) s where s.child <> one $$;

-- By the index of a child, and lists by theirs: never by going along the ledger in its order (offset 0 sees to that).
create or replace function cairn_looks(one uuid, codes text[], before bigint, by_agency uuid, since timestamptz,
                                       till timestamptz, at_most integer) returns setof ledger_event
 language sql stable security definer set search_path = public, pg_temp as $$
 with places as materialized (
  select p.* from cairn_look_places(one) p
   where (select cairn_sees_looks(one)) and one <> all ((select cairn_blocked_children())::uuid[])
 ), direct as (
  select e.* from places p, lateral (
   select * from ledger_event e
    where e.child_id = p.child and e.id > p.first and e.id < least(p.last, before) and e.happening = any(codes)
      and e.at >= coalesce(since, '-infinity') and e.at < coalesce(till, 'infinity')
      and (by_agency is null or e.agency_id = by_agency)
    order by e.id desc limit at_most) e
 ), listed as (
  select e.* from places p, lateral (
   select * from ledger_event e
    where (e.detail -> 'children') @> to_jsonb(p.child::text) and e.detail ? 'children'
      and e.at >= coalesce(since, '-infinity') and e.at < coalesce(till, 'infinity') offset 0) e
   where e.id > p.first and e.id < least(p.last, before) and e.happening = any(codes)
     and (by_agency is null or e.agency_id = by_agency)
 ), every as (
  select distinct on (e.id) e.* from (select * from direct union all select * from listed) e
   where e.happening <> '{INVESTIGATED}'
    and ((select cairn_none_withheld())
      or (not exists (select 1 from cairn_withheld_from_me kept where kept.item_id = e.about_id)
        and not exists (select 1 from cairn_silent_parts part
                         where part.child_id = one and part.agency_id = e.agency_id)))
   order by e.id desc limit least(at_most, {MOST_LOOKS_AT_ONCE})
 )
 select e.id, e.at, e.xid, e.seal, e.actor_kind, e.practitioner_id, e.membership_id, e.agency_id, e.token_id,
        e.happening, one, null::integer, e.about_kind, e.about_id, e.purpose, e.request_id, '{{}}'::jsonb
   from every e order by e.id desc $$;

-- How often somebody looked into somebody's looking, for the register: never at which child, never by whom.
create or replace function cairn_investigated(since timestamptz) returns table (agency_id uuid, times bigint)
 language sql stable security definer set search_path = public, pg_temp as $$
 select e.agency_id, count(*) from ledger_event e
  where e.at >= since and e.happening = '{INVESTIGATED}' and (select cairn_reviews_searching())
  group by e.agency_id $$;

revoke all on function cairn_sees_looks(uuid), cairn_look_places(uuid), cairn_investigated(timestamptz),
 cairn_looks(uuid, text[], bigint, uuid, timestamptz, timestamptz, integer) from public;
grant execute on function cairn_sees_looks(uuid), cairn_investigated(timestamptz),
 cairn_looks(uuid, text[], bigint, uuid, timestamptz, timestamptz, integer) to cairn_app;
grant execute on function cairn_sees_looks(uuid) to cairn_owner;
set local role cairn_owner;

-- Whose people are shown by name: of agencies for which names are released now, and of those whose data I look after.
create or replace function cairn_named_agencies(one uuid, at timestamptz) returns table (agency uuid)
 language sql stable security definer set search_path = public, pg_temp as $$
 select x::uuid from children_namesreleased n, jsonb_array_elements_text(n.agencies) x
  where n.child_id = one and n.ended_at is null and n.released_at <= at and n.until > at
    and (select cairn_sees_looks(one))
 union
 select a.id from partnership_agency a where (select cairn_reviews_searching()) and cairn_guards_data_of(a.id) $$;
revoke all on function cairn_named_agencies(uuid, timestamptz) from public;
grant execute on function cairn_named_agencies(uuid, timestamptz) to cairn_app;

-- A child by its reference, for a data-protection lead who may read who looked at it and nothing else about it.
create or replace function cairn_child_of_looks(asked text) returns table (id uuid, reference varchar)
 language sql stable security definer set search_path = public, pg_temp as $$
 select c.id, c.reference from children_child c where c.reference = asked and cairn_sees_looks(c.id) $$;
create or replace function cairn_children_of_looks(asked uuid[]) returns table (id uuid, reference varchar)
 language sql stable security definer set search_path = public, pg_temp as $$
 select c.id, c.reference from children_child c where c.id = any(asked) and cairn_sees_looks(c.id) $$;
revoke all on function cairn_child_of_looks(text), cairn_children_of_looks(uuid[]) from public;
grant execute on function cairn_child_of_looks(text), cairn_children_of_looks(uuid[]) to cairn_app;
""",  # noqa: S608 (own names)
    needs=("who", "my_circle", "guards_data", "stays", "ledger_reading", "unusual_searching", "withheld_in_ledger"),
)

# What the weekly count reads: who opened which child, by the hour; and when each of them usually works.
define(
    "openings",
    """
set local role cairn_ledger;
create or replace function cairn_openings(since timestamptz, till timestamptz, earlier timestamptz)
 returns table (membership_id uuid, child_id uuid, at timestamptz, times bigint, purposes text[], is_new boolean)
 language sql stable security definer set search_path = public, pg_temp as $$
 with opened as materialized (
  select e.membership_id, e.practitioner_id, e.child_id, date_trunc('hour', e.at) as at, count(*) as times,
         array_agg(distinct e.purpose order by e.purpose) as purposes
    from ledger_event e
   where e.at >= since and e.at < till and e.happening = 'opened' and e.actor_kind = 'practitioner'
     and e.membership_id is not null and e.child_id is not null
   group by 1, 2, 3, 4
 ), known as (
  select o.practitioner_id, o.child_id from (select distinct p.practitioner_id, p.child_id from opened p) o
   where exists (select 1 from ledger_event e where e.child_id = o.child_id and e.practitioner_id = o.practitioner_id
                  and e.happening = 'opened' and e.at >= earlier and e.at < since)
 )
 select o.membership_id, o.child_id, o.at, o.times, o.purposes, k.child_id is null
   from opened o left join known k on k.practitioner_id = o.practitioner_id and k.child_id = o.child_id
  order by o.membership_id, o.at, o.child_id $$;

create or replace function cairn_usual_hours(since timestamptz, till timestamptz)
 returns table (membership_id uuid, hour integer, days bigint)
 language sql stable security definer set search_path = public, pg_temp as $$
 select e.membership_id, extract(hour from e.at at time zone 'Europe/London')::integer,
        count(distinct (e.at at time zone 'Europe/London')::date)
   from ledger_event e
  where e.at >= since and e.at < till and e.happening = 'opened' and e.membership_id is not null
  group by 1, 2 $$;
revoke all on function cairn_openings(timestamptz, timestamptz, timestamptz),
 cairn_usual_hours(timestamptz, timestamptz) from public;
grant execute on function cairn_openings(timestamptz, timestamptz, timestamptz),
 cairn_usual_hours(timestamptz, timestamptz) to cairn_worker;
set local role cairn_owner;

-- How many signs there were elsewhere, by agency and nothing more.
create or replace function cairn_flags_by_agency(week date) returns table (agency_id uuid, flags integer)
 language sql stable security definer set search_path = public, pg_temp as $$
 select w.agency_id, w.flags from children_looksweek w where w.monday = week and (select cairn_reviews_searching()) $$;
revoke all on function cairn_flags_by_agency(date) from public;
grant execute on function cairn_flags_by_agency(date) to cairn_app;
""",
    needs=("looks_at",),
)
