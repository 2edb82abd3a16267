"""The database functions that move records between children: they reach rows that the one who decides may not see, so
each asks first whether this actor may decide. Installed with the policies."""

from cairn.access.definitions import define

define(
    "may_link",
    """
create or replace function cairn_works_with(one uuid) returns boolean language sql stable security definer
 set search_path = public, pg_temp as $$
 select cairn_is_hub() or exists (select 1 from cairn_my_circle mine where mine.child_id = one and mine.sees_story) $$;
create or replace function cairn_may_link(one uuid, other uuid) returns boolean language sql stable security definer
 set search_path = public, pg_temp as $$
 select cairn_is_hub() or (cairn_works_with(other)
    and exists (select 1 from cairn_my_circle mine where mine.child_id = one)) $$;
revoke all on function cairn_works_with(uuid), cairn_may_link(uuid, uuid) from public;
grant execute on function cairn_works_with(uuid), cairn_may_link(uuid, uuid) to cairn_app, cairn_worker;
""",
    needs=("who", "my_circle"),
)

# A child without records sleeps and nobody is responsible for it; one that has records again is held as before.
define(
    "settle_child",
    """
create or replace function cairn_settle_child(one uuid, at timestamptz, by_member uuid, fallback uuid) returns void
 language plpgsql security definer set search_path = public, pg_temp as $$
declare has_records boolean := exists (select 1 from children_record r where r.child_id = one);
begin
  update children_child set makeup = makeup + 1, revision = revision + 1, is_asleep = not has_records where id = one;
  if not has_records then
    update children_responsibility set until = at where child_id = one and until is null;
    return;
  end if;
  insert into children_responsibility
   (id, child_id, kind, agency_id, team_id, practitioner_id, reason, since, assigned_by_id)
  select gen_random_uuid(), one, k.kind, coalesce(f.agency_id, t.agency_id), coalesce(f.team_id, t.id),
         f.practitioner_id, '', at, by_member
    from unnest(array['authority', 'lead', 'next']) k(kind) join partnership_team t on t.id = fallback
    left join lateral (select h.* from children_responsibility h where h.child_id = one and h.kind = k.kind
                        order by h.until desc nulls first, h.since desc limit 1) f on true
   where not exists (select 1 from children_responsibility c
                      where c.child_id = one and c.kind = k.kind and c.until is null);
end $$;
revoke all on function cairn_settle_child(uuid, timestamptz, uuid, uuid) from public;
""",
)

# Questions still open about these children and owed by nobody: for each child the strongest that does not rest.
define(
    "unowed_questions",
    """
drop function if exists cairn_unowed_questions(uuid[]);
create or replace function cairn_questions_unowed(questions uuid[])
 returns table (question uuid, child uuid, rests boolean)
 language sql stable security definer set search_path = public, pg_temp as $$
 select distinct on (q.child_id) q.id, q.child_id, q.rests_until is not null from children_linkquestion q
  where q.closed_at is null and cairn_acting()
    and q.child_id in (select a.child_id from children_linkquestion a where a.id = any(questions))
    and not exists (select 1 from duties_duty o
                     where o.kind = 'link' and o.child_id = q.child_id and o.closed_at is null)
  order by q.child_id, q.rests_until is not null, q.id = any(questions) desc, q.weight desc, q.id $$;
revoke all on function cairn_questions_unowed(uuid[]) from public;
grant execute on function cairn_questions_unowed(uuid[]) to cairn_app, cairn_worker;
""",
    needs=("who",),
)

