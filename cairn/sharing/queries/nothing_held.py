"""Whether anything at all of a child is held back or kept apart: asked once a page, with the reader's place.

What is then asked about the child leaves the blocks out of the application's filter; row security asks them of every
row all the same (docs/adr/0010-the-circle-once-a-page.md).
"""

from django.db.models import BooleanField, Func

from cairn.access.definitions import define


class NothingHeld(Func):
    """Whether nobody holds anything back or apart of the row's child, nor the child from whoever is bound."""

    template = "cairn_nothing_held(%(expressions)s)"
    output_field = BooleanField()


# Past row security, because what is held back without a trace is out of the sight of those it is held back from. The
# answer is shown to nobody. A withholding follows its record when that is linked, and a compartment its.
define(
    "nothing_held",
    """
create or replace function cairn_nothing_held(child uuid) returns boolean
 language plpgsql stable security definer set search_path = public, pg_temp as $$
begin
 return cairn_acting() and child <> all (cairn_blocked_children())
  and not exists (select 1 from sharing_withholding w where w.child_id = child and w.ended_at is null)
  and not exists (select 1 from sharing_compartment c where c.child_id = child);
end $$;
revoke all on function cairn_nothing_held(uuid) from public;
grant execute on function cairn_nothing_held(uuid) to cairn_app, cairn_worker;
""",
    needs=("who", "withheld"),
)
