"""The made-up population: the same for the same seed, of the shape that is published, and fit for the product."""

from collections import Counter
from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cairn.bench.rules import population as package
from cairn.bench.rules.dice import Dice
from cairn.bench.rules.population import numbers
from cairn.bench.rules.population.naming import Role, lineage, named, without_marks, written
from cairn.bench.rules.population.origins import NATIONALITIES, OFTEN_ALONE, SHARES, Origin
from cairn.bench.rules.population.people import BLOCK, TODAY, Child, Population
from cairn.bench.rules.population.saying import recorded
from cairn.bench.rules.population.stock import is_native, stock
from cairn.children.kinds import FactKind, NameKind, Scheme, Sex

PEOPLE = Population(children=4_000, seed=7)


def everybody(population: Population = PEOPLE) -> list[Child]:
    return list(population.recorded(0, population.blocks))


def test_the_generator_and_the_matcher_do_not_know_each_other():
    for file in Path(package.__file__).parent.rglob("*.py"):
        assert "cairn.matching" not in file.read_text(encoding="utf-8"), file.name
    matching = Path(package.__file__).parents[3] / "matching"
    for file in matching.rglob("*.py"):
        assert "cairn.bench" not in file.read_text(encoding="utf-8"), file.name


def test_a_child_is_the_same_whoever_asks_and_whenever():
    block = PEOPLE.block(17)
    assert block == Population(4_000, 7).block(17)
    assert [recorded(child, 7) for child in block] == [recorded(child, 7) for child in PEOPLE.block(17)]
    assert block != Population(4_000, 8).block(17)


def test_as_many_are_on_record_as_were_asked_for_each_with_a_number_of_its_own():
    odd = Population(children=1_001, seed=3)
    assert [child.number for child in everybody(odd)] == list(range(1_001))


def test_the_origins_have_their_shares():
    assert sum(SHARES.values()) == 100
    counts = Counter(child.origin for child in everybody())
    for origin, share in SHARES.items():
        assert counts[origin] / PEOPLE.children == pytest.approx(share / 100, abs=0.03), origin


def test_every_origin_has_names_nationalities_and_no_spelling_twice_over():
    assert set(NATIONALITIES) == set(Origin)
    for origin in Origin:
        for supply in stock(origin).supplies.values():
            for token in supply.names:
                assert token.forms, origin
                assert not any(is_native(form) for form in token.forms), token
                assert not token.native or is_native(token.native), token
                assert not set(token.short) & set(token.forms), token


def test_a_million_children_would_bear_tens_of_thousands_of_names():
    words = Counter(word for child in everybody() for word in written(child.name).split())
    assert len(words) > 3_500
    assert max(words.values()) < 250


def test_brothers_and_sisters_share_family_and_home_but_never_the_name_they_are_called_by():
    families: dict[int, list[Child]] = {}
    for child in everybody():
        families.setdefault(child.household, []).append(child)
    large = [family for family in families.values() if len(family) > 1]
    assert len(large) > 500
    for family in large:
        assert len({child.home for child in family}) == 1
        assert len({child.family for child in family}) == 1
        called = [frozenset(part.token for part in child.name if part.role is Role.GIVEN) for child in family]
        assert len(set(called)) == len(called)
        gaps = [abs((one.born - other.born).days) for one, other in pairwise(family)]
        assert all(gap == 0 or gap >= 365 for gap in gaps)
    assert any(one.born == other.born for family in large for one, other in pairwise(family))


def test_a_brother_or_sister_on_nobodys_record_is_another_child_of_the_same_home():
    child = everybody()[5]
    twin, sibling = (PEOPLE.unrecorded_sibling(child, is_twin=is_twin) for is_twin in (True, False))
    assert twin == PEOPLE.unrecorded_sibling(child, is_twin=True)
    assert (twin.born, twin.home) == (child.born, child.home)
    assert sibling.home == child.home
    assert 365 <= abs((sibling.born - child.born).days) <= 4 * 365
    assert len({twin.number, sibling.number, child.number}) == 3
    assert min(twin.number, sibling.number) >= PEOPLE.children


def test_hotels_and_care_homes_hold_dozens_who_have_nothing_else_in_common():
    shared = Counter(child.home for child in everybody() if child.home.is_shared)
    assert max(shared.values()) >= 24
    alone = sum(child.home.is_shared for child in everybody() if child.often_alone)
    assert alone / sum(child.often_alone for child in everybody()) == pytest.approx(0.13, abs=0.05)


def test_first_of_january_stands_in_for_many_births_of_children_who_come_alone():
    def is_filled_in(child: Child) -> bool:
        births = [each for each in recorded(child, 7) if each[0] == "birth"]
        return births[0][3].month == births[0][3].day == 1

    alone = [is_filled_in(child) for child in everybody() if child.origin in OFTEN_ALONE]
    others = [is_filled_in(child) for child in everybody() if child.origin not in OFTEN_ALONE]
    assert sum(alone) / len(alone) == pytest.approx(0.22, abs=0.06)
    assert sum(others) / len(others) < 0.04


def test_what_is_said_has_the_products_kinds():
    for child in everybody()[:500]:
        for kind, text, detail, earliest, latest in recorded(child, 7):
            assert FactKind(kind)
            assert text
            if kind == FactKind.NAME:
                assert NameKind(detail["kind"])
            if kind == FactKind.IDENTIFIER:
                assert Scheme(detail["scheme"])
            if kind == FactKind.SEX:
                assert Sex(text)
            assert (earliest is None) == (kind != FactKind.BIRTH)
            assert earliest is None or date(2008, 1, 1) <= earliest <= latest <= TODAY


@given(st.integers(0, 10**8))
def test_an_nhs_number_has_ten_digits_and_a_right_check_digit(serial):
    number = numbers.nhs_number(serial)
    if number:
        digits = [int(each) for each in number]
        assert len(digits) == 10
        assert number.startswith("9")
        assert sum(digit * (10 - place) for place, digit in enumerate(digits)) % 11 == 0


def test_no_two_children_of_a_million_share_a_number():
    for make in (
        numbers.nhs_number,
        numbers.unique_pupil_number,
        numbers.home_office_number,
        numbers.phone_number,
    ):
        made = [number for serial in range(0, 1_000_000, 101) if (number := make(serial))]
        assert len(set(made)) == len(made), make.__name__


@pytest.mark.parametrize("origin", list(Origin))
def test_every_child_has_one_name_to_be_called_by(origin):
    dice = Dice(11)
    for sex in ("female", "male"):
        for _ in range(50):
            name = named(lineage(origin, dice), sex, dice)
            assert sum(part.role is Role.GIVEN for part in name) in (1, 2)
            assert written(name).strip() == written(name)
            assert without_marks(written(name)).isascii() or "’" in written(name)


def test_a_polish_sister_bears_the_feminine_of_her_brothers_name():
    dice = Dice(5)
    endings: dict[str, set[str]] = {"female": set(), "male": set()}
    for _ in range(400):
        family = lineage(Origin.POLISH, dice)
        for sex, found in endings.items():
            found.add(named(family, sex, dice)[-1].form[-3:])
    assert "ska" in endings["female"]
    assert "ska" not in endings["male"]
    assert "ski" in endings["male"]


def test_blocks_are_of_the_size_they_say():
    assert all(len(PEOPLE.block(number)) == BLOCK for number in range(20))