# Whether a team's record is known to be about its child. A link that waits to be confirmed takes that away, one that is
# confirmed or undone gives back what there was: neither makes a place better than it was.
define(
    "settle_places",
    """
create or replace function cairn_place(i children_involvement) returns boolean
 language sql stable security definer set search_path = public, pg_temp as $$
 select coalesce((
  select (m.places ->> i.team_id::text)::boolean
    from children_move m left join children_move back on back.reverses_id = m.id
   where m.record_id = i.record_id and m.reverses_id is null and m.places ? i.team_id::text
     and (i.started_at <= m.moved_at or i.started_at = back.moved_at)
   order by m.moved_at desc, m.id desc limit 1), i.is_confirmed) $$;
create or replace function cairn_settle_places(records uuid[]) returns void
 language sql volatile security definer set search_path = public, pg_temp as $$
 update children_involvement i set is_confirmed = cairn_place(i) and not exists (
   select 1 from children_move m join children_linkdecision d on d.id = m.decision_id
    where m.record_id = i.record_id and m.reverses_id is null and d.standing = 'provisional'
      and not exists (select 1 from children_move back where back.reverses_id = m.id))
  where i.record_id = any(records) and i.ended_at is null $$;
revoke all on function cairn_place(children_involvement), cairn_settle_places(uuid[]) from public;
""",
)

# An open question about a child that went on as another is about that one; back again when it is undone. It ends where
# the two it would be about then have been compared already.
define(
    "reroute_questions",
    """
create or replace function cairn_reroute(questions uuid[], away uuid, towards uuid) returns uuid[]
 language sql volatile security definer set search_path = public, pg_temp as $$
 with pointed as (
  select q.id, case q.child_id when away then towards else q.child_id end as child,
         case q.candidate_id when away then towards else q.candidate_id end as candidate
    from children_linkquestion q
   where q.closed_at is null and away in (q.child_id, q.candidate_id) and towards not in (q.child_id, q.candidate_id)
     and (questions is null or q.id = any(questions))
 ), free as (
  select distinct on (least(p.child, p.candidate), greatest(p.child, p.candidate)) p.* from pointed p
   where not exists (select 1 from children_linkquestion t where t.closed_at is null
                      and (t.child_id, t.candidate_id) in ((p.child, p.candidate), (p.candidate, p.child)))
     and not exists (select 1 from children_linkdecision d where d.outcome = 'different' and d.standing = 'confirmed'
                      and (d.child_id, d.other_id) in ((p.child, p.candidate), (p.candidate, p.child)))
   order by least(p.child, p.candidate), greatest(p.child, p.candidate), p.id
 ), done as (
  update children_linkquestion q set child_id = f.child, candidate_id = f.candidate from free f where q.id = f.id
  returning q.id
 )
 select coalesce(array_agg(id), '{}') from done $$;
revoke all on function cairn_reroute(uuid[], uuid, uuid) from public;
""",
)

# Linking is not joining: who worked with the one child is a contributor to the other until somebody agrees. Teams that
# were asked to decide go on seeing what they must decide about.
define(
    "move_records",
    """
create or replace function cairn_move_records(decision uuid, fallback uuid)
 returns table (what text, id uuid)
 language plpgsql security definer set search_path = public, pg_temp as $$
declare
  d children_linkdecision;
  moment timestamptz;
  moved uuid[];
begin
  select l.* into strict d from children_linkdecision l where l.id = decision;
  moment := case when d.waits then d.confirmed_at else d.decided_at end;
  if d.outcome <> 'same' or d.standing not in ('provisional', 'confirmed') or moment is null
     or not (cairn_may_link(d.child_id, d.other_id) or (d.waits and cairn_works_with(d.other_id)))
     or exists (select 1 from children_move m where m.decision_id = d.id) then
    raise exception 'this link is not for this actor to make' using errcode = '42501';
  end if;

  select coalesce(array_agg(r.id), '{}') into moved from children_record r where r.child_id = d.child_id;
  insert into children_move (id, decision_id, record_id, from_child_id, to_child_id, moved_at, moved_by_id, places)
  select gen_random_uuid(), d.id, r, d.child_id, d.other_id, moment, d.decided_by_id,
         (select coalesce(jsonb_object_agg(i.team_id, cairn_place(i)), '{}')
            from children_involvement i where i.record_id = r and i.ended_at is null)
    from unnest(moved) r;
  with ended as (
    update children_involvement i set ended_at = moment
     where i.record_id = any(moved) and i.ended_at is null and i.sees_story and i.capacity <> 'receiving'
     returning i.*)
  insert into children_involvement
  select n.* from ended e, lateral (select exists (
    select 1 from duties_duty o where o.child_id in (d.child_id, d.other_id) and o.owner_team_id = e.team_id
     and o.kind in ('answer', 'acknowledge') and o.closed_at is null) owes) asked,
   lateral jsonb_populate_record(null::children_involvement, to_jsonb(e) || jsonb_build_object(
    'id', gen_random_uuid(), 'capacity', case when owes then 'receiving' else 'contributor' end, 'sees_story', owes,
    'started_at', moment, 'recorded_at', moment, 'ended_at', null)) n;
  perform cairn_settle_places(moved);
  update children_record r set child_id = d.other_id where r.id = any(moved);
  perform cairn_settle_child(c, moment, d.decided_by_id, fallback) from unnest(array[d.child_id, d.other_id]) c;

  -- Another child that resembled this one resembles what it became.
  update children_linkdecision l set rerouted = to_jsonb(cairn_reroute(null, d.child_id, d.other_id)) where l.id = d.id;
  return query update children_linkquestion q set closed_at = moment
   where q.closed_at is null and d.child_id in (q.child_id, q.candidate_id) returning 'question'::text, q.id;
  return query select distinct 'team'::text, i.team_id from children_involvement i
    where i.child_id = d.other_id and i.ended_at is null;
  return query select 'record'::text, r from unnest(moved) r;
end $$;
revoke all on function cairn_move_records(uuid, uuid) from public;
grant execute on function cairn_move_records(uuid, uuid) to cairn_app, cairn_worker;
""",
    needs=("may_link", "settle_child", "settle_places", "reroute_questions"),
)

