"""What became of each question, and the figures made of it: recall, gaps between origins, declarations, calibration."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from math import floor
from typing import Final

from cairn.bench.rules.population.asking import Ask, Question
from cairn.bench.rules.population.fragments import Evidence
from cairn.bench.rules.population.origins import SHARES, Origin

_STEP: Final = 3  # of weight, in the table of calibration
_HUNDRED: Final = 100
_PLACES: Final = (1, 5, 10)
_BY_BIRTH: Final = frozenset({Evidence.BIRTH_ESTIMATED, Evidence.BIRTH_AGE})

Figures = dict[str, object]


@dataclass(frozen=True, slots=True)
class Answer:
    """What the matcher said: children from the likeliest down with the weight of each, and the one it suggests."""

    children: tuple[int, ...]
    weights: tuple[float, ...]
    suggested: int | None
    seconds: float = 0.0


@dataclass(frozen=True, slots=True)
class Outcome:
    """A question and its answer, without the list."""

    question: Question
    place: int | None  # of the right child, from 1
    first: int | None
    weight: float  # of the first
    suggested: int | None
    seconds: float

    @classmethod
    def of(cls, question: Question, answer: Answer) -> "Outcome":
        """From both."""
        right = question.expected
        return cls(
            question=question,
            place=answer.children.index(right) + 1 if right in answer.children else None,
            first=answer.children[0] if answer.children else None,
            weight=answer.weights[0] if answer.weights else 0.0,
            suggested=answer.suggested,
            seconds=answer.seconds,
        )

    @property
    def is_right(self) -> bool:
        """Whether the child suggested is the one asked for."""
        return self.suggested is not None and self.suggested == self.question.expected

    def within(self, places: int) -> bool:
        """Whether the right child is among the first so many."""
        return self.place is not None and self.place <= places


def figures(outcomes: Sequence[Outcome]) -> Figures:
    """Everything that is stated of quality. Shares of one; gaps in points."""
    present = [each for each in outcomes if each.question.ask is Ask.PRESENT]
    return {
        "questions": {str(ask): sum(each.question.ask is ask for each in outcomes) for ask in Ask},
        "recall": _recall(present),
        "recall_at_10_by_origin": {
            str(origin): _share(_of(present, origin), lambda each: each.within(10)) for origin in Origin
        },
        "by_evidence": by_evidence(present),
        "declared": declared(outcomes),
        "family": family(outcomes),
        "calibration": calibration(outcomes),
    }


def _recall(present: Sequence[Outcome]) -> Figures:
    found: Figures = {}
    for places in _PLACES:
        by_origin = {origin: _kept(_of(present, origin), places) for origin in Origin}
        measured = {origin: share for origin, share in by_origin.items() if share is not None}
        if not measured:
            continue
        told = sum(SHARES[origin] for origin in measured)
        found[f"at_{places}"] = {
            "population": round(sum(share * SHARES[origin] for origin, share in measured.items()) / told, 4),
            "equal_over_origins": round(sum(measured.values()) / len(measured), 4),
            "worst": round(min(measured.values()), 4),
            "worst_origin": str(min(measured, key=lambda origin: measured[origin])),
            "gap_points": round(_HUNDRED * (max(measured.values()) - min(measured.values())), 2),
        }
    found["compared_at_all"] = _share(present, lambda each: each.place is not None)
    native = [each for each in present if each.question.fragment.is_native]
    coined = [each for each in present if each.question.fragment.is_coined]
    found["at_10_in_own_script"] = {"questions": len(native), "share": _share(native, lambda each: each.within(10))}
    found["at_10_of_coined_names"] = {"questions": len(coined), "share": _share(coined, lambda each: each.within(10))}
    return found


def by_evidence(present: Sequence[Outcome]) -> Figures:
    """Recall by what the fragment has to be recognised by, as asked: half of it equally over origins."""
    groups = {str(one): frozenset({one}) for one in Evidence}
    groups["birth estimated, all"] = _BY_BIRTH
    found: Figures = {}
    for name, evidence in groups.items():
        own = [each for each in present if each.question.fragment.evidence in evidence]
        found[name] = {
            "questions": len(own),
            **{f"at_{places}": _share(own, partial(_is_within, places)) for places in _PLACES},
        }
    return found


def declared(outcomes: Sequence[Outcome]) -> Figures:
    """How often a suggestion is right, how often the right child is suggested, and how often nobody should have been.

    Weighted by the origins' shares in the population, as recall is.
    """
    present = [each for each in outcomes if each.question.ask is Ask.PRESENT]
    absent = [each for each in outcomes if each.question.ask is Ask.ABSENT]
    told = [each for each in present if each.suggested is not None]
    weights = _weights(present)
    suggested = sum(weight for each, weight in zip(present, weights, strict=True) if each.suggested is not None)
    right = sum(weight for each, weight in zip(present, weights, strict=True) if each.is_right)
    return {
        "precision": round(right / suggested, 4) if suggested else None,
        "recall": round(right / sum(weights), 4) if weights else None,
        "precision_as_asked": _share(told, lambda each: each.is_right),
        "recall_as_asked": _share(present, lambda each: each.is_right),
        "false_when_absent": _share(absent, lambda each: each.suggested is not None),
    }


def family(outcomes: Sequence[Outcome]) -> dict[str, dict[str, float | None]]:
    """How often a brother, a sister or a twin is suggested for the child asked for."""
    sets = {str(ask): [each for each in outcomes if each.question.ask is ask] for ask in Ask}
    sets["with a brother or sister, both on record"] = [
        each for each in sets.pop(str(Ask.PRESENT)) if each.question.relatives
    ]
    del sets[str(Ask.ABSENT)]
    return {
        name: {"questions": len(own), "wrongly_declared": _share(own, _takes_for_relative)}
        for name, own in sets.items()
    }


def calibration(outcomes: Sequence[Outcome]) -> list[Figures]:
    """By weight of the first candidate: how often it is the right child, for children on record and with absent ones.

    A row of weight 12 holds those from 12 to under 15.
    """
    told = [each for each in outcomes if each.first is not None and each.question.ask in (Ask.PRESENT, Ask.ABSENT)]
    rows: list[Figures] = []
    for step in sorted({floor(each.weight / _STEP) for each in told}):
        own = [each for each in told if floor(each.weight / _STEP) == step]
        present = [each for each in own if each.question.ask is Ask.PRESENT]
        rows.append(
            {
                "weight_from": step * _STEP,
                "questions": len(own),
                "right_when_on_record": _share(present, lambda each: each.within(1)),
                "right_with_absent": _share(own, lambda each: each.within(1)),
                "declared": sum(each.suggested is not None for each in own),
            }
        )
    return rows


def _takes_for_relative(outcome: Outcome) -> bool:
    return outcome.suggested is not None and outcome.suggested in outcome.question.relatives


def _is_within(places: int, outcome: Outcome) -> bool:
    return outcome.within(places)


def _of(outcomes: Iterable[Outcome], origin: Origin) -> list[Outcome]:
    return [each for each in outcomes if each.question.fragment.child.origin is origin]


def _kept(outcomes: Sequence[Outcome], places: int) -> float | None:
    return sum(each.within(places) for each in outcomes) / len(outcomes) if outcomes else None


def _weights(outcomes: Sequence[Outcome]) -> list[float]:
    """What each counts for, so that origins weigh by their shares."""
    counts = {origin: len(_of(outcomes, origin)) for origin in Origin}
    origins = (each.question.fragment.child.origin for each in outcomes)
    return [SHARES[origin] / counts[origin] for origin in origins]


def _share(outcomes: Sequence[Outcome], holds: Callable[[Outcome], bool]) -> float | None:
    return round(sum(map(holds, outcomes)) / len(outcomes), 4) if outcomes else None
