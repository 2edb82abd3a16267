"""Who sees a duty or a draft: those who owe it, those it is owed to, and the hub; a draft, its writer alone."""

from dataclasses import dataclass

from django.db.models import Q

from cairn.access.actor import Actor
from cairn.access.blocks import ButNotFrom, NotBlocked, NotWithheld
from cairn.access.definitions import define
from cairn.access.scopes import NOBODY, Anyone, Hub, OwnPerson, OwnTeam, Scope, Through, Unprotected, Way
from cairn.duties.kinds import SILENT


@dataclass(frozen=True)
class HubLists(Way):
    """Every duty for the hub, but for those about what is held back without a trace: they lead the hub nowhere, and
    would tell it what only two named people may know (R-049)."""

    def q(self, actor: Actor) -> Q:
        """Duties by all policies that leave a trace; nothing for others."""
        return ~Q(policy__endswith=SILENT) if actor.is_hub else NOBODY

    def sql(self, table: str) -> str:
        """The same by the duty's own policy."""
        return f"(select cairn_is_hub()) and right({table}.policy, {len(SILENT)}) <> '{SILENT}'"


_DUTY = Through("duties.Duty", "duty_id")


@dataclass(frozen=True)
class WithDuty(Way):
    """Another way, for rows whose duty the actor sees: who was reminded of one that leaves no trace is a trace."""

    way: Way

    def q(self, actor: Actor) -> Q:
        """That way's rows whose duty is visible to the actor."""
        inner = self.way.q(actor)
        return _DUTY.q(actor) if inner is None else inner & _DUTY.q(actor)

    def sql(self, table: str) -> str:
        """The same; the duty's own policies apply inside."""
        return f"({self.way.sql(table)}) and {_DUTY.sql(table)}"


OWNER = OwnTeam("owner_team_id")
# Only those who owe it say whose it is; doing it, handing it on and following a record go through functions of their
# own, because whoever does that may not see the duty.
DUTY = Scope(
    reads=(OWNER, OwnTeam("owed_to_team_id"), HubLists()),
    adds=(Anyone(),),
    changes=(OWNER,),
    # Who is asked owes an answer also to an agency that holds back from them all else it has.
    blocks=(NotBlocked(), ButNotFrom(NotWithheld(("about_id", "record_id")), "owner_team_id", ("about_kind", "ask"))),
)
# Not for those it is owed to.
STEP = Scope(reads=(WithDuty(OWNER), WithDuty(Hub())), adds=(Anyone(),))
DRAFT = Scope(reads=(OwnPerson(),), adds=(OwnPerson(),), changes=(OwnPerson(),))
TICK = Unprotected("says when the clock last ran, on every page; it holds nothing of a child")

define(
    "duties",
    """
create or replace function cairn_close_duties(what text, thing text, thing_id uuid, closer uuid, at timestamptz)
 returns table (duty uuid, child uuid) language sql volatile security definer set search_path = public, pg_temp as $$
 update duties_duty set closed_at = greatest(at, started_at), closed_by_id = closer, revision = revision + 1
  where kind = what and about_kind = thing and about_id = thing_id and closed_at is null and cairn_acting()
 returning id, child_id $$;

create or replace function cairn_hand_on_duties(child uuid, giver uuid, receiver uuid, agency uuid, policies text[])
 returns table (duty uuid, kind text) language sql volatile security definer set search_path = public, pg_temp as $$
 update duties_duty d set owner_team_id = receiver, owner_agency_id = agency, owner_id = null, revision = revision + 1
  where d.child_id = child and d.owner_team_id = giver and d.policy = any(policies) and d.closed_at is null
    and cairn_acting() and not exists (
      select 1 from duties_duty o where o.kind = d.kind and o.about_kind = d.about_kind and o.about_id = d.about_id
         and o.owner_team_id = receiver and o.closed_at is null)
 returning d.id, d.kind::text $$;

revoke all on function cairn_close_duties(text, text, uuid, uuid, timestamptz),
 cairn_hand_on_duties(uuid, uuid, uuid, uuid, text[]) from public;
grant execute on function cairn_close_duties(text, text, uuid, uuid, timestamptz),
 cairn_hand_on_duties(uuid, uuid, uuid, uuid, text[]) to cairn_app, cairn_worker;
""",
    needs=("who",),
)

# The application puts jobs into the queue and can do nothing else with them; the worker runs it.
define(
    "jobs",
    """
revoke update, delete, truncate on procrastinate_jobs, procrastinate_events, procrastinate_workers,
 procrastinate_periodic_defers from cairn_app;
revoke insert on procrastinate_workers, procrastinate_periodic_defers from cairn_app;
grant select, insert, update, delete on procrastinate_jobs, procrastinate_events, procrastinate_workers,
 procrastinate_periodic_defers to cairn_worker;
do $$ declare one regprocedure; begin
  for one in select oid::regprocedure from pg_proc
    where proname like 'procrastinate\\_%' and pronamespace = 'public'::regnamespace
  loop
    execute format('revoke all on function %s from public, cairn_app', one);
    execute format('grant execute on function %s to cairn_worker', one);
  end loop;
end $$;
grant execute on function procrastinate_defer_jobs_v1(procrastinate_job_to_defer_v1[]) to cairn_app;
""",
)
