"""Which of the candidates are worth a full comparison: by everything but the name, and by a quick look at the name.

The quick look reckons what of the question's name a candidate has to the letter or by its sound, as the keys do. It
knows no slips and pairs nothing off; the evidence that is shown and weighed never comes from here.
"""

from collections.abc import Iterable
from itertools import pairwise
from typing import Final, TypeVar

from cairn.matching import weights
from cairn.matching.evidence import weight_beside_names
from cairn.matching.facts import PersonFacts
from cairn.matching.kinds import Level
from cairn.matching.readings import readings
from cairn.matching.scoring import Ranking, ranking_of, weighed
from cairn.matching.yardstick import Yardstick, skeleton_of

MOST_COMPARED: Final = 40
FIRST_ANYWAY: Final = 12  # of the shortlist, in its own order, whose keys know of slips and of parts run together
FEWEST_COMPARED: Final = 20  # and no more, where one of them is clearly the one and nobody else comes near
OUT_OF_REACH: Final = 10.0  # bits by which the quick look at whoever comes next must stay behind the suggestion

Id = TypeVar("Id")
_Worth = dict[int, float]  # of parts of the name, by their place


def rank_likeliest(
    query: PersonFacts, shortlist: Iterable[tuple[Id, PersonFacts]], yardstick: Yardstick
) -> Ranking[Id]:
    """Of a shortlist in its order the MOST_COMPARED worth it, compared in full: its first few and the likeliest others.

    Where one of the first FEWEST_COMPARED may be suggested, and what a quick look finds for whoever comes next stays
    out of its reach, nobody further is compared: nobody could contest it.
    """
    known = list(shortlist)
    if len(known) <= FEWEST_COMPARED:
        return ranking_of(query, known, weighed(query, known, yardstick), len(known))
    first, others = _in_order(query, known, yardstick)
    now, later = others[: FEWEST_COMPARED - FIRST_ANYWAY], others[FEWEST_COMPARED - FIRST_ANYWAY :]
    compared = first + [one for one, _ in now]
    scored = weighed(query, compared, yardstick)
    found = ranking_of(query, compared, scored, len(compared))
    if found.suggestion and found.suggestion.score.weight - later[0][1] >= OUT_OF_REACH:
        return found
    rest = [one for one, _ in later[: MOST_COMPARED - FEWEST_COMPARED]]
    scored += weighed(query, rest, yardstick)
    return ranking_of(query, compared + rest, scored, len(scored))


def _in_order(
    query: PersonFacts, known: list[tuple[Id, PersonFacts]], yardstick: Yardstick
) -> tuple[list[tuple[Id, PersonFacts]], list[tuple[tuple[Id, PersonFacts], float]]]:
    """The first few as they come, and the others from the likeliest down, each with what the quick look finds."""
    glance, first, others = _Glance(query, yardstick), known[:FIRST_ANYWAY], known[FIRST_ANYWAY:]
    reckoned = sorted(
        (-glance.worth(facts) - weight_beside_names(query, facts, yardstick), str(each), place)
        for place, (each, facts) in enumerate(others)
    )
    return first, [(others[place], -against) for against, _, place in reckoned]


class _Glance:
    """The question's names, ready to be looked for among the parts of many candidates' names."""

    def __init__(self, query: PersonFacts, yardstick: Yardstick) -> None:
        parts = sorted({part for name in query.names for part in name.parts})
        self._letters = {part: (place, yardstick.part_bits(part)) for place, part in enumerate(parts)}
        self._sounds: dict[str, _Worth] = {}
        for place, part in enumerate(parts):
            forms = map(skeleton_of, yardstick.book.variants(part))
            for sound in {skeleton_of(part), *readings(part), *forms}:
                self._add(sound, place, yardstick.sound_bits(part))
        for one, other in (pair for name in query.names for pair in pairwise(name.parts)):
            for part in (one, other):
                self._add(skeleton_of(one + other), self._letters[part][0], yardstick.sound_bits(part))

    def _add(self, sound: str, place: int, bits: float) -> None:
        loss = weights.PART_LOSS[Level.SOUNDS_ALIKE]
        self._sounds.setdefault(sound, {})[place] = max(weights.LEAST_PART, bits - loss)

    def worth(self, facts: PersonFacts) -> float:
        """What somebody has of the name, each part counted once by its best."""
        best: _Worth = {}
        for name in facts.names:
            for part in name.parts:
                if part in self._letters:
                    place, bits = self._letters[part]
                    best[place] = max(bits, best.get(place, 0.0))
                    continue
                for place, bits in self._sounds.get(skeleton_of(part), {}).items():
                    best[place] = max(bits, best.get(place, 0.0))
        return sum(best.values())
