"""Looking at a child, reading who looked, releasing names and giving the list, as tests of these need them."""

from datetime import timedelta

from cairn.access.binding import acting_as
from cairn.children import verbs
from cairn.children.kinds import LookWhy, SpeaksFor
from cairn.children.queries.looks import Asked, who_has_looked
from cairn.core.clock import today
from cairn.ledger.models import Event
from cairn.partnership.kinds import RoleName


def opens(northmoor, who: str, child, times: int = 1) -> None:
    by = northmoor.actor(who)
    for _ in range(times):
        with acting_as(by):
            verbs.open_child(reference=child.reference, by=by, purpose="now")


def looks(northmoor, who: str, child, **asked):
    by = northmoor.actor(who)
    with acting_as(by):
        return who_has_looked(child.id, by, Asked(**asked))


def account(northmoor, child, who: str, why=LookWhy.WORRY):
    by = northmoor.actor(who)
    with acting_as(by):
        return verbs.open_account(reference=child.reference, why=why, by=by)


def release(northmoor, child, who: str = "petra", days: int = 7, reason: str = "A complaint about a look at night."):
    found = account(northmoor, child, who)
    with acting_as(by := northmoor.actor(who)):
        return verbs.release_names(child=found, reason=reason, until=today() + timedelta(days=days), by=by)


def give(northmoor, child, who: str = "amara", to: str = "Ms Osei", on=None):
    by = northmoor.actor(who)
    found = account(northmoor, child, who, LookWhy.ASKED if who == "petra" else None)
    with acting_as(by):
        return verbs.give_looks(child=found, given_to=to, speaks_as=SpeaksFor.GUARDIAN, given_on=on or today(), by=by)


def happened(northmoor, child, happening: str) -> int:
    with acting_as(by := northmoor.actor("farid")):
        return Event.objects.visible_to(by).filter(child_id=child.id, happening=happening).count()


def lead_of(northmoor, slug: str, name: str = "amara"):
    """One of the cast becomes the data-protection lead of their agency."""
    member = northmoor.memberships[name]
    member.role = RoleName.DATA_PROTECTION_LEAD
    member.team = northmoor.team(slug)
    member.agency_id = northmoor.team(slug).agency_id
    member.save()
