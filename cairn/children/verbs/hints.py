"""The one hint somebody not involved may get: that name and age agree, and that the hub knows whom to ring."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from django.db import transaction
from django.db.models.functions import Now

from cairn.access.actor import Actor, ActorKind, job
from cairn.children.kinds import HINT_GIVEN
from cairn.children.models import Record
from cairn.children.queries.candidates import Compared, compared
from cairn.children.queries.keys import facts_of
from cairn.core.jobs import defer
from cairn.core.locks import one_at_a_time
from cairn.core.ref import Ref
from cairn.ledger import verbs as ledger
from cairn.ledger.models import Event
from cairn.matching.kinds import Band
from cairn.matching.scoring import independent_agreement
from cairn.partnership.models import Team
from cairn.partnership.queries import hub_desk

MOST_A_DAY = 5
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Hint:
    """Name and age agree with a child known here: ring this team. It says nothing else, and never which child."""

    ring: Team


@transaction.atomic
def hint_for(*, records: Sequence[Record], by: Actor) -> Hint | None:
    """After Send: whether to say "name and age agree: ring the hub duty desk" to the one who has just sent (R-002).

    `records` are the sender's own, of every child in one concern. Only a signed-in person gets one, of an agency whose
    agreement holds, and only for a child out of their sight whose name and birth, two facts typed in that concern, both
    agree; at most five a day. A child marked no-confirm gives none: the same statements are run as when nobody is
    found. Asking again about the same concern gives the same hint and is no second one. Records HINT_GIVEN; the lead
    is told by a job.
    """
    if by.kind is not ActorKind.PRACTITIONER or not by.is_agreed or not records:
        return None
    one_at_a_time(f"hints to {by.practitioner_id}")  # or two sends in one second would each be the fifth
    ring = hub_desk()
    given = _given_today(by)
    own = _sent_by(records, by)
    besides = {record.child_id for record in own}
    hits = [(record, hit) for record in own for hit in _hits(record, besides, by)]
    if any(record.id in given for record in own):
        return Hint(ring)
    if not hits or len(given) >= MOST_A_DAY:
        return None
    for record, hit in hits:
        _give(record, hit.candidate.child_id, by)
    return Hint(ring)


def _given_today(by: Actor) -> frozenset[UUID | None]:
    mine = Event.objects.visible_to(by).filter(practitioner_id=by.practitioner_id, happening=HINT_GIVEN)
    return frozenset(mine.filter(at__gte=Now() - _DAY).values_list("about_id", flat=True))


def _sent_by(records: Iterable[Record], by: Actor) -> list[Record]:
    ids = [record.pk for record in records]
    return list(Record.objects.visible_to(by).filter(pk__in=ids, opened_by_id=by.membership_id).order_by("pk"))


def _hits(record: Record, besides: Iterable[UUID], by: Actor) -> list[Compared]:
    found = compared(facts_of(record.id), besides=list(besides), by=by)
    return [
        each
        for each in found
        if not each.is_seen
        and not each.no_confirm
        and each.candidate.band is not Band.WEAK
        and independent_agreement(each.candidate.evidence)
    ]


def _give(record: Record, child_id: UUID, by: Actor) -> None:
    """In the sender's own trail without the child, in the child's trail with the sender: each reads their own part."""
    ledger.record(HINT_GIVEN, by=by, about=Ref("record", record.id), detail={"facts": ["name", "birth"]})
    seen_by_lead = Actor(
        kind=ActorKind.JOB, agency_id=by.agency_id, membership_id=by.membership_id, purpose=job("hint").purpose
    )
    ledger.record(HINT_GIVEN, by=seen_by_lead, child_id=child_id, detail={"facts": ["name", "birth"]})
    defer("children.tell_of_hint", child_id=str(child_id))
