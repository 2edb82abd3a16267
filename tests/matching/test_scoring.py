"""Evidence explains without telling; siblings stay apart; a suggestion needs a margin."""

from dataclasses import fields
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cairn.matching.births import born_in, born_on, parse_birth_bounds
from cairn.matching.evidence import Evidence, compare
from cairn.matching.facts import IdentifierFact, PersonFacts, PhoneFact
from cairn.matching.kinds import Band, Field, Level
from cairn.matching.scoring import MODEL_VERSION, independent_agreement, rank, score
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
    assert [each.name for each in fields(Evidence)] == ["field", "level", "weight"]
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
    assert MODEL_VERSION == "simple-1"


@given(st.lists(FACTS, max_size=4), FACTS)
def test_ranking_does_not_depend_on_the_order_of_candidates(people, asked):
    numbered = list(enumerate(people))
    assert rank(asked, numbered, limit=3) == rank(asked, numbered[::-1], limit=3)
