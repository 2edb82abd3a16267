"""Saying which child a record may be about, by those who do not decide it. The hub reads what they think (R-002)."""

from collections.abc import Mapping, Sequence

from django.db import connection, transaction

from cairn.access.actor import Actor
from cairn.access.permissions import Permission
from cairn.children.kinds import LINK_ASKED, Outcome, Standing
from cairn.children.models import Child, LinkDecision, LinkQuestion
from cairn.children.verbs.linking import reason_given, written_by
from cairn.children.verbs.matching import dumped, link_duty, row
from cairn.core.errors import Refused
from cairn.core.locks import one_at_a_time
from cairn.ledger import verbs as ledger
from cairn.matching.scoring import MODEL_VERSION
from cairn.partnership.queries import hub_desk, nation_of


@transaction.atomic
def propose_link(
    *,
    child: Child,
    reference: str,
    reason: str,
    by: Actor,
    outcome: Outcome = Outcome.SAME,
    evidence: Sequence[Mapping[str, object]] = (),
) -> None:
    """Say whether a child you know may be another one, by the other's reference. The hub decides by its clock.

    Nothing is given back and the statements are the same whether there is such a child or not: an outsider sees no more
    for a proposal. *Same* and *not sure* ask the hub, unless somebody has answered; *not the same* is noted beside what
    is asked already. `evidence`, as it is stored, goes with the question. Records LINK_ASKED. Refuses no reason
    (`reason_needed`), an over-long one (`reason_too_long`) and the child itself (`same_child_twice`).
    """
    by.require(Permission.LINK_PROPOSE, child)
    why = reason_given(reason)
    spoken = reference.strip().upper()
    if spoken == child.reference:
        raise Refused("same_child_twice")
    one_at_a_time(child.id)
    question = LinkQuestion(child_id=child.id, candidate_id=child.id, weight=0.0, model_version=MODEL_VERSION)
    question.evidence = list(evidence)
    hub = hub_desk()
    owed = link_duty(child_id=child.id, record_id=None, nation=nation_of(hub), team=hub)
    written = [dumped(row(each)) for each in (_proposal(child, outcome, why, by), question, owed)]
    with connection.cursor() as cursor:
        cursor.execute("select cairn_propose_link(%s::jsonb, %s::jsonb, %s::jsonb, %s)", [*written, spoken])
    ledger.record(LINK_ASKED, by=by, child_id=child.id, makeup=child.makeup)


@transaction.atomic
def propose_new(*, child: Child, reason: str, by: Actor, outcome: Outcome = Outcome.DIFFERENT) -> None:
    """Say that a child you know is none of those whom the hub is asked about, or that you are not sure. Each question
    gets that word and stays.

    Nothing is given back and the statements are the same whether anything was asked. Records LINK_ASKED. Refuses no
    reason (`reason_needed`) and an over-long one (`reason_too_long`).
    """
    by.require(Permission.LINK_PROPOSE, child)
    why = reason_given(reason)
    one_at_a_time(child.id)
    with connection.cursor() as cursor:
        proposal = dumped(row(_proposal(child, outcome, why, by)))
        cursor.execute("select cairn_propose_new(%s::jsonb)", [proposal])
    ledger.record(LINK_ASKED, by=by, child_id=child.id, makeup=child.makeup)


def _proposal(child: Child, outcome: Outcome, why: str, by: Actor) -> LinkDecision:
    """Not yet saved; the other child is filled in where it is."""
    return LinkDecision(
        child_id=child.id,
        other_id=child.id,
        outcome=outcome,
        standing=Standing.PROPOSED,
        reason=why,
        model_version=MODEL_VERSION,
        **written_by(by),
    )
