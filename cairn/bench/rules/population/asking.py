"""Which fragments are looked for: children on record, children who are not, and the brothers and sisters of both."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from math import ceil
from random import Random
from typing import Final

from cairn.bench.rules.population.fragments import Fragment, fragment
from cairn.bench.rules.population.origins import SHARES, Origin
from cairn.bench.rules.population.people import Child, Population

TUNING_SEED: Final = 1
HELD_OUT_SEED: Final = 2026  # for published figures; nobody tunes by it
_HALF = 0.5
_ABSENT = 3  # for so many children on record one who is not
_RELATED = 6  # and for so many one of each kind of brother or sister


class Ask(StrEnum):
    """Who is looked for."""

    PRESENT = "present"
    ABSENT = "absent"
    TWIN_PRESENT = "twin, both on record"
    TWIN_ABSENT = "twin not on record"
    SIBLING_ABSENT = "brother or sister not on record"


@dataclass(frozen=True, slots=True)
class Question:
    """One fragment to look for: whose it is, None where they are not on record, and which of their family are."""

    ask: Ask
    fragment: Fragment
    expected: int | None
    relatives: frozenset[int]


def questions(population: Population, number: int) -> list[Question]:
    """About `number` questions on children on record, a third as many on absent ones, a sixth of each kind of relative.

    Of children on record, half fall on the origins equally and half by their shares, so that figures can be stated both
    for the population and equally for all. Children are drawn by household.
    """
    quotas = {origin: ceil(number * _HALF * (share / 100 + 1 / len(SHARES))) for origin, share in SHARES.items()}
    present, twins = _present(population, quotas, number // _RELATED)
    absent = [
        Question(Ask.ABSENT, _of(child, population), None, frozenset())
        for child in _unrecorded(population, number // _ABSENT)
    ]
    related = [question for one in present[:: _RELATED // 2] for question in _siblings(one, population)]
    return [*present, *twins, *absent, *related]


def _of(child: Child, population: Population) -> Fragment:
    return fragment(child, population.land, population.seed)


def _present(population: Population, quotas: dict[Origin, int], twins: int) -> tuple[list[Question], list[Question]]:
    found: list[Question] = []
    both: list[Question] = []
    left = dict(quotas)
    for block in _scattered(population):
        for child, family in _families(block, population):
            question = _asked(Ask.PRESENT, child, family, population)
            if left[child.origin]:
                left[child.origin] -= 1
                found.append(question)
            elif len(both) < twins and any(other.born == child.born for other in family):
                both.append(Question(Ask.TWIN_PRESENT, question.fragment, child.number, question.relatives))
        if len(both) >= twins and not any(left.values()):
            break
    order = Random(population.seed)  # noqa: S311 (which of them come first)
    order.shuffle(found)
    return found, both


def _asked(ask: Ask, child: Child, family: list[Child], population: Population) -> Question:
    return Question(ask, _of(child, population), child.number, frozenset(other.number for other in family))


def _scattered(population: Population) -> Iterator[list[Child]]:
    """Blocks of children on record, from all over the population."""
    order = list(range(population.blocks))
    Random(f"{population.seed}/asked").shuffle(order)  # noqa: S311 (which are asked)
    return (population.block(number) for number in order)


def _families(block: list[Child], population: Population) -> Iterator[tuple[Child, list[Child]]]:
    """Each recorded child with its recorded brothers and sisters."""
    recorded = [child for child in block if child.number < population.children]
    for child in recorded:
        yield child, [each for each in recorded if each.household == child.household and each is not child]


def _unrecorded(population: Population, most: int) -> list[Child]:
    """Children of blocks that nobody recorded, as many of each origin as there are in the population."""
    found: list[Child] = []
    block = population.blocks + 1
    while len(found) < most:
        found += population.block(block)
        block += 1
    return found[:most]


def _siblings(question: Question, population: Population) -> Iterator[Question]:
    child = question.fragment.child
    known = question.relatives | {child.number}
    for ask, is_twin in ((Ask.TWIN_ABSENT, True), (Ask.SIBLING_ABSENT, False)):
        other = population.unrecorded_sibling(child, is_twin=is_twin)
        yield Question(ask, _of(other, population), None, known)
