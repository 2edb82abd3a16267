"""The night's work: compare every child with every other, and ask the hub about those who may be one (R-002).

Never joins anybody. Finds what comparing one new record at a time cannot: two records that became alike by what was
added to either.
"""

from collections.abc import Iterable
from uuid import UUID

from django.db import transaction

from cairn.access.actor import Actor, ActorKind
from cairn.access.permissions import Permission
from cairn.children.queries.candidates import Candidate
from cairn.children.queries.linkage import Told, likely_pairs, records_told
from cairn.children.queries.name_forms import book
from cairn.children.verbs.asking import ask_remembering
from cairn.children.verbs.telling import tell_of_questions
from cairn.core.errors import NotAllowed
from cairn.core.ref import Ref
from cairn.ledger import verbs as ledger
from cairn.matching.kinds import Band
from cairn.matching.scoring import rank

MOST_A_NIGHT = 50  # questions: as many as a hub can answer beside its day's work; our own figure


def link_overnight(*, by: Actor, most: int = MOST_A_NIGHT) -> tuple[UUID, ...]:
    """Ask about the likeliest pairs that nobody has answered or is being asked about, at most `most` of them.

    Each pair is weighed once more as a person's search would weigh it; what that finds weak is not asked. Each pair is
    a transaction of its own, so a night that is cut short keeps what it has asked. Gives back the questions. For jobs
    alone: raises NotAllowed for anybody else, who would learn of children out of sight.
    """
    by.require(Permission.LINK_DECIDE)
    if by.kind is not ActorKind.JOB:
        raise NotAllowed
    with transaction.atomic():
        told = list(records_told(by))
        forms = book()
    asked: list[UUID] = []
    for newer, older, _ in likely_pairs(told):
        if len(asked) >= most:
            break
        ranking = rank(newer[2], [(older[1], older[2])], limit=1, book=forms)
        found = [
            Candidate(each.candidate, each.evidence, each.score.weight, each.score.band) for each in ranking.candidates
        ]
        asked += _ask(newer, (each for each in found if each.band is not Band.WEAK), by)
    return tuple(asked)


@transaction.atomic
def _ask(newer: Told, found: Iterable[Candidate], by: Actor) -> tuple[UUID, ...]:
    record_id, child_id, _ = newer
    candidates = list(found)
    asked = ask_remembering(child_id=child_id, candidates=candidates, by=by)
    if asked:
        children = [child_id, *(each.child_id for each in candidates)]
        ledger.matched(by=by, child_ids=children, about=Ref("record", record_id))
        tell_of_questions(record_id=record_id, by=by)
    return asked
