"""What is new on the children somebody works with, and how a list names a child."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import F, Max, Q

from cairn.access.actor import Actor
from cairn.children.kinds import FactKind
from cairn.children.models import Child, Claim, Involvement, at_present
from cairn.children.queries.facts import names_in, with_marks
from cairn.children.rules import shown_name
from cairn.chronology.models import Entry
from cairn.core.clock import now
from cairn.duties.kinds import DraftKind
from cairn.duties.models import Draft
from cairn.ledger.kinds import OPENED
from cairn.ledger.queries import my_looks
from cairn.sharing.queries import shared_again

NEWS_OVER = timedelta(days=28)
_MOST_ENTRIES = 200
_MOST_NAMES = 1000
_SENT_SINCE = timedelta(days=1)
_MOST_DRAFTS = 20


@dataclass(frozen=True, slots=True)
class Known:
    """How a list names a child: the spoken reference and the name by the rule, empty where nobody gave one."""

    id: UUID
    reference: str
    name: str


@dataclass(frozen=True, slots=True)
class News:
    """What others added to one child's story since this person last opened it: how much, and the newest of it."""

    child_id: UUID
    count: int
    newest: Entry


@dataclass(frozen=True, slots=True)
class Begun:
    """Drafts that were not sent; and the referrals answered since yesterday, whose words a device may still keep."""

    unsent: tuple[Draft, ...]
    answered: tuple[UUID, ...]


def known_children(child_ids: Iterable[UUID | None], actor: Actor) -> dict[UUID, Known]:
    """Reference and name of those children that the actor may see. Two statements, however many."""
    asked = {one for one in child_ids if one is not None}
    if not asked:
        return {}
    children = Child.objects.visible_to(actor).filter(pk__in=asked).values_list("pk", "reference")
    kinds = (FactKind.NAME, FactKind.STANDING)
    said = Claim.objects.visible_to(actor).filter(child_id__in=asked, kind__in=kinds, replaced_by=None)
    by_child: dict[UUID, list[Claim]] = {}
    for claim in with_marks(said.order_by("-recorded_at", "-id")[:_MOST_NAMES]):
        by_child.setdefault(claim.child_id, []).append(claim)
    return {
        child_id: Known(child_id, reference, shown_name(names_in(by_child.get(child_id, ()))))
        for child_id, reference in children
    }


def news_for(actor: Actor) -> list[News]:
    """What others added, in the last 28 days, to the stories of children this person works with, and they have not
    opened since; the newest first.

    Narrowed by the team's own circles first, and bounded: at most 200 entries are looked at.
    """
    since = now() - NEWS_OVER
    mine = Q(practitioner=None) | Q(practitioner_id=actor.membership_id)
    circles = Involvement.objects.visible_to(actor).filter(
        at_present(), mine, team_id__in=actor.team_ids, sees_story=True
    )
    # What was held back and is shared now is new at the moment it was shared.
    shared = shared_again(since)
    fresh = Q(recorded_at__gte=since)
    if shared:
        fresh |= Q(pk__in=list(shared)) | Q(record_id__in=list(shared))
    added = Entry.objects.visible_to(actor).filter(fresh, child_id__in=circles.values("child_id"))
    others = added.exclude(recorded_by_id=actor.membership_id).select_related("team__agency")
    entries = list(others.order_by("-recorded_at", "-id")[:_MOST_ENTRIES])
    return _unseen(entries, _last_looks({entry.child_id for entry in entries}, since, actor), shared)


def _unseen(entries: list[Entry], looks: Mapping[UUID, datetime], shared: Mapping[UUID, datetime]) -> list[News]:
    found: dict[UUID, list[Entry]] = {}
    for entry in entries:
        looked = looks.get(entry.child_id)
        known = (shared.get(entry.id), shared.get(entry.record_id))
        readable = max([entry.recorded_at, *(one for one in known if one)])
        if looked is None or readable > looked:
            found.setdefault(entry.child_id, []).append(entry)
    return [News(child_id, len(unseen), unseen[0]) for child_id, unseen in found.items()]


def _last_looks(child_ids: set[UUID], since: datetime, actor: Actor) -> dict[UUID, datetime]:
    if not child_ids:
        return {}
    looks = my_looks(actor).filter(happening=OPENED, child_id__in=child_ids, at__gte=since)
    return dict(looks.order_by().values_list("child_id").annotate(Max("at")))


def begun_by(actor: Actor) -> Begun:
    """What this person has begun and not sent, the newest first, and the answers they gave since yesterday."""
    rows = Draft.objects.visible_to(actor).filter(discarded_at=None)
    recent = rows.filter(Q(sent_at=None) | Q(sent_at__gte=now() - _SENT_SINCE, kind=DraftKind.ANSWER))
    drafts = list(recent.order_by(F("sent_at").desc(nulls_first=True), "-saved_at", "-id")[:_MOST_DRAFTS])
    answered = (draft.about_id for draft in drafts if draft.sent_at)
    return Begun(
        unsent=tuple(draft for draft in drafts if draft.sent_at is None),
        answered=tuple(one for one in answered if one is not None),
    )
