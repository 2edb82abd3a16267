"""Who reads the ledger: hub coordinators, those who work with the child, and everybody their own events (R-063).
What is written while looking into somebody's looking is read by whoever does so alone.

The table belongs to a role of its own, so the policy is not made by the general installer but by the definition below.
"""

from dataclasses import dataclass

from django.db.models import BooleanField, F, Func, Q

from cairn.access.actor import Actor, ActorKind
from cairn.access.scopes import NOBODY, Place
from cairn.ledger.kinds import INVESTIGATED


class InMyStory(Func):
    """Whether whoever is bound to the transaction works with the child of the row."""

    template = "exists (select 1 from cairn_my_circle mine where mine.sees_story and mine.child_id = %(expressions)s)"
    output_field = BooleanField()


@dataclass(frozen=True)
class Witnessed:
    """The one declaration of who sees an event; `READING` says the same to the database."""

    def q(self, actor: Actor, place: Place | None = None) -> Q:
        """The reading condition for this actor, or at this place."""
        if actor.kind is ActorKind.JOB:
            return Q()
        if actor.is_hub or (place is not None and place.sees_story):
            return ~Q(happening=INVESTIGATED) | _own(actor)
        if place is not None:
            return _own(actor)
        return (Q(InMyStory(F("child_id"))) & ~Q(happening=INVESTIGATED)) | _own(actor)


def _own(actor: Actor) -> Q:
    if actor.practitioner_id:
        return Q(practitioner_id=actor.practitioner_id)
    return Q(token_id=actor.token_id) if actor.token_id else NOBODY


# Lists are shown to a child's circle one child at a time: their events hold the ids of other children as well.
READING = """
do $$ begin
  if to_regclass('cairn_my_circle') is null then
    create view cairn_my_circle as
     select null::uuid as child_id, null::uuid as team_id, false as sees_story, false as is_confirmed where false;
    grant select on cairn_my_circle to cairn_app;
  end if;
end $$;
grant select on cairn_my_circle to cairn_ledger;
-- A view's functions run as whoever asks, here the owner of ledger_listings.
grant execute on function cairn_setting(text), cairn_practitioner(), cairn_my_teams(), cairn_is_hub() to cairn_ledger;

set local role cairn_ledger;
select ledger_prepare_months(3);

drop policy if exists ledger_read on ledger_event;
create policy ledger_read on ledger_event for select to cairn_app using (
  (select cairn_is_hub())
  or practitioner_id = (select cairn_practitioner())
  or token_id = (select cairn_setting('token_id')::uuid)
  or exists (select 1 from cairn_my_circle mine where mine.sees_story and mine.child_id = ledger_event.child_id));

-- Looking into somebody's looking is sealed apart: not even the hub reads of it, because it may be about the hub.
drop policy if exists ledger_apart on ledger_event;
create policy ledger_apart on ledger_event as restrictive for select to cairn_app using (
  happening <> 'investigated' or practitioner_id = (select cairn_practitioner()));

create or replace function ledger_listings(child uuid, before bigint, at_most integer) returns setof ledger_event
 language sql stable security definer set search_path = public, pg_temp as $$
 select e.id, e.at, e.xid, e.seal, e.actor_kind, e.practitioner_id, e.membership_id, e.agency_id, e.token_id,
        e.happening, child, null::integer, e.about_kind, e.about_id, e.purpose, e.request_id, '{}'::jsonb
   from ledger_event e
  where (e.detail -> 'children') @> to_jsonb(child::text) and e.detail ? 'children' and e.id < before
    and ((select cairn_is_hub())
      or exists (select 1 from cairn_my_circle mine where mine.sees_story and mine.child_id = child))
  order by e.id desc limit at_most $$;
revoke all on function ledger_listings(uuid, bigint, integer) from public;
grant execute on function ledger_listings(uuid, bigint, integer) to cairn_app;
set local role cairn_owner;
"""
