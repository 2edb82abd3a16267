"""What became of what was sent, for the page of the concern."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from uuid import UUID

from cairn.access.actor import Actor
from cairn.concerns.models import Concern, ConcernSubject
from cairn.concerns.queries import Answered, Delivery, LookedFor
from cairn.duties.kinds import DutyKind
from cairn.duties.models import Duty
from cairn.partnership.models import Membership
from cairn.referrals.kinds import Answer, Parity, Purpose, Sought, answer_label
from cairn.referrals.models import Corroboration, Decision, Referral
from cairn.referrals.queries.corroboration import looked_for, what_met

# Which duty of a referral tells its sender by when to expect something.
_AWAITED = {Purpose.CHILD_PROTECTION: DutyKind.ANSWER, Purpose.DANGER: DutyKind.ACKNOWLEDGE}


def progress(concerns: Sequence[Concern], actor: Actor) -> dict[UUID, tuple[Delivery, ...]]:
    """For each concern, the teams it was put to and what became of that (R-022). Six statements, however many."""
    people = ("to_team", "to_agency", "read_by__practitioner", "acknowledged_by__practitioner")
    asked = Referral.objects.visible_to(actor).filter(concern__in=concerns).select_related(*people)
    referrals = list(asked.order_by("delivered_at", "id"))
    if not referrals:
        return {}
    ids = [referral.id for referral in referrals]
    due, answers = _due(ids, actor), _answers(ids, actor)
    places, awaited = _places(concerns, actor), looked_for(ids, actor)
    found: dict[UUID, tuple[Delivery, ...]] = {}
    for one in referrals:
        place = places.get((one.concern_id, one.record_id), 0)
        delivery = _delivery(one, place, due.get((one.id, _AWAITED[Purpose(one.purpose)])), answers.get(one.id))
        delivery = replace(delivery, looked_for=tuple(_looked_for(each) for each in awaited.get(one.id, [])))
        found[one.concern_id] = (*found.get(one.concern_id, ()), delivery)
    return found


def _places(concerns: Iterable[Concern], actor: Actor) -> dict[tuple[UUID, UUID], int]:
    subjects = ConcernSubject.objects.visible_to(actor).filter(concern__in=list(concerns))
    return {(concern, record): place for concern, record, place in subjects.values_list("concern", "record", "order")}


def _due(referral_ids: Iterable[UUID], actor: Actor) -> dict[tuple[UUID, str], datetime]:
    duties = Duty.objects.visible_to(actor).filter(about_kind="referral", about_id__in=list(referral_ids))
    rows = duties.filter(kind__in=_AWAITED.values()).values_list("about_id", "kind", "due_at")
    return {(about, kind): due_at for about, kind, due_at in rows}


def _answers(referral_ids: Iterable[UUID], actor: Actor) -> Mapping[UUID, Decision]:
    decisions = Decision.objects.visible_to(actor).filter(referral__in=list(referral_ids))
    standing = decisions.select_related("recorded_by__practitioner").order_by("recorded_at", "id")
    return {decision.referral_id: decision for decision in standing}


def _delivery(one: Referral, place: int, due_at: datetime | None, decision: Decision | None) -> Delivery:
    return Delivery(
        child=place,
        is_danger=one.purpose == Purpose.DANGER,
        team=one.to_team.name,
        agency=one.to_agency.name,
        phone=one.to_team.phone or one.to_agency.phone,
        delivered_at=one.delivered_at,
        read_at=one.read_at,
        read_by=_name(one.read_by),
        acknowledged_at=one.acknowledged_at,
        acknowledged_by=_name(one.acknowledged_by),
        due_at=due_at,
        answer=_answered(decision, one.nation) if decision else None,
    )


def _answered(decision: Decision, nation: str) -> Answered:
    return Answered(
        outcome=str(answer_label(Answer(decision.outcome), nation)),
        reasons=decision.reasons,
        feedback=decision.feedback,
        would_change=decision.would_change,
        no_capacity=decision.no_capacity,
        answered_at=decision.recorded_at,
        answered_by=_name(decision.recorded_by),
        review_on=decision.review_on,
        marked=str(Parity(decision.parity).label) if decision.parity else "",
    )


def _looked_for(one: Corroboration) -> LookedFor:
    met = what_met(one)
    return LookedFor(
        missing=one.missing,
        source=str(Sought(one.sought).label),
        why=one.why,
        at=one.recorded_at,
        met_at=met.recorded_at if met else None,
    )


def _name(member: Membership | None) -> str:
    return str(member.practitioner.name) if member else ""
