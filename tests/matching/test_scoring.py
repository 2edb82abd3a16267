"""Evidence explains without telling; siblings stay apart; a suggestion needs a margin."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cairn.matching.births import born_in, born_on, parse_birth_bounds
from cairn.matching.evidence import Evidence, compare
from cairn.matching.facts import AddressFact, IdentifierFact, NameFact, PersonFacts, PhoneFact, SchoolFact
from cairn.matching.kinds import Band, Field, Level
from cairn.matching.rarity import Rarity
from cairn.matching.scoring import (
    MODEL_VERSION,
    POSSIBLE_FROM,
    SETTLED,
    independent_agreement,
    possible_from,
    rank,
    score,
    strong_from,
)
from tests.matching.test_keys import FACTS, person

SEEN = date(2018, 6, 1)
BORN = born_on(date(2009, 4, 13))
PHONE = PhoneFact.of("07700 900123")
NHS = IdentifierFact.of("nhs", "943 476 5919")


def levels(one, other):
    """Level by field."""
    return {each.field: each.level for each in compare(one, other)}


def band(one, other):
    """The band two people's facts fall in."""
    return score(compare(one, other)).band


def said(name, birth):
    """Facts as somebody would type them on the day they saw a child."""
    return person(name, parse_birth_bounds(birth, seen_on=SEEN))


def test_an_age_and_another_order_of_names_are_recognised():
    asked, held = said("Nguyen Van Tang", "about 14"), said("Tang Nguyễn", "b. 2004?")
    evidence = compare(asked, held)
    assert levels(asked, held)[Field.NAME] is Level.ANY_ORDER
    assert levels(asked, held)[Field.BIRTH] is Level.WITHIN_RANGE
    assert score(evidence).band in {Band.STRONG, Band.POSSIBLE}
    assert independent_agreement(evidence)


@pytest.mark.parametrize(
    ("asked", "held", "expected"),
    [
        (said("Tesfay", "14"), said("ተስፋይ", "2004"), Band.POSSIBLE),
        (person("Mohammed Omar", BORN), person("محمد عمر", BORN), Band.STRONG),
        (person("Tesfay Haile", BORN), person("Haile Tesfay", BORN), Band.STRONG),
        (PersonFacts(identifiers=(NHS,)), PersonFacts(identifiers=(NHS,)), Band.STRONG),
        (person("Tesfay", BORN), person("Tesfay", BORN), Band.POSSIBLE),
        (person("Tesfay"), person("Tesfay"), Band.WEAK),
        (person("Omar Hassan", BORN), person("Amir Hassan", born_on(date(2012, 9, 26))), Band.WEAK),
        (person("Amina Hassan", BORN), person("Amira Hassan", born_on(date(2012, 9, 26))), Band.WEAK),
        (PersonFacts(), PersonFacts(), Band.WEAK),
    ],
)
def test_bands(asked, held, expected):
    assert band(asked, held) is expected


@pytest.mark.parametrize(
    "names", [("Omar Hassan", "Amir Hassan"), ("Hassan Ali", "Hussein Ali"), ("Amina X", "Amira X")]
)
def test_twins_with_one_phone_are_never_strong(names):
    one, other = (person(name, BORN, phones=(PHONE,), nationalities=("ER",)) for name in names)
    assert band(one, other) is Band.POSSIBLE


def test_a_disputed_age_leaves_the_child_possible():
    adult = born_on(date(1996, 1, 7), is_disputed=True)
    assert band(person("Tesfay Haile", BORN), person("Tesfay Haile", adult)) is Band.POSSIBLE


def test_evidence_holds_levels_and_weights_and_no_values():
    assert Evidence._fields == ("field", "level", "weight")
    told = compare(person("Tesfay", BORN, phones=(PHONE,)), person("Tesfay", BORN, phones=(PHONE,)))
    assert [each.field for each in told] == list(Field)
    assert not any(value in repr(told) for value in ("tesfay", "2009", "7700"))


@given(FACTS, FACTS)
def test_comparing_is_symmetric_and_always_the_same(one, other):
    assert compare(one, other) == compare(other, one) == compare(one, other)


@given(FACTS)
def test_nobody_differs_from_themselves(facts):
    assert Level.DIFFERS not in levels(facts, facts).values()


