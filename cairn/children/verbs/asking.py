"""Asking once more whether two children are one, when there is more to go by than when somebody answered (R-002)."""

from collections.abc import Iterable
from uuid import UUID

from django.db import transaction

from cairn.access.actor import Actor
from cairn.access.permissions import Permission
from cairn.children.kinds import Outcome
from cairn.children.models import Claim, LinkDecision, LinkQuestion, Record
from cairn.children.queries.candidates import Candidate, compared
from cairn.children.queries.keys import person
from cairn.children.queries.linking import answers_about, question_between
from cairn.children.rules.remembering import is_news, weighed
from cairn.children.verbs.matching import MOST_ASKED, question_of, written
from cairn.children.verbs.moving import owe_unowed
from cairn.children.verbs.telling import tell_of_questions
from cairn.core.locks import one_at_a_time
from cairn.core.ref import Ref
from cairn.duties import verbs as duties
from cairn.duties.kinds import DutyKind
from cairn.ledger import verbs as ledger
from cairn.matching.kinds import Band
from cairn.matching.scoring import MODEL_VERSION
from cairn.partnership.queries import hub_desk, nation_of

_PURPOSE = "matching of what was added"


@transaction.atomic
def look_again(*, record_id: UUID, by: Actor) -> tuple[UUID, ...]:
    """Something was added to a record: is its child another one that is known here? Done by a job, after the fact.

    All that is known of the child is compared. Whoever added something learns nothing; the hub is asked, and the leads
    are told. Gives back the questions that are now open for it. Records `matched`.
    """
    by.require(Permission.LINK_DECIDE)
    record = Record.objects.visible_to(by).filter(pk=record_id).first()
    if record is None:
        return ()
    said = Claim.objects.visible_to(by).filter(child_id=record.child_id).order_by("recorded_at", "id")
    facts = person((one.kind, one.text, one.detail, one.born_from, one.born_to) for one in said)
    found = compared(facts, besides=[record.child_id], by=by)
    likely = [each.candidate for each in found if each.candidate.band is not Band.WEAK][:MOST_ASKED]
    ledger.matched(by=by, child_ids=[each.child_id for each in likely], about=Ref("record", record.id))
    asked = ask_remembering(child_id=record.child_id, candidates=likely, by=by)
    tell_of_questions(record_id=record.id, by=by)
    return asked


@transaction.atomic
def ask_remembering(*, child_id: UUID, candidates: Iterable[Candidate], by: Actor) -> tuple[UUID, ...]:
    """Ask the hub about each of these pairs, but for those that somebody has answered on as much evidence (R-002).

    A question that is open already takes the new evidence, and comes back at once if somebody was not sure. What has
    been answered is asked again only with news (`rules.remembering.is_news`). Called by jobs, which see every answer.
    Gives back the questions asked or woken by this.
    """
    by.require(Permission.LINK_DECIDE)
    asked = tuple(
        question.id
        for candidate in candidates
        if candidate.child_id != child_id and (question := _asked(child_id, candidate, by)) is not None
    )
    owe_unowed(asked, nation_of(hub_desk()))
    return asked


def _asked(child_id: UUID, candidate: Candidate, by: Actor) -> LinkQuestion | None:
    one_at_a_time(child_id, candidate.child_id)
    question = question_between(child_id, candidate.child_id, by)
    if question is not None:
        return _renewed(question, candidate, by)
    answer = answers_about((child_id, candidate.child_id), by).first()
    if answer is not None and not _may_ask_again(answer, candidate):
        return None
    question = question_of(child_id, candidate)
    question.save(force_insert=True)
    return question


def _may_ask_again(answer: LinkDecision, candidate: Candidate) -> bool:
    # "Same" that stands, or waits for a second person, is no question; one that was undone is answered "two children".
    if answer.outcome == Outcome.SAME and answer.undone_at is None:
        return False
    return _is_news(answer, candidate)


def _renewed(question: LinkQuestion, candidate: Candidate, by: Actor) -> LinkQuestion | None:
    if not _is_news(question, candidate):
        return None
    question.evidence, question.model_version = written(candidate.evidence), MODEL_VERSION
    question.weight, question.band = candidate.weight, candidate.band
    if question.rests_until is not None:
        question.rests_until = None
        duties.close(kind=DutyKind.LINK, about=Ref("link_question", question.id), by=by)
    question.save(update_fields=["evidence", "model_version", "weight", "band", "rests_until"])
    return question


def _is_news(then: LinkQuestion | LinkDecision, candidate: Candidate) -> bool:
    today = weighed(written(candidate.evidence))
    return is_news(weighed(then.evidence), today, same_model=then.model_version == MODEL_VERSION)
