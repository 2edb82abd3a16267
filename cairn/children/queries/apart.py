"""What of a child is part of a safe address; and, for the worker, what is kept apart and not sealed yet (R-061)."""

from uuid import UUID

from django.db.models import Q

from cairn.access.actor import Actor
from cairn.children.models import Child, Claim, Record
from cairn.children.queries.keys import Said, person
from cairn.children.rules import PLACES
from cairn.core.kept_sealed import HANDLING
from cairn.matching.facts import PersonFacts
from cairn.sharing.kinds.apart import ApartKind
from cairn.sharing.models import CompartmentItem

_LONGEST = 500  # letters of one fact, as everywhere in matching


def tells_where(child: Child, claim: Claim, actor: Actor) -> bool:
    """Whether a fact in sight is part of a safe address, so that no list shows it. One statement a child and reader."""
    if claim.detail.get(HANDLING) == ApartKind.SAFE_ADDRESS:
        return True
    if claim.kind not in PLACES:
        return False
    known: tuple[Actor, frozenset[UUID]] | None = getattr(child, "_secret", None)
    if known is None or known[0] is not actor:
        inside = CompartmentItem.objects.visible_to(actor).filter(
            compartment__child_id=child.id, compartment__kind=ApartKind.SAFE_ADDRESS, is_active=True
        )
        known = (actor, frozenset(inside.values_list("item_id", flat=True)))
        child._secret = known  # type: ignore[attr-defined]  # kept with the child for this request
    return claim.pk in known[1]


def plain_and_apart(child_id: UUID, by: Actor) -> dict[str, list[UUID]]:
    """Facts that are apart, and what is thought of them, that were written plain; by the sort of what is apart."""
    inside = CompartmentItem.objects.visible_to(by).filter(compartment__child_id=child_id, is_active=True)
    kinds = dict(inside.values_list("item_id", "compartment__kind"))
    said = Claim.objects.visible_to(by).filter(Q(pk__in=kinds) | Q(about_id__in=kinds))
    found: dict[str, list[UUID]] = {}
    for one in said:
        if not one.detail.get(HANDLING):
            kind = next(kinds[each] for each in (one.pk, one.about_id) if each in kinds)
            found.setdefault(kind, []).append(one.pk)
    return found


def facts_by_record(child_id: UUID, by: Actor) -> dict[UUID, PersonFacts]:
    """What each record of a child says, for matching, without what only named people read."""
    records = Record.objects.visible_to(by).filter(child_id=child_id).values_list("pk", flat=True)
    said: dict[UUID, list[Said]] = {one: [] for one in records}
    for one in Claim.objects.visible_to(by).filter(child_id=child_id).order_by("recorded_at", "id"):
        if not one.detail.get(HANDLING) and one.record_id in said:
            said[one.record_id].append((one.kind, one.text[:_LONGEST], one.detail, one.born_from, one.born_to))
    return {record_id: person(told) for record_id, told in said.items()}
