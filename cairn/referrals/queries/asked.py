"""What the person who answers needs: what was sent, what is known of the child, how like cases were answered."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid5

from django.db.models import Count, Exists, F, OuterRef, QuerySet

from cairn.access.actor import Actor
from cairn.access.scopes import ScopedQuerySet
from cairn.children.kinds import FactKind
from cairn.children.models import Child, Claim
from cairn.chronology.models import Entry
from cairn.concerns.kinds import Urgency
from cairn.concerns.models import ConcernSubject, UrgencyChange
from cairn.core.clock import now
from cairn.duties.kinds import DraftKind, DutyKind
from cairn.duties.models import Draft, Duty
from cairn.duties.queries import content_of
from cairn.partnership.kinds import Discipline, TeamKind
from cairn.partnership.models import Team
from cairn.referrals.kinds import Answer, Purpose
from cairn.referrals.models import Decision, Referral

LIKE_CASES_OVER = timedelta(days=365)
_MOST_FACTS = 100
_PEOPLE = ("recorded_by__practitioner", "read_by__practitioner", "acknowledged_by__practitioner")
_SHORT = (
    FactKind.NAME,
    FactKind.BIRTH,
    FactKind.SEX,
    FactKind.NATIONALITY,
    FactKind.LANGUAGE,
    FactKind.SCHOOL,
    FactKind.WHEREABOUTS,
    FactKind.WISH,
    FactKind.MUST_NOT_KNOW,
)


def referrals_seen(actor: Actor) -> ScopedQuerySet[Referral]:
    """What was sent, as far as this actor may see it, with concern, child, sender and receiver."""
    rows: ScopedQuerySet[Referral] = Referral.objects.visible_to(actor)
    return rows.select_related("concern__agency", "child", "to_team__agency", "team__agency", *_PEOPLE)


def told_of(referral: Referral, actor: Actor) -> list[Entry]:
    """The words of what happened, as the sender wrote them of this child."""
    told = ConcernSubject.objects.visible_to(actor).filter(concern_id=referral.concern_id, record_id=referral.record_id)
    return [subject.entry for subject in told.select_related("entry").order_by("order")]


def facts_of(referral: Referral, actor: Actor) -> list[Claim]:
    """What has been said of the child that bears on the answer, in the order it was said; the newest 100."""
    said = Claim.objects.visible_to(actor).filter(child_id=referral.child_id, kind__in=_SHORT, replaced_by=None)
    return list(said.order_by("-recorded_at", "-id")[:_MOST_FACTS])[::-1]


def answer_to(referral: Referral, actor: Actor) -> Decision | None:
    """The answer as it stands, with who gave it; None while there is none."""
    given = Decision.objects.visible_to(actor).filter(referral=referral, replaced_by=None)
    found: Decision | None = given.select_related("recorded_by__practitioner", "team").order_by("-recorded_at").first()
    return found


def puts_of(referral: Referral, actor: Actor) -> list[Referral]:
    """Every team that this child of the concern was put to, danger first: who has read it, who has it."""
    put = referrals_seen(actor).filter(concern_id=referral.concern_id, record_id=referral.record_id)
    return list(put.order_by(F("purpose").desc(), "delivered_at", "id"))


def danger_undecided(child: Child, actor: Actor) -> Referral | None:
    """Where somebody has said that the child is in danger, and no team has decided on that concern since."""
    rows = Referral.objects.visible_to(actor, child.place).filter(child=child)
    if not rows.filter(purpose=Purpose.DANGER).exists():
        return None
    decided = rows.filter(concern=OuterRef("concern"), record=OuterRef("record"), answered_at__isnull=False)
    decided = decided.filter(~Exists(_danger_said().filter(changed_at__gt=OuterRef("answered_at"))))
    danger = rows.filter(~Exists(decided), purpose=Purpose.DANGER).select_related("to_team")
    found: Referral | None = danger.order_by("acknowledged_at", "delivered_at").first()
    return found


def was_called_again(referral: Referral) -> bool:
    """Whether danger was said once more after this was delivered."""
    if referral.purpose != Purpose.DANGER:
        return False
    said = UrgencyChange.objects.filter(concern_id=referral.concern_id, urgency=Urgency.DANGER_NOW)
    return said.filter(changed_at__gt=referral.delivered_at).exists()


def decided_elsewhere(referral: Referral) -> Referral | None:
    """Of one that only calls for danger: what asks the same team to decide about the same child, if it does."""
    if referral.purpose != Purpose.DANGER:
        return None
    same = Referral.objects.filter(concern_id=referral.concern_id, record_id=referral.record_id)
    return same.filter(to_team_id=referral.to_team_id, purpose=Purpose.CHILD_PROTECTION).first()


def look_back_owed(referral: Referral, actor: Actor) -> Duty | None:
    """The second look that the actor's own team owes, if it does: whoever leads now, also where another decided."""
    owed = Duty.objects.visible_to(actor).filter(about_kind="referral", about_id=referral.id, closed_at=None)
    found: Duty | None = owed.filter(kind=DutyKind.REVIEW_NOTED, owner_team_id__in=actor.team_ids).first()
    return found


def _danger_said() -> QuerySet[UrgencyChange]:
    return UrgencyChange.objects.filter(concern=OuterRef("concern"), urgency=Urgency.DANGER_NOW)


def like_cases(referral: Referral, actor: Actor) -> dict[Answer, int]:
    """How often the receiving team gave each answer in the last 12 months. Small ones are for nobody."""
    since = now() - LIKE_CASES_OVER
    given = Decision.objects.visible_to(actor).filter(team_id=referral.to_team_id, recorded_at__gte=since)
    counted = given.order_by().values_list("outcome").annotate(Count("id"))
    return {Answer(outcome): count for outcome, count in counted}


def hub_contact() -> Team | None:
    """The hub's duty desk, which is rung when it is not clear whose turn it is."""
    desks: QuerySet[Team] = Team.objects.filter(agency__discipline=Discipline.HUB, kind=TeamKind.DUTY_DESK)
    return desks.select_related("agency").order_by("slug").first()


@dataclass(frozen=True, slots=True)
class Begun:
    """What this person has begun to answer. `id` names the draft whether or not it was ever saved.

    Two windows of one person write one draft, so that each hears of the other.
    """

    id: UUID
    draft: Draft | None
    words: dict[str, Any]


def begun_by(actor: Actor, referral: Referral) -> Begun:
    """What this person has begun to answer and not sent; nobody else sees it."""
    about = {"kind": DraftKind.ANSWER, "about_kind": "referral", "about_id": referral.id}
    mine = list(Draft.objects.visible_to(actor).filter(**about).order_by("-saved_at", "-id"))
    unsent = next((one for one in mine if one.sent_at is None and one.discarded_at is None), None)
    if unsent is None:
        return Begun(uuid5(referral.id, f"{actor.practitioner_id} {len(mine)}"), None, {})
    return Begun(unsent.pk, unsent, content_of(unsent, by=actor))
