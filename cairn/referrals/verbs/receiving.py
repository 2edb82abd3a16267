"""The receiving team opens what was sent, and says "I have it"."""

from django.db import transaction
from django.db.models import F

from cairn.access.actor import Actor
from cairn.access.permissions import Permission
from cairn.core.clock import now
from cairn.core.errors import Refused
from cairn.core.ref import Ref
from cairn.duties import verbs as duties
from cairn.duties.kinds import DutyKind
from cairn.ledger import verbs as ledger
from cairn.notices import verbs as notices
from cairn.referrals.kinds import ACKNOWLEDGED_NEWS, REFERRAL_ACKNOWLEDGED, REFERRAL_READ
from cairn.referrals.models import Referral


@transaction.atomic
def mark_read(*, referral: Referral, by: Actor) -> None:
    """Note when a member of the receiving team first opened it; the sender sees that. Records REFERRAL_READ."""
    by.require(Permission.CHILD_OPEN, referral)
    if referral.to_team_id not in by.team_ids:
        return
    first = Referral.objects.filter(pk=referral.pk, read_at=None).update(read_at=now(), read_by_id=by.membership_id)
    if first:
        ledger.record(REFERRAL_READ, by=by, child_id=referral.child_id, about=Ref("referral", referral.id))


@transaction.atomic
def acknowledge(*, referral: Referral, by: Actor) -> None:
    """A person of the receiving team, or the hub for them, says "I have it" (R-025). Records REFERRAL_ACKNOWLEDGED.

    The calling stops for this team and the sender is told. Saying it twice changes nothing.
    Refuses a team that was not asked (`not_sent_to_you`).
    """
    by.require(Permission.REFERRAL_ACKNOWLEDGE, referral)
    if referral.to_team_id not in by.team_ids and not by.is_hub:
        raise Refused("not_sent_to_you")
    fresh = Referral.objects.filter(pk=referral.pk, acknowledged_at=None)
    if not fresh.update(acknowledged_at=now(), acknowledged_by_id=by.membership_id, revision=F("revision") + 1):
        return
    mark_read(referral=referral, by=by)
    about = Ref("referral", referral.id)
    duties.close(kind=DutyKind.ACKNOWLEDGE, about=about, by=by)
    ledger.record(REFERRAL_ACKNOWLEDGED, by=by, child_id=referral.child_id, about=about)
    raised = Ref("concern", referral.concern_id)
    notices.leave(team_id=referral.team_id, member_id=referral.recorded_by_id, code=ACKNOWLEDGED_NEWS, about=raised)
