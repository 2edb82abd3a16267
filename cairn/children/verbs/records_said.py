"""Saying which child a record is about: a decision where the actor may decide, else a proposal (R-003)."""

from django.db import transaction

from cairn.access.actor import Actor
from cairn.access.permissions import Permission
from cairn.children.kinds import Outcome
from cairn.children.models import Child, LinkDecision, LinkQuestion, Record
from cairn.children.queries.circle import sight_of
from cairn.children.queries.linking import may_decide
from cairn.children.verbs.linking import decide_link, decide_pair
from cairn.children.verbs.proposing import propose_link, propose_new
from cairn.core.errors import Conflict

NEW = "new"


@transaction.atomic
def say_which_child(*, record: Record, to: str, outcome: Outcome, reason: str, by: Actor) -> LinkDecision | None:
    """Say whether a record is about another child, by its reference, or `new`: about none that is known here.

    The hub, and who works with the other child, decide; `new` answers every question about the record's child that they
    decide with "not the same". From anybody else it is a proposal, which gives back None and is the same whether there
    is such a child, or such a question, or not. Records what `decide_pair`, `propose_link` and `propose_new` record,
    and refuses what they refuse. Raises Conflict (`nothing_asked`) for the hub's `new` where nobody has asked.
    """
    by.require(Permission.LINK_PROPOSE, record)
    if to == NEW:
        return _settle_as_new(record, outcome, reason, by)
    other = Child.objects.visible_to(by).filter(reference=to).first()
    if other is not None and Permission.LINK_DECIDE in by.permissions and sight_of(other, by).sees_story:
        return decide_pair(child=record.child, other=other, outcome=outcome, reason=reason, by=by)
    propose_link(child=record.child, reference=to, outcome=outcome, reason=reason, by=by)
    return None


def _settle_as_new(record: Record, outcome: Outcome, reason: str, by: Actor) -> LinkDecision | None:
    answer = Outcome.UNSURE if outcome is Outcome.UNSURE else Outcome.DIFFERENT
    asked = LinkQuestion.objects.visible_to(by).filter(child_id=record.child_id, closed_at=None)
    ours = [
        decide_link(question=question, outcome=answer, reason=reason, by=by)
        for question in asked.order_by("asked_at", "id")
        if Permission.LINK_DECIDE in by.permissions and may_decide(question, by)
    ]
    if by.is_hub:
        if not ours:
            raise Conflict("nothing_asked")
        return ours[-1]
    propose_new(child=record.child, outcome=answer, reason=reason, by=by)
    return ours[-1] if ours else None