def test_codes_numbers_and_phones_compare():
    one = PersonFacts(sexes=("f",), nationalities=("ER",), identifiers=(NHS,), phones=(PHONE,))
    other = PersonFacts(
        sexes=("m",),
        nationalities=("ET", "ER"),
        identifiers=(IdentifierFact.of("nhs", "943 476 5918"),),
        phones=(PhoneFact.of("020 7946 0000"),),
    )
    told = levels(one, other)
    assert (told[Field.SEX], told[Field.NATIONALITY]) == (Level.DIFFERS, Level.AGREES)
    assert (told[Field.IDENTIFIER], told[Field.PHONE]) == (Level.ONE_DIGIT_APART, Level.DIFFERS)


def test_identifiers_of_different_schemes_do_not_compare():
    upn = PersonFacts(identifiers=(IdentifierFact.of("upn", "943 476 5919"),))
    assert levels(PersonFacts(identifiers=(NHS,)), upn)[Field.IDENTIFIER] is Level.NOT_COMPARABLE


def test_a_phone_with_a_handling_is_not_compared():
    safe = PersonFacts(phones=(PhoneFact.of("07700900123", has_handling=True),))
    assert levels(PersonFacts(phones=(PHONE,)), safe)[Field.PHONE] is Level.NOT_COMPARABLE


@pytest.mark.parametrize(
    ("name", "birth", "expected"),
    [
        (Level.AGREES, Level.AGREES, True),
        (Level.SOUNDS_ALIKE, Level.WITHIN_RANGE, True),
        (Level.CLOSE, Level.WITHIN_RANGE, True),
        (Level.SHARES_PART, Level.AGREES, False),
        (Level.AGREES, Level.NEAR, False),
        (Level.AGREES, Level.NOT_COMPARABLE, False),
        (Level.DIFFERS, Level.AGREES, False),
    ],
)
@pytest.mark.parametrize("others", [Level.AGREES, Level.DIFFERS])
def test_only_name_and_birth_make_an_independent_agreement(name, birth, expected, others):
    chosen = {Field.NAME: name, Field.BIRTH: birth}
    assert independent_agreement(Evidence(field, chosen.get(field, others), 0.0) for field in Field) is expected


def test_no_other_fact_ever_makes_an_agreement():
    everything = PersonFacts(sexes=("f",), identifiers=(NHS,), phones=(PHONE,), nationalities=("ER",))
    assert not independent_agreement(compare(everything, everything))


def test_the_clear_first_is_suggested_and_the_order_is_by_weight():
    asked = person("Tesfay Haile", BORN)
    ranking = rank(asked, [("b", person("Omar Hassan", BORN)), ("a", asked)], limit=10)
    assert [each.candidate for each in ranking.candidates] == ["a", "b"]
    assert ranking.suggestion == ranking.candidates[0]


def test_two_that_are_equally_good_leave_no_suggestion_even_beyond_the_limit():
    asked = person("Tesfay Haile", BORN)
    ranking = rank(asked, [("b", asked), ("a", asked)], limit=1)
    assert [each.candidate for each in ranking.candidates] == ["a"]
    assert ranking.suggestion is None


@pytest.mark.parametrize("candidates", [[], [("a", person("Omar Hassan", born_in(1999)))]])
def test_nobody_or_a_weak_one_is_not_suggested(candidates):
    assert rank(person("Tesfay", BORN), candidates, limit=5).suggestion is None


def test_the_model_has_a_name():
    assert MODEL_VERSION == "evidence-6"


@given(st.lists(FACTS, max_size=4), FACTS)
def test_ranking_does_not_depend_on_the_order_of_candidates(people, asked):
    numbered = list(enumerate(people))
    assert rank(asked, numbered, limit=3) == rank(asked, numbered[::-1], limit=3)


def test_a_family_name_a_birthday_and_a_home_do_not_make_a_twin_the_same_child():
    home = AddressFact.of("12 Mill Road NM1 2AB")
    asked = person("Samuel Tesfay Haile", BORN, phones=(PHONE,), addresses=(home,), schools=(SchoolFact.of("Mill"),))
    twin = person("Daniel Tesfay Haile", BORN, phones=(PHONE,), addresses=(home,), schools=(SchoolFact.of("Mill"),))
    assert band(asked, twin) is Band.POSSIBLE
    assert rank(asked, [("twin", twin)], limit=5).suggestion is None
    ranking = rank(asked, [("twin", twin), ("same", asked)], limit=5)
    assert ranking.suggestion is ranking.candidates[0]
    assert ranking.candidates[0].candidate == "same"


