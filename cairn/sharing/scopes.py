"""Who sees that something is held back, and the database functions by which it is.

A withholding is seen by the team that made it and by whoever is asked to agree; a declared one also by those who see
the story, to whom it is the placeholder where it is kept from them. Why it is held back only the first two ever see.
"""

from dataclasses import dataclass

from django.db.models import BooleanField, F, Func, Q

from cairn.access.actor import Actor
from cairn.access.blocks import ButNotFrom, NotBlocked, NotWithheld, NotWithheldPart
from cairn.access.circle import Circle
from cairn.access.definitions import define
from cairn.access.scopes import NOBODY, Anyone, Hub, OwnAgency, OwnCaller, OwnPerson, OwnTeam, Place, Scope, Way


class _NamesMe(Func):
    template = "exists (select 1 from cairn_told_withheld told where told.withholding_id = %(expressions)s)"
    output_field = BooleanField()


def names_my_agency() -> Q:
    """Withholdings that keep something from the caller's own agency and say so."""
    return Q(_NamesMe(F("pk")))


class HasAnswered(Func):
    """Whether this practitioner has said, at any time, whether they know the child of the row."""

    template = "exists (select 1 from sharing_declaration said where said.child_id = %(expressions)s)"
    arg_joiner = " and said.practitioner_id = "
    output_field = BooleanField()


@dataclass(frozen=True)
class Declared(Way):
    """Another way, for rows that are declared alone."""

    way: Way

    def q(self, actor: Actor) -> Q:
        """That way's rows whose mode is declared."""
        return _but(self.way.q(actor), Q(mode="declared"))

    def q_at(self, place: Place) -> Q:
        """The same of the place's child."""
        return _but(self.way.q_at(place), Q(mode="declared"))

    def sql(self, table: str) -> str:
        """The same, with the row's own mode."""
        return f"({self.way.sql(table)}) and {table}.mode = 'declared'"


class GuardsData(Func):
    """Whether whoever is bound to the transaction looks after the data protection of the agency of the row."""

    template = "((select cairn_reviews_searching()) and cairn_guards_data_of(%(expressions)s))"
    output_field = BooleanField()


@dataclass(frozen=True)
class DataLead(Way):
    """Rows of agencies whose data the actor looks after: their own, and for the hub's lead those without a lead."""

    column: str = "agency_id"

    def q(self, actor: Actor) -> Q:
        """Rows of such agencies; nothing for whoever is no person."""
        return Q(GuardsData(F(self.column))) if actor.is_person else NOBODY

    def sql(self, table: str) -> str:
        """The same two database functions."""
        return f"((select cairn_reviews_searching()) and cairn_guards_data_of({table}.{self.column}))"


AGREES = OwnTeam("review_team_id")
WITHHOLDING = Scope(
    reads=(OwnTeam(), AGREES, Declared(Circle(story=True)), Declared(Hub())),
    adds=(OwnAgency(),),
    changes=(OwnTeam(), AGREES),
    blocks=(NotBlocked(), NotWithheld(("id",))),
)
# Why, on what ground, from whom: never for those it is kept from.
ACCOUNT = Scope(reads=(OwnTeam(), AGREES), adds=(OwnTeam(), AGREES))
KEPT = Scope(reads=(OwnTeam(), AGREES), adds=(OwnTeam(),), changes=(OwnTeam(), AGREES))


class _OfMine(Func):
    template = "%(expressions)s = any((select %(which)s())::uuid[])"
    output_field = BooleanField()


@dataclass(frozen=True)
class Admitted(Way):
    """Rows of what is kept apart for people among whom the actor is: its holders, and whom they let in (R-061).

    Also what the actor has opened because somebody is in danger, unless only those who are in it for good are meant.
    """

    column: str = "compartment_id"
    for_good: bool = False

    @property
    def _which(self) -> str:
        return "cairn_my_compartments" if self.for_good else "cairn_read_compartments"

    def q(self, actor: Actor) -> Q:
        """Rows of a compartment of the actor's, as bound with the transaction."""
        return Q(_OfMine(F(self.column), which=self._which))

    def sql(self, table: str) -> str:
        """Compartment among those that the database function names, evaluated once per statement."""
        return f"{table}.{self.column} = any((select {self._which}())::uuid[])"


@dataclass(frozen=True)
class Told(Way):
    """Another way, for rows of which those who may not read them may know."""

    way: Way

    def q(self, actor: Actor) -> Q:
        """That way's rows that leave a trace."""
        return _but(self.way.q(actor), Q(is_traceless=False))

    def q_at(self, place: Place) -> Q:
        """The same of the place's child."""
        return _but(self.way.q_at(place), Q(is_traceless=False))

    def sql(self, table: str) -> str:
        """The same, with the row's own mark."""
        return f"({self.way.sql(table)}) and not {table}.is_traceless"


