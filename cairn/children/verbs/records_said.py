"""Saying which child a record is about: a decision where the actor may decide, else a proposal (R-003)."""

from django.db import transaction

from cairn.access.actor import Actor
from cairn.access.permissions import Permission
from cairn.children.kinds import Outcome
from cairn.children.models import Child, LinkDecision, LinkQuestion, Record
from cairn.children.queries.circle import sight_of
from cairn.children.verbs.linking import decide_link, decide_pair, propose_link
from cairn.core.errors import Conflict, NotFound

NEW = "new"


@transaction.atomic
def say_which_child(*, record: Record, to: str, outcome: Outcome, reason: str, by: Actor) -> LinkDecision | None:
    """Say whether a record is about another child, by its reference, or `new`: about none that is known here.

    The hub, and who works with the other child, decide; `new` answers every question about the record's child with "not
    the same". From anybody else "same" is a proposal, which gives back None and is the same whether there is such a
    child or not. Records what `decide_pair` and `propose_link` record, and refuses what they refuse. Raises NotFound
    for another answer about a child out of sight, Conflict (`nothing_asked`) for `new` where nobody has asked.
    """
    by.require(Permission.LINK_PROPOSE, record)
    if to == NEW:
        return _settle_as_new(record, outcome, reason, by)
    other = Child.objects.visible_to(by).filter(reference=to).first()
    if other is not None and Permission.LINK_DECIDE in by.permissions and sight_of(other, by).sees_story:
        return decide_pair(child=record.child, other=other, outcome=outcome, reason=reason, by=by)
    if outcome is not Outcome.SAME:
        raise NotFound
    propose_link(child=record.child, reference=to, reason=reason, by=by)
    return None


def _settle_as_new(record: Record, outcome: Outcome, reason: str, by: Actor) -> LinkDecision:
    by.require(Permission.LINK_DECIDE, record)
    answer = Outcome.UNSURE if outcome is Outcome.UNSURE else Outcome.DIFFERENT
    asked = LinkQuestion.objects.visible_to(by).filter(child_id=record.child_id, closed_at=None)
    decided = [
        decide_link(question=question, outcome=answer, reason=reason, by=by)
        for question in asked.order_by("asked_at", "id")
    ]
    if not decided:
        raise Conflict("nothing_asked")
    return decided[-1]
