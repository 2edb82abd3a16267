"""Opening a concern to be read, and copying it. Both show a child, so both are remembered."""

from django.db import transaction

from cairn.access.actor import Actor
from cairn.access.permissions import Permission
from cairn.children.models import Child
from cairn.concerns.kinds import CONCERN_COPIED
from cairn.concerns.models import Concern, ConcernSubject
from cairn.concerns.queries import concerns_seen
from cairn.core.errors import NotFound
from cairn.core.ref import Ref
from cairn.ledger import verbs as ledger


@transaction.atomic
def open_concern(*, reference: str, by: Actor, purpose: str = "") -> Concern:
    """Fetch one concern to be shown. The look at its children is in the ledger before anything is shown (R-063).

    Raises NotFound, and notes the refused reference, when there is none or none that this actor may see.
    """
    by.require(Permission.CHILD_OPEN)
    concern = concerns_seen(by).filter(reference=reference.upper()).first()
    if concern is None:
        ledger.not_found_or_hidden(by=by, kind="concern", reference=reference)
        raise NotFound
    children = list(ConcernSubject.objects.visible_to(by).filter(concern=concern).values_list("child_id", flat=True))
    makeups = dict(Child.objects.visible_to(by).filter(pk__in=children).values_list("pk", "makeup"))
    for child_id in children:
        ledger.looked(by=by, child_id=child_id, makeup=makeups.get(child_id), purpose=purpose)
    return concern


@transaction.atomic
def copy_concern(*, reference: str, by: Actor) -> Concern:
    """Fetch a concern of one's own team to be kept outside Cairn. Records CONCERN_COPIED.

    Raises NotFound for a concern of another team: its words are not one's own to keep.
    """
    concern = open_concern(reference=reference, by=by, purpose="copy for own records")
    if concern.team_id not in by.team_ids:
        ledger.not_found_or_hidden(by=by, kind="concern", reference=reference)
        raise NotFound
    ledger.record(CONCERN_COPIED, by=by, about=Ref("concern", concern.id))
    return concern
