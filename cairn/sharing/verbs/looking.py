"""Opening a withholding to be read: it tells something of a child, so it is remembered as a look."""

from uuid import UUID

from django.db import transaction

from cairn.access.actor import Actor
from cairn.access.permissions import Permission
from cairn.core.errors import NotFound
from cairn.core.ref import Ref
from cairn.ledger import verbs as ledger
from cairn.ledger.kinds import OPENED
from cairn.sharing import queries
from cairn.sharing.models import Compartment, Withholding
from cairn.sharing.queries import compartments

PURPOSE = "what is held back"
APART = "what is kept apart"


@transaction.atomic
def open_withholding(*, withholding_id: UUID, by: Actor) -> Withholding:
    """Fetch one withholding for those who decide about it. Records `opened` about it, so that the look is kept from
    whoever it is kept from.

    Raises NotFound, and notes the refused id, for one that is not, and for everybody else.
    """
    by.require(Permission.WITHHOLD)
    try:
        found = queries.open_withholding(withholding_id, by)
    except NotFound:
        ledger.not_found_or_hidden(by=by, kind="withholding", reference=withholding_id)
        raise
    about = Ref("withholding", found.id)
    ledger.record(OPENED, by=by, child_id=found.child_id, about=about, purpose=PURPOSE)
    return found


@transaction.atomic
def find_compartment(*, compartment_id: UUID, by: Actor) -> Compartment:
    """Fetch what is kept apart for those in it, as a thing of which they can be shown who reads it. Records `opened`.

    Raises NotFound, and notes the refused id, for one that is not, and for everybody else.
    """
    by.require(Permission.CHILD_OPEN)
    try:
        found = compartments.open_compartment(compartment_id, by)
    except NotFound:
        ledger.not_found_or_hidden(by=by, kind="compartment", reference=compartment_id)
        raise
    about = Ref("compartment", found.id)
    ledger.record(OPENED, by=by, child_id=found.child_id, about=about, purpose=APART)
    return found
