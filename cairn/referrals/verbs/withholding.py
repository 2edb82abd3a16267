"""What was sent to be decided stays readable for whoever must decide it (R-049, R-068)."""

from collections.abc import Collection
from uuid import UUID

from django.db.models import Q

from cairn.access.actor import Actor
from cairn.core.errors import Refused
from cairn.referrals.models import Referral
from cairn.sharing.verbs import Held


def refuse_answerers(held: Held, agencies: Collection[UUID], by: Actor) -> None:
    """Called before something is held back: refuses agencies that still owe an answer to it (`withhold_from_answerer`).

    Held back from them, a child's answer would be owed by people who cannot read what was asked.
    """
    told = Q(concern_id__in=(held.item_id, *held.besides)) | Q(record_id=held.item_id)
    waiting = Referral.objects.visible_to(by).filter(told, to_agency_id__in=list(agencies), answered_at=None)
    if waiting.exists():
        raise Refused("withhold_from_answerer")
