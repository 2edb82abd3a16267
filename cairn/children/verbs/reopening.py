"""Taking back that two records are not the same child: the hub is asked once more (R-003)."""

from django.db import transaction
from django.db.models import F

from cairn.access.actor import Actor
from cairn.access.permissions import Permission
from cairn.children.kinds import LINK_REOPENED, Outcome, Standing
from cairn.children.models import LinkDecision, LinkQuestion
from cairn.children.queries.linking import is_part_of_another, questions_between
from cairn.children.verbs.linking import reason_given
from cairn.children.verbs.moving import owe_unowed
from cairn.core.clock import now
from cairn.core.errors import Conflict, Refused
from cairn.core.locks import one_at_a_time
from cairn.core.ref import Ref
from cairn.ledger import verbs as ledger
from cairn.partnership.queries import hub_desk, nation_of


@transaction.atomic
def reopen(*, decision: LinkDecision, reason: str, revision: int, by: Actor) -> LinkQuestion:
    """ "Not the same child" was wrong, or too soon: the question is open again and the hub's clock starts.

    The answer stays to be read, marked as undone. Records LINK_REOPENED with both children. Refuses no reason
    (`reason_needed`), any other decision and a question out of sight (`nothing_to_reopen`) and a child that is part of
    another by now (`same_already`). Raises Conflict on another revision (`link_changed_already`).
    """
    by.require(Permission.LINK_DECIDE, decision)
    why = reason_given(reason)
    pair = (decision.child_id, decision.other_id)
    one_at_a_time(*pair)
    current = LinkDecision.objects.visible_to(by).get(pk=decision.pk)
    if current.revision != revision:
        raise Conflict("link_changed_already")
    if (current.outcome, current.standing) != (Outcome.DIFFERENT, Standing.CONFIRMED):
        raise Refused("nothing_to_reopen")
    if is_part_of_another(pair, by):
        raise Refused("same_already")
    changed = LinkDecision.objects.filter(pk=current.pk, revision=revision).update(
        standing=Standing.UNDONE,
        undone_at=now(),
        undone_by_id=by.membership_id,
        undone_reason=why,
        revision=F("revision") + 1,
    )
    if not changed:
        raise Conflict("link_changed_already")
    question = questions_between(*pair, by).order_by("closed_at", "-asked_at").last()
    if question is None:
        raise Refused("nothing_to_reopen")
    question.closed_at = question.rests_until = None
    question.save(update_fields=["closed_at", "rests_until"])
    owe_unowed([question.id], nation_of(hub_desk()))
    for child_id in pair:
        ledger.record(LINK_REOPENED, by=by, child_id=child_id, about=Ref("link_decision", current.id))
    return question
