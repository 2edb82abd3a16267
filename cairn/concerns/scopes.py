"""Who sees a concern: the team that raised it, teams that see the story of a child it is about, and the hub."""

from dataclasses import dataclass

from cairn.access.blocks import Block, NotWithheld
from cairn.access.definitions import define
from cairn.access.scopes import Anyone, HasVisible, Hub, OwnAgency, OwnTeam, Scope, Through
from cairn.children.scopes import CONTRIBUTION, FREE


@dataclass(frozen=True)
class NotOfBlocked(Block):
    """Leaves out concerns about a child that is kept from whoever asks, also from those who raised them (R-191)."""

    column: str = "id"

    def sql(self, table: str) -> str:
        """cairn_concern_blocked(), not even asked where no child is kept from the caller."""
        return f"(select cairn_none_blocked()) or not cairn_concern_blocked({table}.{self.column})"


CONCERN = Scope(
    reads=(OwnTeam(), HasVisible("concerns.ConcernSubject", "concern_id"), Hub()),
    adds=(OwnAgency(),),
    blocks=(NotOfBlocked(), NotWithheld(("id",))),
)
CONCERN_SUBJECT = Scope(
    reads=CONTRIBUTION.reads,
    adds=CONTRIBUTION.adds,
    blocks=(FREE, NotWithheld(("id", "record_id", "entry_id", "concern_id"))),
)
URGENCY_CHANGE = Scope(
    reads=(OwnTeam(), Through("concerns.Concern", "concern_id"), Hub()),
    adds=(Anyone(),),
    blocks=(NotOfBlocked("concern_id"), NotWithheld(("concern_id",))),
)

# Past row security, which hides from whoever is kept from a child that a concern is about it.
define(
    "concern_blocked",
    """
create or replace function cairn_none_blocked() returns boolean language sql stable parallel safe as
 $$ select coalesce(nullif(current_setting('cairn.blocked', true), ''), '{}') = '{}' $$;
create or replace function cairn_concern_blocked(one uuid) returns boolean language sql stable security definer
 set search_path = public, pg_temp as $$
 select exists (select 1 from concerns_concernsubject s
                 where s.concern_id = one and s.child_id = any(cairn_blocked_children())) $$;
revoke all on function cairn_concern_blocked(uuid) from public;
grant execute on function cairn_none_blocked(), cairn_concern_blocked(uuid) to cairn_app, cairn_worker, cairn_owner;
""",
    needs=("who", "withheld"),
)