@pytest.mark.parametrize(
    "against",
    [
        {"births": (born_on(date(2012, 9, 26)),)},
        {"births": (BORN,), "identifiers": (IdentifierFact.of("nhs", "999 123 4268"),)},
    ],
)
def test_a_whole_name_is_not_strong_against_another_birthday_or_number(against):
    asked = PersonFacts((NameFact.of("Okafor Chidubem Emeka Nwosu"),), (BORN,), identifiers=(NHS,))
    assert band(asked, PersonFacts((NameFact.of("Okafor Chidubem Emeka Nwosu"),), **against)) is Band.POSSIBLE


def test_a_name_that_nothing_bears_out_is_not_strong():
    assert band(person("Tesfay Haile"), person("Tesfay Haile")) is Band.POSSIBLE


def test_common_names_weigh_less_than_rare_ones():
    counted = Rarity(1_000_000, {("t", "hassan"): 20_000, ("s", "hsn"): 40_000})
    weight = {
        name: rank(person(name), [("a", person(name))], limit=1, rarity=counted).candidates[0].score.weight
        for name in ("Hassan", "Zubenko")
    }
    assert weight["Hassan"] < weight["Zubenko"] / 2


@given(st.integers(0, 10_000_000), st.integers(0, 10_000_000))
def test_among_more_records_more_is_needed_to_ask(one, other):
    fewer, more = sorted((one, other))
    assert POSSIBLE_FROM <= possible_from(fewer) <= possible_from(more) < strong_from(more)


def test_the_bars_rise_with_the_records_and_fall_with_what_is_counted():
    assert possible_from(0) == possible_from(SETTLED) == POSSIBLE_FROM
    assert possible_from(2 * SETTLED) == POSSIBLE_FROM + 1
    assert strong_from(SETTLED) < strong_from(0)
    assert strong_from(SETTLED) < strong_from(1_000_000)


def test_a_weak_likeness_is_asked_of_few_records_and_not_of_many():
    told = compare(person("Tesfay", BORN), person("Tesfay", born_on(date(2009, 4, 30))))
    assert score(told, 1_000).band is Band.POSSIBLE
    assert score(told, 1_000_000).band is Band.WEAK


@pytest.mark.parametrize(("asked", "expected"), [("Amira Zubenko", Band.POSSIBLE), ("Amoha Zubenko", Band.POSSIBLE)])
def test_another_name_that_many_bear_is_no_slip(asked, expected):
    counted = Rarity(30_000, {("t", "amira"): 60, ("t", "amina"): 90})
    first = rank(person(asked, BORN), [("a", person("Amina Zubenko", BORN))], limit=1, rarity=counted).candidates[0]
    assert first.score.band is expected


def test_a_slip_that_nobody_bears_leaves_the_name_whole():
    counted = Rarity(30_000, {("t", "amina"): 90})  # of what is asked alone: how many Cookes there are is not known
    asked = person("Amina Cpoke", BORN)
    ranking = rank(asked, [("a", person("Amina Cooke", BORN))], limit=1, rarity=counted)
    assert ranking.suggestion is ranking.candidates[0]


def test_a_single_name_on_record_joins_the_family_s_and_a_twin_s_does_not():
    held = PersonFacts((NameFact.of("Adam Zubenko"), NameFact.of("Jan")), (BORN,))
    counted = Rarity(30_000)
    for asked, expected in (("Jan Zubenko", Band.STRONG), ("Piotr Zubenko", Band.POSSIBLE)):
        found = rank(person(asked, BORN), [("a", held)], limit=1, rarity=counted)
        assert found.candidates[0].score.band is expected


def test_a_hotel_says_less_than_a_home():
    home, hotel = AddressFact.of("NM1 2AB"), AddressFact.of("NM1 9ZZ")
    counted = Rarity(1_000_000, {("c", "NM19ZZ"): 300})

    def worth(address):
        facts = PersonFacts(addresses=(address,))
        return rank(facts, [("a", facts)], limit=1, rarity=counted).candidates[0].score.weight

    assert worth(hotel) <= worth(home) / 2
    shared = AddressFact.of("NM1 2AB", is_shared=True)
    assert worth(shared) < worth(home)
    assert worth(shared) > 0


