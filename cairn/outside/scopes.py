"""Who sees what left, and the database functions behind the door: what closes a link, and opening it once.

A share is seen by the team that made it, those who see the story, the hub, and the team that wrote a line of it. Each
line is kept from whomever what it was made from is kept from, whenever that began.
"""

from dataclasses import dataclass

from django.db.models import BooleanField, F, Func, Q

from cairn.access.actor import Actor
from cairn.access.blocks import NotBlocked, NotWithheld
from cairn.access.circle import STORY
from cairn.access.definitions import define
from cairn.access.scopes import NOBODY, Hub, OwnAgency, OwnTeam, Scope, Through, Way


class _OfMine(Func):
    template = "exists (select 1 from cairn_outside_of_mine mine where mine.share_id = %(expressions)s)"
    output_field = BooleanField()


@dataclass(frozen=True)
class OfMine(Way):
    """Shares with a line that the actor's own team wrote, so that it can see what became of it."""

    def q(self, actor: Actor) -> Q:
        """Such shares; none for whoever has no team."""
        return Q(_OfMine(F("pk"))) if actor.team_ids else NOBODY

    def sql(self, table: str) -> str:
        """EXISTS over cairn_outside_of_mine, a view of the actor's own lines."""
        return f"exists (select 1 from cairn_outside_of_mine mine where mine.share_id = {table}.id)"  # noqa: S608 (own names)


SHARE = Scope(
    reads=(OwnTeam(), STORY, OfMine(), Hub()),
    adds=(OwnAgency(),),
    blocks=(NotBlocked(), NotWithheld(("id", "record_id"))),
)
ITEM = Scope(
    reads=(OwnTeam(), OwnTeam("source_team_id"), STORY, Hub()),
    adds=(OwnAgency(),),
    blocks=(
        NotBlocked(),
        NotWithheld(("share_id", "record_id", "item_id", "source_record_id", "corrects_id", "told_together")),
    ),
)
STEP = Scope(reads=(Through("outside.OutsideShare", "share_id"),), adds=(Through("outside.OutsideShare", "share_id"),))

define(
    "outside_of_mine",
    """
create or replace view cairn_outside_of_mine as
 select distinct share_id from outside_outsideitem where source_team_id = any((select cairn_my_teams())::uuid[]);
grant select on cairn_outside_of_mine to cairn_app, cairn_worker;

-- What somebody, whoever it is, is kept from; and what was told of by a source who must not be named. Of ids that the
-- caller has in hand already.
create or replace function cairn_never_leaves(ids uuid[]) returns setof uuid
 language sql stable security definer set search_path = public, pg_temp as $$
 select f.item_id from sharing_withheldfrom f where f.is_active and f.item_id = any(ids) and cairn_acting()
 union
 select i.item_id from sharing_compartmentitem i where i.is_active and i.item_id = any(ids) and cairn_acting()
 union
 select c.id from concerns_concern c where c.source_protected and c.id = any(ids) and cairn_acting() $$;
revoke all on function cairn_never_leaves(uuid[]) from public;
grant execute on function cairn_never_leaves(uuid[]) to cairn_app, cairn_worker;
""",
    needs=("who",),
)

# Live tables decide at the very moment of opening: nothing has to remember to close a link.
define(
    "outside_standing",
    """
create or replace function cairn_outside_standing(one uuid, at timestamptz) returns text
 language plpgsql stable security definer set search_path = public, pg_temp as $$
declare s outside_outsideshare;
begin
 select * into s from outside_outsideshare where id = one;
 if exists (select 1 from outside_outsidestep where share_id = one and kind = 'opened') then return 'opened'; end if;
 if exists (select 1 from outside_outsidestep where share_id = one and kind = 'withdrawn') then
  return 'withdrawn';
 end if;
 if (select count(*) from outside_outsidestep where share_id = one and kind = 'tried') >= s.most_tries then
  return 'locked';
 end if;
 if s.expires_at <= at then return 'expired'; end if;
 if not cairn_agreement_holds(s.agency_id)
   or not exists (
     select 1 from partnership_membership m join partnership_practitioner p on p.id = m.practitioner_id
      where m.id = s.recorded_by_id and m.ended_at is null and p.is_active
        and not exists (select 1 from sharing_conflict k
                         where k.child_id = s.child_id and k.ended_at is null
                           and (k.practitioner_id = p.id or k.from_team_id = s.team_id)))
   or not exists (
     select 1 from children_involvement i
      where i.child_id = s.child_id and i.team_id = s.team_id and i.ended_at is null and i.sees_story
        and i.started_at <= s.recorded_at) then
  return 'left';
 end if;
 if exists (
   select 1 from outside_outsideitem i where i.share_id = one and (
     exists (select 1 from children_record r where r.id = i.source_record_id and r.child_id <> s.child_id)
     or (i.kind = 'entry' and exists (select 1 from chronology_entry e where e.corrects_id = i.item_id))
     or (i.kind = 'claim' and exists (select 1 from children_claim c where c.replaces_id = i.item_id))
     or (i.kind = 'claim' and exists (select 1 from children_claim c
                                       where c.about_id = i.item_id and c.detail ->> 'status' = 'in_error'))
     or (i.kind = 'decision' and exists (select 1 from referrals_decision d where d.replaces_id = i.item_id)))) then
  return 'changed';
 end if;
 if exists (select 1 from cairn_outside_kept(one) k where k.is_declared) then return 'withheld'; end if;
 if exists (select 1 from cairn_outside_kept(one)) then return 'silent'; end if;
 return 'waits';
end $$;

-- What was held back at any time since it left stays closed, whatever became of that.
create or replace function cairn_outside_kept(one uuid) returns table (item_id uuid, is_declared boolean)
 language sql stable security definer set search_path = public, pg_temp as $$
 select i.id, f.is_declared from outside_outsideitem i join outside_outsideshare s on s.id = i.share_id
   join sharing_withheldfrom f
     on (f.is_active or f.since >= s.recorded_at)
    and f.item_id in (i.item_id, i.source_record_id, i.corrects_id, i.told_together)
  where i.share_id = one
 union all
 select i.id, not c.is_traceless from outside_outsideitem i join outside_outsideshare s on s.id = i.share_id
   join sharing_compartmentitem k
     on (k.is_active or k.since >= s.recorded_at) and k.item_id in (i.item_id, i.corrects_id, i.told_together)
   join sharing_compartment c on c.id = k.compartment_id
  where i.share_id = one $$;

-- For whoever looks from inside. What is held back without a trace has not happened for them.
create or replace function cairn_outside_standings(ids uuid[], at timestamptz) returns table (share uuid, standing text)
 language sql stable security definer set search_path = public, pg_temp as $$
 select s.id, case t.said when 'silent' then 'waits' else t.said end
   from outside_outsideshare s, lateral (select cairn_outside_standing(s.id, at) as said) t
  where s.id = any(ids) and cairn_acting() $$;

-- Lines of a printed pack that must not leave any more.
create or replace function cairn_outside_left_out(one uuid) returns setof uuid
 language sql stable security definer set search_path = public, pg_temp as $$
 select k.item_id from cairn_outside_kept(one) k where cairn_acting() $$;

revoke all on function cairn_outside_standing(uuid, timestamptz), cairn_outside_kept(uuid),
 cairn_outside_standings(uuid[], timestamptz), cairn_outside_left_out(uuid) from public;
grant execute on function cairn_outside_standings(uuid[], timestamptz), cairn_outside_left_out(uuid)
 to cairn_app, cairn_worker;
""",
    needs=("who", "withheld", "my_circle"),
)

