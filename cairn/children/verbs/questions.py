"""Opening the page of a question or of a link: both children in sight are looked at, so both trails say so (R-063)."""

from uuid import UUID

from django.db import transaction

from cairn.access.actor import Actor
from cairn.access.permissions import Permission
from cairn.children.models import LinkDecision, LinkQuestion
from cairn.children.queries.linking import in_sight
from cairn.core.errors import NotFound
from cairn.ledger import verbs as ledger

_PURPOSE = "could this be the same child"


@transaction.atomic
def open_question(*, question_id: UUID, by: Actor) -> LinkQuestion:
    """Fetch a question to be shown beside what is known of its children. Records `opened` for each child in sight.

    Raises NotFound, and notes the refused id, for one that does not exist or is out of sight.
    """
    by.require(Permission.CHILD_OPEN)
    question: LinkQuestion | None = LinkQuestion.objects.visible_to(by).filter(pk=question_id).first()
    if question is None:
        ledger.not_found_or_hidden(by=by, kind="link_question", reference=question_id)
        raise NotFound
    by.require(Permission.LINK_DECIDE, question)
    _look(question.child_id, question.candidate_id, by)
    return question


@transaction.atomic
def open_link(*, decision_id: UUID, by: Actor) -> LinkDecision:
    """Fetch a decision to be shown, confirmed or undone. Records and raises as `open_question` does."""
    by.require(Permission.CHILD_OPEN)
    decision: LinkDecision | None = (
        LinkDecision.objects.visible_to(by)
        .filter(pk=decision_id)
        .select_related("team__agency", "decided_by__practitioner", "confirmed_by__practitioner")
        .first()
    )
    if decision is None:
        ledger.not_found_or_hidden(by=by, kind="link_decision", reference=decision_id)
        raise NotFound
    by.require(Permission.LINK_DECIDE, decision)
    _look(decision.child_id, decision.other_id, by)
    return decision


def _look(child_id: UUID, other_id: UUID, by: Actor) -> None:
    for child in in_sight(child_id, other_id, by).values():
        ledger.looked(by=by, child_id=child.id, makeup=child.makeup, purpose=_PURPOSE)