define(
    "undo_link",
    """
create or replace function cairn_undo_link(decision uuid, fallback uuid)
 returns table (what text, id uuid)
 language plpgsql security definer set search_path = public, pg_temp as $$
declare
  d children_linkdecision;
  moment timestamptz;
  back uuid[];
  again uuid[];
begin
  select l.* into strict d from children_linkdecision l where l.id = decision;
  moment := case when d.waits then d.confirmed_at else d.decided_at end;
  if d.standing <> 'undone' or not cairn_works_with(d.other_id)
     or exists (select 1 from children_move m where m.decision_id = d.id and m.reverses_id is not null) then
    raise exception 'this link is not for this actor to undo' using errcode = '42501';
  end if;

  -- Only what has not moved since: a later decision about a record stands.
  select coalesce(array_agg(m.record_id), '{}') into back
    from children_move m join children_record r on r.id = m.record_id and r.child_id = m.to_child_id
   where m.decision_id = d.id
     and not exists (select 1 from children_move l where l.record_id = m.record_id and l.id <> m.id
                      and l.moved_at >= m.moved_at and l.from_child_id = m.to_child_id and l.reverses_id is null
                      and not exists (select 1 from children_move b where b.reverses_id = l.id));
  return query select 'left'::text, m.record_id from children_move m
    where m.decision_id = d.id and m.record_id <> all(back);
  update children_record r set child_id = d.child_id where r.id = any(back);
  insert into children_move
   (id, decision_id, record_id, from_child_id, to_child_id, moved_at, moved_by_id, reverses_id, places)
  select gen_random_uuid(), d.id, m.record_id, m.to_child_id, m.from_child_id, d.undone_at, d.undone_by_id, m.id, '{}'
    from children_move m where m.decision_id = d.id and m.record_id = any(back) and m.reverses_id is null;
  perform cairn_settle_child(c, d.undone_at, d.undone_by_id, fallback) from unnest(array[d.child_id, d.other_id]) c;

  with lowered as (
    update children_involvement i set ended_at = d.undone_at
     where i.record_id = any(back) and i.ended_at is null and i.started_at = moment
       and exists (select 1 from children_involvement f
                    where f.record_id = i.record_id and f.team_id = i.team_id and f.ended_at = moment)
     returning i.record_id, i.team_id)
  insert into children_involvement
  select n.* from lowered w
   join children_involvement f on f.record_id = w.record_id and f.team_id = w.team_id and f.ended_at = moment,
   lateral jsonb_populate_record(null::children_involvement, to_jsonb(f) || jsonb_build_object(
    'id', gen_random_uuid(), 'started_at', d.undone_at, 'recorded_at', d.undone_at, 'ended_at', null)) n;
  perform cairn_settle_places(back);

  if cardinality(back) > 0 then
    perform cairn_reroute(array(select x::uuid from jsonb_array_elements_text(d.rerouted) x), d.other_id, d.child_id);
  end if;
  select coalesce(array_agg(q.id), '{}') into again from children_linkquestion q
   where q.closed_at = moment and d.child_id in (q.child_id, q.candidate_id) and cardinality(back) > 0
     and d.other_id not in (q.child_id, q.candidate_id);
  return query update children_linkquestion q set closed_at = null where q.id = any(again)
     and not exists (select 1 from children_linkquestion t where t.closed_at is null
                      and t.child_id = q.child_id and t.candidate_id = q.candidate_id) returning 'question'::text, q.id;
  return query select distinct case i.child_id when d.child_id then 'parted' else 'team' end, i.team_id
    from children_involvement i where i.child_id in (d.child_id, d.other_id) and i.ended_at is null;
  return query select 'record'::text, r from unnest(back) r;
end $$;
revoke all on function cairn_undo_link(uuid, uuid) from public;
grant execute on function cairn_undo_link(uuid, uuid) to cairn_app, cairn_worker;
""",
    needs=("may_link", "settle_child", "settle_places", "reroute_questions"),
)

