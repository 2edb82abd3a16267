"""Quality of matching without a database: the same keys, shortlist and weights in memory. Says nothing of speed."""

import multiprocessing
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import partial

from cairn.bench.rules.population.asking import Question, questions
from cairn.bench.rules.population.outcomes import Answer, Outcome, figures
from cairn.bench.rules.population.people import Population
from cairn.bench.rules.population.saying import recorded
from cairn.children.queries.keys import person
from cairn.matching.asking import ask
from cairn.matching.facts import PersonFacts
from cairn.matching.keys import Key, keys_for
from cairn.matching.likeliest import rank_likeliest
from cairn.matching.scoring import MODEL_VERSION
from cairn.matching.shortlist import Shortlist
from cairn.matching.yardstick import Yardstick

Say = Callable[[str], object]
PROCESSES = 2
_SECRET = b"of a benchmark, and of nothing else"
_BLOCKS_AT_ONCE = 128
_QUESTIONS_AT_ONCE = 25
_Known = tuple[int, PersonFacts, tuple[Key, ...]]


class _Index:
    """Everybody's facts and the shortlist. Processes that answer are given it by being forked, which copies nothing."""

    def __init__(self) -> None:
        self.facts: dict[int, PersonFacts] = {}
        self.shortlist: Shortlist[int] = Shortlist()

    def answer(self, question: Question) -> Outcome:
        began = time.perf_counter()
        facts = person(question.fragment.said)
        asked = ask(facts, _SECRET)
        shortlist = ((each, self.facts[each]) for each in self.shortlist.best(asked))
        rarity = self.shortlist.rarity(asked)
        ranking = rank_likeliest(facts, shortlist, Yardstick(rarity))
        found = tuple((each.candidate, each.score.weight) for each in ranking.candidates if each.score.weight > 0)
        suggested = None if ranking.suggestion is None else ranking.suggestion.candidate
        numbers, weights = tuple(number for number, _ in found), tuple(weight for _, weight in found)
        return Outcome.of(question, Answer(numbers, weights, suggested, time.perf_counter() - began))


def measure_in_memory(population: Population, number: int, say: Say) -> dict[str, object]:
    """Recall, declarations, families and calibration of `number` questions on a population of this seed."""
    began, index = time.monotonic(), _Index()
    forked = multiprocessing.get_context("fork")
    with ProcessPoolExecutor(PROCESSES, mp_context=forked) as pool:
        asked = pool.submit(questions, population, number)
        for known in pool.map(partial(_known, population), range(0, population.blocks, _BLOCKS_AT_ONCE)):
            for child, facts, keys in known:
                index.facts[child] = facts
                index.shortlist.add(child, keys)
        wanted = asked.result()
    say(f"bench: {len(index.facts):,} children in memory in {time.monotonic() - began:.0f} s\n")
    with ProcessPoolExecutor(PROCESSES, forked, _take, (index,)) as pool:
        outcomes = list(pool.map(_answered, wanted, chunksize=_QUESTIONS_AT_ONCE))
    say(f"bench: {len(outcomes):,} questions answered after {time.monotonic() - began:.0f} s\n")
    return stated(population, outcomes)


def stated(population: Population, outcomes: Sequence[Outcome]) -> dict[str, object]:
    """The figures with what they were measured on."""
    return {
        "bench": "match",
        "children": population.children,
        "seed": population.seed,
        "model": MODEL_VERSION,
        **figures(outcomes),
    }


def _known(population: Population, first: int) -> list[_Known]:
    last = min(first + _BLOCKS_AT_ONCE, population.blocks)
    found = ((child.number, person(recorded(child, population.seed))) for child in population.recorded(first, last))
    return [(number, facts, tuple(keys_for(facts, _SECRET))) for number, facts in found]


_TAKEN: list[_Index] = []  # by a process that answers


def _take(index: _Index) -> None:
    _TAKEN[:] = [index]


def _answered(question: Question) -> Outcome:
    return _TAKEN[0].answer(question)
