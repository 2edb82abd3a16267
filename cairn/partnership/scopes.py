"""What everybody signed in may read of the partnership, and the database functions that say who is asking."""

from cairn.access.definitions import define
from cairn.access.scopes import OwnCaller, Scope, Unprotected

PUBLISHED = Unprotected("the partnership's own directory, published to every member; it holds nothing of a child")
SIGN_IN = Unprotected("read before anybody is known, at sign-in; holds practitioners only, never a child")
RECEIPT = Scope(reads=(OwnCaller(),), adds=(OwnCaller(),))

# Live tables decide, so that somebody who left an hour ago sees nothing now (R-191: leavers closed at once).
define(
    "who",
    """
create or replace function cairn_setting(what text) returns text language sql stable parallel safe as
 $$ select nullif(current_setting('cairn.' || what, true), '') $$;

create or replace function cairn_acting() returns boolean language sql stable parallel safe as
 $$ select cairn_setting('actor_kind') is not null $$;

create or replace function cairn_practitioner() returns uuid language sql stable parallel safe as
 $$ select cairn_setting('practitioner_id')::uuid $$;

create or replace function cairn_caller() returns uuid language sql stable security definer
 set search_path = public, pg_temp as $$
 select m.id from partnership_membership m join partnership_practitioner p on p.id = m.practitioner_id
  where m.id = cairn_setting('membership_id')::uuid and m.practitioner_id = cairn_practitioner()
    and m.ended_at is null and p.is_active and cairn_setting('actor_kind') = 'practitioner'
 union all
 select k.id from partnership_agencytoken k where k.id = cairn_setting('token_id')::uuid and k.revoked_at is null
  and cairn_setting('actor_kind') = 'system' $$;

-- The signed-out door writes for the hub and holds neither membership nor token; jobs write for whom they were told.
create or replace function cairn_agency() returns uuid language sql stable security definer
 set search_path = public, pg_temp as $$
 select case when cairn_setting('actor_kind') in ('door', 'job') then cairn_setting('agency_id')::uuid else
   (select agency_id from partnership_membership where id = cairn_caller()
    union all select agency_id from partnership_agencytoken where id = cairn_caller()) end $$;

create or replace function cairn_my_teams() returns uuid[] language sql stable security definer
 set search_path = public, pg_temp as $$
 select coalesce(array_agg(team_id), '{}') from (
   select m.team_id from partnership_membership m where m.id = cairn_caller()
   union
   select t.id from partnership_agencytoken k join partnership_team t on t.agency_id = k.agency_id
    where k.id = cairn_caller()) mine $$;

create or replace function cairn_is_hub() returns boolean language sql stable security definer
 set search_path = public, pg_temp as $$
 select exists (select 1 from partnership_membership m join partnership_agency a on a.id = m.agency_id
  where m.id = cairn_caller() and m.role = 'hub_coordinator' and a.discipline = 'hub') $$;

grant execute on function cairn_setting(text), cairn_acting(), cairn_practitioner(), cairn_caller(), cairn_agency(),
 cairn_my_teams(), cairn_is_hub() to cairn_app, cairn_worker, cairn_owner;
""",
)
