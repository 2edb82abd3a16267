"""Who could this be? Every child is looked at; the caller is not shown one. No other module calls the function.

Access is decided after scoring, by one statement that is the same whatever was found: somebody who may not see a child
cannot tell it from a child that is not there.
"""

import json
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db import connection

from cairn.access.actor import Actor
from cairn.children.models import Child
from cairn.children.queries.among import among
from cairn.children.queries.keys import keys_asked, kinds_of
from cairn.children.queries.name_forms import book
from cairn.children.queries.rarity import rarity_told
from cairn.matching.asking import ATOM_WEIGHTS, Asked
from cairn.matching.evidence import Evidence
from cairn.matching.facts import PersonFacts
from cairn.matching.folded import FIELDS, together, unfolded
from cairn.matching.kinds import Band
from cairn.matching.likeliest import rank_likeliest
from cairn.matching.rarity import Rarity
from cairn.matching.yardstick import Yardstick

MOST_SHOWN = 20
_ASKED = f"""
select child_id, no_confirm, {", ".join(FIELDS)}
  from cairn_candidates(%s::bigint[], %s::int[], %s::bigint[], %s::float8[], %s::text[], %s::uuid[])
"""  # noqa: S608 (own names)
_NOTHING_COUNTED = (None, False, "{}")  # where nobody acts, the function says nothing at all


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
    """A candidate as matching itself knows it: the child if this actor sees it, and whether it may be hinted at."""

    candidate: Candidate
    child: Child | None
    no_confirm: bool

    @property
    def is_seen(self) -> bool:
        """Whether this actor sees the child."""
        return self.child is not None


@dataclass(frozen=True, slots=True)
class Comparison:
    """Whom a question found, and by what it was weighed, so that whoever weighs once more need not ask again."""

    found: tuple[Compared, ...]
    yardstick: Yardstick


def compared(facts: PersonFacts, *, besides: Collection[UUID], by: Actor) -> tuple[Compared, ...]:
    """The likeliest with something in their favour, the strongest first, but for `besides`. For matching's verbs alone.

    The same statements, always: the partnership's forms of names, the function's, and the question which of what it
    found this actor may see.
    """
    return comparison(facts, besides=besides, by=by).found


def comparison(facts: PersonFacts, *, besides: Collection[UUID], by: Actor) -> Comparison:
    """The same, and the yardstick by which they were weighed."""
    forms = book()
    found = _looked_up(keys_asked(facts, forms), kinds_of(facts), besides)
    yardstick = Yardstick(found.rarity, forms)
    ranking = rank_likeliest(facts, found.told.items(), yardstick)
    candidates = [
        Candidate(each.candidate, each.evidence, each.score.weight, each.score.band)
        for each in ranking.candidates
        if each.score.weight > 0
    ]
    seen = _seen_among([each.child_id for each in candidates], by)
    told = (Compared(each, seen.get(each.child_id), each.child_id in found.unconfirmed) for each in candidates)
    return Comparison(tuple(told), yardstick)


def _seen_among(ids: Collection[UUID], by: Actor) -> dict[UUID, Child]:
    return {child.id: child for child in Child.objects.visible_to(by).filter(among("id", ids))}


@dataclass(frozen=True, slots=True)
class _LookedUp:
    """What the function gave back: the facts of those to compare, whom nobody is to be told of, how rare all is."""

    told: dict[UUID, PersonFacts]
    unconfirmed: frozenset[UUID]
    rarity: Rarity


def _looked_up(asked: Asked, kinds: Sequence[str], besides: Collection[UUID]) -> _LookedUp:
    with connection.cursor() as cursor:
        cursor.execute(
            _ASKED,
            [list(asked.keys), list(asked.masks), list(asked.sounds), list(ATOM_WEIGHTS), list(kinds), list(besides)],
        )
        counted, *rows = cursor.fetchall() or [_NOTHING_COUNTED]
    texts: dict[UUID, Sequence[str]] = {}
    for child_id, _, *own in rows:
        texts[child_id] = together(texts[child_id], own) if child_id in texts else own
    return _LookedUp(
        told={child_id: unfolded(own) for child_id, own in texts.items()},
        unconfirmed=frozenset(row[0] for row in rows if row[1]),
        rarity=rarity_told(json.loads(counted[2]), asked),
    )
