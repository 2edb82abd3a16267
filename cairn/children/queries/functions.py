"""The database functions behind matching. Each looks at rows that its caller may not see, and gives back only what the
module that calls it may know. Installed with the policies; owned by the role that migrates."""

from cairn.access.definitions import define
from cairn.matching.folded import FIELDS
from cairn.matching.keys import KEY_VERSION
from cairn.matching.rarity import COMMONEST, FEWEST_COUNTED, IMAGINED, IMAGINED_BEARERS, RAREST
from cairn.matching.shortlist import MOST_BEARERS, MOST_CANDIDATES, MOST_UNCOUNTED, POSTINGS

_LONGEST = 500  # letters of one fact; nobody's name is longer
_MOST_RECORDS = 40  # of one candidate that are compared: nobody needs more to be recognised
_COMPARED = "'{name,birth,sex,identifier,phone,address,school,nationality}'::text[]"
# Chosen by trial at a million children (docs/performance.md): each lookup is some hundred probes of one index, which
# the planner, who cannot know how few rows they find, would else turn into a scan of the whole.
_PLANNED = """set search_path = public, pg_temp set plan_cache_mode = force_generic_plan set jit = off
 set enable_mergejoin = off set enable_seqscan = off set enable_bitmapscan = off"""

# What is kept folded has one column to each field.
_TEXTS = ", ".join(FIELDS)
_ADDED = ", ".join(
    f"{own} = case when f.version = excluded.version then cairn_lines(f.{own}, excluded.{own}) else excluded.{own} end"
    for own in FIELDS
)
_ASKED_FOR = ", ".join(
    f"case when '{each}' = any(kinds) and '{each}' <> all(w.hidden) then f.{each} else '' end" for each in FIELDS
)
_SHAPE = ", ".join(f"{each} text" for each in FIELDS)
# Whose record it is: its team and agency, the hub, whoever writes it just now, the worker.
_OWN_RECORD = """cairn_acting()
    and (r.team_id = any(cairn_my_teams()) or cairn_is_hub() or cairn_written_now(r.xmin)
      or (r.agency_id = cairn_agency() and cairn_setting('actor_kind') <> 'door') or session_user = 'cairn_worker')"""
# What is held back from the caller's agency is no evidence for it either.
_NOT_WITHHELD = """((select cairn_none_withheld()) or not exists (select 1 from cairn_withheld_from_me kept
                     where kept.item_id in (c.id, c.record_id, c.replaces_id, c.about_id)))"""
# Nobody is found, or compared, by what only named people read.
_NOT_APART = "not exists (select 1 from sharing_compartmentitem apart where apart.is_active and apart.item_id = c.id)"
# What is kept folded is one text to a field, so where anything of a kind is held back, that field of the record is.
_HIDDEN = """select case when (select cairn_none_withheld()) then '{}'::text[] else array(
        select distinct c.kind from children_claim c
         where c.record_id = f.record_id and exists (select 1 from cairn_withheld_from_me kept
                where kept.item_id in (c.id, c.record_id, c.replaces_id, c.about_id))) end as hidden"""

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
  where c.record_id = asked and c.kind = any({_COMPARED}) and {_OWN_RECORD}
    and {_NOT_WITHHELD} and {_NOT_APART} and not c.detail ? 'handling'
  order by c.recorded_at, c.id $$;
revoke all on function cairn_facts_of(uuid) from public;
grant execute on function cairn_facts_of(uuid) to cairn_app, cairn_worker;
""",  # noqa: S608 (own names)
    needs=("who", "written_now", "withheld"),
)

# What is folded is only ever added to, line by line, so that of two who add at once neither undoes the other's; what
# was folded by older rules is replaced.
define(
    "keep_facts",
    f"""
create or replace function cairn_lines(one text, other text) returns text language sql immutable as $$
 select case when one = other then one else
  (select coalesce(string_agg(distinct line, e'\n' order by line), '')
     from unnest(string_to_array(one, e'\n') || string_to_array(other, e'\n')) as line) end $$;
revoke all on function cairn_lines(text, text) from public;

