"""Concerns as they were sent."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Prefetch, QuerySet

from cairn.access.actor import Actor
from cairn.access.permissions import Permission
from cairn.children.kinds import FactKind
from cairn.children.models import Claim
from cairn.concerns.kinds import Urgency
from cairn.concerns.models import Concern, ConcernSubject, UrgencyChange
from cairn.duties.kinds import DutyKind
from cairn.duties.models import Duty


@dataclass(frozen=True, slots=True)
class Told:
    """What the sender said of one child: the words of what happened, and each fact's kind with its text."""

    child_id: UUID
    record_id: UUID
    team_id: UUID
    words: str
    facts: tuple[Claim, ...]


def urgency_now(concern: Concern) -> Urgency:
    """How urgent a concern is: what was said of it last."""
    latest = UrgencyChange.objects.filter(concern=concern).order_by("-changed_at", "-id").first()
    return Urgency(latest.urgency if latest else concern.urgency)


def is_call_back_owed(concern: Concern, actor: Actor) -> bool:
    """Whether this actor is of the hub and nobody has rung back yet whoever raised this without signing in."""
    if not (concern.call_back_needed and actor.is_hub and actor.may(Permission.ENTRY_ADD)):
        return False
    owed = Duty.objects.visible_to(actor).filter(about_kind="concern", about_id=concern.id, closed_at=None)
    return bool(owed.filter(kind=DutyKind.CALL_BACK).exists())


def concerns_seen(actor: Actor) -> QuerySet[Concern]:
    """Concerns this actor may see, with sender, team and area."""
    return Concern.objects.visible_to(actor).select_related("team", "agency", "area", "raised_by__practitioner")


def concerns_of_my_team(actor: Actor) -> QuerySet[Concern]:
    """What my own team has raised, newest first, with its children in order."""
    mine = concerns_seen(actor).filter(team_id__in=actor.team_ids).order_by("-raised_at", "-id")
    children = ConcernSubject.objects.visible_to(actor).order_by("order")
    return mine.prefetch_related(Prefetch("subjects", children))


def concern_of_draft(draft_id: UUID, actor: Actor) -> Concern | None:
    """The concern that a draft of this actor's team became, or None while it was not sent."""
    return Concern.objects.visible_to(actor).filter(team_id__in=actor.team_ids, send_key=str(draft_id)).first()


def told_by(concern: Concern, actor: Actor) -> list[Told]:
    """What the concern's sender said of each child, in the order in which it was told."""
    subjects = ConcernSubject.objects.visible_to(actor).filter(concern=concern).select_related("entry")
    found = list(subjects.order_by("order"))
    facts = _claims(concern.id, [subject.record_id for subject in found], actor)
    return [
        Told(
            child_id=subject.child_id,
            record_id=subject.record_id,
            team_id=subject.team_id,
            words=subject.entry.words,
            facts=tuple(fact for fact in facts if fact.record_id == subject.record_id),
        )
        for subject in found
    ]


def names_told(concerns: Sequence[Concern], actor: Actor) -> dict[UUID, list[str]]:
    """The names that the senders of these concerns gave, by record. A description counts as one."""
    records = [subject.record_id for concern in concerns for subject in concern.subjects.all()]
    told = Claim.objects.visible_to(actor).filter(record_id__in=records, kind=FactKind.NAME)
    names: dict[UUID, list[str]] = {}
    for claim in told.order_by("recorded_at", "id"):
        names.setdefault(claim.record_id, []).append(claim.text)
    return names


def _claims(concern_id: UUID, records: Iterable[UUID], actor: Actor) -> list[Claim]:
    claims = Claim.objects.visible_to(actor).filter(told_together=concern_id, record_id__in=list(records))
    return list(claims.order_by("recorded_at", "id"))