# The door itself. It is given nothing but digests, and gives away nothing but what the link was made for, once.
define(
    "outside_door",
    """
create or replace function cairn_outside_front(token text, at timestamptz)
 returns table (share uuid, standing text, agency uuid, team uuid, number text, tries integer,
                expires_at timestamptz)
 language sql stable security definer set search_path = public, pg_temp as $$
 select s.id, case t.said when 'silent' then 'waits' else t.said end, s.agency_id, s.team_id, s.number::text,
        s.most_tries - (select count(*)::integer from outside_outsidestep p
                         where p.share_id = s.id and p.kind = 'tried'),
        s.expires_at
   from outside_outsideshare s, lateral (select cairn_outside_standing(s.id, at) as said) t
  where s.token_digest = token and s.way = 'link' $$;

-- Two who open it at the same moment wait for each other here, and the second finds it opened.
create or replace function cairn_outside_open(token text, code text, at timestamptz)
 returns table (outcome text, share uuid, child uuid, agency uuid, team uuid, sender uuid, lines jsonb,
                letter jsonb)
 language plpgsql volatile security definer set search_path = public, pg_temp as $$
declare s outside_outsideshare; said text; tried bigint;
begin
 select * into s from outside_outsideshare where token_digest = token and way = 'link' for update;
 if s.id is null then return; end if;
 said := cairn_outside_standing(s.id, at);
 if said not in ('waits', 'silent') then
  return query select 'closed', s.id, s.child_id, s.agency_id, s.team_id, s.recorded_by_id, '[]'::jsonb,
                      '{}'::jsonb;
  return;
 end if;
 if said = 'silent' or s.code_digest is distinct from code then
  insert into outside_outsidestep (id, share_id, kind, at) values (gen_random_uuid(), s.id, 'tried', at);
  select count(*) into tried from outside_outsidestep p where p.share_id = s.id and p.kind = 'tried';
  return query select case when tried >= s.most_tries then 'locked' else 'wrong' end,
                      s.id, s.child_id, s.agency_id, s.team_id, s.recorded_by_id, '[]'::jsonb,
                      '{}'::jsonb;
  return;
 end if;
 insert into outside_outsidestep (id, share_id, kind, at) values (gen_random_uuid(), s.id, 'opened', at);
 return query select 'opened', s.id, s.child_id, s.agency_id, s.team_id, s.recorded_by_id,
  (select jsonb_agg(jsonb_build_array(i.id, i.sealed) order by i.place) from outside_outsideitem i
    where i.share_id = s.id),
  jsonb_build_object('number', s.number, 'recipient', s.recipient, 'organisation', s.organisation,
                     'function', s.function, 'purpose', s.purpose, 'sentence', s.sentence);
end $$;

revoke all on function cairn_outside_front(text, timestamptz), cairn_outside_open(text, text, timestamptz) from public;
grant execute on function cairn_outside_front(text, timestamptz), cairn_outside_open(text, text, timestamptz)
 to cairn_app, cairn_worker;
""",
    needs=("outside_standing",),
)

# To whom something was shared, for whoever may read who looked at the child: never a person's name.
define(
    "outside_recipients",
    """
create or replace function cairn_outside_recipients(ids uuid[])
 returns table (share uuid, organisation text, function text)
 language sql stable security definer set search_path = public, pg_temp as $$
 select s.id, s.organisation::text, s.function::text from outside_outsideshare s
  where s.id = any(ids) and (select cairn_acting()) and cairn_sees_looks(s.child_id) $$;
revoke all on function cairn_outside_recipients(uuid[]) from public;
grant execute on function cairn_outside_recipients(uuid[]) to cairn_app, cairn_worker;
""",
    needs=("looks_at",),
)