create or replace function cairn_keep_facts(asked uuid, told jsonb) returns void
 language sql volatile security definer set search_path = public, pg_temp as $$
 insert into children_matchfacts as f (record_id, child_id, version, {_TEXTS})
 select r.id, r.child_id, '{KEY_VERSION}', {", ".join(f"told ->> '{field}'" for field in FIELDS)}
   from children_record r where r.id = asked and {_OWN_RECORD}
 on conflict (record_id) do update set version = excluded.version,
  {_ADDED} $$;
revoke all on function cairn_keep_facts(uuid, jsonb) from public;
grant execute on function cairn_keep_facts(uuid, jsonb) to cairn_app, cairn_worker;
""",  # noqa: S608 (own names)
    needs=("who", "written_now"),
)

# Whom to compare: those who bear the rarest keys, each atom of the question counted once however many keys speak for
# it (cairn/matching/shortlist.py says the same in Python). The first row, without a child, is how common the keys are.
# Everybody's facts of the kinds asked about are compared, nobody's are shown: see the one caller.
define(
    "candidates",
    f"""
drop function if exists cairn_candidates(bigint[], int[], bigint[], float8[], text[], uuid[]);
create function cairn_candidates(
 keys bigint[], masks int[], sounds bigint[], atoms float8[], kinds text[], besides uuid[]
) returns table (child_id uuid, no_confirm boolean, {_SHAPE})
 language plpgsql stable security definer {_PLANNED} as $$
#variable_conflict use_column
declare
  counted jsonb; records float8; worth float8[]; best uuid[];
begin
  if not cairn_acting() then return; end if;
  select coalesce(jsonb_object_agg(f.key, f.bearers), '{{}}') into counted
    from (select distinct unnest(keys || sounds || array[0]::bigint[]) as key) a
    join children_keyfrequency f on f.key = a.key;
  records := coalesce((counted ->> '0')::float8, 0);
  worth := atoms;
  for place in 1 .. cardinality(sounds) loop
    worth[2 * place - 1] := cairn_bits(coalesce((counted ->> sounds[place]::text)::float8, 0), records);
  end loop;
  with asked as (
    select a.key, a.mask, coalesce((counted ->> a.key::text)::int, 0) as bearers
      from unnest(keys, masks) as a(key, mask)
  ), affordable as (
    select p.key, p.mask, case when p.bearers = 0 then {MOST_UNCOUNTED} else {MOST_BEARERS} end as most
      from (select a.*, sum(a.bearers) over (order by a.bearers, a.key) as spent from asked a) p
     where p.bearers <= {MOST_BEARERS} and p.spent <= {POSTINGS}
     order by p.bearers, p.key
  ), found as (
    select m.child_id, bit_or(p.mask) as mask
      from affordable p
      cross join lateral (select k.child_id from children_matchkey k where k.key = p.key
                           order by k.record_id desc limit p.most) m
     where m.child_id <> all (besides)
     group by m.child_id
  ), weighed as materialized (
    select g.children, (select sum(worth[place]) from generate_series(1, cardinality(worth)) as place
                         where g.mask >> (place - 1) & 1 = 1) as weight
      from (select f.mask, array_agg(f.child_id) as children from found f group by f.mask) g
  )
  -- Of thousands that share something, most share so little that they need not be put in order.
  select array_agg(b.id order by b.weight desc, b.id) into best
    from (select c.id, w.weight
            from (select v.*, sum(cardinality(v.children)) over (order by v.weight desc)
                              - sum(cardinality(v.children)) over (partition by v.weight) as before
                    from weighed v) w
           cross join lateral unnest(w.children) as c(id)
           where w.before < {MOST_CANDIDATES} order by w.weight desc, c.id limit {MOST_CANDIDATES}) b;
  return query select null::uuid, false, counted::text{", ''::text" * (len(FIELDS) - 1)};
  return query
    select h.id, h.no_confirm, {_ASKED_FOR}
      from unnest(best) as b(id) join children_child h on h.id = b.id
      cross join lateral (select * from children_matchfacts m where m.child_id = h.id and m.version = '{KEY_VERSION}'
                           limit {_MOST_RECORDS}) f
      cross join lateral ({_HIDDEN}) w
     where not h.is_asleep;
