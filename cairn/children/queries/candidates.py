"""Who could this be? Every child is looked at; the caller is not shown one. No other module calls the function.

Access is decided after scoring, by one statement that is the same whatever was found: somebody who may not see a child
cannot tell it from a child that is not there.
"""

import json
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db import connection
from django.db.models import BooleanField, F, Func, Value

from cairn.access.actor import Actor
from cairn.children.models import Child
from cairn.children.queries.keys import keys_asked, kinds_of, person, said_in
from cairn.children.queries.name_forms import book
from cairn.children.queries.rarity import rarity_told
from cairn.matching.asking import ATOM_WEIGHTS, Asked
from cairn.matching.evidence import Evidence
from cairn.matching.facts import PersonFacts
from cairn.matching.kinds import Band
from cairn.matching.rarity import NOTHING_COUNTED, Rarity
from cairn.matching.scoring import rank

MOST_SHOWN = 20


@dataclass(frozen=True, slots=True)
class Candidate:
    """A child that somebody may be: how well each fact agrees and how much that is worth, never the facts.

    `weight` is about log2 of the odds; `band` is its strength in a word.
    """

    child_id: UUID
    evidence: tuple[Evidence, ...]
    weight: float
    band: Band


@dataclass(frozen=True, slots=True)
class Compared:
    """A candidate as matching itself knows it: whether this actor sees the child, and whether it may be hinted at."""

    candidate: Candidate
    is_seen: bool
    no_confirm: bool


class Among(Func):
    """Whether a column is among ids given as one parameter: the same statement for none, one and many."""

    template = "%(expressions)s)"
    arg_joiner = " = any("
    output_field = BooleanField()


def compared(facts: PersonFacts, *, besides: Collection[UUID], by: Actor) -> tuple[Compared, ...]:
    """Every candidate with something in its favour, the strongest first, but for `besides`. For matching's verbs alone.

    The same statements, always: the partnership's forms of names, the function's, and the question which of what it
    found this actor may see.
    """
    forms = book()
    found = _looked_up(keys_asked(facts, forms), kinds_of(facts), besides)
    ranking = rank(facts, found.told.items(), limit=len(found.told), rarity=found.rarity, book=forms)
    candidates = [
        Candidate(each.candidate, each.evidence, each.score.weight, each.score.band)
        for each in ranking.candidates
        if each.score.weight > 0
    ]
    seen = visible_among([each.child_id for each in candidates], by)
    return tuple(Compared(each, each.child_id in seen, each.child_id in found.unconfirmed) for each in candidates)


def visible_among(ids: Collection[UUID], by: Actor) -> dict[UUID, Child]:
    """Those of these children that the actor may see. One statement, however many there are."""
    among = Among(F("id"), Value(list(ids)))
    return {child.id: child for child in Child.objects.visible_to(by).filter(among)}


@dataclass(frozen=True, slots=True)
class _LookedUp:
    """What the function gave back: the facts of those to compare, whom nobody is to be told of, how rare all is."""

    told: dict[UUID, PersonFacts]
    unconfirmed: frozenset[UUID]
    rarity: Rarity


def _looked_up(asked: Asked, kinds: Sequence[str], besides: Collection[UUID]) -> _LookedUp:
    told: dict[UUID, PersonFacts] = {}
    unconfirmed = set()
    rarity = NOTHING_COUNTED
    with connection.cursor() as cursor:
        cursor.execute(
            "select child_id, no_confirm, said::text from cairn_candidates("
            "%s::bigint[], %s::int[], %s::bigint[], %s::float8[], %s::text[], %s::uuid[])",
            [list(asked.keys), list(asked.masks), list(asked.sounds), list(ATOM_WEIGHTS), list(kinds), list(besides)],
        )
        for child_id, no_confirm, said in cursor.fetchall():
            if child_id is None:
                rarity = rarity_told(json.loads(said), asked)
                continue
            told[child_id] = person(said_in(each) for each in json.loads(said))
            if no_confirm:
                unconfirmed.add(child_id)
    return _LookedUp(told, frozenset(unconfirmed), rarity)
