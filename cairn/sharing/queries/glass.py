"""What is opened for an hour because somebody is in danger: the two doors, and what stands open or waits for a word."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from uuid import UUID

from django.db import connection
from django.db.models import QuerySet
from django.db.models.functions import Now

from cairn.access.actor import Actor
from cairn.access.definitions import define
from cairn.access.permissions import Permission
from cairn.access.scopes import ScopedQuerySet
from cairn.core.working_days import at_local_time
from cairn.ledger.models import Event
from cairn.partnership.kinds import Discipline
from cairn.partnership.models import Agency
from cairn.sharing.models import Grant
from cairn.sharing.rules.glass import LONGEST_MINUTES

DAY = timedelta(days=1)
MOST_SHOWN = 500
_WITH = (
    "agency",
    "team",
    "opened_by__practitioner",
    "lead_team",
    "holder_team",
    "found_by__practitioner",
    "ended_by__practitioner",
)


@dataclass(frozen=True, slots=True)
class Broken:
    """What came of opening: the child and its makeup, or that the asker sees already what was to be opened."""

    child_id: UUID
    makeup: int
    is_seen_already: bool


@dataclass(frozen=True, slots=True)
class Closed:
    """One opening that was closed because records moved, and who must know."""

    grant_id: UUID
    child_id: UUID
    member_id: UUID
    team_id: UUID
    lead_team_id: UUID


def may_break_glass(actor: Actor) -> bool:
    """Whether this actor may open a child in danger at all: a person who works with children, of an agency whose
    agreement holds, and never of immigration enforcement (R-060). Says nothing of any child."""
    if not (actor.is_person and actor.is_agreed and actor.may(Permission.GLASS_BREAK)):
        return False
    own = Agency.objects.visible_to(actor).filter(pk__in=[actor.agency_id])
    return not own.filter(discipline=Discipline.IMMIGRATION).exists()


def breaks_glass(reference: str, grant_id: UUID, words: tuple[str, str], minutes: int) -> Broken | None:
    """Open the child of a reference for whoever is bound to the transaction; None where nothing can be opened.

    No such child, one of whom nothing may be confirmed to anybody, one kept from the caller and one of whom everything
    is held back from the caller's agency without a trace are the same to this one statement.
    """
    return _breaks("cairn_break_glass", reference, grant_id, words, minutes)


def breaks_apart(compartment_id: UUID, grant_id: UUID, words: tuple[str, str], minutes: int) -> Broken | None:
    """Open what is in one compartment for whoever is bound to the transaction; None where nothing can be opened.

    No such compartment, one of which nobody may know, one of a child whose story is out of the caller's sight, and one
    of an agency that holds back all it has from the caller's are the same to this one statement.
    """
    return _breaks("cairn_break_apart", compartment_id, grant_id, words, minutes)


def _breaks(function: str, asked: str | UUID, grant_id: UUID, words: tuple[str, str], minutes: int) -> Broken | None:
    with connection.cursor() as cursor:
        cursor.execute(
            f"select child, makeup, seen from {function}(%s, %s, %s, %s, %s)",  # noqa: S608 (own names)
            [asked, grant_id, *words, minutes],
        )
        row = cursor.fetchone()
    return Broken(*row) if row else None


def close_moved(child_ids: Collection[UUID]) -> list[Closed]:
    """Close whatever stands open of children whose records have just gone to another, whoever opened it.

    Called inside the verb that moves them. What was opened is one child's story, and not that of whoever it turns out
    to be: nobody has judged that, and those who worked with it see no more of the other than they are let.
    """
    with connection.cursor() as cursor:
        cursor.execute("select * from cairn_close_glass(%s::uuid[])", [list(child_ids)])
        return [Closed(*row) for row in cursor.fetchall()]


def done_lately(actor: Actor, happening: str) -> int:
    """How often this person did that within 24 hours, by their own trail."""
    mine = Event.objects.visible_to(actor).filter(practitioner_id=actor.practitioner_id, happening=happening)
    return int(mine.filter(at__gte=Now() - DAY).count())


def open_for(child_id: UUID, actor: Actor) -> Grant | None:
    """By what the story of one child is open at this moment for this very person."""
    found: Grant | None = _open(actor).filter(child_id=child_id, compartment_id=None).order_by("-until").first()
    return found


def opened_apart(compartment_ids: Collection[UUID], actor: Actor) -> dict[UUID, Grant]:
    """Which of these compartments are open at this moment for this very person because somebody is in danger."""
    rows = _open(actor).filter(compartment_id__in=list(compartment_ids)).order_by("until")
    return {one.compartment_id: one for one in rows if one.compartment_id is not None}


def _open(actor: Actor) -> ScopedQuerySet[Grant]:
    mine: ScopedQuerySet[Grant] = Grant.objects.visible_to(actor).filter(opened_by_id=actor.membership_id)
    return mine.filter(ended_at=None, until__gt=Now())


def grants(actor: Actor) -> ScopedQuerySet[Grant]:
    """Every opening that this actor may read of, with who opened and who led."""
    rows: ScopedQuerySet[Grant] = Grant.objects.visible_to(actor)
    return rows.select_related(*_WITH)


def opened_in_month(first: date, actor: Actor) -> QuerySet[Grant]:
    """The openings of the month that begins on a day, by local time, the newest first; at most 500."""
    after = (first.replace(day=28) + timedelta(days=4)).replace(day=1)
    begin, end = (_midnight(day) for day in (first, after))
    return grants(actor).filter(opened_at__gte=begin, opened_at__lt=end).order_by("-opened_at", "-id")[:MOST_SHOWN]


def _midnight(day: date) -> datetime:
    return at_local_time(day, time.min)


# The only way to a row of this table. It asks for itself who may, so that no statement of the application's own opens
# anything; and it gives one answer, no row, for all that cannot be opened.
define(
    "break_glass",
    f"""
