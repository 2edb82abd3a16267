"""Figures of quality, on answers whose figures one can work out by hand."""

import pytest

from cairn.bench.rules.population.asking import Ask, Question, questions
from cairn.bench.rules.population.origins import SHARES, Origin
from cairn.bench.rules.population.outcomes import Answer, Outcome, calibration, declared, family, figures
from cairn.bench.rules.population.people import Population

PEOPLE = Population(children=2_000, seed=5)
ASKED = questions(PEOPLE, 130)
OTHER = 999_999


def outcome(question: Question, *children: int, suggested: int | None = None, weight: float = 30.0) -> Outcome:
    return Outcome.of(question, Answer(children, tuple(weight - place for place, _ in enumerate(children)), suggested))


def right(question: Question) -> Outcome:
    if question.expected is None:
        return outcome(question)
    return outcome(question, question.expected, suggested=question.expected)


def missed(question: Question) -> Outcome:
    return outcome(question, OTHER, suggested=OTHER)


def of(ask: Ask) -> list[Question]:
    return [question for question in ASKED if question.ask is ask]


def test_everything_found_is_one_everywhere():
    found = figures([right(question) for question in ASKED])
    assert found["recall"]["at_10"] == {
        "population": 1.0,
        "equal_over_origins": 1.0,
        "worst": 1.0,
        "worst_origin": "english",
        "gap_points": 0.0,
    }
    assert found["declared"]["precision"] == found["declared"]["recall"] == 1.0
    assert found["declared"]["false_when_absent"] == 0.0
    assert all(each["wrongly_declared"] == 0.0 for each in family([right(one) for one in ASKED]).values())


def test_an_origin_that_is_never_found_weighs_by_its_share():
    outcomes = [(missed if question.fragment.child.origin is Origin.SOMALI else right)(question) for question in ASKED]
    recall = figures(outcomes)["recall"]["at_10"]
    assert recall["population"] == pytest.approx(1 - SHARES[Origin.SOMALI] / 100, abs=1e-4)
    assert recall["equal_over_origins"] == pytest.approx(12 / 13, abs=1e-4)
    assert (recall["worst"], recall["worst_origin"], recall["gap_points"]) == (0.0, "somali", 100.0)


def test_a_place_is_counted_from_one():
    question = of(Ask.PRESENT)[0]
    tenth = outcome(question, *range(10_000, 10_009), question.expected)
    eleventh = outcome(question, *range(10_000, 10_010), question.expected)
    assert tenth.place == 10
    assert tenth.within(10)
    assert not eleventh.within(10)
    assert outcome(question, OTHER).place is None


def test_declaring_somebody_for_a_child_who_is_not_on_record_is_false():
    absent = of(Ask.ABSENT)
    outcomes = [right(each) for each in of(Ask.PRESENT)] + [missed(each) for each in absent[: len(absent) // 2]]
    outcomes += [right(each) for each in absent[len(absent) // 2 :]]
    found = declared(outcomes)
    assert found["false_when_absent"] == pytest.approx((len(absent) // 2) / len(absent), abs=1e-4)
    assert found["precision"] == 1.0


def test_a_twin_taken_for_the_other_is_counted_and_a_stranger_is_not():
    twins = of(Ask.TWIN_ABSENT)
    taken = [outcome(each, *each.relatives, suggested=min(each.relatives)) for each in twins[:3]]
    others = [missed(each) for each in twins[3:]]
    found = family([*taken, *others])[str(Ask.TWIN_ABSENT)]
    assert found == {"questions": len(twins), "wrongly_declared": round(3 / len(twins), 4)}


def test_calibration_says_how_often_a_weight_was_right():
    present, absent = of(Ask.PRESENT)[:4], of(Ask.ABSENT)[:1]
    outcomes = [outcome(each, each.expected, weight=13) for each in present[:3]]
    outcomes += [outcome(present[3], OTHER, weight=14.9), outcome(absent[0], OTHER, weight=12, suggested=OTHER)]
    assert calibration(outcomes) == [
        {
            "weight_from": 12,
            "questions": 5,
            "right_when_on_record": 0.75,
            "right_with_absent": 0.6,
            "declared": 1,
        }
    ]


def test_nothing_asked_is_nothing_and_no_fault():
    assert figures([])["declared"]["precision"] is None
