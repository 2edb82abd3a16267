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
from cairn.sharing.models import Withholding

PURPOSE = "what is held back"


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
