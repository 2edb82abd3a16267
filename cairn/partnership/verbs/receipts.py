"""Doing something once, however often it is asked for with the same key."""

from collections.abc import Callable

from django.db import transaction

from cairn.access.actor import Actor
from cairn.core.errors import Conflict, NotAllowed
from cairn.core.locks import one_at_a_time
from cairn.core.ref import Ref
from cairn.partnership.models import Receipt


@transaction.atomic
def do_once(*, key: str, digest: str, status: int, do: Callable[[], Ref], by: Actor) -> Ref:
    """Do it and remember what came of it; with the same key and digest again, only say what came of it.

    `do` asks whether its deed is allowed; whoever shows what came of it asks again, because rights change. Two calls
    with one key wait for each other. Raises Conflict (`idempotency_key_reused`) for the same key with another digest,
    and NotAllowed for an actor that is neither a system nor a person in a team.
    """
    caller = by.token_id or by.membership_id
    if caller is None or by.agency_id is None:
        raise NotAllowed
    one_at_a_time(f"receipt {caller} {key}")
    earlier = Receipt.objects.visible_to(by).filter(caller=caller, key=key).first()
    if earlier is not None:
        if earlier.digest != digest:
            raise Conflict("idempotency_key_reused")
        return Ref(earlier.about_kind, earlier.about_id)
    made = do()
    Receipt(
        agency_id=by.agency_id,
        caller=caller,
        key=key,
        digest=digest,
        about_kind=made.kind,
        about_id=made.id,
        status=status,
    ).save(force_insert=True)
    return made
