"""Who sees what teams do with a child: whoever sees its story. At a safe address, days are for named people alone."""

from dataclasses import dataclass

from cairn.access.blocks import Block, NotWithheld
from cairn.access.definitions import define
from cairn.access.scopes import Anyone, Scope
from cairn.children.scopes import CONTRIBUTION, FREE


@dataclass(frozen=True)
class DayTold(Block):
    """Leaves out on which days others see a child who is at a safe address: a day and a team tell where to wait.

    Asked of the child that a row is about now, so that it comes with a link and goes when two are taken apart.
    """

    def sql(self, table: str) -> str:
        """cairn_day_is_told(), once a row."""
        return f"cairn_day_is_told({table}.child_id, {table}.team_id, {table}.recorded_at)"


WORK = CONTRIBUTION
CONTACT = Scope(
    reads=CONTRIBUTION.reads,
    adds=CONTRIBUTION.adds,
    blocks=(FREE, NotWithheld(("id", "record_id", "work_id")), DayTold()),
)
WITHDRAWAL = Scope(
    reads=CONTRIBUTION.reads,
    adds=CONTRIBUTION.adds,
    blocks=(FREE, NotWithheld(("id", "record_id", "work_id", "contact_id"))),
)
# Whoever adds what makes it true that one team could do it, makes the suggestion for all of them.
SUGGESTION = Scope(
    reads=CONTRIBUTION.reads,
    adds=(Anyone(),),
    blocks=(FREE, NotWithheld(("id", "record_id", "one_id", "other_id", "other_record_id"))),
)
ANSWER = Scope(
    reads=CONTRIBUTION.reads, adds=CONTRIBUTION.adds, blocks=(FREE, NotWithheld(("id", "record_id", "suggestion_id")))
)

define(
    "planning",
    """
-- Whether the caller may know on which day this team sees this child. What was arranged before a safe address was
-- closed stays with it. Whoever opened the compartment because somebody is in danger knows it until the hour is over.
create or replace function cairn_day_is_told(child uuid, writer uuid, said_at timestamptz) returns boolean
 language sql stable security definer set search_path = public, pg_temp as $$
 select writer = any(cairn_my_teams()) or not exists (
   select 1 from sharing_compartment c
    where c.child_id = child and c.kind = 'safe_address' and (c.closed_at is null or said_at <= c.closed_at)
      and c.id <> all (cairn_read_compartments())) $$;

-- What may be compared: of teams that see the story at present, held back from nobody, and no day at a safe address.
-- Whatever is found in it may be shown to all of them.
create or replace function cairn_planned_openly(child uuid) returns setof uuid
 language sql stable security definer set search_path = public, pg_temp as $$
 with open as (
   select i.id, i.team_id from children_involvement i
    where i.child_id = child and i.ended_at is null and i.sees_story and (i.until is null or i.until > now())
      and cairn_acting() and cairn_agreement_holds(i.agency_id)
      and not exists (select 1 from sharing_withheldfrom f where f.is_active and f.item_id in (i.id, i.record_id)))
 select w.id from planning_work w
  where w.child_id = child and w.team_id in (select team_id from open)
    and not exists (select 1 from sharing_withheldfrom f where f.is_active and f.item_id in (w.id, w.record_id))
 union all
 select v.id from planning_contact v
  where v.child_id = child and v.team_id in (select team_id from open)
    and not exists (select 1 from sharing_withheldfrom f
                     where f.is_active and f.item_id in (v.id, v.record_id, v.work_id))
    and not exists (select 1 from sharing_compartment c where c.child_id = child and c.kind = 'safe_address'
                     and (c.closed_at is null or v.recorded_at <= c.closed_at)) $$;

revoke all on function cairn_day_is_told(uuid, uuid, timestamptz), cairn_planned_openly(uuid) from public;
grant execute on function cairn_day_is_told(uuid, uuid, timestamptz), cairn_planned_openly(uuid)
 to cairn_app, cairn_worker;
""",
    needs=("who", "withheld"),
)