def _but(inner: Q | None, mark: Q) -> Q:
    if inner is None:
        return mark
    return inner if inner is NOBODY else inner & mark


# That something is kept apart, and whom to ask: for all who see the story, even if its holder holds back all the rest.
# What, and for whom: for those in it.
COMPARTMENT = Scope(
    reads=(OwnTeam(), Admitted("id"), Told(Circle(story=True)), Told(Hub())),
    adds=(OwnAgency(),),
    changes=(OwnTeam(), OwnCaller("second_id")),
    blocks=(NotBlocked(), NotWithheldPart("agency_id")),
)
_IN_IT = (OwnTeam(), Admitted(for_good=True))
IN_COMPARTMENT = Scope(reads=(OwnTeam(), Admitted()), adds=_IN_IT, changes=(OwnTeam(),))
# Who was let in is for those who are in it, and not for whoever opens it for an hour.
ADMISSION = Scope(reads=_IN_IT, adds=_IN_IT, changes=(OwnTeam(),))
COMPARTMENT_ACCOUNT = Scope(reads=(OwnTeam(),), adds=_IN_IT)
DECLARATION = Scope(reads=(OwnPerson(),), adds=(OwnPerson(),))
# Whom the lead shuts out must not learn of it, so only the team that did so reads it.
CONFLICT = Scope(reads=(OwnTeam("lead_team_id"),), adds=(Anyone(),), changes=(OwnTeam("lead_team_id"),))


_HELD = NotWithheld(("record_id",))
ASKED = OwnTeam("to_team_id")
# Whoever sees the story sees that somebody has asked already; the asked team sees it whether it knows the child or not.
ASK = Scope(
    reads=(OwnTeam(), ASKED, Circle(story=True), Hub()),
    adds=(OwnAgency(),),
    changes=(OwnTeam(), ASKED, Hub()),
    blocks=(NotBlocked(), ButNotFrom(_HELD, "to_team_id"), ButNotFrom(NotWithheldPart("to_agency_id"), "team_id")),
)
# The words of an answer reach others through the story alone.
ASK_ANSWER = Scope(
    reads=(OwnTeam(), OwnTeam("asker_team_id"), OwnTeam("asked_team_id"), Hub()),
    adds=(OwnAgency(),),
    blocks=(
        NotBlocked(),
        ButNotFrom(_HELD, "asked_team_id"),
        ButNotFrom(NotWithheldPart("agency_id"), "asker_team_id"),
    ),
)

# Made by a database function alone (queries/glass.py); changed by a trigger's leave alone: its end, and one finding.
_OVERSEEN = (
    OwnTeam("lead_team_id"),
    OwnTeam("holder_team_id"),
    Hub(),
    DataLead(),
    DataLead("lead_agency_id"),
    DataLead("holder_agency_id"),
)
GRANT = Scope(
    reads=(OwnCaller("opened_by_id"), *_OVERSEEN),
    changes=(OwnCaller("opened_by_id"), *_OVERSEEN),
    blocks=(NotBlocked(),),
)

# What is open for the caller because somebody is in danger: closed by the database's own clock, at each statement.
define(
    "my_grants",
    """
create or replace view cairn_my_grants as
 select child_id, team_id, until from sharing_grant
  where opened_by_id = (select cairn_caller()) and ended_at is null and until > statement_timestamp()
    and compartment_id is null and cairn_is_agreed();
create or replace view cairn_my_apart as
 select compartment_id from sharing_grant
  where opened_by_id = (select cairn_caller()) and ended_at is null and until > statement_timestamp()
    and compartment_id is not null and cairn_is_agreed();
grant execute on function cairn_caller(), cairn_is_agreed() to cairn_ledger;
grant select on cairn_my_grants, cairn_my_apart to cairn_app, cairn_worker;
grant select on cairn_my_apart to cairn_ledger;
""",
    needs=("who",),
)

