"""Opening what was sent: every look at it is a look at the child."""

from uuid import UUID

from django.db import transaction

from cairn.access.actor import Actor
from cairn.access.permissions import Permission
from cairn.core.errors import NotFound
from cairn.ledger import verbs as ledger
from cairn.referrals.models import Referral
from cairn.referrals.queries import referrals_seen
from cairn.referrals.verbs.receiving import mark_read


def find_referral(*, referral_id: UUID, by: Actor) -> Referral:
    """Fetch what was sent, with its concern, child, sender and receiver. Shows nothing yet: see `look_at`.

    Raises NotFound, and notes it, when there is none or none that this actor may see.
    """
    by.require(Permission.CHILD_OPEN)
    found: Referral | None = referrals_seen(by).filter(pk=referral_id).first()
    if found is None:
        ledger.not_found_or_hidden(by=by, kind="referral", reference=referral_id)
        raise NotFound
    return found


@transaction.atomic(savepoint=False)
def look_at(*, referral: Referral, by: Actor) -> None:
    """Remember the look at the child before anything is shown (R-063), and that the receiving team has read it.

    Only a member who could answer or say "I have it" counts as having read it for the team.
    """
    ledger.looked(by=by, child_id=referral.child_id, makeup=referral.child.makeup, purpose="answer a referral")
    if referral.read_at is None and Permission.REFERRAL_ACKNOWLEDGE in by.permissions:
        mark_read(referral=referral, by=by)