def test_a_known_form_of_a_name_agrees_and_says_so():
    told = levels(person("William Carter"), person("Bill Carter"))
    assert told[Field.NAME] is Level.KNOWN_VARIANT


@pytest.mark.parametrize("text", ["12 Mill Road, NM1 2AB", "nm12ab", "NM1 2AB, England"])
def test_a_postcode_is_read_however_it_is_written(text):
    assert AddressFact.of(text).postcode == "NM12AB"


def test_places_of_one_district_are_near_and_others_say_nothing():
    def told(one, other):
        return levels(*(PersonFacts(addresses=(AddressFact.of(text),)) for text in (one, other)))[Field.ADDRESS]

    assert told("NM1 2AB", "NM1 3CD") is Level.NEAR
    assert told("NM1", "NM1 3CD") is Level.NEAR
    assert told("NM1 2AB", "XX1 3CD") is Level.DIFFERS
    assert told("12 Mill Road", "12, mill road") is Level.AGREES
    assert told("Northmoor", "Northmoor") is Level.NOT_COMPARABLE


def test_schools_agree_by_what_tells_them_apart():
    def told(one, other):
        return levels(*(PersonFacts(schools=(SchoolFact.of(text),)) for text in (one, other)))[Field.SCHOOL]

    assert told("Mill Road Primary School", "Mill Road Primary") is Level.AGREES
    assert told("Mill Road", "Hill Road") is Level.DIFFERS
    assert told("unknown", "Mill Road") is Level.NOT_COMPARABLE


def test_an_initial_that_fits_speaks_for_and_is_no_whole_name():
    full, short = person("John Smith", BORN), person("J Smith", BORN)
    told = {each.field: each for each in compare(short, full)}
    plain = {each.field: each for each in compare(person("Smith", BORN), full)}
    assert told[Field.NAME].level is Level.ONE_PART
    assert told[Field.NAME].weight > plain[Field.NAME].weight


MORE = st.sampled_from(["sexes", "identifiers", "phones", "nationalities", "addresses", "schools"])
SAID = {
    "sexes": ("f",),
    "identifiers": (NHS,),
    "phones": (PHONE,),
    "nationalities": ("ER",),
    "addresses": (AddressFact.of("NM1 2AB"),),
    "schools": (SchoolFact.of("Mill Road"),),
}


@given(FACTS, FACTS, st.sets(MORE), MORE)
def test_a_further_fact_that_agrees_never_lowers(one, other, known, more):
    def whole(fields):
        both = [facts._replace(**{field: SAID[field] for field in fields}) for facts in (one, other)]
        return score(compare(*both)).weight

    assert whole(known | {more}) >= whole(known)


@given(FACTS, FACTS)
def test_a_further_statement_never_hides_what_agreed(one, other):
    both = one._replace(names=one.names + other.names, births=one.births + other.births)
    before = {each.field: each.weight for each in compare(one, one)}
    after = {each.field: each.weight for each in compare(one, both)}
    assert after[Field.NAME] >= before[Field.NAME]
    assert after[Field.BIRTH] >= before[Field.BIRTH]


def test_what_to_ask_next_is_what_tells_the_first_few_apart():
    asked = person("Tesfay Haile")
    first = asked._replace(births=(BORN,), sexes=("f",))
    second = asked._replace(births=(born_on(date(2011, 2, 3)),), sexes=("f",))
    assert rank(asked, [("a", first), ("b", second)], limit=5).ask_next is Field.BIRTH
    alike = second._replace(births=(BORN,), phones=(PHONE,))
    other = alike._replace(phones=(PhoneFact.of("020 7946 0000"),))
    assert rank(asked, [("a", alike), ("b", other)], limit=5).ask_next is Field.PHONE
    assert rank(asked, [("a", asked), ("b", asked)], limit=5).ask_next is None


def test_nothing_is_asked_next_where_one_leads_or_nobody_is_found():
    asked = person("Tesfay Haile", BORN)
    assert rank(asked, [("a", asked)], limit=5).ask_next is None
    assert rank(asked, [], limit=5).ask_next is None
