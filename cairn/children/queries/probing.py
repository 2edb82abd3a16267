"""Whose searching is unusual: counted in the ledger, by a database function that gives counts and no child."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import connection

from cairn.access.actor import Actor
from cairn.access.definitions import define
from cairn.access.permissions import Permission
from cairn.children.rules.probing import Asking, Limits, Sign, limits_on, signs
from cairn.core.clock import today
from cairn.partnership.models import AgencyToken, Membership

MOST_UNUSUAL = 100


@dataclass(frozen=True, slots=True)
class Unusual:
    """Somebody, or an agency's own system, who searched unusually: how, how often altogether, and on which day last.

    A system has a token's name in the place of a person's and no team.
    """

    who: str
    team: str
    agency: str
    phone: str
    asked: int
    asking: Asking
    signs: tuple[Sign, ...]
    last_on: date


def limits_now() -> Limits:
    """The limits in force today."""
    return limits_on(today())


def unusual_searching(actor: Actor) -> tuple[Unusual, ...]:
    """Everybody whose searching reached a limit in the period, the most children out of sight first; at most 100.

    Two statements. Raises NotAllowed for whoever does not review searching; the database gives others no row.
    """
    actor.require(Permission.SEARCHES_REVIEW)
    limits = limits_now()
    given = (limits.over_days, limits.names_in_a_day, limits.out_of_sight_in_a_day, limits.variations_of_a_name)
    with connection.cursor() as cursor:
        cursor.execute(
            "select membership_id, token_id, asked, names, out_of_sight, variations, hints, last_on"
            " from cairn_unusual_searching(%s, %s, %s, %s, %s)",
            [*given, limits.hints],
        )
        rows = cursor.fetchall()
    people = _people({row[0] for row in rows if row[0]})
    systems = _systems({row[1] for row in rows if row[1]})
    return tuple(_unusual(row, people, systems, limits) for row in rows)


def _unusual(
    row: tuple[UUID | None, UUID | None, int, int, int, int, int, date],
    people: dict[UUID, Membership],
    systems: dict[UUID, AgencyToken],
    limits: Limits,
) -> Unusual:
    membership_id, token_id, asked, *counts, last_on = row
    names, unseen, variations, hints = counts
    asking = Asking(names, unseen, variations, hints)
    told = signs(asking, limits)
    if membership_id and (one := people.get(membership_id)):
        phone = one.team.phone or one.agency.phone
        return Unusual(one.practitioner.name, one.team.name, one.agency.name, phone, asked, asking, told, last_on)
    system = systems.get(token_id) if token_id else None
    named = (system.name, "", system.agency.name, system.agency.phone) if system else ("", "", "", "")
    return Unusual(*named, asked, asking, told, last_on)


def _people(ids: set[UUID]) -> dict[UUID, Membership]:
    rows = Membership.objects.filter(pk__in=ids).select_related("practitioner", "team", "agency")
    return {one.pk: one for one in rows} if ids else {}


def _systems(ids: set[UUID]) -> dict[UUID, AgencyToken]:
    rows = AgencyToken.objects.filter(pk__in=ids).select_related("agency")
    return {one.pk: one for one in rows} if ids else {}


define(
    "reviews_searching",
    """
create or replace function cairn_reviews_searching() returns boolean language sql stable security definer
 set search_path = public, pg_temp as $$
 select exists (select 1 from partnership_membership m
                 where m.id = cairn_caller() and m.ended_at is null and m.role = 'data_protection_lead') $$;
revoke all on function cairn_reviews_searching() from public;
grant execute on function cairn_reviews_searching() to cairn_ledger;
""",
    needs=("who",),
)

# Runs as the ledger's owner: counts by person and day, and never a child's id. A month's events are looked through by
# an index of their own.
define(
    "unusual_searching",
    f"""
grant execute on function cairn_caller() to cairn_ledger;
set local role cairn_ledger;
create index if not exists ledger_event_asked on ledger_event (at) where happening in ('child.searched', 'hint.given');
create or replace function cairn_unusual_searching(over_days integer, most_names bigint, most_unseen bigint,
                                                   most_variations bigint, most_hints bigint)
 returns table (membership_id uuid, token_id uuid, asked bigint, names bigint, out_of_sight bigint,
                variations bigint, hints bigint, last_on date)
 language sql stable security definer set search_path = public, pg_temp as $$
 with told as (
  select e.membership_id, (e.detail ->> 'token')::uuid as token_id, (e.at at time zone 'Europe/London')::date as day,
         e.happening, e.detail ->> 'name' as name, e.detail ->> 'details' as details,
         coalesce((e.detail ->> 'out_of_sight')::integer, 0) > 0 as is_unseen
    from ledger_event e
   where cairn_reviews_searching() and e.happening in ('child.searched', 'hint.given')
     and e.at >= now() - make_interval(days => over_days)
     -- A hint stands in two trails; the one in the asker's own is counted.
     and (e.happening = 'child.searched' or e.practitioner_id is not null)
     and (e.membership_id is not null or e.detail ? 'token')
 ), by_name as (
  select t.membership_id, t.token_id, t.day, count(*) as asked, count(distinct t.details) as variations,
         count(*) filter (where t.is_unseen) as unseen
    from told t where t.happening = 'child.searched' group by t.membership_id, t.token_id, t.day, t.name
 ), by_day as (
  select n.membership_id, n.token_id, n.day, sum(n.asked) as asked, count(*) as names, sum(n.unseen) as unseen,
         max(n.variations) as variations
    from by_name n group by n.membership_id, n.token_id, n.day
 ), hinted as (
  select t.membership_id, count(*) as hints from told t where t.happening = 'hint.given' group by t.membership_id
 )
 select d.membership_id, d.token_id, sum(d.asked)::bigint, max(d.names), max(d.unseen)::bigint, max(d.variations),
        coalesce(max(h.hints), 0), max(d.day)
   from by_day d left join hinted h on h.membership_id = d.membership_id
  group by d.membership_id, d.token_id
 having max(d.names) >= most_names or max(d.unseen) >= most_unseen or max(d.variations) >= most_variations
     or coalesce(max(h.hints), 0) >= most_hints
  order by max(d.unseen) desc, max(d.names) desc, d.membership_id, d.token_id
  limit {MOST_UNUSUAL} $$;
revoke all on function cairn_unusual_searching(integer, bigint, bigint, bigint, bigint) from public;
grant execute on function cairn_unusual_searching(integer, bigint, bigint, bigint, bigint) to cairn_app;
set local role cairn_owner;
""",  # noqa: S608 (own names)
    needs=("who", "reviews_searching", "ledger_reading"),
)
