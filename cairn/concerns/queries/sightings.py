"""Children seen and not named, beside a child who may be one of them (R-026). For a person to read; joins nothing."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from cairn.access.actor import Actor
from cairn.children.kinds import FactKind, NameKind, Outcome, Standing
from cairn.children.models import Child, Claim, LinkDecision, LinkQuestion
from cairn.children.queries.keys import person
from cairn.chronology.kinds import EntryKind
from cairn.chronology.models import Entry
from cairn.concerns.models import Concern, ConcernSubject
from cairn.core.clock import now
from cairn.matching.plates import whole_and_parts
from cairn.matching.sightings import SightingFacts, SightingLikeness, compare_sighting

OVER = timedelta(days=365)
MOST_COMPARED = 200
MOST_LOOKED_THROUGH = 5000  # children of concerns, the newest: most have a name
MOST_SHOWN = 20
_MOST_OWN = 50
_DESCRIBING = (
    FactKind.NAME,
    FactKind.SEX,
    FactKind.BIRTH,
    FactKind.ADDRESS,
    FactKind.WHEREABOUTS,
    FactKind.RELATIONSHIP,
)


@dataclass(frozen=True, slots=True)
class Sighting:
    """A child whom a concern could not name, and how far it agrees with the child that is looked at.

    `is_asked`: somebody has asked already whether the two are one, and it waits for the hub.
    """

    child: Child
    concern: Concern
    described: tuple[str, ...]
    likeness: SightingLikeness
    is_asked: bool


def sightings_like(child: Child, actor: Actor) -> list[Sighting]:
    """Children seen in the last year and not named that may be this one, the likeliest first; at most 20.

    Among what this actor may see: of the newest 5,000 children of concerns, 200 without a name are compared. Those of
    whom somebody has said that they are not this child are left out. Seven statements, however many there are.
    """
    subjects = list(_unnamed(child, actor)[:MOST_COMPARED])
    if not subjects:
        return []
    said = _said_by_record(subjects, actor)
    known = _known(child, actor)
    answered, asked = _settled(child, [one.child_id for one in subjects], actor)
    found = [
        Sighting(one.child, one.concern, _described(said.get(one.record_id, ())), likeness, one.child_id in asked)
        for one in subjects
        if one.child_id not in answered
        and (likeness := compare_sighting(_seen(one, said.get(one.record_id, ())), known)).is_worth_reading
    ]
    found.sort(key=lambda each: (-each.likeness.weight, -each.concern.raised_at.timestamp(), str(each.child.id)))
    return found[:MOST_SHOWN]


def _unnamed(child: Child, actor: Actor) -> QuerySet[ConcernSubject]:
    """Children of concerns whom nobody could name in that concern: no name, or only a description."""
    named = Claim.objects.filter(record_id=OuterRef("record_id"), kind=FactKind.NAME)
    real = named.exclude(detail__kind=NameKind.DESCRIBED.value)
    lately = ConcernSubject.objects.visible_to(actor).filter(concern__raised_at__gte=now() - OVER)
    newest = lately.order_by("-concern__raised_at", "-id").values("pk")[:MOST_LOOKED_THROUGH]
    rows = ConcernSubject.objects.visible_to(actor).filter(~Exists(real), pk__in=newest).exclude(child_id=child.id)
    return rows.select_related("concern", "child", "entry").order_by("-concern__raised_at", "-id")


def _said_by_record(subjects: Iterable[ConcernSubject], actor: Actor) -> Mapping[UUID, list[Claim]]:
    told = Claim.objects.visible_to(actor).filter(
        record_id__in=[one.record_id for one in subjects], kind__in=_DESCRIBING, replaced_by=None
    )
    found: dict[UUID, list[Claim]] = {}
    for claim in told.order_by("recorded_at", "id"):
        found.setdefault(claim.record_id, []).append(claim)
    return found


def _seen(subject: ConcernSubject, said: Sequence[Claim]) -> SightingFacts:
    """What one sighting says. Its words describe the child only where nothing else does: a story has many words."""
    facts = _from_claims(said)
    described = facts.descriptions or (subject.entry.words,)
    return _with_concern(replace(facts, descriptions=described), subject.concern, subject.entry)


def _known(child: Child, actor: Actor) -> SightingFacts:
    """What is known of the child who is looked at: what was said, where the child was seen, and what concerns told."""
    said = Claim.objects.visible_to(actor).filter(child=child, kind__in=_DESCRIBING, replaced_by=None)
    facts = _from_claims(list(said.order_by("-recorded_at", "-id")[:_MOST_OWN]))
    told = ConcernSubject.objects.visible_to(actor).filter(child=child).select_related("concern", "entry")
    for subject in told.order_by("-id")[:_MOST_OWN]:
        facts = _with_concern(facts, subject.concern, subject.entry)
        facts = replace(facts, descriptions=(*facts.descriptions, subject.entry.words))
    seen = Entry.objects.visible_to(actor).filter(child=child).filter(Q(kind=EntryKind.SEEN) | ~Q(place=""))
    for entry in seen.order_by("-sorted_at", "-id")[:_MOST_OWN]:
        words = (entry.words,) if entry.kind == EntryKind.SEEN else ()
        facts = replace(
            facts,
            descriptions=(*facts.descriptions, *words),
            places=(*facts.places, *filter(None, (entry.place,))),
            vehicles=(*facts.vehicles, *_plates(entry.words)),
        )
    return facts


def _from_claims(said: Sequence[Claim]) -> SightingFacts:
    whole = person((each.kind, each.text, each.detail, each.born_from, each.born_to) for each in said)
    by_kind: dict[str, list[str]] = {}
    for each in said:
        by_kind.setdefault(each.kind, []).append(each.text)
    places = (*by_kind.get(FactKind.ADDRESS, ()), *by_kind.get(FactKind.WHEREABOUTS, ()))
    return SightingFacts(
        descriptions=_described(said),
        places=places,
        companions=tuple(by_kind.get(FactKind.RELATIONSHIP, ())),
        sexes=whole.sexes,
        births=whole.births,
    )


def _with_concern(facts: SightingFacts, concern: Concern, entry: Entry) -> SightingFacts:
    where = " ".join(filter(None, (concern.where_text, concern.postcode)))
    return replace(
        facts,
        places=(*facts.places, *filter(None, (where, entry.place))),
        vehicles=(*facts.vehicles, *map(str, concern.vehicles), *_plates(entry.words)),
        companions=(*facts.companions, *map(str, concern.adults), *filter(None, (concern.other_children,))),
    )


def _plates(words: str) -> frozenset[str]:
    return whole_and_parts(words)[0]


def _described(said: Iterable[Claim]) -> tuple[str, ...]:
    return tuple(
        each.text for each in said if each.kind == FactKind.NAME and each.detail.get("kind") == NameKind.DESCRIBED.value
    )


def _settled(child: Child, others: Sequence[UUID], actor: Actor) -> tuple[set[UUID], set[UUID]]:
    """Those of whom somebody has decided that they are not this child, and those of whom it is asked."""
    between = Q(child_id=child.id, other_id__in=others) | Q(other_id=child.id, child_id__in=others)
    decided = LinkDecision.objects.visible_to(actor).filter(between, outcome=Outcome.DIFFERENT)
    standing = decided.exclude(standing__in=[Standing.PROPOSED, Standing.UNDONE])
    open_between = Q(child_id=child.id, candidate_id__in=others) | Q(candidate_id=child.id, child_id__in=others)
    asked = LinkQuestion.objects.visible_to(actor).filter(open_between, closed_at=None)
    return (
        {one for pair in standing.values_list("child_id", "other_id") for one in pair} - {child.id},
        {one for pair in asked.values_list("child_id", "candidate_id") for one in pair} - {child.id},
    )
