"""The database functions behind matching. Each looks at rows that its caller may not see, and gives back only what the
module that calls it may know. Installed with the policies; owned by the role that migrates."""

from cairn.access.definitions import define

MOST_CANDIDATES = 200
_MOST_BEARERS = 500  # of one key: beyond that a key is so common that it finds everybody and tells nobody apart
_LONGEST = 500  # letters of one fact; nobody's name is longer
_COMPARED = "'{name,birth,sex,identifier,phone,nationality}'::text[]"

# A row of this very transaction, or of a savepoint in it: visible, and yet not committed.
define(
    "written_now",
    """
create or replace function cairn_written_now(written xid) returns boolean language sql stable
 set search_path = public, pg_temp as $$
 select coalesce(pg_xact_status(
  (((pg_current_xact_id()::text::bigint >> 32) << 32) + written::text::bigint)::text::xid8
 ) = 'in progress', false) $$;
revoke all on function cairn_written_now(xid) from public;
""",
)

define(
    "facts_of",
    f"""
create or replace function cairn_facts_of(asked uuid)
 returns table (kind text, text text, detail jsonb, born_from date, born_to date)
 language sql stable security definer set search_path = public, pg_temp as $$
 select c.kind, left(c.text, {_LONGEST}), c.detail, c.born_from, c.born_to
   from children_claim c join children_record r on r.id = c.record_id
  where c.record_id = asked and c.kind = any({_COMPARED}) and cairn_acting()
    and (r.team_id = any(cairn_my_teams()) or cairn_is_hub() or cairn_written_now(r.xmin)
      or (r.agency_id = cairn_agency() and cairn_setting('actor_kind') <> 'door') or session_user = 'cairn_worker')
  order by c.recorded_at, c.id $$;
revoke all on function cairn_facts_of(uuid) from public;
grant execute on function cairn_facts_of(uuid) to cairn_app, cairn_worker;
""",  # noqa: S608 (own names)
    needs=("who", "written_now"),
)

# A key that few bear counts for more. Everybody's facts are compared, nobody's are shown: see the one caller.
define(
    "candidates",
    f"""
create or replace function cairn_candidates(keys bytea[], besides uuid[])
 returns table (child_id uuid, no_confirm boolean, kind text, text text, detail jsonb, born_from date, born_to date)
 language sql stable security definer set search_path = public, pg_temp as $$
 with shared as (
  select distinct a.key, m.child_id, count(*) over (partition by a.key) as bearers
    from (select distinct unnest(keys) as key) a
    cross join lateral (select k.child_id from children_matchkey k
                         where k.key = a.key and k.child_id <> all (besides) limit {_MOST_BEARERS}) m
 ), best as (
  select s.child_id from shared s group by s.child_id order by sum(1.0 / s.bearers) desc, s.child_id
   limit {MOST_CANDIDATES}
 )
 select b.child_id, h.no_confirm, c.kind, left(c.text, {_LONGEST}), c.detail, c.born_from, c.born_to
   from best b join children_child h on h.id = b.child_id join children_claim c on c.child_id = b.child_id
  where cairn_acting() and not h.is_asleep and c.kind = any({_COMPARED}) $$;
revoke all on function cairn_candidates(bytea[], uuid[]) from public;
grant execute on function cairn_candidates(bytea[], uuid[]) to cairn_app, cairn_worker;
""",  # noqa: S608 (own names)
    needs=("who",),
)

# One statement whether anything was found or nothing: whoever sent the concern can tell neither from the other.
define(
    "ask_same_child",
    """
create or replace function cairn_ask_same_child(questions jsonb, duty jsonb) returns void
 language sql volatile security definer set search_path = public, pg_temp as $$
 with kept as (
  insert into children_linkquestion
  select q.* from jsonb_populate_recordset(null::children_linkquestion, questions) q
   where cairn_acting() and not exists (
    select 1 from children_linkdecision d
     where (d.child_id, d.other_id) in ((q.child_id, q.candidate_id), (q.candidate_id, q.child_id))
       and ((d.outcome = 'different' and d.standing = 'confirmed') or (d.outcome = 'same' and d.standing = 'undone')))
  on conflict do nothing returning id, child_id, weight
 ), best as (
  select k.id from kept k
   where not exists (select 1 from duties_duty o
                      where o.kind = 'link' and o.child_id = k.child_id and o.closed_at is null)
   order by k.weight desc, k.id limit 1
 )
 insert into duties_duty
 select o.* from best b,
  lateral jsonb_populate_record(null::duties_duty, duty || jsonb_build_object('about_id', b.id)) o $$;
revoke all on function cairn_ask_same_child(jsonb, jsonb) from public;
grant execute on function cairn_ask_same_child(jsonb, jsonb) to cairn_app, cairn_worker;
""",
    needs=("who",),
)