end $$;
revoke all on function cairn_candidates(bigint[], int[], bigint[], float8[], text[], uuid[]) from public;
grant execute on function cairn_candidates(bigint[], int[], bigint[], float8[], text[], uuid[])
 to cairn_app, cairn_worker;
""",  # noqa: S608 (own names)
    needs=("who", "bits", "withheld"),
)

# The same formula as cairn/matching/rarity.py, which explains it; a test holds the two together.
define(
    "bits",
    f"""
create or replace function cairn_bits(bearers float8, total float8) returns float8 language sql immutable as
 $$ select least({RAREST}::float8, greatest({COMMONEST}::float8,
     log(2::numeric, ((total + {IMAGINED}) / (bearers + {IMAGINED_BEARERS}))::numeric)::float8)) $$;
revoke all on function cairn_bits(float8, float8) from public;
""",  # noqa: S608 (own names)
)

# Every night, by the worker: how many records bear each key. Rows vanish and return in one transaction, so that
# whoever asks meanwhile still reads the counts of yesterday.
define(
    "count_keys",
    f"""
create or replace function cairn_count_keys() returns bigint
 language plpgsql volatile security definer set search_path = public, pg_temp as $$
declare counted bigint;
begin
  lock table children_keyfrequency in share row exclusive mode;
  delete from children_keyfrequency;
  insert into children_keyfrequency (key, bearers)
   select k.key, count(*) from children_matchkey k where k.key <> 0
    group by k.key having count(*) >= {FEWEST_COUNTED};
  get diagnostics counted = row_count;
  insert into children_keyfrequency (key, bearers) select 0, count(*) from children_record;
  return counted;
end $$;
revoke all on function cairn_count_keys() from public;
grant execute on function cairn_count_keys() to cairn_worker;
revoke insert, update on children_keyfrequency from cairn_app, cairn_worker;
""",  # noqa: S608 (own names)
)

# For `cairn rekey`, as the worker: what the next records say, and then their keys as they should be.
define(
    "rekey",
    f"""
create or replace function cairn_facts_after(after uuid, most int)
 returns table (record_id uuid, kind text, text text, detail jsonb, born_from date, born_to date)
 language sql stable security definer set search_path = public, pg_temp as $$
 select r.id, c.kind, left(c.text, {_LONGEST}), c.detail, c.born_from, c.born_to
   from (select id from children_record where after is null or id > after order by id limit most) r
   left join children_claim c on c.record_id = r.id and c.kind = any({_COMPARED})
     and {_NOT_APART} and not c.detail ? 'handling'
  order by r.id, c.recorded_at, c.id $$;
revoke all on function cairn_facts_after(uuid, int) from public;
grant execute on function cairn_facts_after(uuid, int) to cairn_worker;

drop function if exists cairn_rekey(uuid[], uuid[], bigint[]);
create or replace function cairn_rekey(records uuid[], bearers uuid[], keys bigint[], told jsonb) returns void
 language plpgsql volatile security definer set search_path = public, pg_temp as $$
begin
  -- The records stay where they are meanwhile: a key must name the child that its record has.
  perform 1 from children_record where id = any(records) order by id for share;
  delete from children_matchkey k where k.record_id = any(records)
    and not exists (select 1 from unnest(bearers, keys) n(record_id, key)
                     where n.record_id = k.record_id and n.key = k.key);
  insert into children_matchkey (record_id, child_id, key)
   select r.id, r.child_id, n.key
     from unnest(bearers, keys) n(record_id, key) join children_record r on r.id = n.record_id
  on conflict do nothing;
  insert into children_matchfacts (record_id, child_id, version, {_TEXTS})
   select r.id, r.child_id, '{KEY_VERSION}', {", ".join(f"t.{each}" for each in FIELDS)}
     from jsonb_to_recordset(told) as t(record_id uuid, {_SHAPE})
     join children_record r on r.id = t.record_id
  on conflict (record_id) do update set version = excluded.version,
   {", ".join(f"{each} = excluded.{each}" for each in FIELDS)};
end $$;
revoke all on function cairn_rekey(uuid[], uuid[], bigint[], jsonb) from public;
grant execute on function cairn_rekey(uuid[], uuid[], bigint[], jsonb) to cairn_worker;
revoke insert, update on children_keybuild from cairn_app;
""",  # noqa: S608 (own names)
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
