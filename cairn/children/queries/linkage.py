"""Every child as the nightly linkage compares them: what each team's record says, record by record (R-002)."""

from collections.abc import Iterator
from itertools import groupby
from operator import attrgetter
from uuid import UUID

from cairn.access.actor import Actor
from cairn.children.models import Claim
from cairn.children.queries.keys import person
from cairn.matching.facts import PersonFacts
from cairn.matching.linking.linkage import pairs_among

Told = tuple[UUID, UUID, PersonFacts]  # record, its child, what it says

_BATCH = 5_000  # rows at a time


def records_told(actor: Actor) -> Iterator[Told]:
    """What each record of a child who is not asleep says, in order of records.."""
    said = Claim.objects.visible_to(actor).filter(child__is_asleep=False).order_by("record_id", "recorded_at", "id")
    for record_id, claims in groupby(said.iterator(chunk_size=_BATCH), attrgetter("record_id")):
        rows = list(claims)
        facts = person((each.kind, each.text, each.detail, each.born_from, each.born_to) for each in rows)
        yield record_id, rows[0].child_id, facts


def likely_pairs(told: list[Told]) -> list[tuple[Told, Told, float]]:
    """Pairs of records of different children that may be of one, the strongest first; each pair of children once.

    The record opened later comes first: it is the one that asks.
    """
    best: dict[frozenset[UUID], tuple[Told, Told, float]] = {}
    for pair in sorted(pairs_among(facts for _, _, facts in told), key=lambda each: (-each.weight, each.left)):
        older, newer = told[pair.left - 1], told[pair.right - 1]
        if older[1] != newer[1]:
            best.setdefault(frozenset((older[1], newer[1])), (newer, older, pair.weight))
    return list(best.values())
