"""Fragments: what goes wrong goes wrong as often as is published, and the label says what it was."""

from collections import Counter
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cairn.bench.rules.dice import Dice
from cairn.bench.rules.population.asking import Ask, questions
from cairn.bench.rules.population.fragments import Evidence, Fragment, fragment
from cairn.bench.rules.population.name_noise import slip
from cairn.bench.rules.population.origins import SHARES, Origin
from cairn.bench.rules.population.people import Population

PEOPLE = Population(children=6_000, seed=11)


def fragments() -> list[Fragment]:
    return [fragment(child, PEOPLE.land, 11) for child in PEOPLE.recorded(0, PEOPLE.blocks)]


def birth_of(one: Fragment) -> tuple[date | None, date | None] | None:
    return next(((each[3], each[4]) for each in one.said if each[0] == "birth"), None)


def test_a_fragment_is_the_same_for_the_same_seed_and_another_for_another():
    child = PEOPLE.block(3)[0]
    assert fragment(child, PEOPLE.land, 1) == fragment(child, PEOPLE.land, 1)
    assert len({str(fragment(child, PEOPLE.land, seed).said) for seed in range(30)}) > 10


def test_births_go_wrong_as_published():
    found = Counter(one.evidence for one in fragments() if not one.child.often_alone)
    without = sum(found.values()) - found[Evidence.IDENTIFIER]
    assert found[Evidence.BIRTH_RIGHT] / without == pytest.approx(0.80, abs=0.03)
    assert found[Evidence.BIRTH_NONE] / without == pytest.approx(0.07, abs=0.02)
    alone = Counter(one.evidence for one in fragments() if one.child.often_alone)
    without = sum(alone.values()) - alone[Evidence.IDENTIFIER]
    assert alone[Evidence.BIRTH_DISPUTED] / without == pytest.approx(0.11, abs=0.03)
    assert alone[Evidence.BIRTH_RIGHT] / without == pytest.approx(0.60, abs=0.06)


LABELS = {
    Evidence.BIRTH_RIGHT: lambda born, told: told == (born, born),
    Evidence.BIRTH_NONE: lambda born, told: told is None,
    Evidence.BIRTH_DISPUTED: lambda born, told: 2 <= born.year - told[0].year <= 6,
    Evidence.BIRTH_ESTIMATED: lambda born, told: (told[0].month, told[0].day) == (1, 1),
    Evidence.BIRTH_SWAPPED: lambda born, told: (told[0].month, told[0].day) == (born.day, born.month),
    Evidence.BIRTH_AGE: lambda born, told: told[0] < told[1],
    Evidence.BIRTH_DAYS: lambda born, told: 0 < abs((told[0] - born).days) <= 40,
    Evidence.BIRTH_YEAR: lambda born, told: abs((told[0] - born).days) > 300,
    Evidence.IDENTIFIER: lambda born, told: True,
}


def test_the_label_says_what_is_wrong_with_the_birth():
    found = fragments()
    assert {one.evidence for one in found} == set(LABELS) == set(Evidence)
    for one in found:
        assert LABELS[one.evidence](one.child.born, birth_of(one)), one


def test_any_identifier_means_just_that():
    for one in fragments():
        has_number = any(each[0] == "identifier" for each in one.said)
        assert has_number == (one.evidence is Evidence.IDENTIFIER)


def test_three_in_ten_bring_a_number_and_few_of_these_are_mistyped():
    found = fragments()
    numbered = [one for one in found if one.evidence is Evidence.IDENTIFIER]
    assert 0.2 < len(numbered) / len(found) < 0.4
    told = [
        (each[1], dict(one.child.identifiers)[each[2]["scheme"]])
        for one in numbered
        for each in one.said[1:]
        if each[0] == "identifier"
    ]
    assert 0 < sum(said != true for said, true in told) / len(told) < 0.05


def test_some_names_come_in_their_own_script_where_there_is_one():
    scripted = Counter(one.child.origin for one in fragments() if one.is_native)
    assert set(scripted) <= {
        Origin.ARABIC,
        Origin.TIGRINYA,
        Origin.CHINESE,
        Origin.KURDISH,
        Origin.SOUTH_ASIAN,
    }
    assert scripted[Origin.ARABIC] > 0
    assert scripted[Origin.CHINESE] > 0


@given(st.text(alphabet="abcdefghijklmnopqrstuvwxyz ", min_size=4, max_size=30), st.integers())
def test_a_slip_changes_little(text, seed):
    assert abs(len(slip(text, Dice(seed))) - len(text)) <= 1


@given(st.text(max_size=30), st.integers())
def test_a_slip_of_anything_is_possible(text, seed):
    assert isinstance(slip(text, Dice(seed)), str)


def asked(number: int = 240):
    return questions(PEOPLE, number)


def test_half_of_what_is_asked_falls_equally_on_all_origins():
    found = Counter(one.fragment.child.origin for one in asked() if one.ask is Ask.PRESENT)
    assert set(found) == set(Origin)
    for origin, share in SHARES.items():
        assert found[origin] == pytest.approx(240 * (share / 200 + 1 / 26), abs=1.01)


def test_children_on_record_are_expected_and_others_are_not():
    for one in asked():
        number = one.fragment.child.number
        if one.ask in (Ask.PRESENT, Ask.TWIN_PRESENT):
            assert one.expected == number < PEOPLE.children
        else:
            assert one.expected is None
            assert number >= PEOPLE.children
        assert one.expected not in one.relatives


def test_twins_on_record_have_their_twin_on_record():
    twins = [one for one in asked() if one.ask is Ask.TWIN_PRESENT]
    assert len(twins) == 40
    children = {child.number: child for child in PEOPLE.recorded(0, PEOPLE.blocks)}
    for one in twins:
        assert any(children[number].born == one.fragment.child.born for number in one.relatives)


def test_the_absent_ones_family_is_on_record():
    for one in asked():
        if one.ask in (Ask.TWIN_ABSENT, Ask.SIBLING_ABSENT):
            assert one.relatives


def test_the_same_seed_asks_the_same():
    assert asked(60) == asked(60)
    assert questions(Population(6_000, 12), 60) != asked(60)
