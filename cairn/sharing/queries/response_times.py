"""How soon each agency answers what others ask it. Holds no child, no team and no person (R-051, R-056)."""

from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from django.db import connection

from cairn.access import guard
from cairn.access.definitions import define
from cairn.core.clock import now
from cairn.partnership.models import Agency

FEWEST = 5
OVER = timedelta(days=365)


@dataclass(frozen=True, slots=True)
class ResponseTime:
    """One agency's figures over a year. All but the agency are None where fewer than five questions count.

    A question counts once somebody has replied or its time has passed; withdrawn ones never. `median` is the time from
    asking to the first reply of any kind, among those that were replied to; `in_time` the share, from 0 to 1, whose
    first reply came by the due time, among all that count; `refused` the share that was refused at least once.
    """

    agency_id: UUID
    agency: str
    number: int | None
    median: timedelta | None
    in_time: float | None
    refused: float | None


def response_times() -> list[ResponseTime]:
    """Every agency that was asked something in the last year, by name."""
    guard.asked()  # published to every member; the function counts and suppresses before anything leaves the database
    moment = now()
    with connection.cursor() as cursor:
        cursor.execute(
            "select agency, number, median, in_time, refused from cairn_response_times(%s, %s, %s)",
            [moment - OVER, moment, FEWEST],
        )
        found = {row[0]: row[1:] for row in cursor.fetchall()}
    names = Agency.objects.filter(pk__in=found).order_by("name").values_list("pk", "name")
    return [ResponseTime(agency_id, name, *found[agency_id]) for agency_id, name in names]


define(
    "response_times",
    """
create or replace function cairn_response_times(since timestamptz, at timestamptz, fewest int)
 returns table (agency uuid, number int, median interval, in_time float8, refused float8)
 language sql stable security definer set search_path = public, pg_temp as $$
 with counted as (
  select a.to_agency_id, a.first_reply_at - a.asked_at as took,
         coalesce(a.first_reply_at <= a.due_at, false) as was_in_time,
         exists (select 1 from sharing_askanswer r where r.ask_id = a.id and r.kind = 'refused') as was_refused
    from sharing_ask a
   where a.asked_at >= since and a.state <> 'withdrawn' and (a.first_reply_at is not null or a.due_at < at)
     and cairn_acting()),
 summed as (
  select to_agency_id, count(*)::int as n, percentile_cont(0.5) within group (order by took) as middle,
         avg(was_in_time::int)::float8 as timely, avg(was_refused::int)::float8 as refusals
    from counted group by to_agency_id)
 select to_agency_id, case when n >= greatest(fewest, 5) then n end, case when n >= greatest(fewest, 5) then middle end,
        case when n >= greatest(fewest, 5) then timely end, case when n >= greatest(fewest, 5) then refusals end
   from summed $$;
revoke all on function cairn_response_times(timestamptz, timestamptz, int) from public;
grant execute on function cairn_response_times(timestamptz, timestamptz, int) to cairn_app, cairn_worker;
""",
    needs=("who",),
)
