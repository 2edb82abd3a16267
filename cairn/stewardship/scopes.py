"""Who sees what lies on the desk: data-protection leads of the agency that looks after it, and those of the hub."""

from dataclasses import dataclass

from django.apps import apps
from django.db.models import Exists, Q

from cairn.access.actor import Actor
from cairn.access.definitions import define
from cairn.access.permissions import Permission
from cairn.access.schema import GUARD
from cairn.access.scopes import NOBODY, Anyone, OwnCaller, Scope, Way


@dataclass(frozen=True)
class Desk(Way):
    """Rows of the actor's agency, or of all agencies at the hub; for people whose role is to protect data."""

    column: str = "agency_id"

    def q(self, actor: Actor) -> Q:
        """Rows of the lead's agency; of every agency for a lead of the hub."""
        if not actor.is_person or Permission.DATA_PROTECT not in actor.permissions:
            return NOBODY
        agencies = apps.get_model("partnership.Agency")._default_manager
        hub = agencies.filter(pk__in=[actor.agency_id], discipline="hub")
        return Q(**{self.column: actor.agency_id}) | Q(Exists(hub))

    def sql(self, table: str) -> str:
        """The live membership's role and agency, each asked once per statement."""
        mine = f"{table}.{self.column} = (select cairn_agency())"
        return f"(select cairn_protects()) and ({mine} or (select cairn_protects_all()))"


@dataclass(frozen=True)
class Assigned(Way):
    """Rows of a request to see what is held, for the two leads who were named for it; not for their colleagues."""

    def q(self, actor: Actor) -> Q:
        """Rows whose request names this very membership."""
        if actor.membership_id is None or Permission.DATA_PROTECT not in actor.permissions:
            return NOBODY
        return Q(request__lead=actor.membership_id) | Q(request__second=actor.membership_id)

    def sql(self, table: str) -> str:
        """The caller among the two, while the membership holds and is a lead's."""
        asked = f"select 1 from stewardship_accessrequest r where r.id = {table}.request_id"  # noqa: S608 (own names)
        return f"(select cairn_protects()) and exists ({asked} and (select cairn_caller()) in (r.lead_id, r.second_id))"


DESK = Scope(reads=(Desk(),), adds=(Desk(),), changes=(Desk(),))
# Found by the clock, decided by people.
DISPOSAL = Scope(reads=(Desk(),), changes=(Desk(),))
CERTIFICATE = Scope(reads=(Desk(),))
PACK = Scope(reads=(Assigned(),))
REDACTION = Scope(reads=(Assigned(),), adds=(Assigned(),), changes=(Assigned(),))
# Asked for by one person, decided by the desk; a trigger says who may change what.
ASKER = OwnCaller("asked_by_id")
EXPORT = Scope(reads=(ASKER, Desk()), adds=(ASKER,), changes=(ASKER, Desk()))
BREACH_NOTE = Scope(reads=(Desk(),), adds=(Desk(),))
# Whoever sees that something went astray reports it; only leads read what was reported.
ANYBODYS = Scope(reads=(Desk(),), adds=(Anyone(),), changes=(Desk(),))

define(
    "protects",
    """
create or replace function cairn_protects() returns boolean language sql stable security definer
 set search_path = public, pg_temp as $$
 select exists (select 1 from partnership_membership m
                 where m.id = cairn_caller() and m.ended_at is null and m.role = 'data_protection_lead') $$;
create or replace function cairn_protects_all() returns boolean language sql stable security definer
 set search_path = public, pg_temp as $$
 select exists (select 1 from partnership_membership m join partnership_agency a on a.id = m.agency_id
                 where m.id = cairn_caller() and m.ended_at is null and m.role = 'data_protection_lead'
                   and a.discipline = 'hub') $$;
revoke all on function cairn_protects(), cairn_protects_all() from public;
grant execute on function cairn_protects(), cairn_protects_all() to cairn_app, cairn_worker;
""",
    needs=("who",),
)

# Beside the migrations that made it, so that the newest wording of the guard stands whichever migration ran last.
define("append_only", GUARD)