define(
    "confirm_link",
    """
create or replace function cairn_confirm_moved(decision uuid) returns void
 language sql volatile security definer set search_path = public, pg_temp as $$
 select cairn_settle_places(array(
  select m.record_id from children_move m join children_linkdecision d on d.id = m.decision_id
   where d.id = decision and d.standing = 'confirmed' and cairn_works_with(d.other_id) and m.reverses_id is null)) $$;
revoke all on function cairn_confirm_moved(uuid) from public;
grant execute on function cairn_confirm_moved(uuid) to cairn_app, cairn_worker;
""",
    needs=("may_link", "settle_places"),
)

# An outsider's wish, in one statement whether there is such a child or not. It shows them nothing. Who thinks that two
# are different asks nothing new; a question that is open already stays.
define(
    "propose_link",
    """
create or replace function cairn_is_mine(one uuid) returns void language plpgsql stable security definer
 set search_path = public, pg_temp as $$
begin
  if not cairn_is_hub() and not exists (select 1 from cairn_my_circle mine where mine.child_id = one) then
    raise exception 'this child is out of sight' using errcode = '42501';
  end if;
end $$;
create or replace function cairn_propose_link(decision jsonb, question jsonb, duty jsonb, spoken text) returns void
 language plpgsql security definer set search_path = public, pg_temp as $$
declare other uuid;
begin
  perform cairn_is_mine((decision ->> 'child_id')::uuid);
  select c.id into other from children_child c
   where c.reference = spoken and not c.is_asleep and c.id <> (decision ->> 'child_id')::uuid;
  insert into children_linkdecision
  select d.*
    from jsonb_populate_record(null::children_linkdecision, decision || jsonb_build_object('other_id', other)) d
   where other is not null;
  perform cairn_ask_same_child(jsonb_build_array(question || jsonb_build_object('candidate_id', other)), duty)
   where other is not null and decision ->> 'outcome' <> 'different';
end $$;
create or replace function cairn_propose_new(decision jsonb) returns void
 language plpgsql security definer set search_path = public, pg_temp as $$
begin
  perform cairn_is_mine((decision ->> 'child_id')::uuid);
  insert into children_linkdecision
  select d.* from children_linkquestion q, lateral jsonb_populate_record(null::children_linkdecision,
   decision || jsonb_build_object('id', gen_random_uuid(), 'other_id', q.candidate_id, 'evidence', q.evidence,
                                  'model_version', q.model_version)) d
   where q.closed_at is null and q.child_id = (decision ->> 'child_id')::uuid;
end $$;
revoke all on function cairn_is_mine(uuid), cairn_propose_link(jsonb, jsonb, jsonb, text), cairn_propose_new(jsonb)
 from public;
grant execute on function cairn_propose_link(jsonb, jsonb, jsonb, text), cairn_propose_new(jsonb) to cairn_app;
""",
    needs=("ask_same_child", "my_circle"),
)