create or replace function cairn_break_glass(asked text, key uuid, said text, why text, minutes integer)
 returns table (child uuid, makeup integer, seen boolean)
 language plpgsql volatile security definer set search_path = public, pg_temp as $$
declare
  found children_child; who partnership_membership; lead children_responsibility; begun timestamptz;
begin
  select m.* into who from partnership_membership m join partnership_agency a on a.id = m.agency_id
   where m.id = cairn_caller() and m.ended_at is null and m.role in ('practitioner', 'manager')
     and a.discipline <> 'immigration' and cairn_is_agreed();
  select c.* into found from children_child c
   where c.reference = asked and not c.no_confirm and not c.is_asleep
     and c.id <> all ((select cairn_blocked_children())::uuid[])
     and exists (select 1 from children_record r where r.child_id = c.id
                  and not exists (select 1 from cairn_silent_parts part
                                   where part.child_id = c.id and part.agency_id = r.agency_id));
  select r.* into lead from children_responsibility r
   where r.child_id = found.id and r.kind = 'lead' and r.until is null;
  if who.id is null or lead.id is null then
    return;
  end if;
  if exists (select 1 from cairn_my_circle mine where mine.child_id = found.id and mine.sees_story) then
    return query select found.id, found.makeup, true;
    return;
  end if;
  begun := statement_timestamp();
  insert into sharing_grant (id, child_id, child_reference, agency_id, team_id, opened_by_id, lead_agency_id,
                             lead_team_id, apart_kind, danger, why_now, opened_at, until, finding, finding_words)
   values (key, found.id, found.reference, who.agency_id, who.team_id, who.id, lead.agency_id, lead.team_id,
           '', said, why, begun, begun + make_interval(mins => least(minutes, {LONGEST_MINUTES})), '', '');
  return query select found.id, found.makeup, false;
end $$;
revoke all on function cairn_break_glass(text, uuid, text, text, integer) from public;
grant execute on function cairn_break_glass(text, uuid, text, text, integer) to cairn_app;
""",  # noqa: S608 (own numbers)
    needs=("who", "withheld", "my_circle"),
)

# The same for one compartment of a child whose story the caller sees. What leaves no trace is not there for it.
define(
    "break_apart",
    f"""
create or replace function cairn_break_apart(asked uuid, key uuid, said text, why text, minutes integer)
 returns table (child uuid, makeup integer, seen boolean)
 language plpgsql volatile security definer set search_path = public, pg_temp as $$
declare
  kept sharing_compartment; found children_child; who partnership_membership; lead children_responsibility;
  begun timestamptz;
begin
  select m.* into who from partnership_membership m join partnership_agency a on a.id = m.agency_id
    join partnership_team t on t.id = m.team_id
   where m.id = cairn_caller() and m.ended_at is null and m.role in ('practitioner', 'manager')
     and a.discipline <> 'immigration' and t.kind <> 'enforcement' and cairn_is_agreed();
  select c.* into kept from sharing_compartment c
   where c.id = asked and not c.is_traceless
     and c.child_id <> all ((select cairn_blocked_children())::uuid[])
     and exists (select 1 from cairn_my_circle mine where mine.child_id = c.child_id and mine.sees_story)
     and not exists (select 1 from cairn_withheld_from_me held where held.item_id in (c.id, c.record_id));
  select c.* into found from children_child c where c.id = kept.child_id;
  select r.* into lead from children_responsibility r
   where r.child_id = found.id and r.kind = 'lead' and r.until is null;
  if who.id is null or lead.id is null then
    return;
  end if;
  if kept.id = any(cairn_read_compartments()) then
    return query select found.id, found.makeup, true;
    return;
  end if;
  begun := statement_timestamp();
  insert into sharing_grant (id, child_id, child_reference, agency_id, team_id, opened_by_id, lead_agency_id,
                             lead_team_id, compartment_id, apart_kind, holder_agency_id, holder_team_id, danger,
                             why_now, opened_at, until, finding, finding_words)
   values (key, found.id, found.reference, who.agency_id, who.team_id, who.id, lead.agency_id, lead.team_id,
           kept.id, kept.kind, kept.agency_id, kept.team_id, said, why, begun,
           begun + make_interval(mins => least(minutes, {LONGEST_MINUTES})), '', '');
  return query select found.id, found.makeup, false;
end $$;
revoke all on function cairn_break_apart(uuid, uuid, text, text, integer) from public;
grant execute on function cairn_break_apart(uuid, uuid, text, text, integer) to cairn_app;
""",  # noqa: S608 (own numbers)
    needs=("who", "withheld", "my_circle"),
)

define(
    "close_glass",
    """
create or replace function cairn_close_glass(children uuid[])
 returns table (glass uuid, child uuid, member uuid, team uuid, lead uuid)
 language sql volatile security definer set search_path = public, pg_temp as $$
 update sharing_grant g set ended_at = statement_timestamp()
  where g.child_id = any(children) and g.ended_at is null and g.until > statement_timestamp() and cairn_acting()
    and (exists (select 1 from children_child c where c.id = g.child_id and c.is_asleep)
      or (g.compartment_id is not null and not exists (
        select 1 from sharing_compartment c where c.id = g.compartment_id and c.child_id = g.child_id)))
 returning g.id, g.child_id, g.opened_by_id, g.team_id, g.lead_team_id $$;
revoke all on function cairn_close_glass(uuid[]) from public;
grant execute on function cairn_close_glass(uuid[]) to cairn_app, cairn_worker;
""",
    needs=("who",),
)
