"""What a practitioner asks to be kept from: names, telephones and addresses of their own and of those close (R-191)."""

from collections.abc import Iterable, Mapping

from django.db import transaction

from cairn.access.actor import Actor
from cairn.access.permissions import Permission
from cairn.children.kinds import FactKind
from cairn.children.kinds.circle import OWN_DETAILS_ADDED, OWN_DETAILS_ENDED
from cairn.children.queries.knowing import own_keys
from cairn.children.verbs.shutting_out import leave_with_own
from cairn.core.clock import now
from cairn.core.errors import NotAllowed, Refused
from cairn.ledger import verbs as ledger
from cairn.partnership.models import OwnDetail

MOST_DETAILS = 200  # of one practitioner


@transaction.atomic
def add_own_details(*, told: Mapping[FactKind, Iterable[str]], by: Actor) -> int:
    """Keep from oneself every child in whose record one of these names, telephones or addresses stands.

    Stored as keyed hashes, which nobody can read again. The records they have opened already are looked through at
    once, and each in which it stands is kept from them as at a first opening; others are when they are first opened.
    Records OWN_DETAILS_ADDED with the number alone. Returns how many are new. Raises NotAllowed for
    whoever is no person. Refuses what is too short to be told from others (`own_details_needed`) and more than 200 in
    all (`own_details_too_many`).
    """
    by.require(Permission.CHILD_OPEN)
    if by.practitioner_id is None:
        raise NotAllowed
    keys = own_keys(told)
    if not keys:
        raise Refused("own_details_needed")
    standing = set(OwnDetail.objects.visible_to(by).filter(ended_at=None).values_list("key", flat=True))
    if len(standing | keys) > MOST_DETAILS:
        raise Refused("own_details_too_many", most=MOST_DETAILS)
    new = sorted(keys - standing)
    OwnDetail.objects.bulk_create(OwnDetail(practitioner_id=by.practitioner_id, key=key) for key in new)
    ledger.record(OWN_DETAILS_ADDED, by=by, detail={"number": len(new)})
    if new:
        leave_with_own(keys=new, by=by)
    return len(new)


@transaction.atomic
def end_own_details(*, by: Actor) -> int:
    """Take back everything one asked to be kept from. Records that are kept from one already stay so: the lead decides.

    Records OWN_DETAILS_ENDED with the number alone. Returns how many there were.
    """
    by.require(Permission.CHILD_OPEN)
    ended = OwnDetail.objects.visible_to(by).filter(ended_at=None).update(ended_at=now())
    ledger.record(OWN_DETAILS_ENDED, by=by, detail={"number": ended})
    return ended