define(
    "withheld",
    """
-- Those of whom the caller is one: the holders, and whom they let in.
create or replace function cairn_my_compartments() returns uuid[] language sql stable parallel safe as
 $$ select coalesce(nullif(current_setting('cairn.compartments', true), ''), '{}')::uuid[] $$;
-- Those, and what the caller has opened because somebody is in danger: closed by the database's own clock, at each
-- statement. Nothing is asked of the table while there was nothing of the sort as the transaction began.
create or replace function cairn_read_compartments() returns uuid[] language sql stable parallel safe as
 $$ select case when coalesce(current_setting('cairn.apart', true), '') in ('', '{}') then cairn_my_compartments()
     else cairn_my_compartments() || array(
       select compartment_id from cairn_my_apart where compartment_id = any(
         coalesce(nullif(current_setting('cairn.apart', true), ''), '{}')::uuid[]))
     end $$;
-- What another agency holds back, and what is kept apart for others (R-061). A team that was never let in keeps sight
-- of what it wrote itself and a rule has put apart.
create or replace view cairn_withheld_from_me as
 select item_id from sharing_withheldfrom where is_active and agency_id = (select cairn_agency())
 union all
 select item_id from sharing_compartmentitem
  where is_active and compartment_id <> all ((select cairn_read_compartments())::uuid[])
    and (writer_team_id is null or writer_team_id <> all ((select cairn_my_teams())::uuid[]));
create or replace view cairn_told_withheld as
 select withholding_id from sharing_withheldfrom
  where is_active and is_declared and agency_id = (select cairn_agency());
create or replace view cairn_silent_parts as
 select distinct w.child_id, w.agency_id
   from sharing_withheldfrom f join sharing_withholding w on w.id = f.withholding_id
  where f.is_active and f.agency_id = (select cairn_agency()) and w.ended_at is null
    and w.item_kind = 'part' and w.mode = 'silent';
create or replace view cairn_shared_again as
 select f.item_id, w.child_id, f.ended_at
   from sharing_withheldfrom f join sharing_withholding w on w.id = f.withholding_id
  where not f.is_active and f.agency_id = (select cairn_agency());
grant select on cairn_withheld_from_me, cairn_told_withheld, cairn_silent_parts, cairn_shared_again
 to cairn_app, cairn_worker;

create or replace function cairn_none_withheld() returns boolean language sql stable parallel safe as
 $$ select coalesce(current_setting('cairn.withheld', true), '') <> 'yes' $$;
create or replace function cairn_blocked_children() returns uuid[] language sql stable parallel safe as
 $$ select coalesce(nullif(current_setting('cairn.blocked', true), ''), '{}')::uuid[] $$;

-- Live tables decide, asked once as each transaction begins, after cairn_bind has said who acts.
create or replace function cairn_bind_sharing() returns void
 language plpgsql volatile security definer set search_path = public, pg_temp as $$
declare
 mine constant uuid[] := coalesce((
   select array_agg(own.id) from (
     select c.id from sharing_compartment c where c.team_id = any(cairn_my_teams())
     union select a.compartment_id from sharing_admission a
            where a.ended_at is null and a.to_team_id = any(cairn_my_teams())
     union select a.compartment_id from sharing_admission a
            where a.ended_at is null and a.member_id = cairn_caller()) own), '{}');
begin
 perform set_config('cairn.compartments', mine::text, true),
  set_config('cairn.apart', array(
   select o.compartment_id from sharing_grant o
     join sharing_compartment c on c.id = o.compartment_id and c.child_id = o.child_id
    where o.opened_by_id = cairn_caller() and o.ended_at is null and o.until > statement_timestamp()
      and exists (select 1 from cairn_my_circle mine where mine.child_id = o.child_id and mine.sees_story))::text,
   true),
  set_config('cairn.withheld', case when cairn_setting('actor_kind') <> 'job' and (
    exists (select 1 from sharing_withheldfrom where is_active and agency_id = cairn_agency())
    or exists (select 1 from sharing_compartment c where c.id <> all(mine))) then 'yes' else '' end, true),
  set_config('cairn.blocked', coalesce((
   select array_agg(distinct child_id)::text from sharing_conflict
    where ended_at is null
      and (practitioner_id = cairn_practitioner() or from_team_id = any(cairn_my_teams()))), '{}'), true);
end $$;
revoke all on function cairn_bind_sharing() from public;
grant execute on function cairn_bind_sharing(), cairn_none_withheld(), cairn_blocked_children(),
 cairn_my_compartments(), cairn_read_compartments()
 to cairn_app, cairn_worker, cairn_owner, cairn_ledger;
""",
    needs=("who", "my_grants"),
)

# What happened around something held back is kept with it from those it is kept from, in the ledger as well.
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

define(
    "withheld_in_ledger",
    """
grant select on cairn_withheld_from_me, cairn_silent_parts to cairn_ledger;
grant execute on function cairn_my_compartments(), cairn_read_compartments(), cairn_my_teams() to cairn_ledger;
-- The view's function runs as whoever asks, here the owner of the account of looks.
grant execute on function cairn_agency() to cairn_ledger;
set local role cairn_ledger;
drop policy if exists ledger_block on ledger_event;
create policy ledger_block on ledger_event as restrictive for select to cairn_app using (
  coalesce(child_id <> all ((select cairn_blocked_children())::uuid[]), true)
  and ((select cairn_none_withheld())
    or (not exists (select 1 from cairn_withheld_from_me kept where kept.item_id = about_id)
      and not exists (select 1 from cairn_silent_parts part
                       where part.child_id = ledger_event.child_id and part.agency_id = ledger_event.agency_id))));
set local role cairn_owner;
""",
    needs=("withheld", "ledger_reading"),
)
