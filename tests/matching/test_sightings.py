"""A child seen and not named: looks, place, company and car weigh little, and together never as much as a name."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cairn.matching.births import aged
from cairn.matching.kinds import Band, Level
from cairn.matching.plates import compare_plates, whole_and_parts
from cairn.matching.scoring import POSSIBLE_FROM, score
from cairn.matching.sightings import MOST, SHOWN_FROM, SightingFacts, SightingField, compare_sighting

SEEN_ON = date(2026, 11, 23)
TALL = SightingFacts(
    descriptions=("A tall boy, red coat, scar over the left eye",),
    places=("Behind the market hall, NM4 2AB",),
    vehicles=("white van, NX19 ABC",),
    companions=("A man called Bashkim", "Liri"),
    sexes=("male",),
    births=(aged(13, 15, seen_on=SEEN_ON),),
)


def levels(one: SightingFacts, other: SightingFacts) -> dict[SightingField, Level]:
    return {each.field: each.level for each in compare_sighting(one, other).evidence}


def test_a_child_agrees_with_itself_and_even_so_weighs_less_than_matching_asks_about():
    alike = compare_sighting(TALL, TALL)
    assert alike.weight == MOST < POSSIBLE_FROM
    assert score(alike.evidence[:0]).band is Band.WEAK
    assert {each.field for each in alike.evidence} == set(SightingField)
    assert alike.is_worth_reading


@pytest.mark.parametrize(
    ("one", "other", "level"),
    [
        ("white van, NX19 ABC", "NX19ABC", Level.AGREES),
        ("reg nx19-abc", "Van NX19 ABC, white", Level.AGREES),
        ("NX19 ABC", "NX19 ABD", Level.ONE_DIGIT_APART),
        ("began with NX19", "NX19 ABC", Level.SHARES_PART),
        ("N?19A", "silver, NX19 ABC", Level.SHARES_PART),
        ("A123 BCD", "A123BCD", Level.AGREES),
        ("ABZ 4421", "white ABZ4421", Level.AGREES),
        ("a white van", "white van with a dent", Level.NEAR),
        ("a van", "a van", Level.NOT_COMPARABLE),
        ("NX19 ABC", "KT70 ZZZ", Level.NOT_COMPARABLE),
        ("", "NX19 ABC", Level.NOT_COMPARABLE),
    ],
)
def test_vehicles_are_told_by_their_registration_whole_or_part(one, other, level):
    assert compare_plates([one], [other]) is level
    assert compare_plates([other], [one]) is level


def test_a_plate_is_found_among_words_and_a_year_is_none():
    assert whole_and_parts("It was 2019, a grey Skoda, NX19 ABC or so") == (frozenset({"NX19ABC"}), frozenset())


@pytest.mark.parametrize(
    ("one", "other", "level"),
    [
        ("12 Quay Row, NM4 2AB", "nm42ab", Level.AGREES),
        ("Market hall", "market hall!", Level.AGREES),
        ("Behind the market hall", "Bench at the market hall", Level.SHARES_PART),
        ("NM4 2AB", "NM4 9ZZ", Level.NEAR),
        ("Bus station", "Harbour", None),
    ],
)
def test_places_agree_by_postcode_area_or_words(one, other, level):
    found = levels(SightingFacts(places=(one,)), SightingFacts(places=(other,)))
    assert found.get(SightingField.PLACE) is level


def test_company_is_told_by_names_in_any_spelling_and_not_by_words_for_people():
    one = SightingFacts(companions=("Two men, Tesfay and Mohammed",))
    assert levels(one, SightingFacts(companions=("mhamad", "uncle Tesfai"))) == {SightingField.COMPANIONS: Level.AGREES}
    assert levels(one, SightingFacts(companions=("Tesfai",))) == {SightingField.COMPANIONS: Level.SHARES_PART}
    assert levels(one, SightingFacts(companions=("Two tall men and an uncle",))) == {}


def test_looks_count_by_the_words_that_tell_something():
    known = SightingFacts(descriptions=("Tall, red coats, scar above the eye, limping",))
    assert levels(SightingFacts(descriptions=("a boy of about 14",)), known) == {}
    assert levels(SightingFacts(descriptions=("red coat",)), known) == {SightingField.DESCRIPTION: Level.SHARES_PART}
    assert levels(TALL, known)[SightingField.DESCRIPTION] is Level.AGREES


def test_sex_and_an_age_far_off_speak_against():
    other = SightingFacts(sexes=("female",), births=(aged(5, 6, seen_on=SEEN_ON),))
    against = compare_sighting(TALL, other)
    assert [each.level for each in against.evidence] == [Level.DIFFERS, Level.DIFFERS]
    assert against.weight < 0
    near = SightingFacts(births=(aged(16, 16, seen_on=SEEN_ON),))
    assert SightingField.BIRTH not in levels(TALL, near)


def test_sex_and_age_alone_are_worth_nobodys_time():
    alone = SightingFacts(sexes=TALL.sexes, births=TALL.births)
    assert not compare_sighting(alone, TALL).is_worth_reading
    assert compare_sighting(SightingFacts(vehicles=TALL.vehicles), TALL).weight >= SHOWN_FROM


WORDS = st.lists(
    st.sampled_from(
        ["tall", "red coat", "NX19 ABC", "NX1", "Liri", "market hall", "NM4 2AB", "تسفاي", "", "🙂", "?" * 9]
    ),
    max_size=4,
).map(lambda parts: (", ".join(parts),))
FACTS = st.builds(
    SightingFacts,
    descriptions=WORDS,
    places=WORDS,
    vehicles=WORDS,
    companions=WORDS,
    sexes=st.lists(st.sampled_from(["male", "female"]), max_size=2).map(tuple),
)


@given(FACTS, FACTS)
def test_likeness_is_symmetric_and_never_reaches_what_matching_asks_about(one, other):
    forth, back = compare_sighting(one, other), compare_sighting(other, one)
    assert forth == back
    assert forth.weight <= MOST < POSSIBLE_FROM


@given(st.text(max_size=300), st.text(max_size=300))
def test_whatever_was_typed_can_be_compared(one, other):
    facts = [SightingFacts((each,), (each,), (each,), (each,)) for each in (one, other)]
    assert compare_sighting(*facts).weight <= MOST
