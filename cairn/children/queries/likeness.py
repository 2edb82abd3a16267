"""How much children agree with what is asked, by what the one who asks may read anyway (R-002)."""

from collections.abc import Iterable
from dataclasses import replace
from uuid import UUID

from cairn.access.actor import Actor
from cairn.children.models import Claim
from cairn.children.queries.among import among
from cairn.children.queries.keys import person
from cairn.children.queries.rarity import yardstick_of
from cairn.children.queries.spoken import Spoken, spoken
from cairn.matching.facts import PersonFacts
from cairn.matching.scoring import Ranking, ranking_of, weighed
from cairn.matching.yardstick import Yardstick


def likeness(
    facts: PersonFacts, children: Iterable[UUID], by: Actor, *, own_only: bool, yardstick: Yardstick | None = None
) -> tuple[Ranking[UUID], dict[UUID, list[Spoken]]]:
    """How much each of these children agrees by what this caller may read anyway, and what that is.

    Matching has compared everything that anybody said. Shown to a team that has only told us something, that would
    confirm a phone or a number which another agency gave; so what is shown is weighed anew, by what it may see. With
    `own_only`, by its own teams' words alone. A child that nothing speaks for then falls away. `yardstick` is that of
    the search that found them, where there was one: it knows most verdicts already.
    """
    said: dict[UUID, list[Spoken]] = {child_id: [] for child_id in children}
    rows = Claim.objects.visible_to(by).filter(among("child_id", said))
    if own_only:
        rows = rows.filter(team_id__in=by.team_ids)
    for one in spoken(rows.order_by("recorded_at", "id")):
        said[one.child_id].append(one)
    known = [(child_id, _person(claims)) for child_id, claims in said.items()]
    ranked = ranking_of(facts, known, weighed(facts, known, yardstick or yardstick_of(facts)), limit=len(said))
    return replace(ranked, candidates=tuple(each for each in ranked.candidates if each.score.weight > 0)), said


def _person(claims: Iterable[Spoken]) -> PersonFacts:
    return person((each.kind, each.text, each.detail, each.born_from, each.born_to) for each in claims)
