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
