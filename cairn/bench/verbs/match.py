"""Measuring the matcher as the product runs it: its speed, whom it finds and suggests, in a database of its own."""

import time
from collections.abc import Callable, Iterable, Sequence
from itertools import cycle

from cairn.access.actor import Actor
from cairn.bench.queries.match import answered, sizes, worked
from cairn.bench.rules.figures import percentile
from cairn.bench.rules.partnership import Around, Desk
from cairn.bench.rules.population.asking import Ask, Question, questions
from cairn.bench.rules.population.fragments import fragment
from cairn.bench.rules.population.outcomes import Outcome
from cairn.bench.rules.population.people import Population
from cairn.bench.verbs import ground
from cairn.bench.verbs.match_http import measure_requests
from cairn.bench.verbs.match_memory import stated
from cairn.bench.verbs.match_seeding import people
from cairn.core.memory import settle
from cairn.partnership.models import Membership
from cairn.partnership.queries import actor_for

Say = Callable[[str], object]
_WARMING = 200
_BY_ORDINARY = 500  # questions asked again by somebody who sees few children
_ELSE = 1_000_003  # what is asked to warm up is not what is measured


def measure_match(population: Population, number: int, say: Say, *, with_requests: bool) -> dict[str, object]:
    """Everything about matching on so many children; a request over HTTP as well, if asked for."""
    with ground.administrator() as admin:
        made = people(population, admin, say)
        asked = questions(population, number)
        say(f"bench: {len(asked):,} questions\n")
        found = {
            **_lookups(population, asked, made.around),
            "made_in_s": made.seconds,
            "server_version": admin.info.server_version,
            "sizes": sizes(admin),
        }
        if with_requests:
            found["requests"] = measure_requests(made.around.busy, asked, say)
    return found


def _lookups(population: Population, asked: Sequence[Question], around: Around) -> dict[str, object]:
    """Each question asked by a hub coordinator, who may see everybody; some by somebody who sees few."""
    hub, ordinary = _actor(around.hub), _actor(around.small)
    warmed, before = _warm(population, asked, hub), worked(hub)
    outcomes = [answered(question, hub) for question in asked]
    each = [(after - began) / len(asked) for began, after in zip(before, worked(hub), strict=True)]
    by_ordinary = [answered(question, ordinary) for question in asked[:_BY_ORDINARY]]
    return {
        **stated(population, outcomes),
        "warm_up_s": round(warmed, 2),
        "lookup": {"hub": latency(outcomes), "a small team": latency(by_ordinary)},
        "cpu_ms_each": {"web process": round(1000 * each[0], 2), "database": round(1000 * each[1], 2)},
    }


def latency(outcomes: Iterable[Outcome]) -> dict[str, float]:
    """Milliseconds of one lookup with one client."""
    seconds = [each.seconds for each in outcomes]
    told = {f"p{percent}_ms": round(1000 * percentile(seconds, percent), 2) for percent in (50, 95, 99, 100)}
    return {"runs": len(seconds), **told}


def _actor(desk: Desk) -> Actor:
    member = Membership.objects.select_related("practitioner", "agency", "team").get(pk=desk.member_ids[0])
    return actor_for(member)


def _warm(population: Population, asked: Sequence[Question], by: Actor) -> float:
    """Ask other fragments of the same children, so that caches and plans are there; gives back the seconds."""
    began = time.perf_counter()
    present = cycle([question for question in asked if question.ask is Ask.PRESENT])
    for _ in range(_WARMING):
        question = next(present)
        other = fragment(question.fragment.child, population.land, population.seed + _ELSE)
        answered(Question(Ask.PRESENT, other, question.expected, question.relatives), by)
    settle()  # as a web process does
    return time.perf_counter() - began
