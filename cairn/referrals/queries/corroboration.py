"""What a deciding team looks for before it decides, and how often each agency does so, and from whom (R-055)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db import connection

from cairn.access.actor import Actor
from cairn.access.definitions import define
from cairn.access.permissions import Permission
from cairn.core.clock import now
from cairn.partnership.kinds import Sector
from cairn.partnership.models import Agency
from cairn.referrals.kinds import Sought
from cairn.referrals.models import Corroboration, CorroborationMet
from cairn.referrals.rules import FEWEST_SHOWN, LookedFor

COUNTED_OVER = timedelta(days=365)


def looked_for(referral_ids: Iterable[UUID], actor: Actor) -> dict[UUID, list[Corroboration]]:
    """What is or was looked for before each referral is decided, oldest first, with what has met it. One statement."""
    rows = Corroboration.objects.visible_to(actor).filter(referral__in=list(referral_ids))
    found: dict[UUID, list[Corroboration]] = {}
    for one in rows.select_related("met", "team__agency").order_by("recorded_at", "id"):
        found.setdefault(one.referral_id, []).append(one)
    return found


def what_met(one: Corroboration) -> CorroborationMet | None:
    """What has come of it; None while it is open."""
    return getattr(one, "met", None)


def at_the_decision(referral_id: UUID, actor: Actor) -> list[LookedFor]:
    """Each request as it stands now, for the rule that marks a decision."""
    rows = looked_for([referral_id], actor).get(referral_id, [])
    return [LookedFor(Sought(one.sought), _sector(what_met(one))) for one in rows]


def _sector(met: CorroborationMet | None) -> Sector | None:
    return Sector(met.sector) if met else None


@dataclass(frozen=True, slots=True)
class ParityCount:
    """One deciding agency's counts over a year. None stands for a count of 1 to 4; none at all is 0."""

    agency: str
    decisions: int | None
    requests: int | None
    statutory: int | None
    marked: int | None


def parity_counts(actor: Actor, at: datetime | None = None) -> list[ParityCount]:
    """Every agency that decided, or looked for more, in the year before `at` (now, when left out), by name.

    For the hub: raises NotAllowed for anybody else, and the function in the database tells nobody else either.
    """
    actor.require(Permission.HUB_DUTY_LIST)
    since = (at or now()) - COUNTED_OVER
    with connection.cursor() as cursor:
        cursor.execute(
            "select agency, decisions, requests, statutory, marked from cairn_parity_counts(%s, %s)",
            [since, FEWEST_SHOWN],
        )
        found = {row[0]: row[1:] for row in cursor.fetchall()}
    names = Agency.objects.filter(pk__in=found).order_by("name", "pk").values_list("pk", "name")
    return [ParityCount(name, *found[agency_id]) for agency_id, name in names]


define(
    "parity_counts",
    """
create or replace function cairn_parity_counts(since timestamptz, fewest int)
 returns table (agency uuid, decisions int, requests int, statutory int, marked int)
 language sql stable security definer set search_path = public, pg_temp as $$
 with counted as (
  select d.agency_id, 1 as decided, 0 as asked, 0 as officer, (d.parity <> '')::int as mark
    from referrals_decision d where d.recorded_at >= since
  union all
  select c.agency_id, 0, 1, (c.sought = 'statutory')::int, 0
    from referrals_corroboration c where c.recorded_at >= since),
 summed as (
  select agency_id, sum(decided)::int as d, sum(asked)::int as r, sum(officer)::int as s, sum(mark)::int as m
    from counted where cairn_acting() and cairn_is_hub() group by agency_id)
 select agency_id, case when d = 0 or d >= greatest(fewest, 5) then d end,
        case when r = 0 or r >= greatest(fewest, 5) then r end, case when s = 0 or s >= greatest(fewest, 5) then s end,
        case when m = 0 or m >= greatest(fewest, 5) then m end
   from summed $$;
revoke all on function cairn_parity_counts(timestamptz, int) from public;
grant execute on function cairn_parity_counts(timestamptz, int) to cairn_app, cairn_worker;
""",
    needs=("who",),
)
