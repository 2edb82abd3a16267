"""Who may be named first although something differs: another name, a guessed age, a letter, the year of a birthday."""

from datetime import date

import pytest

from cairn.matching.births import born_in, born_on
from cairn.matching.evidence import compare
from cairn.matching.facts import AddressFact, NameFact, PersonFacts, SchoolFact
from cairn.matching.kinds import Band, Field, Level
from cairn.matching.rarity import Rarity
from cairn.matching.scoring import rank
from cairn.matching.yardstick import Yardstick
from tests.matching.test_keys import person
from tests.matching.test_scoring import BORN, PHONE, band

HOME = AddressFact.of("12 Mill Road NM1 2AB")
GUESSED = born_in(2013)


@pytest.mark.parametrize(
    ("held", "shared", "expected"),
    [
        (GUESSED, {"addresses": (HOME,)}, Band.STRONG),
        (GUESSED, {"phones": (PHONE,)}, Band.STRONG),
        (GUESSED, {"schools": (SchoolFact.of("Mill Road"),)}, Band.STRONG),
        (GUESSED, {"addresses": (AddressFact.of("NM1 2AB", is_shared=True),)}, Band.POSSIBLE),
        (GUESSED, {}, Band.POSSIBLE),
        (born_on(date(2013, 9, 26)), {"addresses": (HOME,), "phones": (PHONE,)}, Band.POSSIBLE),
    ],
)
def test_a_guessed_age_does_not_outweigh_a_whole_name_and_a_home(held, shared, expected):
    asked = person("Okafor Chidubem Emeka Nwosu", BORN, **shared)
    assert band(asked, person("Okafor Chidubem Emeka Nwosu", held, **shared)) is expected


def test_a_brother_of_a_guessed_age_is_not_strong_by_his_home():
    shared = {"addresses": (HOME,), "phones": (PHONE,)}
    asked = person("Chidubem Emeka Nwosu Okafor", BORN, **shared)
    assert band(asked, person("Ikenna Emeka Nwosu Okafor", GUESSED, **shared)) is Band.POSSIBLE


def test_a_further_name_stands_in_the_place_of_the_first_of_the_papers():
    held = PersonFacts((NameFact.of("Brirot Zubenko"), NameFact.of("Afewerki")), (BORN,))
    for asked, expected in (
        ("Afewerki Zubenko Mihailov", Band.STRONG),
        ("Piotr Zubenko Mihailov", Band.POSSIBLE),
    ):
        found = rank(person(asked, BORN), [("a", held)], limit=1, rarity=Rarity(30_000))
        assert found.candidates[0].score.band is expected


@pytest.mark.parametrize(
    ("asked", "expected"),
    [("Larisa Amina Zubenko", Band.STRONG), ("Amina Larisa Zubenko", Band.POSSIBLE)],
)
def test_one_letter_tells_twins_apart_in_the_name_written_first_alone(asked, expected):
    counted = Rarity(30_000, {("t", "amira"): 60, ("t", "amina"): 90})
    held = person(asked.replace("Amina", "Amira"), BORN)
    assert rank(person(asked, BORN), [("a", held)], limit=1, rarity=counted).candidates[0].score.band is expected


@pytest.mark.parametrize(
    ("born", "expected"),
    [
        (BORN, Band.STRONG),
        (born_on(date(2010, 4, 13)), Band.STRONG),
        (born_on(date(2009, 4, 20)), Band.POSSIBLE),
        (born_in(2009), Band.POSSIBLE),
    ],
)
def test_the_part_written_first_names_a_child_with_the_birthday_alone(born, expected):
    asked = person("Tesfay Haile Zubenko", BORN, phones=(PHONE,), addresses=(HOME,))
    assert band(asked, person("Tesfay Haile Mihailov", born, phones=(PHONE,), addresses=(HOME,))) is expected


def test_days_of_one_year_that_no_slip_explains_speak_against_as_those_of_others_do_and_less():
    told = {
        year: {each.field: each for each in compare(person("Tesfay", BORN), person("Tesfay", born_on(day)))}[
            Field.BIRTH
        ]
        for year, day in ((0, date(2009, 9, 26)), (3, date(2012, 9, 26)), (9, date(2018, 9, 26)))
    }
    assert 0 > told[0].weight > told[3].weight > told[9].weight


@pytest.mark.parametrize(
    ("total", "asked", "held", "expected"),
    [
        (1_000_000, "Ooiwia Nieczenska", "Olivia Nieczenska", Level.CLOSE),
        (1_000_000, "Spohie Evey Zubenko", "Sophia Zubenko", Level.CLOSE),
        (1_000_000, "Ooiwia Nieczenska", "Julia Nieczenska", Level.SHARES_PART),
        (1_000_000, "Ooiwia Nieczenska", "Olivia Zubenko", Level.DIFFERS),
        (30_000, "Ooiwia Nieczenska", "Olivia Nieczenska", Level.SHARES_PART),
        (1_000_000, "Danjing Zubenko", "Minting Zubenko", Level.SHARES_PART),  # as sisters' names are alike
    ],
)
def test_a_spelling_that_nobody_bears_is_the_likest_name_garbled_where_the_rest_agrees(total, asked, held, expected):
    for one, other in ((asked, held), (held, asked)):
        name, *_ = compare(person(one), person(other), Yardstick(Rarity(total)))
        assert name.level is expected


def test_a_name_that_many_bear_is_nobody_else_s_garbled():
    counted = Rarity(1_000_000, {("t", "aarti"): 200})
    name, *_ = compare(person("Aarti Zubenko"), person("Aasi Zubenko"), Yardstick(counted))
    assert name.level is Level.SHARES_PART


@pytest.mark.parametrize(
    ("field", "shared"),
    [
        (Field.PHONE, {"phones": (PHONE,)}),
        (Field.ADDRESS, {"addresses": (HOME,)}),
        (Field.SCHOOL, {"schools": (SchoolFact.of("Mill Road"),)}),
    ],
)
def test_what_families_share_weighs_more_beside_a_whole_name_than_beside_a_brother_s(field, shared):
    asked = person("Samuel Tesfay Haile", BORN, **shared)
    worth = {
        name: {each.field: each.weight for each in compare(asked, person(name, BORN, **shared))}[field]
        for name in ("Samuel Haile", "Daniel Tesfay Haile")
    }
    assert worth["Samuel Haile"] == pytest.approx(1.5 * worth["Daniel Tesfay Haile"])


@pytest.mark.parametrize(
    ("born", "expected"),
    [
        (born_on(date(2010, 4, 13)), Band.STRONG),
        (born_on(date(2009, 4, 20)), Band.POSSIBLE),
        (born_in(2009), Band.POSSIBLE),
    ],
)
def test_a_single_name_names_a_child_with_the_birthday_alone(born, expected):
    asked = person("Chidubem", BORN, phones=(PHONE,), addresses=(HOME,))
    assert band(asked, person("Chidubem Okafor", born, phones=(PHONE,), addresses=(HOME,))) is expected


@pytest.mark.parametrize(("sex", "expected"), [("f", Band.STRONG), ("m", Band.POSSIBLE)])
def test_a_name_a_letter_off_is_a_twin_s_where_the_sexes_differ(sex, expected):
    asked = person("Kasimira Zubenko", BORN, sexes=("f",), addresses=(HOME,))
    assert band(asked, person("Kasimila Zubenko", BORN, sexes=(sex,), addresses=(HOME,))) is expected
