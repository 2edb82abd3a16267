-- Even the owner of the tables changes nothing: the one update let through puts a seal on an event that has none.
set local role cairn_ledger;

create function ledger_refuse() returns trigger language plpgsql set search_path = public, pg_temp as $$
begin
  raise exception 'the ledger is append-only' using errcode = 'insufficient_privilege';
end $$;

create function ledger_only_seals() returns trigger language plpgsql set search_path = public, pg_temp as $$
declare
  sealed ledger_event := old;
begin
  sealed.seal := new.seal;
  if old.seal is null and new.seal is not null and new is not distinct from sealed then
    return new;
  end if;
  raise exception 'the ledger is append-only' using errcode = 'insufficient_privilege';
end $$;

create trigger ledger_only_seals before update on ledger_event for each row execute function ledger_only_seals();
create trigger ledger_no_delete before delete on ledger_event for each row execute function ledger_refuse();
create trigger ledger_no_truncate before truncate on ledger_event for each statement execute function ledger_refuse();
create trigger ledger_no_change before update or delete on ledger_seal for each row execute function ledger_refuse();
create trigger ledger_no_truncate before truncate on ledger_seal for each statement execute function ledger_refuse();

-- Triggers on rows reach a partition by themselves; those on TRUNCATE, row security and grants do not.
create function ledger_protect(partition regclass) returns void language plpgsql set search_path = public, pg_temp as $$
begin
  execute format('alter table %s enable row level security', partition);
  execute format('revoke all on %s from public, cairn_app, cairn_worker', partition);
  execute format('create trigger ledger_no_truncate before truncate on %s
                  for each statement execute function ledger_refuse()', partition);
end $$;

create table ledger_event_rest partition of ledger_event default;
select ledger_protect('ledger_event_rest');

-- Makes the partitions of this month and of those ahead. A month whose events already lie in the default partition
-- keeps them there: nothing is ever refused or moved. Attaching, unlike creating in place, lets others go on writing.
create function ledger_prepare_months(ahead integer) returns integer
 language plpgsql security definer set search_path = public, pg_temp as $$
declare
  this_month timestamp := date_trunc('month', clock_timestamp() at time zone 'UTC');
  starts timestamptz;
  ends timestamptz;
  name text;
  made integer := 0;
begin
  perform pg_advisory_xact_lock(hashtext('ledger_prepare_months'));
  for month in 0..ahead loop
    starts := (this_month + make_interval(months => month)) at time zone 'UTC';
    ends := (this_month + make_interval(months => month + 1)) at time zone 'UTC';
    name := 'ledger_event_' || to_char(this_month + make_interval(months => month), 'YYYY_MM');
    if to_regclass(name) is null
       and not exists (select 1 from ledger_event_rest where at >= starts and at < ends) then
      execute format('create table %I (like ledger_event including defaults including constraints)', name);
      execute format('alter table ledger_event attach partition %I for values from (%L) to (%L)', name, starts, ends);
      perform ledger_protect(name::regclass);
      made := made + 1;
    end if;
  end loop;
  return made;
end $$;

revoke all on function ledger_refuse(), ledger_only_seals(), ledger_protect(regclass), ledger_prepare_months(integer)
  from public, cairn_app, cairn_worker;
grant execute on function ledger_prepare_months(integer) to cairn_worker;
select ledger_prepare_months(3);

set local role cairn_owner;
