-- Seals chain what was committed. They are put on in the background: a chain kept inside each request would make
-- every writer wait for every other.
set local role cairn_ledger;

create function ledger_part(value text) returns text language sql immutable parallel safe as
 $$ select coalesce(octet_length(value) || ':' || value, '-') $$;

-- An event as one line of bytes: each column with its length. cairn.ledger.rules.line says the same.
create function ledger_line(e ledger_event) returns bytea language sql stable parallel safe as $$
 select convert_to(concat_ws(',', ledger_part(e.id::text), ledger_part((extract(epoch from e.at) * 1000000)::bigint::text),
  ledger_part(e.xid::text), ledger_part(e.actor_kind), ledger_part(e.practitioner_id::text),
  ledger_part(e.membership_id::text), ledger_part(e.agency_id::text), ledger_part(e.token_id::text),
  ledger_part(e.happening), ledger_part(e.child_id::text), ledger_part(e.makeup::text), ledger_part(e.about_kind),
  ledger_part(e.about_id::text), ledger_part(e.purpose), ledger_part(e.request_id::text),
  ledger_part(e.detail::text)), 'UTF8') $$;

-- Seals what no running transaction can still add to: rows below the horizon of the oldest one. A row from beyond
-- every running transaction was restored from another server, and is as finished. Returns how many were sealed.
create function ledger_seal_now(at_most integer) returns bigint
 language plpgsql security definer set search_path = public, pg_temp as $$
declare
  newest ledger_seal;
  made ledger_seal;
  contents bytea;
begin
  perform pg_advisory_xact_lock(hashtext('ledger_seal_now'));
  select * into newest from ledger_seal order by number desc limit 1;
  made.number := coalesce(newest.number, 0) + 1;
  made.previous := coalesce(newest.digest, decode(repeat('00', 32), 'hex'));
  made.horizon := pg_snapshot_xmin(pg_current_snapshot());
  with ready as (
    select id, at from ledger_event
     where seal is null and (xid < made.horizon or xid >= pg_snapshot_xmax(pg_current_snapshot()))
     order by id limit at_most
  ), sealed as (
    update ledger_event e set seal = made.number from ready where e.id = ready.id and e.at = ready.at
    returning e.id, sha256(ledger_line(e)) as digest
  )
  select count(*), min(id), max(id), sha256(string_agg(digest, ''::bytea order by id))
    into made.count, made.first, made.last, contents from sealed;
  if made.count = 0 then
    return 0;
  end if;
  made.sealed_at := clock_timestamp();
  made.digest := sha256(convert_to(concat_ws(',', ledger_part(encode(made.previous, 'hex')),
    ledger_part(made.number::text), ledger_part(made.first::text), ledger_part(made.last::text),
    ledger_part(made.count::text), ledger_part((extract(epoch from made.sealed_at) * 1000000)::bigint::text),
    ledger_part(made.horizon::text), ledger_part(encode(contents, 'hex'))), 'UTF8'));
  insert into ledger_seal select made.*;
  return made.count;
end $$;

-- What verification reads. It hands out the rows themselves, so that the digests are computed outside the database.
create function ledger_sealed(first_seal bigint, last_seal bigint) returns setof ledger_event
 language sql stable security definer set search_path = public, pg_temp as
 $$ select * from ledger_event where seal between first_seal and last_seal order by seal, id $$;

create function ledger_unsealed() returns setof ledger_event
 language sql stable security definer set search_path = public, pg_temp as
 $$ select * from ledger_event e where e.seal is null order by e.id $$;

create function ledger_orphans() returns setof ledger_event
 language sql stable security definer set search_path = public, pg_temp as
 $$ select * from ledger_event e where e.seal is not null
     and not exists (select 1 from ledger_seal s where s.number = e.seal) order by e.id limit 1 $$;

create function ledger_newest(child uuid, at_most integer) returns setof ledger_event
 language sql stable security definer set search_path = public, pg_temp as
 $$ select * from ledger_event e where child is null or e.child_id = child order by e.id desc limit at_most $$;

revoke all on function ledger_part(text), ledger_line(ledger_event), ledger_seal_now(integer),
  ledger_sealed(bigint, bigint), ledger_unsealed(), ledger_orphans(), ledger_newest(uuid, integer)
  from public, cairn_app, cairn_worker;
grant execute on function ledger_seal_now(integer), ledger_sealed(bigint, bigint), ledger_unsealed(),
  ledger_orphans(), ledger_newest(uuid, integer) to cairn_worker;

set local role cairn_owner;
