"""What everybody signed in may read of the partnership, and the database functions that say who is asking."""

from cairn.access.definitions import define
from cairn.access.scopes import OwnCaller, OwnPerson, Scope, Unprotected

PUBLISHED = Unprotected("the partnership's own directory, published to every member; it holds nothing of a child")
SIGN_IN = Unprotected("read before anybody is known, at sign-in; holds practitioners only, never a child")
# Whose family somebody belongs to is nobody's business but their own.
OWN_DETAIL = Scope(reads=(OwnPerson(),), adds=(OwnPerson(),), changes=(OwnPerson(),))
RECEIPT = Scope(reads=(OwnCaller(),), adds=(OwnCaller(),))

# Live tables decide, asked once as each transaction begins: somebody who left an hour ago sees nothing now (R-191:
# leavers closed at once). Asked inside every policy of every statement, the same cost a third of a page.
define(
    "who",
    """
create or replace function cairn_setting(what text) returns text language sql stable parallel safe as
 $$ select nullif(current_setting('cairn.' || what, true), '') $$;

create or replace function cairn_acting() returns boolean language sql stable parallel safe as
 $$ select nullif(current_setting('cairn.actor_kind', true), '') is not null $$;

create or replace function cairn_practitioner() returns uuid language sql stable parallel safe as
 $$ select nullif(current_setting('cairn.practitioner_id', true), '')::uuid $$;

create or replace function cairn_caller() returns uuid language sql stable parallel safe as
 $$ select nullif(current_setting('cairn.caller', true), '')::uuid $$;

create or replace function cairn_agency() returns uuid language sql stable parallel safe as
 $$ select nullif(current_setting('cairn.caller_agency', true), '')::uuid $$;

create or replace function cairn_my_teams() returns uuid[] language sql stable parallel safe as
 $$ select coalesce(nullif(current_setting('cairn.caller_teams', true), ''), '{}')::uuid[] $$;

create or replace function cairn_is_hub() returns boolean language sql stable parallel safe as
 $$ select coalesce(current_setting('cairn.caller_is_hub', true), '') = 'yes' $$;

create or replace function cairn_is_agreed() returns boolean language sql stable parallel safe as
 $$ select coalesce(current_setting('cairn.caller_agreed', true), '') = 'yes' $$;

-- Whether an agency's sharing agreement holds today (R-190): the last word that has begun decides.
create or replace function cairn_agreement_holds(one uuid) returns boolean language sql stable
 set search_path = public, pg_temp as $$
 select coalesce((
   select s.standing <> 'ended' and s.valid_until >= (now() at time zone 'Europe/London')::date
     from partnership_sharingagreement s
    where s.agency_id = one and s.valid_from <= (now() at time zone 'Europe/London')::date
    order by s.number desc limit 1), false) $$;

-- The signed-out door writes for the hub and holds neither membership nor token; jobs write for whom they were told.
create or replace function cairn_bind(kind text, membership text, practitioner text, agency text, token text)
 returns void language plpgsql volatile security definer set search_path = public, pg_temp as $$
declare
 caller uuid; mine uuid; teams uuid[] := '{}'; hub boolean := false; agreed boolean := false;
begin
 if kind = 'practitioner' then
  select m.id, m.agency_id, array[m.team_id], m.role = 'hub_coordinator' and a.discipline = 'hub'
    into caller, mine, teams, hub
    from partnership_membership m join partnership_practitioner p on p.id = m.practitioner_id
    join partnership_agency a on a.id = m.agency_id
   where m.id = nullif(membership, '')::uuid and m.practitioner_id = nullif(practitioner, '')::uuid
     and m.ended_at is null and p.is_active;
 elsif kind = 'system' then
  select k.id, k.agency_id, array(select t.id from partnership_team t where t.agency_id = k.agency_id)
    into caller, mine, teams
    from partnership_agencytoken k where k.id = nullif(token, '')::uuid and k.revoked_at is null;
 elsif kind in ('door', 'job') then
  mine := nullif(agency, '')::uuid;
 end if;
 -- A team that enforces immigration law sees nothing that others share, whatever its agency has signed (R-060).
 agreed := caller is not null and cairn_agreement_holds(mine)
   and not exists (select 1 from partnership_team t where t.id = any(teams) and t.kind = 'enforcement');
 perform set_config('cairn.caller_agreed', case when agreed then 'yes' else '' end, true);
 perform set_config('cairn.actor_kind', kind, true), set_config('cairn.membership_id', membership, true),
  set_config('cairn.practitioner_id', practitioner, true), set_config('cairn.agency_id', agency, true),
  set_config('cairn.token_id', token, true), set_config('cairn.caller', coalesce(caller::text, ''), true),
  set_config('cairn.caller_agency', coalesce(mine::text, ''), true),
  set_config('cairn.caller_teams', coalesce(array_remove(teams, null), '{}')::text, true),
  set_config('cairn.caller_is_hub', case when hub and agreed then 'yes' else '' end, true);
end $$;

revoke all on function cairn_bind(text, text, text, text, text), cairn_agreement_holds(uuid) from public;
grant execute on function cairn_agreement_holds(uuid) to cairn_app, cairn_worker, cairn_owner;
grant execute on function cairn_is_agreed() to cairn_app, cairn_worker, cairn_owner, cairn_ledger;
grant execute on function cairn_bind(text, text, text, text, text)
 to cairn_app, cairn_worker, cairn_owner, cairn_ledger;
grant execute on function cairn_setting(text), cairn_acting(), cairn_practitioner(), cairn_caller(), cairn_agency(),
 cairn_my_teams(), cairn_is_hub() to cairn_app, cairn_worker, cairn_owner;
""",
)
