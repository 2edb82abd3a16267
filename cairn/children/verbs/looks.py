"""Reviewing who looked while two records were held to be one child (R-003, R-063)."""

from collections.abc import Callable
from uuid import UUID

from django.db import transaction

from cairn.access.actor import Actor
from cairn.access.permissions import Permission
from cairn.children.kinds import LOOKS_REVIEWED, Standing
from cairn.children.models import LinkDecision
from cairn.children.queries.joined import are_looks_reviewed
from cairn.children.queries.linking import in_sight
from cairn.core.errors import NotFound, Refused
from cairn.core.locks import one_at_a_time
from cairn.core.ref import Ref
from cairn.duties import verbs as duties
from cairn.duties.kinds import DutyKind
from cairn.ledger import verbs as ledger

LONGEST_NOTE = 4000
OnReviewed = Callable[[LinkDecision, str, Actor], object]
_ON_REVIEWED: list[OnReviewed] = []


def on_looks_reviewed(handler: OnReviewed) -> None:
    """Register who keeps the words of a review. A higher floor does, from its apps.py; called in the transaction."""
    if handler not in _ON_REVIEWED:
        _ON_REVIEWED.append(handler)


@transaction.atomic
def open_looks(*, decision_id: UUID, by: Actor) -> LinkDecision:
    """Fetch a link that was undone, to show who looked meanwhile. Records `listed` with the children in sight.

    For the hub and the team that leads. Raises NotFound, and notes the refused id, for one that does not exist, is out
    of sight or was never undone.
    """
    by.require(Permission.CHILD_OPEN)
    undone = LinkDecision.objects.visible_to(by).filter(pk=decision_id, standing=Standing.UNDONE)
    decision: LinkDecision | None = undone.first()  # without its children: a lead sees only one of them
    if decision is None or decision.joined_at is None:
        ledger.not_found_or_hidden(by=by, kind="link_decision", reference=decision_id)
        raise NotFound
    _require(decision, by)
    ledger.listed(by=by, child_ids=in_sight(decision.child_id, decision.other_id, by), purpose="who looked meanwhile")
    return decision


@transaction.atomic
def review_looks(*, decision: LinkDecision, note: str, by: Actor) -> None:
    """Say that who looked while two records were joined has been reviewed, and what was done about it.

    The hub's duty is done, whoever of hub and lead reviewed it. Records LOOKS_REVIEWED with both children. Refuses no
    note (`note_needed`), over 4,000 characters (`note_too_long`) and a second review (`looks_reviewed_already`).
    """
    _require(decision, by)
    if not note.strip():
        raise Refused("note_needed")
    if len(note) > LONGEST_NOTE:
        raise Refused("note_too_long", most=LONGEST_NOTE)
    one_at_a_time(decision.child_id, decision.other_id)
    if are_looks_reviewed(decision, by):
        raise Refused("looks_reviewed_already")
    for handler in _ON_REVIEWED:
        handler(decision, note.strip(), by)
    about = Ref("link_decision", decision.id)
    duties.close(kind=DutyKind.REVIEW_LOOKS, about=about, by=by)
    for child_id in (decision.child_id, decision.other_id):
        ledger.record(LOOKS_REVIEWED, by=by, child_id=child_id, about=about)


def _require(decision: LinkDecision, by: Actor) -> None:
    by.require(Permission.LINK_DECIDE, decision)
    by.require(Permission.LOOKS_SEE, decision)
