"""The answer: an outcome of the nation, reasons, and words for the person who raised it (R-022, R-071)."""

from dataclasses import dataclass
from datetime import date, datetime, time

from django.db import transaction
from django.db.models import F

from cairn.access.actor import Actor
from cairn.access.permissions import Permission
from cairn.children.models import Record
from cairn.chronology.kinds import EntryKind, HowKnown
from cairn.chronology.models import Entry
from cairn.chronology.verbs import Said, cite, write_entry
from cairn.concerns.models import ConcernSubject
from cairn.core.clock import LOCAL, now, today
from cairn.core.errors import Conflict, Refused
from cairn.core.locks import one_at_a_time
from cairn.core.ref import Ref
from cairn.duties import verbs as duties
from cairn.duties.kinds import DutyKind
from cairn.ledger import verbs as ledger
from cairn.notices import verbs as notices
from cairn.partnership.kinds import Sector
from cairn.partnership.models import Membership
from cairn.referrals.kinds import ANSWER_NEWS, REFERRAL_ANSWERED, Answer, Purpose
from cairn.referrals.models import Decision, Referral
from cairn.referrals.queries import at_the_decision, decided_elsewhere
from cairn.referrals.rules import LONGEST, answers_of, parity_of
from cairn.referrals.verbs.receiving import acknowledge

_END_OF_DAY = time(23, 59, 59)


@dataclass(frozen=True)
class AnswerGiven:
    """What the receiving team decided. `feedback` is what the sender reads; `would_change` what would alter it."""

    outcome: Answer
    reasons: str
    feedback: str
    would_change: str = ""
    no_capacity: bool = False
    review_on: date | None = None


@transaction.atomic
def answer(*, referral: Referral, given: AnswerGiven, revision: int, by: Actor) -> Decision:
    """Answer a referral once and for all to see. Records REFERRAL_ANSWERED; the sender's team is told.

    Closes the duty to answer (and says "I have it" for the same team where danger still calls it), adds a line to the
    child's story that cites what it leans on, and, for no further action, owes a look back by the clock `noted_review`
    (R-027). Marks itself where a statutory officer's word was awaited or repeated (R-055).
    Refuses a team that was not asked (`not_sent_to_you`), a call for danger to a team that was also asked to decide
    (`answer_there`: one decision, in one place), an outcome the nation does not have (`not_an_answer_here`),
    no reasons (`reasons_needed`), no words to the sender (`feedback_needed`), over-long text (`words_too_long`), a
    review date that is past (`review_in_past`). Raises Conflict when it was answered or changed meanwhile.
    """
    by.require(Permission.REFERRAL_ANSWER, referral)
    if referral.to_team_id not in by.team_ids:
        raise Refused("not_sent_to_you")
    if decided_elsewhere(referral) is not None:
        raise Refused("answer_there")
    _refuse_thin(given, referral.nation)
    one_at_a_time(referral.child_id)
    changed = Referral.objects.filter(pk=referral.pk, revision=revision, answered_at=None).update(
        answered_at=now(), revision=F("revision") + 1
    )
    if not changed:
        raise Conflict("answered_already")
    record = _own_record(referral, by)
    decision = _write(referral, record, given, by)
    _tell(referral, record, decision, by)
    return decision


def _refuse_thin(given: AnswerGiven, nation: str) -> None:
    if given.outcome not in answers_of(nation):
        raise Refused("not_an_answer_here")
    if not given.reasons.strip():
        raise Refused("reasons_needed")
    if not given.feedback.strip():
        raise Refused("feedback_needed")
    if max(len(given.reasons), len(given.feedback), len(given.would_change)) > LONGEST:
        raise Refused("words_too_long", most=LONGEST)
    if given.review_on is not None and given.review_on < today():
        raise Refused("review_in_past")


def _own_record(referral: Referral, by: Actor) -> Record:
    mine = Record.objects.visible_to(by).filter(child_id=referral.child_id, team_id=referral.to_team_id)
    return mine.latest("opened_at")


def _write(referral: Referral, record: Record, given: AnswerGiven, by: Actor) -> Decision:
    decision = Decision(
        record=record,
        child_id=record.child_id,
        team_id=record.team_id,
        agency_id=record.agency_id,
        recorded_by_id=by.membership_id,
        referral=referral,
        outcome=given.outcome,
        reasons=given.reasons.strip(),
        feedback=given.feedback.strip(),
        would_change=given.would_change.strip(),
        no_capacity=given.no_capacity,
        review_on=given.review_on,
        parity=parity_of(at_the_decision(referral.id, by), told_by=Sector(referral.agency.sector)) or "",
    )
    decision.save(force_insert=True)
    return decision


def _tell(referral: Referral, record: Record, decision: Decision, by: Actor) -> None:
    about = Ref("decision", decision.id)
    said = Said(
        kind=EntryKind.DECISION,
        words=decision.reasons,
        how_known=HowKnown.PROFESSIONAL_ESTIMATE,
        occurred_from=decision.recorded_at,
        detail={"outcome": str(decision.outcome), "decision": str(decision.id)},
    )
    write_entry(record=record, said=said, by=by)
    for leaned_on in _entries_of(referral, by):
        cite(entry=leaned_on, record=record, citing=about, by=by)
    sent = Ref("referral", referral.id)
    duties.close(kind=DutyKind.ANSWER, about=sent, by=by)
    _stop_calling(referral, by)
    if decision.outcome == Answer.NO_FURTHER_ACTION:
        _owe_look_back(referral, given_day=decision.review_on, by=by)
    ledger.record(
        REFERRAL_ANSWERED, by=by, child_id=record.child_id, about=about, detail={"outcome": str(decision.outcome)}
    )
    raised = Ref("concern", referral.concern_id)
    notices.leave(team_id=referral.team_id, member_id=referral.recorded_by_id, code=ANSWER_NEWS, about=raised)


def _stop_calling(referral: Referral, by: Actor) -> None:
    """Whoever has decided has it: nobody is called any more about the same child of the same concern."""
    same = Referral.objects.visible_to(by).filter(concern_id=referral.concern_id, record_id=referral.record_id)
    for each in same.filter(to_team_id=referral.to_team_id, purpose=Purpose.DANGER, acknowledged_at=None):
        acknowledge(referral=each, by=by)


def _entries_of(referral: Referral, by: Actor) -> list[Entry]:
    subjects = ConcernSubject.objects.visible_to(by).filter(
        concern_id=referral.concern_id, record_id=referral.record_id
    )
    return [subject.entry for subject in subjects.select_related("entry")]


def _owe_look_back(referral: Referral, *, given_day: date | None, by: Actor) -> None:
    owner = Membership.objects.get(pk=by.membership_id) if by.membership_id else None
    duties.owe(
        kind=DutyKind.REVIEW_NOTED,
        about=Ref("referral", referral.id),
        policy="noted_review",
        nation=referral.nation,
        owner_team=referral.to_team,
        owner=owner,
        child_id=referral.child_id,
        record_id=referral.record_id,
        # The day that the deciding team chose itself, to its end; never later than the policy's.
        due_at=datetime.combine(given_day, _END_OF_DAY, LOCAL) if given_day else None,
    )
